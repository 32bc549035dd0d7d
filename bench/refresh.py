"""A thousand sources in one refresh, against a bare aiohttp loop with the same parser.

Both fetch the same feeds from the same server, fifty at once, each source at a host of its own, and
read them in the same two worker processes. Ours also decides what is new, and writes it down.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bench import newsstand
from bench.fetching import AT_ONCE, HereResolver, here, resident
from sources import feeds
from sources.articles import Article, Taken
from sources.fetch import Fetcher, user_agent
from sources.intake import Intake
from sources.networks import Allow
from sources.refresh import Refresher
from sources.worker import Workers
from storage.sources import Look, Source
from storage.store import Store

BARS = {
    "1,000 sources, all changed / bare loop and parser": "<= 1.3",
    "1,000 sources, none changed / bare loop": "<= 1.3",
    "pieces of work for 1,000 answers of 304": "0",
    "memory after six refreshes / after two": "<= 1.05",
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

    async def forget_answers(self) -> None:
        """Let the next answers be read, whatever they are."""
        look = Look(next_look_at=_now(), ok_at=_now())
        async with self.store.transaction():
            for source in await self.store.sources.page():
                await self.store.sources.looked(source.id, look)


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, ratio, explanation) rows."""
    return asyncio.run(_run(1 if quick else 3))


async def _run(rounds: int) -> list[tuple[str, float, str]]:
    with newsstand.running() as port, tempfile.TemporaryDirectory() as folder:
        urls = [f"http://source{n}.test:{port}/{n}" for n in range(newsstand.FEEDS)]
        store = await Store.open(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        allow = Allow.parse(["127.0.0.0/8"])
        fetcher = Fetcher(agent=user_agent(), allow=allow, at_once=AT_ONCE, resolve=here)
        async with fetcher, Counted() as workers:
            async with store.transaction():
                for url in urls:
                    await store.sources.add(url, now=_now())
            nobody = Nobody()
            intake = Intake(fetcher, workers, nobody)
            refresher = Refresher(store, intake, nobody, now=_now, at_once=AT_ONCE)
            rows = await _rows(Stand(store, workers, refresher, urls), rounds)
        await store.close()
    return rows


async def _rows(stand: Stand, rounds: int) -> list[tuple[str, float, str]]:
    first = await _seconds(stand.refresh)
    ours, bare, bare_same, same = [], [], [], []
    sizes = []
    for _ in range(rounds):
        bare.append(await _seconds(lambda: _bare(stand, None)))
        await stand.forget_answers()
        ours.append(await _seconds(stand.refresh))
        sizes.append(resident())
        bare_same.append(await _seconds(lambda: _bare(stand, newsstand.ETAG)))
        before = stand.workers.pieces
        same.append(await _seconds(stand.refresh))
        sizes.append(resident())
    read = stand.workers.pieces - before
    last = min(len(sizes) - 1, 1)
    return [
        ("1,000 new sources, first look / bare loop and parser", first / min(bare),
         f"{first:.2f} s; 122,000 items are written down"),
        _row("1,000 sources, all changed / bare loop and parser", ours, bare),
        _row("1,000 sources, none changed / bare loop", same, bare_same),
        ("pieces of work for 1,000 answers of 304", float(read), "parsing in workers"),
        ("memory after six refreshes / after two", sizes[-1] / sizes[last],
         f"{sizes[-1] / 1e6:.0f} MB against {sizes[last] / 1e6:.0f} MB"),
    ]  # fmt: skip


def _row(what: str, ours: list[float], bare: list[float]) -> tuple[str, float, str]:
    how = f"{min(ours):.2f} s against {min(bare):.2f} s, {AT_ONCE} at once"
    return what, min(ours) / min(bare), how


async def _seconds(work: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


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
