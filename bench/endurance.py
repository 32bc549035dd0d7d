"""What a long life costs in memory: 100,000 updates and 100,000 messages in one process.

Bar M4: the memory after all of it, against that after the first fifth, grows by 5 % at most.
"""

import asyncio
import itertools
import tempfile
import time
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bench import telegram
from bench.answering import LANES, _update, nothing_read
from bench.draining import UNLIMITED, drained
from bench.sending import _broadcast, _subscribe
from bot import app, seeds, session
from bot.clock import Clock
from bot.newsroom import Newsroom
from bot.settings import Settings
from delivery.copies import CopyKeeper
from delivery.digests import Digests
from delivery.pacing import Pacer
from storage.store import Store

BARS = {"memory after all / after a fifth": "<= 1.05"}
COMMANDS = ("/summary", "/figures", "/full", "/stories", "/subscribe", "/help")
PEOPLE = 1_000
#: A reader's daily budget: more stories would wait for a digest.
ROUNDS = 5


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, figure, explanation) rows."""
    count = 10_000 if quick else 100_000
    with tempfile.TemporaryDirectory() as folder, telegram.running() as api:
        return asyncio.run(_run(Path(folder), api, count))


async def _run(folder: Path, api: str, count: int) -> list[tuple[str, float, str]]:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/bench.db")
    bot = session.open_bot(telegram.TOKEN, api)
    marks: list[float] = []
    began = time.perf_counter()
    try:
        await seeds.plant(store)
        await _subscribe(store, count // ROUNDS)
        digests, copies = Digests(store, clock := Clock()), CopyKeeper(store, clock)
        newsroom = Newsroom(store)
        dispatcher = app.build(Settings(), store, digests, clock, copies, nothing_read(), newsroom)
        for number in range(ROUNDS):
            await _asked(dispatcher, session.answering(bot, Pacer(UNLIMITED)), count // ROUNDS)
            await _broadcast(store, f"Дополнение {number}.")
            await drained(store, bot, Pacer(UNLIMITED), count // ROUNDS * (number + 1))
            marks.append(_resident())
    finally:
        await bot.session.close()
        await store.close()
    how = f"{marks[-1]:.0f} MB against {marks[0]:.0f} MB; {count:,} updates, {count:,} messages"
    took = f" in {time.perf_counter() - began:.0f} s"
    return [("memory after all / after a fifth", marks[-1] / marks[0], how + took)]


async def _asked(dispatcher: Dispatcher, bot: Bot, count: int) -> None:
    """Let people send commands, several at the same time."""
    asked = zip(
        range(count), itertools.cycle(range(1, PEOPLE + 1)), itertools.cycle(COMMANDS), strict=False
    )

    async def lane() -> None:
        for _, person, command in asked:
            update = Update.model_validate(_update(person, command), context={"bot": bot})
            await dispatcher.feed_update(bot, update)

    await asyncio.gather(*(lane() for _ in range(LANES)))


def _resident() -> float:
    """Return the memory that this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20
