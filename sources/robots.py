"""robots.txt: what a site asks programs to leave alone (RFC 9309)."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from protego import Protego

from sources.addresses import origin
from sources.fetch_errors import FetchError, StatusError, TooLargeError, TooManyRedirectsError

#: Seconds for which a file is remembered: a day, as the RFC has it …
REMEMBERED = 86_400.0
#: … and for which a site without a readable one is left alone.
UNKNOWN = 3_600.0
#: Most of a file that is read, in bytes (the RFC asks for 500 KiB at least).
MOST = 512_000
#: Most sites that are remembered.
SITES = 1_000

#: Larger files than this, in bytes, are read apart from the event loop.
LARGE = 16_000

P = ParamSpec("P")
T = TypeVar("T")

#: Brings a small file; raises FetchError.
Get = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class _Rules:
    until: float
    rules: Protego | None  # None: keep away
    large: bool = False


class Robots:
    """Asks each site once a day."""

    def __init__(self, get: Get, product: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the way to get a file, the name that sites know us by, a steady clock in seconds."""
        self._get = get
        self._product = product
        self._clock = clock
        self._sites: OrderedDict[str, _Rules] = OrderedDict()

    async def allows(self, address: str) -> bool:
        """Tell whether a normal address may be read by programs."""
        site = origin(address)
        known = self._sites.get(site)
        if known is None or known.until <= self._clock():
            known = await self._ask(site)
            self._remember(site, known)
        if known.rules is None:
            return False
        return await _apart(known.large, known.rules.can_fetch, address, self._product)

    async def _ask(self, site: str) -> _Rules:
        """Read a site's file: none means that all is allowed, a failing server that nothing is."""
        now = self._clock()
        try:
            data = await self._get(f"{site}/robots.txt")
        except FetchError as error:
            if not _means_none(error):
                return _Rules(now + UNKNOWN, None)
            data = b""
        large = len(data) > LARGE
        rules = await _apart(large, Protego.parse, data.decode("utf-8", "replace"))
        return _Rules(now + REMEMBERED, rules, large)

    def _remember(self, site: str, rules: _Rules) -> None:
        self._sites[site] = rules
        self._sites.move_to_end(site)
        while len(self._sites) > SITES:
            self._sites.popitem(last=False)


def _means_none(error: FetchError) -> bool:
    """Tell whether a site has no file that can be read; all else is trouble that may pass."""
    if isinstance(error, StatusError):
        return error.status < 500 and error.status != 429
    return isinstance(error, TooLargeError | TooManyRedirectsError)


async def _apart(large: bool, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call in a thread what would hold up the loop: half a second for a hostile file."""
    return await asyncio.to_thread(call, *args, **kwargs) if large else call(*args, **kwargs)
