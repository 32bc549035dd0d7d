"""Fetching from hostile servers: only to checked addresses, within limits of time and size.

    async with Fetcher(agent=user_agent("https://example.org")) as fetcher:
        fetched = await fetcher.get(url, etag=etag, accept=FEED)

Redirects are followed here, each hop judged like the first. From https to http none is followed:
whoever is on the way could put in what he likes, and a permanent one would be stored.
"""

import re
import ssl
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from types import TracebackType
from typing import Self

import aiohttp
import certifi
from yarl import URL

from sources import fetched
from sources.addresses import follow, judge, shown
from sources.dialling import CheckedResolver, Resolve, checked_sockets, system_lookup, target
from sources.fetch_errors import (
    BrokenAnswerError,
    FetchError,
    RefusedAddressError,
    RobotsError,
    StatusError,
    TooLargeError,
    TooManyRedirectsError,
    TooSlowError,
    WrongTypeError,
)
from sources.fetch_meanings import LOWER, meaning
from sources.fetched import ANYTHING, REDIRECTS, Accept, Fetched, Hop
from sources.lanes import Lanes
from sources.networks import Allow, literal
from sources.robots import MOST, Robots
from sources.unpacking import ENCODINGS, Body

#: The name that sites know us by, in the User-Agent and in robots.txt.
PRODUCT = "Svodka"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much, for one fetch. Times in seconds, waiting for a turn not counted."""

    #: Name, connection and TLS of one hop.
    connect: float = 10.0
    #: Until the first byte of an answer, and between any two.
    first_byte: float = 15.0
    #: All hops together, to the last byte.
    whole: float = 30.0
    #: Bytes of a body, on the wire and unpacked.
    largest: int = 10_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class _Errand:
    """What is wanted, the same for every hop."""

    headers: dict[str, str]
    accept: Accept
    robots: bool
    limits: Limits

    @property
    def conditional(self) -> bool:
        """Tell whether it is asked for only if it has changed."""
        return not self.headers.keys().isdisjoint({"If-None-Match", "If-Modified-Since"})


def user_agent(contact: str | None = None) -> str:
    """Return an honest User-Agent: name, version, and where its operator can be reached."""
    told = re.sub(r"[^\x21-\x27\x2a-\x7e]", "", contact or "")  # visible, and no brackets
    about = f"+{told}" if told else "self-hosted news digest"
    return f"{PRODUCT}/{version('svodka')} ({about})"


class Fetcher:
    """Fetches, many at once, one of a host at a time. Open it in the loop that uses it."""

    def __init__(
        self,
        *,
        agent: str,
        allow: Allow | None = None,
        limits: Limits | None = None,
        at_once: int = 50,
        per_host: int = 1,
        resolve: Resolve = system_lookup,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Take the User-Agent, what is allowed beside the public network, and the limits.

        `per_host` is for hosts that the operator allowed, for those are his own.
        `tls` knows the certificates that are trusted: the system's and Mozilla's by default.
        """
        self._agent = agent
        self._allow = allow or Allow()
        self._limits = limits or Limits()
        self._lanes = Lanes(at_once)
        self._per_host = per_host
        self._resolve = resolve
        self._tls = tls or trusted()
        self._robots = Robots(self._small, PRODUCT)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        # No cache of names: one answer serves one connection. No limit here: the lanes have it.
        connector = aiohttp.TCPConnector(
            limit=0,
            use_dns_cache=False,
            ssl=self._tls,
            resolver=CheckedResolver(self._resolve, self._allow),
            socket_factory=checked_sockets(self._allow),
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            headers={"User-Agent": self._agent, "Accept-Encoding": ENCODINGS},
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        if self._session:
            await self._session.close()
            self._session = None

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: Accept = ANYTHING,
        robots: bool = False,
    ) -> Fetched:
        """Fetch an address and follow its redirects. Raises FetchError, nothing else of the net.

        With the validators of the last fetch an unchanged source answers 304 without a body.
        `robots` asks the site's robots.txt first: for addresses that nobody gave us.
        """
        headers = _conditions(etag, last_modified) | {"Accept": accept.header}
        return await self._follow(url, _Errand(headers, accept, robots, self._limits))

    async def _small(self, url: str) -> bytes:
        limits = replace(self._limits, largest=MOST)
        return (await self._follow(url, _Errand({}, ANYTHING, False, limits))).body

    async def _follow(self, url: str, errand: _Errand) -> Fetched:
        hops: list[Hop] = []
        left = errand.limits.whole
        while True:
            try:
                place = judge(url, self._allow)
                if errand.robots and not await self._robots.allows(str(place)):
                    raise RobotsError("robots.txt asks programs to stay away")
                answer, took = await self._hop(place, errand, left)
                if isinstance(answer, Fetched):
                    return replace(answer, hops=tuple(hops))
                hops.append(answer)
                _check_hops(hops, errand.limits.redirects)
            except FetchError as error:
                error.at = error.at or shown(url)
                raise
            url, left = answer.to, left - took

    async def _hop(self, url: URL, errand: _Errand, left: float) -> tuple[Fetched | Hop, float]:
        """Ask one address, when it is its turn; return the answer and the seconds it took."""
        host = url.raw_host or "", url.port or 0
        async with self._lanes.turn(host, self._width(*host)):
            began = time.monotonic()
            keep = self._lanes.waiting(host)
            target.set(host)
            try:
                answer = await self._ask(url, errand, left, keep)
            except LOWER as error:
                # Without its cause, whose text may hold the whole address.
                raise meaning(error) from None
            return answer, time.monotonic() - began

    def _width(self, host: str, port: int) -> int:
        """Return how many may go to a host at the same time."""
        address = literal(host)
        own = self._allow.holds(address, port) if address else self._allow.names(host, port)
        return self._per_host if own else 1

    async def _ask(self, url: URL, errand: _Errand, left: float, keep: bool) -> Fetched | Hop:
        limits = errand.limits
        if left <= 0:
            raise TooSlowError(f"not done in {limits.whole:g} s")
        if self._session is None:
            raise RuntimeError("the fetcher is not open")
        headers = errand.headers if keep else errand.headers | {"Connection": "close"}
        times = aiohttp.ClientTimeout(
            total=left, connect=limits.connect, sock_read=limits.first_byte, ceil_threshold=60
        )
        async with self._session.get(
            url, headers=headers, allow_redirects=False, timeout=times
        ) as response:
            return await _read(url, response, errand)


