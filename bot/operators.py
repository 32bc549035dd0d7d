"""Telling the people of ADMIN_IDS, through the bot itself, what needs them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramRetryAfter

from bot import logs
from bot.settings import Settings
from storage.delivery import Delivery
from storage.errors import StorageError
from storage.sources import Source
from storage.store import Store
from storage.watches import Trouble
from views import operators, watch
from views.message import Message
from views.watch import StoryPage

log = logs.get("operators")

#: So much of an error is told.
_LONGEST = 300
#: Telegram's pace is waited for so often, and so long (seconds).
_TRIES, _LONGEST_WAIT = 3, 5


class Operators:
    """The people who run the bot, each addressed in their language."""

    def __init__(self, settings: Settings, store: Store, bot: Bot) -> None:
        """Take the settings (who they are), the store (their language) and the answering bot."""
        self._ids = sorted(settings.admin_ids)
        self._default = str(settings.default_language)
        self._store = store
        self._bot = bot
        self._turn = asyncio.Lock()

    async def set_aside(self, delivery: Delivery, rows: int, cause: str) -> None:
        """Say that a story cannot be shown. Raises nothing: a failure here harms no delivery."""
        why = logs.redact(cause)
        await self.tell(
            lambda language: operators.set_aside(language, delivery.story_id, rows, why)
        )

    async def loop_fails(self, name: str, error: Exception) -> None:
        """Say that a part of the bot keeps failing. Raises nothing."""
        cause = _cause(error)
        await self.tell(lambda language: operators.loop_fails(language, name, cause))

    async def loop_failed(self, name: str, error: Exception) -> None:
        """Write down that a part of the bot failed, for whoever looks. Raises nothing."""
        with suppress(StorageError):  # perhaps it is the database that fails
            await self._store.troubles.note(name, _cause(error), datetime.now(UTC))

    async def disk_is_short(self, left: int) -> None:
        """Say that so many MB are left on the disk. Raises nothing."""
        await self.tell(lambda language: operators.disk_is_short(language, left))

    async def source_paused(self, source: Source, why: str) -> None:
        """Say that a source has failed for so long that it rests. Raises nothing."""
        reason = logs.redact(why)
        await self.tell(
            lambda language: operators.source_paused(language, source.id, source.title, reason)
        )

    async def backlog(self, source: Source, told: int, held: int) -> None:
        """Ask whether what was held back of a source shall be shown. Raises nothing."""
        await self.tell(lambda language: operators.backlog(language, source.id, source.title, held))

    async def page_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Say what is wrong with stories' pages, each kind of each host at once. Raises nothing."""
        found: dict[tuple[str, str], list[StoryPage]] = defaultdict(list)
        for each in troubles:
            host = urlsplit(each.url).hostname or ""
            found[each.what, host].append(StoryPage(each.story_id, each.title, each.url))
        for (what, host), pages in found.items():
            await self.tell(partial(watch.pages, what=what, host=host, found=pages))

    async def tell(self, message: Callable[[str], Message]) -> None:
        """Tell each of them what `message` makes of their language. Raises nothing."""
        for person in self._ids:
            try:
                await self._tell(person, message(await self._language(person)))
            except (AiogramError, StorageError, OSError) as error:
                log.warning("an operator could not be told", person=person, error=str(error)[:300])

    async def _language(self, person: int) -> str:
        chat = await self._store.chats.get(person)
        return self._default if chat is None else chat.language

    async def _tell(self, person: int, message: Message) -> None:
        """Tell one thing after another: several at once are more than a chat takes."""
        async with self._turn:
            for _ in range(_TRIES):
                try:
                    await self._bot.send_message(
                        person, message.text, reply_markup=message.keyboard, parse_mode=None
                    )
                except TelegramRetryAfter as refusal:
                    if refusal.retry_after > _LONGEST_WAIT:
                        raise
                    await asyncio.sleep(refusal.retry_after)
                else:
                    return


def _cause(error: Exception) -> str:
    return logs.redact(f"{type(error).__name__}: {error}")[:_LONGEST]
