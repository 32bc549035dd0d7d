"""How long Telegram told us to wait: kept in the database, for a wait of 12 hours outlives us."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database
from storage.values import fits, micros, moment

#: Stands for all chats; no chat has this id.
_ALL = 0

_SET = """
INSERT INTO pauses (chat_id, until) VALUES (:chat_id, :until)
ON CONFLICT (chat_id) DO UPDATE SET until = excluded.until WHERE excluded.until > pauses.until"""
_GET = "SELECT until FROM pauses WHERE chat_id = :chat_id"
_CLEAR = "DELETE FROM pauses WHERE until <= :now"


class Pauses:
    """Pauses by chat, or for all."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def set(self, until: datetime, chat_id: int | None) -> None:
        """Pause a chat (None: all) until then; a longer pause stays."""
        async with self._database.transaction() as transaction:
            await transaction.rows(
                _SET, chat_id=_ALL if chat_id is None else chat_id, until=micros(until)
            )

    async def get(self, chat_id: int | None, now: datetime | None) -> datetime | None:
        """Return the end of a pause; None if there is none, or with `now`, if it is over."""
        key = _ALL if chat_id is None else chat_id
        rows = await self._database.rows(_GET, chat_id=key) if fits(key) else []
        until = moment(rows[0][0]) if rows else None
        return None if until is None or (now is not None and until <= now) else until

    async def clear(self, now: datetime) -> None:
        """Delete the pauses that are over."""
        async with self._database.transaction() as transaction:
            await transaction.rows(_CLEAR, now=micros(now))
