"""Conversations, one file per feature: an update comes in, a view goes out."""

from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Protocol

from aiogram import Dispatcher, Router
from aiogram.types import Message

from delivery.choosing import Choosing
from delivery.copies import CopyKeeper
from delivery.digests import Digests
from delivery.edition import EditionReader
from delivery.wanted import Wanted
from handlers import (
    buttons,
    cases,
    chats,
    digest,
    editors,
    fallback,
    figures,
    filters,
    follow,
    full,
    inline,
    members,
    opml,
    pause,
    privacy,
    questions,
    reading,
    settings,
    share,
    sources,
    start,
    stories,
    subscribe,
    summary,
    why,
)
from handlers.albums import Albums
from handlers.allowance import Allowance
from handlers.middleware import ChatLoader
from handlers.reading import ReadingRoom
from handlers.rendered import Rendered
from handlers.sources import Newsdesk
from handlers.subscribe import Desk
from news.topics import Topics
from sources.sent import SentReader
from storage.store import Store


class Newsroom(editors.Newsroom, sources.Newsroom, cases.Newsroom, Protocol):
    """Takes articles in, corrects, withdraws and splits them."""


def build(
    store: Store,
    *,
    admins: frozenset[int],
    default_language: str,
    default_timezone: str,
    digests: Digests,
    topics: Callable[[], Topics],
    now: Callable[[], datetime],
    copies: CopyKeeper,
    reader: SentReader,
    newsroom: Newsroom,
    read_per_day: int,
) -> Dispatcher:
    """Put the conversations together, in the order in which they are asked; frequent ones first.

    `topics` gives the operator's table of topics, `now` the time (aware UTC). `copies` remembers
    answers that a correction must reach. `reader` reads what people send, `read_per_day` times a
    day for each of them; `newsroom` takes what editors bring and correct.
    """
    desk = Desk(store, Choosing(store, digests, now), topics, now)
    room = ReadingRoom(reader, Allowance(read_per_day), Albums(), admins, desk)
    dispatcher = Dispatcher(
        store=store,
        admins=admins,
        rendered=Rendered(),
        digests=digests,
        desk=desk,
        wanted=Wanted(store),
        editions=EditionReader(store),
        now=now,
        copies=copies,
        newsroom=newsroom,
        room=room,
        newsdesk=Newsdesk(store, newsroom, room, desk),
        disable_fsm=True,
    )
    dispatcher.shutdown.register(room.close)
    dispatcher.update.outer_middleware(ChatLoader(store, default_language, default_timezone))
    dispatcher.include_routers(_conversations(), *(last.routes() for last in LAST))
    return dispatcher


def _conversations() -> Router:
    """Return the routes of all conversations; commands count only in a person's own words.

    A forwarded "/unsubscribe" is somebody else's, and so is one that another bot wrote. It is asked
    once for all of them: every filter costs on every update.
    """
    own = Router(name="own words")
    own.message.filter(_in_own_words)
    own.include_routers(*(conversation.routes() for conversation in ORDER))
    return own


def _in_own_words(message: Message) -> bool:
    return message.forward_origin is None and message.via_bot is None


#: What comes first is asked first.
ORDER: tuple[ModuleType, ...] = (
    summary,
    figures,
    full,
    share,
    buttons,
    digest,
    follow,
    stories,
    start,
    subscribe,
    filters,
    pause,
    chats,
    why,
    sources,
    opml,
    inline,
    settings,
    privacy,
    cases,
    questions,
    editors,
)

#: Asked after them, whoever's words they are: service messages, and whatever is left.
LAST: tuple[ModuleType, ...] = (members, reading, fallback)
