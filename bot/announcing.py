"""A new story as its chats are told of it: made once for all who read it in the same form."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass

from bot.parcel import Parcel
from bot.parts import Parts
from storage.chats import Chat
from storage.delivery import FOLLOW, Delivery
from storage.follows import Followed
from storage.store import Store
from storage.subscriptions import AT_ONCE
from views import announcement
from views import part as part_view
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
    #: Told as a part of a case that the chat follows; or it follows it, whatever brought the story.
    part: bool
    followed: bool


#: When a message was made (seconds of a steady clock), itself, and of which version of the story.
_Made = tuple[float, Message, int]


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
        self._parts = Parts(store)
        self._kept: OrderedDict[_Form, _Made] = OrderedDict()
        self._making: dict[_Form, asyncio.Task[_Made | None]] = {}

    async def render(self, delivery: Delivery) -> Parcel | None:
        """Return the message, None when the story or the chat is no longer there."""
        chat = await self._store.chats.get(delivery.chat_id)
        if chat is None:
            return None
        part = (delivery.cause or "").startswith(FOLLOW)
        followed = await self._followed(delivery, part=part)
        if part and followed is None and delivery.revision == 1:
            if not await self._wanted_anyway(chat):
                return None
            part = False
        kept = await self._message(_form(delivery, chat, part=part, followed=bool(followed)))
        if kept is None:
            return None
        _, message, version = kept
        if part and followed:
            return Parcel(
                message,
                reply_to=followed.message_id,
                thread_id=followed.thread_id,
                version=version,
            )
        return Parcel(message, thread_id=delivery.thread_id, version=version)

    async def _followed(self, delivery: Delivery, *, part: bool) -> Followed | None:
        """Return how the chat follows the story's case, where that makes a difference."""
        if not part and not delivery.graphic:
            return None
        return await self._store.follows.get(delivery.chat_id, delivery.story_id)

    async def _wanted_anyway(self, chat: Chat) -> bool:
        """Tell whether a part that is followed no more comes as any other story does."""
        subscription = await self._store.subscriptions.get(chat.id)
        return subscription is not None and subscription.choices.mode == AT_ONCE

    async def _message(self, form: _Form) -> _Made | None:
        kept = self._kept.get(form)
        if kept is not None and time.monotonic() - kept[0] < FRESH:
            return kept
        if form not in self._making:  # else hundreds of rows under way would make it at once
            self._making[form] = task = asyncio.create_task(self._make(form))
            task.add_done_callback(lambda _: self._making.pop(form))
        return await asyncio.shield(self._making[form])

    async def _make(self, form: _Form) -> _Made | None:
        story = await self._store.stories.get(form.story_id)
        if story is None or story.retracted_at is not None:
            return None
        reader = _Reader(0, form.kind, form.language, form.timezone)
        news = await self._parts.news(story) if form.part else None
        if news is None:
            message = announcement.render(story, reader, self._username, followed=form.followed)
        else:
            message = part_view.render(story, news, reader, self._username, followed=form.followed)
        self._kept[form] = kept = (time.monotonic(), message, story.number)
        self._kept.move_to_end(form)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return kept


def _form(delivery: Delivery, chat: Chat, *, part: bool, followed: bool) -> _Form:
    return _Form(
        delivery.story_id,
        delivery.version,
        chat.kind,
        chat.language,
        chat.timezone,
        part,
        followed,
    )
