"""Which updates were dealt with: Telegram gives one again that was answered and not acknowledged.

Telegram keeps updates for a day, so numbers are kept for a little longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.database import Database
from storage.values import fits, micros

#: An update cannot come again after so long.
KEPT = timedelta(days=2)

_ADD = """
INSERT INTO handled (update_id, at) VALUES (:update_id, :at) ON CONFLICT DO NOTHING"""
_ALL = "SELECT update_id FROM handled ORDER BY at DESC, update_id DESC LIMIT :limit"
_FORGET = "DELETE FROM handled WHERE at < :before"


class Handled:
    """Numbers of updates."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def add(self, updates: Sequence[int], now: datetime) -> None:
        """Note that updates were dealt with, all in one transaction."""
        at = micros(now)
        rows = [{"update_id": number, "at": at} for number in updates if fits(number)]
        if rows:
            async with self._database.transaction() as transaction:
                await transaction.many(_ADD, rows)

    async def newest(self, limit: int, now: datetime) -> list[int]:
        """Return the numbers of the last updates, oldest first; drop those that are too old."""
        async with self._database.transaction() as transaction:
            await transaction.rows(_FORGET, before=micros(now - KEPT))
            rows = await transaction.rows(_ALL, limit=limit)
        return [row[0] for row in reversed(rows)]
