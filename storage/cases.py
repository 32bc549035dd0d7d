"""Stories that are parts of one case: joined, taken apart, and what that means for followers.

A case bears the number of its first story. Which stories are its parts is written in their rows;
its first story, and one that stands alone, may have nothing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.database import Database, Transaction
from storage.values import fits, micros

#: A part that is told because it was joined to a followed case is at most so old: who follows
#: wants what is new, and an editor may put old stories in order.
RECENT = timedelta(days=1)

_OF = "SELECT coalesce(case_id, id) FROM stories WHERE id = :id"
_PARTS = "SELECT id FROM stories WHERE case_id = :case_id OR id = :case_id ORDER BY id"
_EARLIER = """
SELECT id FROM stories WHERE (case_id = :case_id OR id = :case_id) AND id < :id
  AND retracted_at IS NULL ORDER BY id DESC LIMIT :limit"""
_PUT = "UPDATE stories SET case_id = :new WHERE case_id = :old OR id = :old"
_LONE = "UPDATE stories SET case_id = NULL WHERE id = :id"
_DROP_TWICE_FOLLOWED = """
DELETE FROM follows WHERE case_id = :old AND EXISTS (
  SELECT 1 FROM follows AS f WHERE f.chat_id = follows.chat_id AND f.case_id = :new)"""
_FOLLOW_ALL = "UPDATE follows SET case_id = :new WHERE case_id = :old"
_FOLLOW_ONE = "UPDATE follows SET case_id = :new WHERE case_id = :old AND story_id = :id"
_FOLLOW_REST = "UPDATE follows SET case_id = :new WHERE case_id = :old AND story_id <> :id"
# To those who follow one case: what is newer in the other than what they follow, and was told
# neither by itself nor in a digest.
_TELL = """
INSERT INTO deliveries
  (chat_id, what, subject_id, revision, state, priority, due_at, created_at, cause)
SELECT f.chat_id, 'story', s.id, 1, 'pending', 1,
  CAST(:now AS BIGINT), CAST(:now AS BIGINT), CAST(:cause AS TEXT)
FROM follows AS f JOIN chats AS c ON c.id = f.chat_id
JOIN stories AS s ON s.case_id = :other OR s.id = :other
WHERE f.case_id = :followed AND c.closed IS NULL
  AND s.id > f.story_id AND s.added_at > :since AND s.retracted_at IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM follows AS g WHERE g.chat_id = f.chat_id AND g.case_id = :other)
  AND NOT EXISTS (
    SELECT 1 FROM deliveries AS d JOIN entries AS e ON e.edition_id = d.subject_id
    WHERE d.chat_id = f.chat_id AND d.what = 'digest' AND d.state IN ('sent', 'claimed')
      AND e.story_id = s.id)
ORDER BY s.id
ON CONFLICT (chat_id, what, subject_id, revision) DO NOTHING"""


class Cases:
    """Cases, each named by any of its stories."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def parts(self, story_id: int) -> tuple[int, ...]:
        """Return all stories of a story's case in order; () for an unknown story."""
        case = await self._of(story_id)
        return () if case is None else await self._parts(case)

    async def earlier(self, story_id: int, limit: int) -> tuple[int, ...]:
        """Return the parts before a story, newest first, without what was withdrawn."""
        case = await self._of(story_id)
        if case is None:
            return ()
        rows = await self._database.rows(_EARLIER, case_id=case, id=story_id, limit=limit)
        return tuple(row[0] for row in rows)

    async def join(self, story_id: int, other_id: int, now: datetime) -> tuple[int, ...]:
        """Make one case of the cases of two stories; return its stories, () if one is unknown.

        Who follows either follows the whole, once, and is told what came to it within a day.
        """
        async with self._database.transaction() as transaction:
            one, other = await self._of(story_id), await self._of(other_id)
            if one is None or other is None:
                return ()
            if one != other:
                await _join(transaction, old=max(one, other), new=min(one, other), now=now)
            return await self._parts(min(one, other))

    async def take_out(self, story_id: int) -> tuple[int, ...]:
        """Take a story out of its case; return the stories that are left of that, () for none.

        Who asked to follow this very story goes on with it, all others with the rest.
        """
        async with self._database.transaction() as transaction:
            case = await self._of(story_id)
            left = () if case is None else await self._parts(case)
            left = tuple(each for each in left if each != story_id)
            if case is None or not left:
                return ()
            if story_id == case:
                await _leave_the_rest(transaction, case, left[0])
            else:
                move = {"old": case, "new": story_id, "id": story_id}
                await transaction.rows(_FOLLOW_ONE, **move)
            await transaction.rows(_LONE, id=story_id)
            return left

    async def _of(self, story_id: int) -> int | None:
        rows = await self._database.rows(_OF, id=story_id) if fits(story_id) else []
        return int(rows[0][0]) if rows else None

    async def _parts(self, case: int) -> tuple[int, ...]:
        rows: Sequence[Sequence[int]] = await self._database.rows(_PARTS, case_id=case)
        return tuple(row[0] for row in rows)


async def _join(transaction: Transaction, old: int, new: int, now: datetime) -> None:
    told: dict[str, int | str] = {
        "now": micros(now),
        "since": micros(now - RECENT),
        "cause": f"follow: {new}",
    }
    for followed, other in ((new, old), (old, new)):
        await transaction.rows(_TELL, followed=followed, other=other, **told)
    for sql in (_PUT, _DROP_TWICE_FOLLOWED, _FOLLOW_ALL):
        await transaction.rows(sql, old=old, new=new)


async def _leave_the_rest(transaction: Transaction, case: int, new: int) -> None:
    """Give all but the first story of a case a number of their own."""
    await transaction.rows(_PUT, old=case, new=new)
    await transaction.rows(_FOLLOW_REST, old=case, new=new, id=case)
