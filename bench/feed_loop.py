"""How long the event loop is held up by feeds that are parsed while messages are sent.

Thirty messages a second go to a Bot API server in another process; meanwhile two workers parse
feeds of 600 kB, the largest that are allowed, and hostile ones that are killed. What counts is the
processor time of the longest callback: how late the loop wakes is also up to what else the machine
does, so that is told beside it, with how late it was without feeds.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiogram import Bot

from bench import feeds, telegram
from bot import session
from sources import candidates, pages
from sources.worker import WorkerError, Workers

BARS = {"longest block of the loop while feeds are parsed, ms": "<= 50"}

#: Messages a second.
RATE = 30
Row = tuple[str, float, str]


def run(quick: bool = False) -> list[Row]:
    """Return (what, figure, explanation) rows."""
    with telegram.running() as api:
        return asyncio.run(_run(api, 4.0 if quick else 15.0))


async def _run(api: str, seconds: float) -> list[Row]:
    bot = session.open_bot(telegram.TOKEN, api)
    try:
        async with Workers(2) as workers:
            await asyncio.gather(*(workers.run(candidates.read, b"", None, "") for _ in range(2)))
            await bot.send_message(1, "Начало")  # connects
            bodies = [body for hostile in _hostile() for body in (_ordinary(), hostile)]
            await asyncio.sleep(0)  # making them is no part of what is measured
            idle, _ = await _measured(bot, workers, [], seconds / 2)
            busy, parsed = await _measured(bot, workers, bodies, seconds)
    finally:
        await bot.session.close()
    without = f"{idle.longest:.1f} without feeds"
    wakes = f"woke {busy.latest:.0f} ms late at the latest (without feeds: {idle.latest:.0f})"
    return [
        (
            "longest block of the loop while feeds are parsed, ms",
            busy.longest,
            f"of the processor; {without}; {parsed} feeds and pages; {wakes}",
        ),
        ("messages a second meanwhile", busy.sent / seconds, f"of {RATE}"),
    ]


@dataclass
class Calm:
    """What was seen of the loop, in milliseconds."""

    #: Processor time of the longest callback.
    longest: float = 0.0
    #: How late a short sleep ended at the worst.
    latest: float = 0.0
    sent: int = 0


async def _measured(
    bot: Bot, workers: Workers, bodies: list[bytes], seconds: float
) -> tuple[Calm, int]:
    """Send for some seconds while two readers parse the bodies in turn; also how many they did."""
    until = time.monotonic() + seconds
    async with _watched() as calm:
        readers = [_reads(workers, bodies[first:] + bodies[:first], until) for first in (0, 5)]
        *_, one, two = await asyncio.gather(_sends(bot, calm, until), *readers)
    return calm, (one or 0) + (two or 0)


async def _sends(bot: Bot, calm: Calm, until: float) -> None:
    """Send at RATE, each message when it is due, whatever became of those before."""
    due = time.monotonic()
    async with asyncio.TaskGroup() as group:
        while due < until:
            await asyncio.sleep(due - time.monotonic())
            group.create_task(bot.send_message(1, "Совет утвердил смету. " * 18))
            calm.sent += 1
            due += 1 / RATE


async def _reads(workers: Workers, bodies: list[bytes], until: float) -> int:
    done = 0
    while bodies and time.monotonic() < until:
        body = bodies[done % len(bodies)]
        try:
            if body.startswith(b"<html"):
                await workers.run(pages.extract, body.decode(), feeds.URL)
            else:
                await workers.run(candidates.read, body, None, feeds.URL)
        except WorkerError:
            pass
        done += 1
    return done


@asynccontextmanager
async def _watched() -> AsyncIterator[Calm]:
    """Watch the loop while the block runs."""
    calm = Calm()
    kept = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        began = time.thread_time()
        kept(handle)
        calm.longest = max(calm.longest, (time.thread_time() - began) * 1_000)

    setattr(asyncio.Handle, "_run", timed)  # noqa: B010 -- all callbacks go through it
    watching = asyncio.create_task(_wakes(calm))
    try:
        yield calm
    finally:
        watching.cancel()
        setattr(asyncio.Handle, "_run", kept)  # noqa: B010


async def _wakes(calm: Calm) -> None:
    while True:
        due = time.perf_counter() + 0.005
        await asyncio.sleep(0.005)
        calm.latest = max(calm.latest, (time.perf_counter() - due) * 1_000)


def _ordinary() -> bytes:
    return feeds.make_escaped(390).encode()


def _hostile() -> list[bytes]:
    item = "<item><title>Мост</title><description>{}</description></item>"
    return [
        feeds.make_escaped(2_000).encode(),  # as many entries as are read
        f"<rss><channel>{item.format('слово ' * 1_600) * 900}</channel></rss>".encode(),  # 18 MB
        f"<rss><channel>{item.format('x') * 250_000}</channel></rss>".encode()[:19_000_000],
        b"<rss><channel><item " + b" ".join(b'a%d="1"' % n for n in range(40_000)) + b"/>",
        b"<html><body>" + b"<p><a href='/x'>link</a>" * 100_000,
    ]
