"""Writes down which updates were dealt with, so that none does anything twice after a kill.

Together with late acknowledgement: a kill makes Telegram give again what was not acknowledged, and
of that, what was dealt with is known here. Only what was answered in the last few milliseconds, the
time of one write, can be answered twice.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot import logs
from storage.errors import DatabaseUnavailable
from storage.handled import Handled

log = logs.get("polling")


class Notebook:
    """Notes updates in groups: those that end during one write are in the next."""

    def __init__(self, handled: Handled, now: Callable[[], datetime]) -> None:
        """Take where they are stored, and the clock."""
        self._handled = handled
        self._now = now
        self._waiting: list[int] = []
        self._writer: asyncio.Task[None] | None = None

    async def read(self, most: int) -> list[int]:
        """Return the numbers of the last updates, oldest first."""
        try:
            return await self._handled.newest(most, self._now())
        except DatabaseUnavailable as error:
            log.warning("handled updates cannot be remembered now", error=str(error))
            return []

    def note(self, update_id: int) -> None:
        """Write a number down soon; an answer does not wait for it."""
        self._waiting.append(update_id)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())

    async def close(self) -> None:
        """Wait until all is written."""
        if self._writer is not None:
            await self._writer

    async def _write(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                await self._handled.add(group, self._now())
            except DatabaseUnavailable as error:  # a repeat after a kill is the lesser evil
                log.warning("handled updates cannot be remembered now", error=str(error))
