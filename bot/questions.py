"""Asking the people of ADMIN_IDS, one thing at a time, what only they can tell of cases.

Questions go through the ledger as all that is told does: they survive a restart, wait for the
morning, and nobody is asked the same twice.
"""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime

from bot.parcel import Parcel
from bot.supervision import pause
from handlers import questions
from storage.delivery import Delivery
from storage.errors import DatabaseUnavailable
from storage.store import Store

#: It is looked so often (seconds) whether somebody is to be asked.
EVERY = 2.0


class Questions:
    """Queues questions, and makes the messages that ask them."""

    def __init__(
        self, store: Store, username: str, editors: Collection[int], now: Callable[[], datetime]
    ) -> None:
        """Take the store, the bot's name (for links), whom to ask, and the clock (aware UTC)."""
        self._store = store
        self._username = username
        self._editors = sorted(editors)
        self._now = now

    async def run(self, stop: asyncio.Event) -> None:
        """Look again and again until `stop` is set."""
        while not stop.is_set():
            with suppress(DatabaseUnavailable):  # it is asked a moment later
                await self._store.suggestions.ask(self._editors, self._now())
            await pause(stop, EVERY)

    async def render(self, delivery: Delivery) -> Parcel | None:
        """Return the question about a story; None when it needs no answer, or not by this person.

        What was answered by another editor while it waited is no question any more.
        """
        chat = await self._store.chats.get(delivery.chat_id)
        if chat is None or chat.id not in self._editors:
            return None
        asking = questions.Questions(self._store, chat, self._username, self._now())
        asked = next(
            (each for each in await asking.open() if each.story_id == delivery.story_id), None
        )
        return None if asked is None else Parcel(await asking.ask(asked))
