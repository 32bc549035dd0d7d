"""A broadcast at Telegram's limits: how much of them is used, and how answers fare meanwhile."""

import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bench import telegram
from bench.answering import _update, nothing_read
from bench.draining import drained
from bot import app, seeds, session
from bot.clock import Clock
from bot.newsroom import Newsroom
from bot.settings import Settings
from delivery.copies import CopyKeeper
from delivery.digests import Digests
from delivery.pacing import Pacer
from news.analysis import analyse
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from storage.store import Store

BARS = {
    "used of the sandbox's 30 a second": ">= 0.97",
    "refusals (429)": "= 0",
    "most in any second": "<= 30",
    "/summary during a broadcast / idle (median time)": "<= 1.5",
}
#: Seconds between two readers who ask.
EVERY = 0.11


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, figure, explanation) rows."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(Path(folder), 450 if quick else 5_000))


async def _run(folder: Path, count: int) -> list[tuple[str, float, str]]:
    async with (
        Sandbox.running() as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
    ):
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/bench.db")
        try:
            await seeds.plant(store)
            limit = await _at_the_limit(store, sandbox, scene, count)
            with telegram.running() as api:  # by itself: the sandbox works in this process
                return [*limit, await _answers(store, api)]
        finally:
            await store.close()


async def _at_the_limit(
    store: Store, sandbox: Sandbox, scene: SandboxClient, count: int
) -> list[tuple[str, float, str]]:
    await _queue(store, [person.id for person in await scene.crowd(count)], " Начало.")
    bot = session.open_bot(sandbox.token, sandbox.api_url)
    await drained(store, bot, Pacer(Settings().rate_per_second), count)
    await bot.session.close()
    times = sorted(sent.at for sent in await scene.accepted())
    refused = [found for found in await scene.refusals() if found.get("error_code") == 429]
    used = (len(times) - 1) / (times[-1] - times[0]) / 30
    most = max(
        sum(1 for at in times[i : i + 60] if at < start + 1) for i, start in enumerate(times)
    )
    rate = Settings().rate_per_second
    how = f"{count} readers in {times[-1] - times[0]:.1f} s; a setting of {rate:g}"
    return [
        ("used of the sandbox's 30 a second", used, how),
        ("refusals (429)", len(refused), "as the sandbox counted"),
        ("most in any second", most, "by the sandbox's clock"),
    ]


async def _queue(store: Store, people: Iterable[int], more: str) -> None:
    now = datetime.now(UTC)
    async with store.transaction():
        for person in people:
            await store.chats.remember(person, "private", "ru", "Asia/Almaty")
            await store.subscriptions.add(person, person, now)
    analysis = analyse(next(seeds.texts())[1] + f"\n\nСуд начнётся весной.{more}")
    await store.stories.add(analysis.story.text, analysis, now=now)


async def _answers(store: Store, api: str) -> tuple[str, float, str]:
    """Ask for `/summary` again and again, idle and during a broadcast at the full rate."""
    bot = session.open_bot(telegram.TOKEN, api)
    pacer = Pacer(Settings().rate_per_second)
    answering = session.answering(bot, pacer)
    digests = Digests(store, clock := Clock())
    copies = CopyKeeper(store, clock)
    newsroom = Newsroom(store)
    dispatcher = app.build(Settings(), store, digests, clock, copies, nothing_read(), newsroom)
    askers = range(10_001, 10_061)
    await _asked(dispatcher, answering, askers)
    idle = await _asked(dispatcher, answering, askers)
    await _queue(store, range(20_001, 22_001), " Конец.")
    draining = asyncio.create_task(drained(store, bot, pacer, 10**9))
    await asyncio.sleep(1)
    busy = await _asked(dispatcher, answering, askers)
    draining.cancel()
    with suppress(asyncio.CancelledError):
        await draining
    await bot.session.close()
    how = f"{busy * 1e3:.2f} ms against {idle * 1e3:.2f} ms"
    return "/summary during a broadcast / idle (median time)", busy / idle, how


async def _asked(dispatcher: Dispatcher, bot: Bot, askers: Sequence[int]) -> float:
    """Return the median of the seconds that an answer took."""
    took = []
    for asker in itertools.islice(itertools.cycle(askers), 60):
        update = Update.model_validate(_update(asker, "/summary"), context={"bot": bot})
        began = time.perf_counter()
        await dispatcher.feed_update(bot, update)
        took.append(time.perf_counter() - began)
        await asyncio.sleep(EVERY)
    return statistics.median(took)
