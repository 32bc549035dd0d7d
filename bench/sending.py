"""The whole way of a broadcast against a bare loop of aiogram's `send_message`, in one run."""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bench import telegram
from bench.draining import UNLIMITED, drained
from bot import seeds, session
from bot.parcel import Parcel
from bot.telegram import TelegramSender
from bot.telling import Telling
from delivery.loop import IN_FLIGHT
from delivery.pacing import Pacer
from news.analysis import analyse
from storage.delivery import Delivery
from storage.store import Store
from views.message import Message

BARS = {
    "ledger drained / bare send loop": ">= 1.0",
    "sender alone / bare send loop": ">= 2.0",
    "queueing / bare INSERT … SELECT (time)": "<= 2",
}


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, ratio, explanation) rows."""
    count = 1_000 if quick else 4_000
    with tempfile.TemporaryDirectory() as folder, telegram.running() as api:
        return asyncio.run(_run(Path(folder), api, count))


async def _run(folder: Path, api: str, count: int) -> list[tuple[str, float, str]]:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/bench.db")
    try:
        await seeds.plant(store)
        await _subscribe(store, count)
        adding = await _adding(store)
        await _broadcast(store)
        message = await _message(store)
        bare = await _bare(api, message, count)
        alone = await _alone(api, message, count)
        whole = await _drained(store, api, count)
    finally:
        await store.close()
    lanes = [f"{n}: {await _alone(api, message, count, n):.0f}" for n in (10, 30, 100, 300)]
    rows, rounds = (50_000, 1) if count < 2_000 else (100_000, 5)
    tried = [await _queueing(folder / f"queue{number}.db", rows) for number in range(rounds)]
    queueing, bare_insert = sorted(tried, key=lambda pair: pair[0] / pair[1])[rounds // 2]
    return [
        (
            "ledger drained / bare send loop",
            whole / bare,
            f"{whole:.0f}/s (claim, render, send, settle) against {bare:.0f}/s",
        ),
        (
            "sender alone / bare send loop",
            alone / bare,
            f"{alone:.0f}/s against {bare:.0f}/s; by messages in flight: {', '.join(lanes)}",
        ),
        (
            "queueing / bare INSERT … SELECT (time)",
            queueing / bare_insert,
            f"{queueing * 1e3:.0f} ms with story and index; bare {bare_insert * 1e3:.0f} ms",
        ),
        ("stories added a second", adding, "read, analysed and stored, one after another"),
    ]


async def _queueing(file: Path, count: int) -> tuple[float, float]:
    """Return the seconds of adding a story for so many, and of the bare INSERT of the same rows."""
    store = await Store.open(f"sqlite+aiosqlite:///{file}")
    await _subscribe(store, count)
    analysis = analyse(next(seeds.texts())[1])
    began = time.perf_counter()
    await store.stories.add(analysis.story.text, analysis, now=datetime.now(UTC))
    queueing = time.perf_counter() - began
    await store.close()
    return queueing, await asyncio.to_thread(_bare_insert, file)


def _bare_insert(file: Path) -> float:
    """Copy the rows that were queued into a table of the same shape by one plain statement."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        for kind in ("table", "index"):
            found = connection.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = 'deliveries' AND type = ?"
                " AND sql IS NOT NULL",
                (kind,),
            )
            for (sql,) in found.fetchall():
                connection.execute(
                    sql.replace("deliveries", "bare_rows").replace("ix_bare_rows", "ix_c_bare_rows")
                )
        began = time.perf_counter()
        connection.execute("INSERT INTO bare_rows SELECT * FROM deliveries")
        return time.perf_counter() - began


async def _subscribe(store: Store, count: int) -> None:
    now = datetime.now(UTC)
    async with store.transaction():
        for chat in range(1, count + 1):
            await store.chats.remember(chat, "private", "ru", "Asia/Almaty")
            await store.subscriptions.add(chat, chat, now)


async def _adding(store: Store) -> float:
    """Add variations of the first story; nobody is told of them."""
    count = 10
    text = next(seeds.texts())[1]
    began = time.perf_counter()
    for number in range(count):
        analysis = analyse(text.replace("Казахстан", f"Казахстан{'а' * number}"))
        added = await store.stories.add(
            analysis.story.text, analysis, now=datetime.now(UTC), announce=False
        )
        assert number == 0 or added.created
    return count / (time.perf_counter() - began)


async def _broadcast(store: Store, more: str = "") -> None:
    """Queue one story for all."""
    text = next(seeds.texts())[1] + f"\n\nСуд начнётся весной. {more}"
    analysis = analyse(text)
    await store.stories.add(analysis.story.text, analysis, now=datetime.now(UTC))


async def _message(store: Store) -> Message:
    """Render the newest story as a subscriber gets it."""
    story = await store.stories.latest()
    assert story is not None
    delivery = Delivery(1, 1, story.id, 1, 0, "ru", "private")
    parcel = await Telling(store, "bench_bot").render(delivery)
    assert isinstance(parcel, Parcel)
    return parcel.message


async def _bare(api: str, message: Message, count: int) -> float:
    """Send as a bot without a ledger does: aiogram as it comes, so many in flight."""
    bot = Bot(telegram.TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(api)))

    async def send(chat: int) -> None:
        await bot.send_message(
            chat, message.text, entities=list(message.entities), reply_markup=message.keyboard
        )

    return await _timed(send, count, bot)


async def _alone(api: str, message: Message, count: int, lanes: int = IN_FLIGHT) -> float:
    bot = session.open_bot(telegram.TOKEN, api, connections=max(100, lanes))
    sender = TelegramSender(bot)

    async def send(chat: int) -> None:
        await sender.send(chat, message)

    return await _timed(send, count, bot, lanes)


async def _timed(
    send: Callable[[int], Awaitable[None]], count: int, bot: Bot, lanes: int = IN_FLIGHT
) -> float:
    chats: Iterator[int] = iter(range(1, count + 1))

    async def lane() -> None:
        for chat in chats:
            await send(chat)

    await send(1)
    began = time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(lanes)))
    took = time.perf_counter() - began
    await bot.session.close()
    return count / took


async def _drained(store: Store, api: str, count: int) -> float:
    bot = session.open_bot(telegram.TOKEN, api)
    began = time.perf_counter()
    await drained(store, bot, Pacer(UNLIMITED), count, every=0.05)
    took = time.perf_counter() - began
    await bot.session.close()
    return count / took
