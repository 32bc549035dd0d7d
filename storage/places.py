"""Where a reader is in the full text of a story."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database
from storage.values import fits, micros

_GET = "SELECT page FROM places WHERE chat_id = :chat_id AND story_id = :story_id"
_SET = """
INSERT INTO places (chat_id, story_id, page, at)
SELECT chats.id, stories.id, CAST(:page AS INTEGER), CAST(:at AS BIGINT) FROM chats, stories
WHERE chats.id = :chat_id AND stories.id = :story_id
ON CONFLICT (chat_id, story_id) DO UPDATE SET page = excluded.page, at = excluded.at"""


class Places:
    """The remembered page by chat and story."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def get(self, chat_id: int, story_id: int) -> int:
        """Return the page where the chat left the story; 0 (the first) if none is remembered."""
        if not (fits(chat_id) and fits(story_id)):
            return 0
        rows = await self._database.rows(_GET, chat_id=chat_id, story_id=story_id)
        return int(rows[0][0]) if rows else 0

    async def set(self, chat_id: int, story_id: int, page: int, now: datetime) -> None:
        """Remember the page; nothing happens for an unknown chat or story."""
        if await self.get(chat_id, story_id) == page:
            return
        async with self._database.transaction() as transaction:
            await transaction.rows(
                _SET, chat_id=chat_id, story_id=story_id, page=page, at=micros(now)
            )
