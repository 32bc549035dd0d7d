"""A Bot API without a socket, for what happens around requests rather than in them."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.types import Update

TOKEN = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_012345"


class PretendTelegram(BaseSession):
    """Holds updates until they are acknowledged, as Telegram does."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[dict[str, Any]] = []
        self.acknowledged = 0
        self.requests = 0
        self._news = asyncio.Event()
        self._failures: list[Exception] = []

    @property
    def bot(self) -> Bot:
        return Bot(TOKEN, session=self)

    def says(self, number: int, text: str, chat: int = 1) -> None:
        """Queue a message of a person."""
        person = {"id": chat, "is_bot": False, "first_name": "A"}
        message = {
            "message_id": number,
            "date": 1,
            "chat": {"id": chat, "type": "private"},
            "from": person,
            "text": text,
        }
        self.sends({"update_id": number, "message": message})

    def sends(self, update: dict[str, Any]) -> None:
        """Queue any update."""
        self.waiting.append(update)
        self._news.set()

    def fails(self, *errors: Exception) -> None:
        """Let the next requests fail."""
        self._failures.extend(errors)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109
    ) -> Any:
        self.requests += 1
        if self._failures:
            raise self._failures.pop(0)
        if not isinstance(method, GetUpdates):
            return True
        if method.offset is not None:
            self.waiting = [item for item in self.waiting if item["update_id"] >= method.offset]
            self.acknowledged = method.offset
        if not self.waiting and method.timeout:
            self._news.clear()
            await asyncio.wait([asyncio.ensure_future(self._news.wait())], timeout=method.timeout)
        found = [item for item in self.waiting if item["update_id"] >= (method.offset or 0)]
        return [Update.model_validate(item, context={"bot": bot}) for item in found[:100]]

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield b""
