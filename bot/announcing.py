"""What a row of the ledger tells its chat: made once for all who read it in the same form."""

import time
from collections import OrderedDict
from dataclasses import dataclass

from storage.ledger import Delivery
from storage.store import Store
from views import announcement
from views.message import Message

#: Messages that are kept; a broadcast needs one for each language, kind of chat and time zone.
KEPT = 200
#: A kept message is used so long (seconds): a correction is seen by what is sent after it.
FRESH = 1.0


@dataclass(frozen=True, slots=True)
class _Reader:
    """A chat as far as a message for many depends on it."""

    id: int
    kind: str
    language: str
    timezone: str


class Announcements:
    """Renders deliveries, with a short memory."""

    def __init__(self, store: Store, username: str) -> None:
        """Take the store and the bot's name (for links)."""
        self._store = store
        self._username = username
        self._kept: OrderedDict[tuple[int, str, str, str], tuple[float, Message]] = OrderedDict()

    async def render(self, delivery: Delivery) -> Message | None:
        """Return the message, None when the story or the chat is no longer there."""
        chat = await self._store.chats.get(delivery.chat_id)
        if chat is None:
            return None
        key = (delivery.story_id, chat.kind, chat.language, chat.timezone)
        made, message = self._kept.get(key, (0.0, None))
        if message is not None and time.monotonic() - made < FRESH:
            return message
        return await self._make(key)

    async def _make(self, key: tuple[int, str, str, str]) -> Message | None:
        story_id, kind, language, timezone = key
        story = await self._store.stories.get(story_id)
        if story is None:
            return None
        reader = _Reader(0, kind, language, timezone)
        message = announcement.render(story, reader, self._username)
        self._kept[key] = (time.monotonic(), message)
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return message
