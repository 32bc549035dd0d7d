"""News from sources, in the background. What fetches and reads is made with the first source."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import logs
from bot.settings import Settings
from bot.supervision import pause
from storage.errors import DatabaseUnavailable
from storage.store import Store

if TYPE_CHECKING:
    from bot.newsroom import Newsroom
    from sources.articles import Editors
    from sources.fetch import Fetcher
    from sources.refresh import Refresher

log = logs.get("refresh")

#: How often it is looked whether there is a first source (seconds).
EVERY = 2.0


async def keep(
    settings: Settings,
    store: Store,
    editors: "Editors",
    now: Callable[[], datetime],
    taking: "Newsroom",
    stop: asyncio.Event,
) -> None:
    """Look at sources as they come due until `stop` is set; `taking` gets what is new.

    It is the newsroom of the chats as well: one that compares cannot miss what another stores.
    """
    while not stop.is_set() and not await _has_sources(store):
        await pause(stop, EVERY)
    if stop.is_set():
        return
    await asyncio.to_thread(_load)
    async with refresher(settings, store, editors, now, taking) as looking:
        await looking.run(stop)


@asynccontextmanager
async def refresher(
    settings: Settings,
    store: Store,
    editors: "Editors",
    now: Callable[[], datetime],
    taking: "Newsroom | None" = None,
) -> AsyncIterator["Refresher"]:
    """Make what looks at sources, with its connections and workers, and close them."""
    from sources.intake import Intake
    from sources.refresh import Refresher
    from sources.worker import Workers

    async with fetcher(settings) as fetching, Workers() as workers:
        intake = Intake(fetching, workers, taking or newsroom(settings, store))
        yield Refresher(
            store,
            intake,
            editors,
            now=now,
            at_once=settings.refresh_at_once,
            per_host=settings.fetch_per_host,
        )


def fetcher(settings: Settings) -> "Fetcher":
    """Make what fetches, as the settings allow."""
    from sources.fetch import Fetcher, Limits, user_agent
    from sources.networks import Allow

    return Fetcher(
        agent=user_agent(settings.fetch_contact),
        allow=Allow.parse(settings.fetch_allow),
        limits=Limits(largest=settings.fetch_largest),
        at_once=settings.refresh_at_once,
        per_host=settings.fetch_per_host,
    )


def newsroom(settings: Settings, store: Store) -> "Newsroom":
    """Make who takes articles in."""
    from bot.newsroom import Newsroom

    return Newsroom(store, settings.topics_file, ZoneInfo(settings.default_timezone))


async def _has_sources(store: Store) -> bool:
    with suppress(DatabaseUnavailable):
        return await store.sources.next_due() is not None
    return False


def _load() -> None:
    """Import what the above needs, apart from the event loop: it takes a second."""
    from bot import newsroom  # noqa: F401
    from sources import intake, refresh  # noqa: F401
