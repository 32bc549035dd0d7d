"""A thousand sources in one refresh, against a bare aiohttp loop with the same parser.

Both fetch the same feeds from the same server, fifty at once, each source at a host of its own, and
read them in the same two worker processes. Ours also decides what is new, and writes it down. CPU
is that of this process, without the workers.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bench import newsstand
from bench.fetching import AT_ONCE, Cost, HereResolver, cost_of, here, least, resident
from sources import feeds
from sources.articles import Article, Taken
from sources.fetch import Fetcher, user_agent
from sources.intake import Intake
from sources.networks import Allow
from sources.refresh import Refresher
from sources.worker import Workers
from storage.looks import Look
from storage.sources import OFF, Source
from storage.store import Store

#: Seconds of the slowest answer where answers take their time; the fastest takes a fifth of it.
SLOWEST = 0.2

BARS = {
    "all changed, one entry new in each / bare loop and parser (time)": "<= 1.3",
    "all changed and compared anew / bare loop and parser (time)": "<= 1.3",
    "all changed, entries as before / bare loop and parser (time)": "<= 1.3",
    "none changed (304) / bare loop (CPU)": "<= 3",
    "pieces of work for 1,000 answers of 304": "0",
    "none changed, answers after 40-200 ms / sum of latencies / 50 (time)": "<= 1.3",
    "none changed, answers after 40-200 ms / bare loop (CPU)": "<= 3",
    "memory after three rounds / after one": "<= 1.05",
}


class Nobody:
    """A newsroom that stores nothing, and editors who hear nothing: they are not measured."""

    async def take(self, article: Article, *, now: datetime, announce: bool) -> Taken | None:
        """Take an article for none."""
        return None

    async def revise(self, story_id: int, article: Article, *, now: datetime) -> bool:
        """Change nothing."""
        return False

    async def source_paused(self, source: Source, why: str) -> None:
        """Hear nothing."""

    async def backlog(self, source: Source, told: int, held: int) -> None:
        """Hear nothing."""


class Counted(Workers):
    """Workers that count what they are given."""

    pieces = 0

    async def run(self, function: Callable[..., object], *args: object, **kw: object) -> object:  # type: ignore[override]
        """Count and do it."""
        self.pieces += 1
        return await super().run(function, *args, **kw)


@dataclass(frozen=True, slots=True)
class Stand:
    """A store with a thousand sources, and what looks at them."""

    store: Store
    workers: Counted
    refresher: Refresher
    urls: Sequence[str]

    async def refresh(self) -> None:
        """Look at all of them."""
        outcomes = [each async for each in self.refresher.refresh(await self.store.sources.page())]
        failed = [each.failure for each in outcomes if each.failure]
        assert not failed, failed[:3]

    async def publish(self) -> None:
        """Let every feed show one more entry than it does now."""
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=HereResolver())
        ) as s:
            await s.get(self.urls[0].rpartition("/")[0] + newsstand.PUBLISH)

    async def forget(self, *, entries: bool) -> None:
        """Let the next answers be read, and with their entries forgotten compared as well."""
        async with self.store.transaction():
            for source in await self.store.sources.page():
                look = replace(source.look, etag=None, last_modified=None, body_mark=None)
                look = Look(next_look_at=_now(), ok_at=_now()) if entries else look
                await self.store.sources.looked(source.id, look)


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, ratio, explanation) rows."""
    return asyncio.run(_run(1 if quick else 3))


async def _run(rounds: int) -> list[tuple[str, float, str]]:
    async with _opened(0.0) as stand:
        rows = await _rows(stand)
    async with _opened(SLOWEST) as stand:
        return [*rows, *await _late_rows(stand, rounds)]


