"""Which chats want to be told of new stories."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database
from storage.values import fits, micros

_ADD = """
INSERT INTO subscriptions (chat_id, by_user, since)
SELECT id, CAST(:by_user AS BIGINT), CAST(:since AS BIGINT) FROM chats WHERE id = :chat_id
ON CONFLICT (chat_id) DO NOTHING RETURNING chat_id"""
_REMOVE = "DELETE FROM subscriptions WHERE chat_id = :chat_id RETURNING chat_id"
_DROP_WAITING = """
UPDATE deliveries SET state = 'gone', reason = 'unsubscribed', settled_at = :now
WHERE chat_id = :chat_id AND state IN ('pending', 'deferred')"""
_HAS = "SELECT 1 FROM subscriptions WHERE chat_id = :chat_id"
_COUNT = "SELECT count(*) FROM subscriptions"


class Subscriptions:
    """Subscriptions by chat."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def add(self, chat_id: int, by_user: int | None, now: datetime) -> bool:
        """Subscribe a known chat; return False if it was subscribed before (or is unknown)."""
        async with self._database.transaction() as transaction:
            return bool(
                await transaction.rows(_ADD, chat_id=chat_id, by_user=by_user, since=micros(now))
            )

    async def remove(self, chat_id: int, now: datetime | None = None) -> bool:
        """Unsubscribe a chat; return False if it was not subscribed.

        With `now`, what already waits for the chat ends as gone: a person who leaves is not told
        of one more story.
        """
        async with self._database.transaction() as transaction:
            removed = bool(await transaction.rows(_REMOVE, chat_id=chat_id))
            if removed and now is not None:
                await transaction.rows(_DROP_WAITING, chat_id=chat_id, now=micros(now))
            return removed

    async def has(self, chat_id: int) -> bool:
        """Whether a chat is subscribed."""
        return fits(chat_id) and bool(await self._database.rows(_HAS, chat_id=chat_id))

    async def count(self) -> int:
        """Return the number of subscribed chats."""
        return int((await self._database.rows(_COUNT))[0][0])
