"""A digest as its chats are told of it: made once for all who read it in the same form."""

from collections import OrderedDict

from bot.parcel import Parcel
from delivery.edition import EditionReader, Told
from storage.chats import Chat
from storage.delivery import Delivery
from storage.store import Store
from views import digest
from views.message import Message

#: Messages that are kept; a morning needs one for each edition, language, kind of chat and zone.
KEPT = 400

_Form = tuple[int, int, str, str, str, frozenset[int]]


class DigestTelling:
    """Renders digests, with a short memory."""

    def __init__(self, store: Store, username: str) -> None:
        """Take the store and the bot's name (for links)."""
        self._store = store
        self._editions = EditionReader(store)
        self._username = username
        self._kept: OrderedDict[_Form, Message] = OrderedDict()

    async def render(self, delivery: Delivery) -> Parcel | None:
        """Return the message, None when the digest or the chat is no longer there."""
        chat = await self._store.chats.get(delivery.chat_id)
        told = None if chat is None else await self._editions.told(chat, delivery.story_id)
        if chat is None or told is None:
            return None
        message = self._message(told, chat)
        return Parcel(message, thread_id=delivery.thread_id, version=told.mark)

    def _message(self, told: Told, chat: Chat) -> Message:
        # A correction makes another revision, and so another message.
        revisions = sum(story.revision for story in told.stories)
        form = (
            told.edition.id,
            revisions,
            chat.kind,
            chat.language,
            chat.timezone,
            told.followed,
        )
        message = self._kept.get(form)
        if message is None:
            message = digest.render(told.edition, told.stories, chat, self._username, told.followed)
            self._kept[form] = message
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return message