@asynccontextmanager
async def _opened(slowest: float) -> AsyncIterator[Stand]:
    """Serve a thousand feeds, and give what looks at them; answers take up to so many seconds."""
    with newsstand.running(slowest) as port, tempfile.TemporaryDirectory() as folder:
        urls = [f"http://source{n}.test:{port}/{n}" for n in range(newsstand.FEEDS)]
        store = await Store.open(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        allow = Allow.parse(["127.0.0.0/8"])
        fetcher = Fetcher(agent=user_agent(), allow=allow, at_once=AT_ONCE, resolve=here)
        async with fetcher, Counted() as workers:
            async with store.transaction():
                for url in urls:
                    await store.sources.add(url, full_text=OFF, now=_now())
            nobody = Nobody()
            intake = Intake(fetcher, workers, nobody)
            refresher = Refresher(store, intake, nobody, now=_now, at_once=AT_ONCE)
            yield Stand(store, workers, refresher, urls)
        await store.close()


async def _rows(stand: Stand) -> list[tuple[str, float, str]]:
    first = await cost_of(stand.refresh)
    bare, news, anew, known, bare_same, same = [], [], [], [], [], []
    sizes = []
    for _ in range(newsstand.NEWS):
        await stand.publish()
        await stand.forget(entries=False)
        news.append(await cost_of(stand.refresh))
        bare.append(await cost_of(lambda: _bare(stand, None)))
        await stand.forget(entries=True)
        anew.append(await cost_of(stand.refresh))
        await stand.forget(entries=False)
        known.append(await cost_of(stand.refresh))
        bare_same.append(await cost_of(lambda: _bare(stand, newsstand.ETAG)))
        before = stand.workers.pieces
        same.append(await cost_of(stand.refresh))
        sizes.append(resident())
    read = stand.workers.pieces - before
    return [
        _time("first look, all is new / bare loop and parser", [first], bare),
        _time("all changed, one entry new in each / bare loop and parser", news, bare),
        _time("all changed and compared anew / bare loop and parser", anew, bare),
        _time("all changed, entries as before / bare loop and parser", known, bare),
        _time("none changed (304) / bare loop", same, bare_same),
        _cpu("none changed (304) / bare loop", same, bare_same),
        ("pieces of work for 1,000 answers of 304", float(read), "parsing in workers"),
        ("memory after three rounds / after one", sizes[2] / sizes[0],
         f"{sizes[2] / 1e6:.0f} MB against {sizes[0] / 1e6:.0f} MB"),
    ]  # fmt: skip


async def _late_rows(stand: Stand, rounds: int) -> list[tuple[str, float, str]]:
    """Measure rounds in which nothing has changed and answers take their time."""
    await stand.refresh()
    ours, bare = [], []
    for _ in range(rounds):
        bare.append(await cost_of(lambda: _bare(stand, newsstand.ETAG)))
        ours.append(await cost_of(stand.refresh))
    what = "none changed, answers after 40-200 ms"
    late = sum(newsstand.lateness(number, SLOWEST) for number in range(newsstand.FEEDS))
    took, floor = least(ours).wall, late / AT_ONCE
    return [
        (f"{what} / sum of latencies / {AT_ONCE} (time)", took / floor,
         f"{took:.2f} s against {floor:.2f} s; a bare loop takes {least(bare).wall:.2f} s"),
        _cpu(f"{what} / bare loop", ours, bare),
    ]  # fmt: skip


def _time(what: str, ours: list[Cost], bare: list[Cost]) -> tuple[str, float, str]:
    took, other = least(ours).wall, least(bare).wall
    return f"{what} (time)", took / other, f"{took:.2f} s against {other:.2f} s, {AT_ONCE} at once"


def _cpu(what: str, ours: list[Cost], bare: list[Cost]) -> tuple[str, float, str]:
    took, other = least(ours).cpu, least(bare).cpu
    return f"{what} (CPU)", took / other, f"{took:.2f} ms a source against {other:.2f} ms"


async def _bare(stand: Stand, etag: str | None) -> None:
    """Fetch and read all feeds, and forget them."""
    headers = {"If-None-Match": etag} if etag else {}
    connector = aiohttp.TCPConnector(limit=AT_ONCE, limit_per_host=1, resolver=HereResolver())
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

        async def look(url: str) -> None:
            async with session.get(url) as response:
                body = await response.read()
                kind = response.headers.get("Content-Type")
            if response.status == 200:
                await stand.workers.run(feeds.parse, body, kind, url)

        await asyncio.gather(*map(look, stand.urls))


def _now() -> datetime:
    return datetime.now(UTC)
