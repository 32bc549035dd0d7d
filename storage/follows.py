"""Which cases a chat follows: what comes later of them answers the message it began with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.values import fits, micros, moment

_ADD = """
INSERT INTO follows (chat_id, case_id, story_id, message_id, thread_id, since)
SELECT c.id, coalesce(s.case_id, s.id), s.id, CAST(:message_id AS BIGINT),
  CAST(:thread_id AS BIGINT), CAST(:since AS BIGINT)
FROM chats AS c, stories AS s WHERE c.id = :chat_id AND s.id = :story_id
ON CONFLICT (chat_id, case_id) DO NOTHING RETURNING chat_id"""
_OF_STORY = "(SELECT coalesce(case_id, id) FROM stories WHERE id = :story_id)"
# With what sleeps (see `storage.cases`): the cases that became one must not come back one by one.
_REMOVE = f"""
DELETE FROM follows WHERE chat_id = :chat_id AND case_id IN (
  SELECT id FROM stories WHERE coalesce(case_id, id) = {_OF_STORY})
RETURNING chat_id"""  # noqa: S608 - constants of this module
_GET = f"""
SELECT message_id, thread_id FROM follows
WHERE chat_id = :chat_id AND case_id = {_OF_STORY}"""  # noqa: S608 - constants of this module
_CLEAR = "DELETE FROM follows WHERE chat_id = :chat_id"
# The number of a case is that of a story which is a part of no other: else the row sleeps.
_AWAKE = """NOT EXISTS (
  SELECT 1 FROM stories AS p WHERE p.id = w.case_id AND p.case_id <> p.id)"""
_COUNT = f"""
SELECT count(*) FROM follows AS w
WHERE w.chat_id = :chat_id AND {_AWAKE}"""  # noqa: S608 - constants of this module
# Shown by its newest part; a case of which all was withdrawn, by its first.
_PAGE = f"""
SELECT t.id, t.title, t.added_at, t.reading_minutes, f.parts FROM (
  SELECT w.since, w.case_id, count(s.id) AS parts, coalesce(max(s.id), w.case_id) AS newest
  FROM follows AS w LEFT JOIN stories AS s
    ON s.retracted_at IS NULL AND (s.case_id = w.case_id OR s.id = w.case_id)
  WHERE w.chat_id = :chat_id AND {_AWAKE} GROUP BY w.since, w.case_id
) AS f JOIN stories AS t ON t.id = f.newest
ORDER BY f.newest DESC LIMIT :limit OFFSET :offset"""  # noqa: S608 - constants of this module


@dataclass(frozen=True, slots=True)
class Followed:
    """What was kept of the press that began it."""

    #: The message that later parts answer.
    message_id: int | None
    #: The forum topic that it stands in.
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class FollowedCase:
    """A followed case in a list: the newest story of it, and how many there are."""

    id: int
    title: str
    added_at: datetime
    reading_minutes: int
    parts: int


class Follows:
    """Followed cases by chat. A story stands for the case that it is a part of."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def add(
        self,
        chat_id: int,
        story_id: int,
        message_id: int | None,
        now: datetime,
        *,
        thread_id: int | None = None,
    ) -> bool:
        """Follow a story's case; False if the chat does so already (or either is unknown).

        `message_id`: the message that later parts will answer, in the forum topic `thread_id`.
        """
        if not fits(story_id):
            return False
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                _ADD,
                chat_id=chat_id,
                story_id=story_id,
                message_id=message_id,
                thread_id=thread_id,
                since=micros(now),
            )
            return bool(rows)

    async def remove(self, chat_id: int, story_id: int) -> bool:
        """Follow a story's case no more; False if the chat did not."""
        if not fits(story_id):
            return False
        async with self._database.transaction() as transaction:
            return bool(await transaction.rows(_REMOVE, chat_id=chat_id, story_id=story_id))

    async def clear(self, chat_id: int) -> None:
        """Follow nothing more."""
        async with self._database.transaction() as transaction:
            await transaction.rows(_CLEAR, chat_id=chat_id)

    async def has(self, chat_id: int, story_id: int) -> bool:
        """Tell whether the chat follows the case that a story is a part of."""
        return await self.get(chat_id, story_id) is not None

    async def get(self, chat_id: int, story_id: int) -> Followed | None:
        """Return how a chat follows the case of a story; None where it does not."""
        if not (fits(chat_id) and fits(story_id)):
            return None
        rows = await self._database.rows(_GET, chat_id=chat_id, story_id=story_id)
        return Followed(*rows[0]) if rows else None

    async def count(self, chat_id: int) -> int:
        """Return how many cases a chat follows."""
        return int((await self._database.rows(_COUNT, chat_id=chat_id))[0][0])

    async def page(self, chat_id: int, offset: int, limit: int) -> list[FollowedCase]:
        """Return a part of the cases that a chat follows, those with the newest parts first."""
        if not fits(offset):
            return []
        rows = await self._database.rows(_PAGE, chat_id=chat_id, offset=offset, limit=limit)
        return [
            FollowedCase(number, title, moment(added_at), minutes, parts)
            for number, title, added_at, minutes, parts in rows
        ]
