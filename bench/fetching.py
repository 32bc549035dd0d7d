"""A thousand sources in one refresh, against a bare aiohttp loop of the same concurrency.

Both fetch the same feeds from the same server, each source at a host of its own, as in life.
"""

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bench import newsstand
from sources.fetch import Fetcher, user_agent
from sources.fetched import FEED
from sources.networks import Allow

BARS = {
    "1,000 sources / bare aiohttp (time)": "<= 1.3",
    "1,000 sources / bare aiohttp (CPU)": "<= 3",
    "1,000 unchanged sources / bare aiohttp (time)": "<= 1.3",
    "1,000 unchanged sources / bare aiohttp (CPU)": "<= 3",
    "the same, answers after up to 200 ms (time)": "<= 1.3",
    "1,000 sources at one host / bare aiohttp (CPU)": "<= 3",
    "memory after ten refreshes / after two": "<= 1.05",
}
#: Fetches at once, in both.
AT_ONCE = 50

#: Fetches all sources; takes their addresses and the validator to send.
Refresh = Callable[[list[str], str | None], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a refresh: of the clock, and of this process."""

    wall: float
    cpu: float


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, ratio, explanation) rows."""
    return asyncio.run(_run(2 if quick else 5))


async def _run(rounds: int) -> list[tuple[str, float, str]]:
    rows = []
    with newsstand.running() as port:
        many = [f"http://source{n}.test:{port}/{n}" for n in range(newsstand.FEEDS)]
        one = [f"http://source.test:{port}/{n}" for n in range(newsstand.FEEDS)]
        rows += _rows("1,000 sources / bare aiohttp", await _compare(many, None, rounds))
        unchanged = await _compare(many, newsstand.ETAG, rounds)
        rows += _rows("1,000 unchanged sources / bare aiohttp", unchanged)
        rows += _rows("1,000 sources at one host / bare aiohttp", await _compare(one, None, rounds))
        rows.append(await _memory(many))
    with newsstand.running(slowest=0.2) as port:
        many = [f"http://source{n}.test:{port}/{n}" for n in range(newsstand.FEEDS)]
        rows += _rows("the same, answers after up to 200 ms", await _compare(many, None, 2))[:1]
    return rows


def _rows(what: str, costs: tuple[Cost, Cost]) -> list[tuple[str, float, str]]:
    ours, bare = costs
    sources = newsstand.FEEDS
    return [
        (
            f"{what} (time)",
            ours.wall / bare.wall,
            f"{ours.wall:.2f} s against {bare.wall:.2f} s, {AT_ONCE} at once",
        ),
        (
            f"{what} (CPU)",
            ours.cpu / bare.cpu,
            f"{ours.cpu / sources * 1e3:.2f} ms a source against {bare.cpu / sources * 1e3:.2f} ms",
        ),
    ]


async def _compare(urls: list[str], etag: str | None, rounds: int) -> tuple[Cost, Cost]:
    """Return the least costs of our refresh and of a bare one, taken in turns."""
    ours, bare = [], []
    for _ in range(rounds):
        bare.append(await _cost(_bare, urls, etag))
        ours.append(await _cost(_ours, urls, etag))
    return least(ours), least(bare)


async def _cost(refresh: Refresh, urls: list[str], etag: str | None) -> Cost:
    async def checked() -> None:
        size = await refresh(urls, etag)
        assert (size == 0) == (etag is not None), size

    return await cost_of(checked)


async def cost_of(work: Callable[[], Awaitable[None]]) -> Cost:
    """Do some work and return what it cost."""
    wall, cpu = time.perf_counter(), time.process_time()
    await work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def least(costs: list[Cost]) -> Cost:
    """Return the least of each: a busy machine only adds to them."""
    return Cost(min(cost.wall for cost in costs), min(cost.cpu for cost in costs))


async def _ours(urls: list[str], etag: str | None) -> int:
    allow = Allow.parse(["127.0.0.0/8"])
    async with Fetcher(agent=user_agent(), allow=allow, at_once=AT_ONCE, resolve=here) as fetcher:
        answers = await asyncio.gather(*(fetcher.get(url, etag=etag, accept=FEED) for url in urls))
    return sum(len(answer.body) for answer in answers)


async def here(_: str) -> list[str]:
    return ["127.0.0.1"]


class HereResolver(AbstractResolver):
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        pass


async def _bare(urls: list[str], etag: str | None) -> int:
    headers = {"If-None-Match": etag} if etag else {}
    connector = aiohttp.TCPConnector(limit=AT_ONCE, limit_per_host=1, resolver=HereResolver())
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

        async def fetch(url: str) -> int:
            async with session.get(url) as response:
                return len(await response.read())

        return sum(await asyncio.gather(*map(fetch, urls)))


async def _memory(urls: list[str]) -> tuple[str, float, str]:
    """Refresh again and again with one fetcher."""
    allow = Allow.parse(["127.0.0.0/8"])
    sizes = []
    async with Fetcher(agent=user_agent(), allow=allow, at_once=AT_ONCE, resolve=here) as fetcher:
        for _ in range(10):
            await asyncio.gather(*(_dropped(fetcher, url) for url in urls))
            sizes.append(resident())
    how = f"{sizes[-1] / 1e6:.0f} MB against {sizes[1] / 1e6:.0f} MB"
    return "memory after ten refreshes / after two", sizes[-1] / sizes[1], how


async def _dropped(fetcher: Fetcher, url: str) -> None:
    await fetcher.get(url, accept=FEED)


def resident() -> int:
    """Return the memory of this process, in bytes (where the system tells it)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4_096
