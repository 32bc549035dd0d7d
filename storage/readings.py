"""Who has seen which story: a person counts once."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database
from storage.recent import Recent
from storage.values import fits, micros

_SEEN = """
INSERT INTO readings (story_id, user_id, at)
SELECT id, CAST(:user_id AS BIGINT), CAST(:at AS BIGINT) FROM stories WHERE id = :story_id
ON CONFLICT DO NOTHING RETURNING story_id"""
_COUNT_IN = """
UPDATE stories SET readers = readers + 1 WHERE id = :story_id RETURNING initial_views + readers"""
_COUNT = "SELECT initial_views + readers FROM stories WHERE id = :story_id"

#: (story, person) pairs known to be counted, so that a repeat costs no write.
_KEPT = 50_000


class Readings:
    """Readings by story and person; the count is kept with the story."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database
        self._counted: Recent[tuple[int, int], bool] = Recent(_KEPT)

    async def seen(self, story_id: int, user_id: int, now: datetime) -> int:
        """Note that a person sees a story; return its view count (0 for an unknown story)."""
        if not fits(story_id):
            return 0
        if self._counted.get((story_id, user_id)):
            return await self.count(story_id)
        async with self._database.transaction() as transaction:
            new = await transaction.rows(_SEEN, story_id=story_id, user_id=user_id, at=micros(now))
            sql = _COUNT_IN if new else _COUNT
            rows = await transaction.rows(sql, story_id=story_id)
            if rows:
                transaction.after_commit.append(lambda: self._remember(story_id, user_id))
            return int(rows[0][0]) if rows else 0

    async def count(self, story_id: int) -> int:
        """Return the view count: what the article came with, and all who read it here."""
        rows = await self._database.rows(_COUNT, story_id=story_id) if fits(story_id) else []
        return int(rows[0][0]) if rows else 0

    def forget(self, user_id: int) -> None:
        """Drop a person from memory (the rows go with `Chats.forget`)."""
        for pair in [pair for pair in self._counted if pair[1] == user_id]:
            self._counted.drop(pair)

    def _remember(self, story_id: int, user_id: int) -> None:
        self._counted.put((story_id, user_id), True)
