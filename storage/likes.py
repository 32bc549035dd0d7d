"""«Класс!»: one like per person and story, which can be taken back."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database
from storage.values import fits, micros

_TAKE_BACK = """
DELETE FROM likes WHERE story_id = :story_id AND user_id = :user_id RETURNING story_id"""
_GIVE = """
INSERT INTO likes (story_id, user_id, at)
SELECT id, CAST(:user_id AS BIGINT), CAST(:at AS BIGINT) FROM stories WHERE id = :story_id
ON CONFLICT DO NOTHING RETURNING story_id"""
_CHANGE = "UPDATE stories SET likes = likes + :change WHERE id = :story_id RETURNING likes"
_COUNT = "SELECT likes FROM stories WHERE id = :story_id"


class Likes:
    """Likes by story and person; the count is kept with the story."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def toggle(self, story_id: int, user_id: int, now: datetime) -> tuple[bool, int]:
        """Give a like or take it back; return whether it stands now, and the new count.

        For an unknown story: (False, 0), nothing is stored.
        """
        if not fits(story_id):
            return False, 0
        async with self._database.transaction() as transaction:
            taken = await transaction.rows(_TAKE_BACK, story_id=story_id, user_id=user_id)
            given = (
                []
                if taken
                else await transaction.rows(
                    _GIVE, story_id=story_id, user_id=user_id, at=micros(now)
                )
            )
            rows = await transaction.rows(
                _CHANGE, story_id=story_id, change=len(given) - len(taken)
            )
            return bool(given), rows[0][0] if rows else 0

    async def count(self, story_id: int) -> int:
        """Return how many people like a story; 0 for an unknown one."""
        rows = await self._database.rows(_COUNT, story_id=story_id) if fits(story_id) else []
        return int(rows[0][0]) if rows else 0
