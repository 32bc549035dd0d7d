"""What becomes of messages that told a story which was corrected or withdrawn since.

A message is given the story as it is now. A note goes only to who was told wrongly, and says what
differs from what that chat was told last, so that two corrections in a row make one note where
the first was not told yet.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.announcing import Announcements
from bot.digesting import DigestTelling
from bot.parcel import Parcel
from delivery.sender import Wait
from news.versions import Difference, compare
from storage.carriers import Carrier
from storage.chats import Chat
from storage.copies import Copy
from storage.delivery import Delivery
from storage.recent import Recent
from storage.store import Store
from storage.stories import Story
from storage.versions import MATERIAL
from views import correction, showing
from views.buttons import CHART, SUMMARY
from views.message import Message

#: Comparisons and messages that are kept: one for each pair of versions, language and kind of chat.
KEPT = 100
#: A chat that was told in several ways gets the note as a reply to the first of these.
_ORDER = ("story", "copy", "digest")


class Correcting:
    """Renders edits of what was sent, and the notes about them."""

    def __init__(
        self, store: Store, username: str, announcements: Announcements, digests: DigestTelling
    ) -> None:
        """Take the store, the bot's name (for links), and what renders stories and digests."""
        self._store = store
        self._username = username
        self._announcements = announcements
        self._digests = digests
        self._compared: Recent[tuple[int, int, int], tuple[Difference, ...]] = Recent(KEPT)
        self._made: Recent[tuple[object, ...], Message] = Recent(KEPT)

    async def edit(self, delivery: Delivery) -> Parcel | Wait | None:
        """Return the story in place of the message that announced it."""
        story = await self._store.stories.get(delivery.story_id)
        chat = await self._store.chats.get(delivery.chat_id)
        told = await self._announced(delivery)
        # A newer correction has a row of its own.
        if story is None or chat is None or told is None or delivery.revision < story.number:
            return None
        if told.state == "claimed":
            return Wait.SHORTLY
        if told.state != "sent" or told.told >= story.number or told.message_id is None:
            return None
        if story.retracted_at is not None:
            return await self._withdrawn(story, chat, told.message_id)
        asked = delivery._replace(what="story", cause=told.cause, version=story.number)
        parcel = await self._announcements.render(asked)
        return None if parcel is None else _in_place(parcel, told.message_id)

    async def redigest(self, delivery: Delivery) -> Parcel | Wait | None:
        """Return a digest in place of the message that told it."""
        ledger = self._store.ledger
        state, message_id = await ledger.sent_as(delivery.chat_id, "digest", delivery.story_id)
        if state == "claimed":
            return Wait.SHORTLY
        parcel = await self._digests.render(delivery) if state == "sent" else None
        return None if parcel is None or message_id is None else _in_place(parcel, message_id)

    async def copy(self, delivery: Delivery) -> Parcel | None:
        """Return a story in place of an answer, in the view that this shows."""
        copy = await self._store.copies.get(delivery.story_id)
        story = None if copy is None else await self._store.stories.get(copy.story_id)
        chat = await self._store.chats.get(delivery.chat_id)
        if copy is None or story is None or chat is None or delivery.revision < story.number:
            return None
        if story.retracted_at is not None:
            return await self._withdrawn(story, chat, copy.message_id)
        if copy.view == CHART:
            return await self._chart(copy, story, chat)
        message = showing.render(story, chat, self._username, copy.view, copy.detail)
        return Parcel(message, edits=copy.message_id)

    async def note(self, delivery: Delivery) -> Parcel | Wait | None:
        """Return the note about a correction, as a reply to what the chat was told."""
        story = await self._store.stories.get(delivery.story_id)
        chat = await self._store.chats.get(delivery.chat_id)
        carriers = await self._store.carriers.of(delivery.chat_id, delivery.story_id)
        if story is None or chat is None or _superseded(delivery, carriers):
            return None
        others = [each for each in carriers if _is_other(each, delivery)]
        if any(each.state == "claimed" for each in others):
            return Wait.SHORTLY
        wrong = [each for each in others if _told_before(each, delivery.revision)]
        if not wrong:
            return None
        message = await self._note(story, chat, _last_told(others, wrong))
        if message is None:
            return None
        return Parcel(message, reply_to=_answered(wrong), thread_id=delivery.thread_id)

    async def _announced(self, delivery: Delivery) -> Carrier | None:
        carriers = await self._store.carriers.of(delivery.chat_id, delivery.story_id)
        return next((each for each in carriers if each.what == "story"), None)

    async def _withdrawn(self, story: Story, chat: Chat, message_id: int) -> Parcel:
        reason = await self._store.versions.reason(story.id)
        message = correction.withdrawn(story, reason, chat, self._username)
        return Parcel(message, edits=message_id, withdraws=True)

    async def _chart(self, copy: Copy, story: Story, chat: Chat) -> Parcel | None:
        """Take a picture back whose figures may be the wrong ones: it cannot be given a text."""
        versions = await self._store.versions.all(story.id)
        if not any(each.number >= copy.number and each.kind == MATERIAL for each in versions):
            return None
        message = showing.render(story, chat, self._username, SUMMARY, 0)
        return Parcel(message, edits=copy.message_id, withdraws=True)

    async def _note(self, story: Story, chat: Chat, told: int) -> Message | None:
        """Return what a chat that was told version `told` must know; None if that still holds."""
        key = (story.id, story.number, told, chat.language, chat.kind)
        if (known := self._made.get(key)) is not None:
            return known
        if story.retracted_at is not None:
            reason = await self._store.versions.reason(story.id)
            return self._made.put(key, correction.withdrawal(story, reason, chat, self._username))
        material = await self._differences(story, told)
        if not material:
            return None
        return self._made.put(key, correction.note(story, material, chat, self._username))

    async def _differences(self, story: Story, told: int) -> tuple[Difference, ...]:
        key = (story.id, told, story.number)
        if (known := self._compared.get(key)) is not None:
            return known
        old = await self._store.versions.get(story.id, told)
        if old is None:  # that version is the present one
            return ()
        change = await asyncio.to_thread(compare, old.text, story.analysis)
        return self._compared.put(key, change.material)


def _in_place(parcel: Parcel, message_id: int) -> Parcel:
    return replace(parcel, edits=message_id, reply_to=None, version=None)


def _superseded(delivery: Delivery, carriers: Sequence[Carrier]) -> bool:
    """Whether a later note of the same story will tell this one's differences, too."""
    return any(
        each.what == "correction" and each.told > delivery.revision and each.state != "gone"
        for each in carriers
    )


def _is_other(carrier: Carrier, delivery: Delivery) -> bool:
    return carrier.what != "correction" or carrier.told != delivery.revision


def _told_before(carrier: Carrier, number: int) -> bool:
    """Whether a message told an older version than `number`."""
    return carrier.what != "correction" and carrier.state == "sent" and carrier.told < number


def _last_told(carriers: Sequence[Carrier], wrong: Sequence[Carrier]) -> int:
    """Return the version that a chat knows: the oldest it was told, unless a note said more."""
    notes = [each.told for each in carriers if each.what == "correction" and each.state == "sent"]
    return max(min(each.told for each in wrong), *notes, 0)


def _answered(wrong: Sequence[Carrier]) -> int | None:
    """Return the message that the note answers."""
    ranked = sorted(wrong, key=lambda each: (_ORDER.index(each.what), -(each.message_id or 0)))
    return ranked[0].message_id
