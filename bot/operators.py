"""Telling the people of ADMIN_IDS, through the bot itself, what needs them."""

from collections.abc import Callable

from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot import logs
from bot.settings import Settings
from storage.errors import StorageError
from storage.ledger import Delivery
from storage.sources import Source
from storage.store import Store
from views import operators
from views.message import Message

log = logs.get("operators")


class Operators:
    """The people who run the bot, each addressed in their language."""

    def __init__(self, settings: Settings, store: Store, bot: Bot) -> None:
        """Take the settings (who they are), the store (their language) and the answering bot."""
        self._ids = sorted(settings.admin_ids)
        self._default = str(settings.default_language)
        self._store = store
        self._bot = bot

    async def set_aside(self, delivery: Delivery, rows: int, cause: str) -> None:
        """Say that a story cannot be shown. Raises nothing: a failure here harms no delivery."""
        why = logs.redact(cause)
        await self.tell(
            lambda language: operators.set_aside(language, delivery.story_id, rows, why)
        )

    async def source_paused(self, source: Source, why: str) -> None:
        """Say that a source has failed for so long that it rests. Raises nothing."""
        reason = logs.redact(why)
        await self.tell(
            lambda language: operators.source_paused(language, source.id, source.title, reason)
        )

    async def backlog(self, source: Source, told: int, held: int) -> None:
        """Ask whether what was held back of a source shall be shown. Raises nothing."""
        await self.tell(lambda language: operators.backlog(language, source.id, source.title, held))

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
        await self._bot.send_message(
            person, message.text, reply_markup=message.keyboard, parse_mode=None
        )
