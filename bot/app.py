"""The bot put together: settings, store, first stories, Telegram, and the loops that run it."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache, partial

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)

import handlers
from bot import logs, refreshing, seeds, session, space
from bot.clock import Clock
from bot.database import opened
from bot.forums import Forums
from bot.lease import Tenancy
from bot.notebook import Notebook
from bot.operators import Operators
from bot.polling import REFUSED, Polling
from bot.questions import Questions
from bot.reanalysis import reanalyse
from bot.settings import Settings
from bot.supervision import FatalError, Loop, pause, supervise
from bot.telegram import TelegramSender
from bot.telling import Telling
from delivery.copies import CopyKeeper
from delivery.digests import Digests
from delivery.loop import Deliveries, in_flight
from delivery.pacing import Pacer
from handlers import commands
from sources import topics
from sources.sent import SentReader
from sources.watch import Watcher
from sources.worker import Workers
from storage.store import Store

log = logs.get("bot")

#: While Telegram cannot be reached at the start, it is asked again after so long (seconds).
WAITS = (1.0, 30.0)
#: Seconds in which what a person sent must be read.
READING_LIMIT = 10.0


def run(settings: Settings) -> int:
    """Serve Telegram until SIGINT or SIGTERM; returns the exit code.

    Raises FatalError and StorageError, both sentences for people.
    """
    return asyncio.run(_run(settings))


async def _run(settings: Settings) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(settings, stop)
    return 0


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    """Serve until `stop` is set; waits for a disk that is full. Raises FatalError, StorageError."""
    async with AsyncExitStack() as stack:
        begun = await space.begun(partial(_begun, settings), stack, stop)
        if begun is None:
            return
        store, tenancy = begun
        pacer = Pacer(settings.rate_per_second)
        bot = session.open_bot(
            settings.token or "",
            settings.telegram_api_url,
            connections=session.connections(in_flight(settings.rate_per_second)),
        )
        try:
            async with (
                refreshing.fetcher(settings) as fetcher,
                Workers(seconds=READING_LIMIT) as workers,
            ):
                await _serve(
                    settings,
                    store,
                    tenancy,
                    session.answering(bot, pacer),
                    bot,
                    pacer,
                    SentReader(fetcher, workers),
                    partial(Watcher, store, fetcher, workers),
                    stop,
                )
        finally:
            await bot.session.close()


async def _serve(  # this is where everything meets
    settings: Settings,
    store: Store,
    tenancy: Tenancy,
    answering: Bot,
    sending: Bot,
    pacer: Pacer,
    reader: SentReader,
    watcher: Callable[..., Watcher],
    stop: asyncio.Event,
) -> None:
    username = await introduce(answering, stop)
    if username is None:
        return
    clock = Clock(settings.clock_url)
    await clock.read()
    digests = Digests(store, clock)
    copies = CopyKeeper(store, clock)
    newsroom = refreshing.newsroom(settings, store)
    dispatcher = build(settings, store, digests, clock, copies, reader, newsroom)
    operators = Operators(settings, store, answering)
    questions = Questions(store, username, settings.admin_ids, clock)
    deliveries = Deliveries(
        store.ledger,
        Telling(store, username, questions).render,
        TelegramSender(sending, paid=settings.paid_broadcast).send,
        pacer,
        in_flight=in_flight(settings.rate_per_second),
        now=clock,
        alarm=operators.set_aside,
        topic_closed=Forums(store, answering, clock).topic_closed,
    )
    polling = Polling(answering, dispatcher, Notebook(store.handled, clock))
    log.info("ready", bot=f"@{username}", stories=await store.stories.count())
    await dispatcher.emit_startup(bot=answering)
    try:
        await supervise(
            [
                Loop("updates", polling.run),
                Loop("clock", clock.run),
                Loop("delivery", deliveries.run),
                Loop("digests", digests.run),
                Loop(
                    "refresh",
                    partial(refreshing.keep, settings, store, operators, clock, newsroom),
                ),
                Loop("watch", partial(watcher(newsroom, now=clock).run, operators)),
                Loop("copies", copies.run),
                Loop("questions", questions.run),
                Loop("lease", tenancy.keep),
                Loop("space", space.Space(store.room, operators.disk_is_short).run),
                Loop("menus", lambda stop: register(answering, settings, stop)),
                Loop("reanalysis", lambda stop: reanalyse(store, stop)),
            ],
            stop,
            operators.loop_fails,
            operators.loop_failed,
        )
    finally:
        await dispatcher.emit_shutdown(bot=answering)
        log.info("stopped")


def build(
    settings: Settings,
    store: Store,
    digests: Digests,
    now: Clock,
    copies: CopyKeeper,
    reader: SentReader,
    newsroom: handlers.Newsroom,
) -> Dispatcher:
    """Make the dispatcher with all conversations."""
    return handlers.build(
        store,
        admins=settings.admin_ids,
        default_language=str(settings.default_language),
        default_timezone=settings.default_timezone,
        digests=digests,
        topics=cache(lambda: topics.load(settings.topics_file)),
        copies=copies,
        now=now,
        reader=reader,
        newsroom=newsroom,
        read_per_day=settings.read_per_day,
    )


async def introduce(bot: Bot, stop: asyncio.Event) -> str | None:
    """Return the bot's name as Telegram has it; waits while Telegram cannot be reached.

    None if `stop` came first. Raises FatalError when Telegram refuses the token.
    """
    wait, longest = WAITS
    while not stop.is_set():
        try:
            return (await bot.me()).username or ""
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise FatalError(REFUSED) from error
        except AiogramError as error:
            log.warning("Telegram cannot be reached", error=str(error)[:300], again_in=wait)
            await pause(stop, wait)
            wait = min(wait * 2, longest)
    return None


async def register(bot: Bot, settings: Settings, stop: asyncio.Event) -> None:
    """Bring the command menus up to date, once; a flood limit here is no reason to fail."""
    try:
        await commands.register(bot, str(settings.default_language))
    except TelegramAPIError as error:
        log.warning("the command menus could not be set", error=str(error)[:300])
    await stop.wait()


@asynccontextmanager
async def _begun(settings: Settings) -> AsyncIterator[tuple[Store, Tenancy]]:
    async with opened(settings) as store, _held(store) as tenancy:
        await seeds.plant(store)
        yield store, tenancy


@asynccontextmanager
async def _held(store: Store) -> AsyncIterator[Tenancy]:
    tenancy = Tenancy(store)
    await tenancy.begin()
    try:
        yield tenancy
    finally:
        await tenancy.end()
