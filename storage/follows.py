"""Which cases a chat follows: what comes later of them answers the message it began with."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database
from storage.values import fits, micros

_ADD = """
INSERT INTO follows (chat_id, case_id, message_id, since)
SELECT c.id, coalesce(s.case_id, s.id), CAST(:message_id AS BIGINT), CAST(:since AS BIGINT)
FROM chats AS c, stories AS s WHERE c.id = :chat_id AND s.id = :story_id
ON CONFLICT (chat_id, case_id) DO NOTHING RETURNING chat_id"""
_OF_STORY = "(SELECT coalesce(case_id, id) FROM stories WHERE id = :story_id)"
_REMOVE = f"""
DELETE FROM follows WHERE chat_id = :chat_id AND case_id = {_OF_STORY}
RETURNING chat_id"""  # noqa: S608 - constants of this module
_HAS = f"""
SELECT message_id FROM follows
WHERE chat_id = :chat_id AND case_id = {_OF_STORY}"""  # noqa: S608 - constants of this module


class Follows:
    """Followed cases by chat. A story stands for the case that it is a part of."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def add(self, chat_id: int, story_id: int, message_id: int | None, now: datetime) -> bool:
        """Follow a story's case; False if the chat does so already (or either is unknown).

        `message_id`: the message that later parts will answer.
        """
        if not fits(story_id):
            return False
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                _ADD,
                chat_id=chat_id,
                story_id=story_id,
                message_id=message_id,
                since=micros(now),
            )
            return bool(rows)

    async def remove(self, chat_id: int, story_id: int) -> bool:
        """Follow a story's case no more; False if the chat did not."""
        if not fits(story_id):
            return False
        async with self._database.transaction() as transaction:
            return bool(await transaction.rows(_REMOVE, chat_id=chat_id, story_id=story_id))

    async def has(self, chat_id: int, story_id: int) -> bool:
        """Tell whether the chat follows the case that a story is a part of."""
        return bool(await self._rows(chat_id, story_id))

    async def message(self, chat_id: int, story_id: int) -> int | None:
        """Return the message that parts of a story's case answer in a chat, None for none."""
        rows = await self._rows(chat_id, story_id)
        return rows[0][0] if rows else None

    async def _rows(self, chat_id: int, story_id: int) -> list[tuple[int | None]]:
        if not (fits(chat_id) and fits(story_id)):
            return []
        rows = await self._database.rows(_HAS, chat_id=chat_id, story_id=story_id)
        return [(row[0],) for row in rows]