@cache
def trusted() -> ssl.SSLContext:
    """Return a context that trusts the system's certificates and Mozilla's; made once."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    conditions = {
        "If-None-Match": fetched.validator(etag),
        "If-Modified-Since": fetched.validator(last_modified),
    }
    return {name: value for name, value in conditions.items() if value}


def _check_hops(hops: list[Hop], most: int) -> None:
    last = hops[-1]
    if len(hops) > most:
        raise TooManyRedirectsError(f"more than {most} redirects")
    if any(hop.url == last.to for hop in hops):
        raise TooManyRedirectsError("redirects in a circle")
    if last.url.startswith("https:") and last.to.startswith("http:"):
        raise RefusedAddressError(f"redirected from https to http, to {shown(last.to)}")


async def _read(url: URL, response: aiohttp.ClientResponse, errand: _Errand) -> Fetched | Hop:
    """Take an answer for what it is. Raises FetchError and LOWER."""
    location = response.headers.get("Location")
    if response.status in REDIRECTS and location:
        return Hop(str(url), response.status, follow(url, location))
    wait = fetched.retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
    if response.status != 304 and not 200 <= response.status < 300:
        raise StatusError(response.status, wait)
    if response.status == 304 and not errand.conditional:
        raise BrokenAnswerError("not modified since nothing: no condition was sent")
    content_type = response.headers.get("Content-Type")
    if response.status != 304 and not errand.accept.takes(content_type):
        raise WrongTypeError(f"content of type {(content_type or '')[:60]!r}")
    return Fetched(
        url=str(url),
        status=response.status,
        body=b"" if response.status == 304 else await _body(response, errand.limits.largest),
        content_type=fetched.plain(content_type),
        etag=fetched.validator(response.headers.get("ETag")),
        last_modified=fetched.validator(response.headers.get("Last-Modified")),
        max_age=fetched.max_age(response.headers),
        retry_after=wait,
    )


async def _body(response: aiohttp.ClientResponse, largest: int) -> bytes:
    if (response.content_length or 0) > largest:
        raise TooLargeError(f"{response.content_length} bytes announced, at most {largest}")
    body = Body(",".join(response.headers.getall("Content-Encoding", [])), largest)
    async for data in response.content.iter_any():
        body.feed(data)
    return body.finish()
