"""Parts of the bot that keep failing, for whoever looks how it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.values import cleaned, micros, moment

_NOTE = """
INSERT INTO troubles (name, cause, at) VALUES (:name, :cause, :at)
ON CONFLICT (name) DO UPDATE SET cause = excluded.cause, at = excluded.at"""
_SINCE = "SELECT name, cause, at FROM troubles WHERE at >= :since ORDER BY at DESC, name"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A loop that failed again and again, why, and when that was noticed the last time."""

    name: str
    cause: str
    at: datetime


class Troubles:
    """Troubles by the name of what has them."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def note(self, name: str, cause: str, now: datetime) -> None:
        """Write down that something keeps failing; the latest cause stays."""
        async with self._database.transaction() as transaction:
            await transaction.rows(_NOTE, name=cleaned(name), cause=cleaned(cause), at=micros(now))

    async def since(self, at: datetime) -> list[Trouble]:
        """Return what was noticed from a time on, the newest first."""
        rows = await self._database.rows(_SINCE, since=micros(at))
        return [Trouble(name, cause, moment(when)) for name, cause, when in rows]
