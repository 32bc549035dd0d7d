"""Stories that are parts of one case: joined, taken apart, and what that means for followers.

A case bears the number of its first story. Which stories are its parts is written in their rows;
its first story, and one that stands alone, may have nothing there.

A chat that follows two cases which become one keeps both rows. The one that names a number which
is no case any more sleeps: nothing is told by it and no list shows it, until the cases part again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Database, Parameters, Transaction
from storage.values import fits, micros

#: A part that is told because it was joined to a followed case is at most so old: who follows
#: wants what is new, and an editor may put old stories in order.
RECENT = timedelta(days=1)
#: So many of those are told, the newest: joining two busy cases floods nobody.
MOST_TOLD = 3

_OF = "SELECT coalesce(case_id, id) FROM stories WHERE id = :id"
_PARTS = "SELECT id FROM stories WHERE case_id = :case_id OR id = :case_id ORDER BY id"
_EARLIER = """
SELECT id FROM stories WHERE (case_id = :case_id OR id = :case_id) AND id < :id
  AND retracted_at IS NULL ORDER BY id DESC LIMIT :limit"""
_PUT = "UPDATE stories SET case_id = :new WHERE case_id = :old OR id = :old"
_MOVE = "UPDATE stories SET case_id = NULLIF(CAST(:new AS BIGINT), id) WHERE id = :id"
_FOLLOW_ALL = """
UPDATE follows SET case_id = :new WHERE case_id = :old AND NOT EXISTS (
  SELECT 1 FROM follows AS f WHERE f.chat_id = follows.chat_id AND f.case_id = :new)"""
# A row that slept under that number wakes instead.
_DROP_TWICE_FOLLOWED = """
DELETE FROM follows WHERE case_id = :old AND story_id = :id AND EXISTS (
  SELECT 1 FROM follows AS f WHERE f.chat_id = follows.chat_id AND f.case_id = :new)"""
_FOLLOW_STORY = "UPDATE follows SET case_id = :new WHERE case_id = :old AND story_id = :id"
# To those who follow one case: what is newer in the other than what they follow, and was told
# neither by itself nor in a digest.
_TELL = """
INSERT INTO deliveries
  (chat_id, what, subject_id, revision, state, priority, due_at, created_at, cause)
SELECT f.chat_id, 'story', s.id, 1, 'pending', 1,
  CAST(:now AS BIGINT), CAST(:now AS BIGINT), CAST(:cause AS TEXT)
FROM follows AS f JOIN chats AS c ON c.id = f.chat_id
JOIN stories AS s ON s.id IN (
  SELECT n.id FROM stories AS n WHERE (n.case_id = :other OR n.id = :other)
    AND n.added_at > :since AND n.retracted_at IS NULL AND n.quiet = 0
  ORDER BY n.id DESC LIMIT :most)
WHERE f.case_id = :followed AND c.closed IS NULL AND s.id > f.story_id
  AND NOT EXISTS (
    SELECT 1 FROM follows AS g WHERE g.chat_id = f.chat_id AND g.case_id = :other)
  AND NOT EXISTS (
    SELECT 1 FROM deliveries AS d JOIN entries AS e ON e.edition_id = d.subject_id
    WHERE d.chat_id = f.chat_id AND d.what = 'digest' AND d.state IN ('sent', 'claimed')
      AND e.story_id = s.id)
ORDER BY s.id
ON CONFLICT (chat_id, what, subject_id, revision) DO NOTHING RETURNING id"""


@dataclass(frozen=True, slots=True)
class Joined:
    """A case after it was joined."""

    #: All its stories in order.
    parts: tuple[int, ...]
    #: Those that came to the older case: `take_out` of them undoes it. () where it was one before.
    moved: tuple[int, ...] = ()
    #: Messages that will tell followers of a part that is news to them.
    told: int = 0


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

    async def join(self, story_id: int, other_id: int, now: datetime) -> Joined | None:
        """Make one case of the cases of two stories; None if one of them is unknown.

        Who follows either follows the whole, once, and is told what came to it within a day.
        """
        async with self._database.transaction() as transaction:
            one, other = await self._of(story_id), await self._of(other_id)
            if one is None or other is None:
                return None
            if one == other:
                return Joined(await self._parts(one))
            new, old = sorted((one, other))
            moved = await self._parts(old)
            told = await _join(transaction, old, new, now)
            return Joined(await self._parts(new), moved, told)

    async def take_out(self, *stories: int) -> tuple[int, ...]:
        """Take stories out of the case of the first of them, into a case of their own.

        Return the stories that are left of that case, () where nothing was taken out or would be
        left. Who asked to follow under one of these very stories goes on with them, all others
        with the rest: so this undoes `join`.
        """
        async with self._database.transaction() as transaction:
            case = await self._of(stories[0]) if stories else None
            parts = () if case is None else await self._parts(case)
            out = tuple(each for each in parts if each in stories)
            left = tuple(each for each in parts if each not in stories)
            if case is None or not out or not left:
                return ()
            # The side without the case's first story gets a number of its own.
            await _part(transaction, case, left if case in out else out)
            return left

    async def _of(self, story_id: int) -> int | None:
        rows = await self._database.rows(_OF, id=story_id) if fits(story_id) else []
        return int(rows[0][0]) if rows else None

    async def _parts(self, case: int) -> tuple[int, ...]:
        rows: Sequence[Sequence[int]] = await self._database.rows(_PARTS, case_id=case)
        return tuple(row[0] for row in rows)


async def _join(transaction: Transaction, old: int, new: int, now: datetime) -> int:
    """Give the stories of one case, and who follows it, to another; return how many are told."""
    values: dict[str, int | str] = {
        "now": micros(now),
        "since": micros(now - RECENT),
        "cause": f"follow: {new}",
        "most": MOST_TOLD,
    }
    told = 0
    for followed, other in ((new, old), (old, new)):
        told += len(await transaction.rows(_TELL, followed=followed, other=other, **values))
    for sql in (_PUT, _FOLLOW_ALL):
        await transaction.rows(sql, old=old, new=new)
    return told


async def _part(transaction: Transaction, old: int, leaving: Collection[int]) -> None:
    """Make a case of some stories of another one, with who follows under one of them."""
    rows: list[Parameters] = [{"old": old, "new": min(leaving), "id": each} for each in leaving]
    moves: list[Parameters] = [{"new": min(leaving), "id": each} for each in leaving]
    await transaction.many(_MOVE, moves)
    await transaction.many(_DROP_TWICE_FOLLOWED, rows)
    await transaction.many(_FOLLOW_STORY, rows)
