"""Who is asking: every handler gets the chat that it answers, loaded or met for the first time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.types import Chat as TelegramChat
from aiogram.types import TelegramObject, Update, User

from storage.chats import Chat
from storage.errors import DatabaseUnavailable
from storage.store import Store
from views.language import known

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Home:
    """Language and time zone that a chat begins with: those of whom we meet it through."""

    language: str
    timezone: str


class ChatLoader(BaseMiddleware):
    """Gives handlers `chat` (what is stored of it) and `username` (the bot's own).

    Where we come or go, the chat may be unknown: there it gives `home` instead.
    """

    def __init__(self, store: Store, language: str, timezone: str) -> None:
        self._store = store
        self._language = language
        self._timezone = timezone

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Load the chat of an update and hand over."""
        bot: Bot = data["bot"]
        data["username"] = (await bot.me()).username or ""
        chat, user = data.get("event_chat"), data.get("event_from_user")
        if isinstance(event, Update) and event.my_chat_member is not None:
            data["home"] = await self._home(user)
        elif isinstance(event, Update):
            opens = chat is None or chat.type == ChatType.PRIVATE or _is_spoken(event)
            data["chat"] = await self._load(chat, user, opens=opens)
        return await handler(event, data)

    async def _load(
        self, chat: TelegramChat | None, user: User | None, *, opens: bool
    ) -> Chat | None:
        if chat is None:
            return await self._person(user)
        stored = await self._store.chats.get(chat.id)
        same = stored and (stored.kind, stored.title) == (chat.type, chat.title)
        if stored and ((same and stored.closed is None) or (stored.closed and not opens)):
            return stored
        home = await self._home(user)
        try:
            return await self._store.chats.remember(
                chat.id,
                kind=chat.type,
                language=home.language,
                timezone=home.timezone,
                title=chat.title,
            )
        except DatabaseUnavailable:  # a full disk keeps nobody from reading (F8)
            return stored or self._stranger(chat.id, chat.type, user)

    async def _home(self, user: User | None) -> Home:
        stored = await self._store.chats.get(user.id) if user else None
        if stored is not None:
            return Home(stored.language, stored.timezone)
        return Home(self._spoken_by(user), self._timezone)

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


def _is_spoken(update: Update) -> bool:
    """Tell whether somebody wants something: that opens a chat, "the bot was removed" does not."""
    message = update.message or update.channel_post
    return message is None or bool(message.text or message.caption)
