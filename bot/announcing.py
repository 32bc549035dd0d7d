"""A new story as its chats are told of it: made once for all who read it in the same form."""

import time
from collections import OrderedDict
from dataclasses import dataclass

from bot.parcel import Parcel
from storage.ledger import Delivery
from storage.store import Store
from views import announcement
from views.message import Message

#: Messages that are kept; a broadcast needs one for each language, kind of chat and time zone.
KEPT = 200
#: A kept message is used so long (seconds): its counters grow old.
FRESH = 1.0


@dataclass(frozen=True, slots=True)
class _Form:
    """What tells one message about a story from another; a correction makes another version."""

    story_id: int
    version: int
    kind: str
    language: str
    timezone: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """A chat as far as a message for many depends on it."""

    id: int
    kind: str
    language: str
    timezone: str


class Announcements:
    """Renders stories, with a short memory."""

    def __init__(self, store: Store, username: str) -> None:
        """Take the store and the bot's name (for links)."""
        self._store = store
        self._username = username
        self._kept: OrderedDict[_Form, tuple[float, Message, int]] = OrderedDict()

    async def render(self, delivery: Delivery) -> Parcel | None:
        """Return the message, None when the story or the chat is no longer there."""
        chat = await self._store.chats.get(delivery.chat_id)
        if chat is None:
            return None
        form = _Form(delivery.story_id, delivery.version, chat.kind, chat.language, chat.timezone)
        kept = self._kept.get(form)
        if kept is None or time.monotonic() - kept[0] >= FRESH:
            kept = await self._make(form)
        if kept is None:
            return None
        _, message, version = kept
        return Parcel(message, thread_id=delivery.thread_id, version=version)

    async def _make(self, form: _Form) -> tuple[float, Message, int] | None:
        story = await self._store.stories.get(form.story_id)
        if story is None or story.retracted_at is not None:
            return None
        reader = _Reader(0, form.kind, form.language, form.timezone)
        message = announcement.render(story, reader, self._username)
        self._kept[form] = kept = (time.monotonic(), message, story.number)
        self._kept.move_to_end(form)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return kept
