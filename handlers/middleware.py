"""Who is asking: every handler gets the chat that it answers, loaded or met for the first time."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import Chat as TelegramChat
from aiogram.types import TelegramObject, Update, User

from storage.chats import Chat
from storage.errors import DatabaseUnavailable
from storage.store import Store
from views.language import known

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class ChatLoader(BaseMiddleware):
    """Gives handlers `chat` (what is stored of it) and `username` (the bot's own)."""

    def __init__(self, store: Store, language: str, timezone: str) -> None:
        self._store = store
        self._language = language
        self._timezone = timezone

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Load the chat of an update and hand over."""
        bot: Bot = data["bot"]
        data["username"] = (await bot.me()).username or ""
        chat, user = data.get("event_chat"), data.get("event_from_user")
        if isinstance(event, Update) and event.my_chat_member is None:
            data["chat"] = await self._load(chat, user)
        return await handler(event, data)

    async def _load(self, chat: TelegramChat | None, user: User | None) -> Chat | None:
        if chat is None:
            return await self._person(user)
        stored = await self._store.chats.get(chat.id)
        if stored and stored.closed is None and stored.kind == chat.type:
            return stored
        try:
            return await self._store.chats.remember(
                chat.id,
                kind=chat.type,
                language=self._spoken_by(user),
                timezone=self._timezone,
                title=chat.title,
            )
        except DatabaseUnavailable:  # a full disk keeps nobody from reading (F8)
            return stored or self._stranger(chat.id, chat.type, user)

    async def _person(self, user: User | None) -> Chat | None:
        """Return whom an inline query is from, without storing a person who never wrote to us."""
        if user is None:
            return None
        stored = await self._store.chats.get(user.id)
        return stored or self._stranger(user.id, "private", user)

    def _stranger(self, id: int, kind: str, user: User | None) -> Chat:
        """Return a chat that is not stored."""
        return Chat(
            id=id,
            kind=kind,
            language=self._spoken_by(user),
            timezone=self._timezone,
            title=None,
            closed=None,
            since=datetime.now(UTC),
        )

    def _spoken_by(self, user: User | None) -> str:
        return known(user.language_code if user else None) or self._language
