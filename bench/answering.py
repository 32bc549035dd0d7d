"""`/summary` on its whole way (chat, story, view, answer) against a bot that answers a constant."""

import asyncio
import itertools
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import Message, Update

from bench import telegram
from bot import app, seeds, session
from bot.clock import Clock
from bot.newsroom import Newsroom
from bot.settings import Settings
from delivery.copies import CopyKeeper
from delivery.digests import Digests
from delivery.pacing import Pacer
from sources.fetch import Fetcher
from sources.sent import SentReader
from sources.worker import Workers
from storage.store import Store

BARS = {
    "/summary / bare aiogram answering a constant": ">= 0.4",
    "/summary / the same, answering the same message": "",
    "last command / first command (time)": "<= 1.5",
}
#: Updates handled at the same time.
LANES = 30
#: Updates of one person: more within seconds would be ignored as haste, which costs nothing.
EACH = 10

_numbers = itertools.count(1)


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, ratio, explanation) rows."""
    count = 400 if quick else 3_000
    with tempfile.TemporaryDirectory() as folder, telegram.running() as api:
        return asyncio.run(_run(Path(folder), api, count))


async def _run(folder: Path, api: str, count: int) -> list[tuple[str, float, str]]:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/bench.db")
    plain = Bot(telegram.TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(api)))
    bot = session.open_bot(telegram.TOKEN, api)
    ours = session.answering(bot, Pacer(1e6))
    try:
        await seeds.plant(store)
        digests = Digests(store, clock := Clock())
        copies = CopyKeeper(store, clock)
        newsroom = Newsroom(store)
        dispatcher = app.build(Settings(), store, digests, clock, copies, nothing_read(), newsroom)
        bare = await _handled(_bare(), plain, "/summary", count)
        summary = await _handled(dispatcher, ours, "/summary", count)
        last = await _handled(dispatcher, ours, "/privacy", count)
    finally:
        await plain.session.close()
        await bot.session.close()
        await store.close()
    return [
        (
            "/summary / bare aiogram answering a constant",
            summary / bare,
            f"{summary:.0f}/s against {bare:.0f}/s",
        ),
        (
            "last command / first command (time)",
            summary / last,
            f"/privacy {1e3 / last:.2f} ms, /summary {1e3 / summary:.2f} ms",
        ),
    ]


def nothing_read() -> SentReader:
    """Return what reads articles, not open: nobody here sends any."""
    return SentReader(Fetcher(agent="bench"), Workers())


def _bare() -> Dispatcher:
    dispatcher = Dispatcher()

    async def summary(message: Message) -> None:
        await message.answer("Совет утвердил смету. " * 18)

    dispatcher.message.register(summary, Command("summary"))
    return dispatcher


async def _handled(dispatcher: Dispatcher, bot: Bot, text: str, count: int) -> float:
    """Return how many updates a second were handled."""
    people = range(1, count // EACH + 1)
    # The first contact is another thing than an answer.
    await _fed(dispatcher, bot, text, people)
    began = time.perf_counter()
    await _fed(dispatcher, bot, text, itertools.chain.from_iterable([people] * EACH))
    return len(people) * EACH / (time.perf_counter() - began)


async def _fed(dispatcher: Dispatcher, bot: Bot, text: str, people: Iterable[int]) -> None:
    """Let each of these people say it, so many at the same time."""
    left = iter(people)

    async def lane() -> None:
        for person in left:
            update = Update.model_validate(_update(person, text), context={"bot": bot})
            await dispatcher.feed_update(bot, update)

    await asyncio.gather(*(lane() for _ in range(LANES)))


def _update(chat: int, text: str) -> dict[str, Any]:
    number = next(_numbers)
    person = {"id": chat, "is_bot": False, "first_name": "Reader", "language_code": "ru"}
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1700000000,
            "chat": {"id": chat, "type": "private", "first_name": "Reader"},
            "from": person,
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
        },
    }
