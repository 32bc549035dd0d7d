"""Parts of the bot that failed, for whoever looks how it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Database
from storage.values import cleaned, micros, moment

#: What has not failed for so long is well again.
FORGOTTEN = timedelta(days=1)

_NOTE = """
INSERT INTO troubles (name, cause, at, times) VALUES (:name, :cause, :at, 1)
ON CONFLICT (name) DO UPDATE SET cause = excluded.cause, at = excluded.at,
  times = CASE WHEN troubles.at < :lately THEN 1 ELSE troubles.times + 1 END"""
_SINCE = "SELECT name, cause, at, times FROM troubles WHERE at >= :since ORDER BY at DESC, name"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A loop that failed: why and when the last time, and how often without a quiet day between."""

    name: str
    cause: str
    at: datetime
    times: int


class Troubles:
    """Troubles by the name of what has them."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def note(self, name: str, cause: str, now: datetime) -> None:
        """Write down a failure; the latest cause stays, and a quiet day begins the count anew."""
        values = {"name": cleaned(name), "cause": cleaned(cause)}
        async with self._database.transaction() as transaction:
            await transaction.rows(_NOTE, **values, at=micros(now), lately=micros(now - FORGOTTEN))

    async def since(self, at: datetime) -> list[Trouble]:
        """Return what was noticed from a time on, the newest first."""
        rows = await self._database.rows(_SINCE, since=micros(at))
        return [Trouble(name, cause, moment(when), times) for name, cause, when, times in rows]
