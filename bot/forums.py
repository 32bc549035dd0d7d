"""A forum topic that takes nothing: its chat is paused, and who subscribed it is told."""

from collections.abc import Callable
from datetime import datetime

from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot import logs
from storage.delivery import Delivery
from storage.errors import StorageError
from storage.store import Store
from storage.subscriptions import Subscription
from views import chats

log = logs.get("delivery")


class Forums:
    """What is done when Telegram refuses a message because of its topic."""

    def __init__(self, store: Store, bot: Bot, now: Callable[[], datetime]) -> None:
        """Take the store, the answering bot and the clock (aware UTC)."""
        self._store = store
        self._bot = bot
        self._now = now

    async def topic_closed(self, delivery: Delivery) -> bool:
        """Pause the chat; return whether it is paused now. Raises nothing: it is tried again.

        Of several messages that are refused at once only the first pauses it, so that the person
        is told once.
        """
        chat_id, now = delivery.chat_id, self._now()
        paused = False
        try:
            new = await self._store.subscriptions.close_topic(chat_id, delivery.thread_id, now)
            subscription = await self._store.subscriptions.get(chat_id)
            until = subscription.paused_until if subscription else None
            paused = until is not None and until > now
            if subscription and new:
                await self._tell(subscription)
        except (AiogramError, StorageError, OSError) as error:
            log.warning(
                "a person could not be told of a closed topic",
                chat=chat_id,
                error=str(error)[:300],
            )
        return paused

    async def _tell(self, subscription: Subscription) -> None:
        chat_id, person = subscription.chat_id, subscription.by_user
        chat = await self._store.chats.get(chat_id)
        reader = await self._store.chats.get(person) if person else None
        if chat is None or reader is None or reader.closed is not None:
            return  # nobody who has written to us in private
        message = chats.topic_closed(reader, chat.title or "")
        await self._bot.send_message(
            reader.id,
            message.text,
            entities=list(message.entities),
            reply_markup=message.keyboard,
            parse_mode=None,
        )
