"""Stories that may report one event: digests show one of them, with the sources of all.

A group is known by the number of its first story, or of that story's case.
"""

from __future__ import annotations

from storage.database import Database
from storage.event import shown_anew
from storage.values import fits

_GROUP_OF = "SELECT coalesce(group_id, id) FROM stories WHERE id = :id"
_OTHERS = """
SELECT other.id FROM stories AS one, stories AS other
WHERE one.id = :id AND other.id <> one.id
  AND (other.id = one.group_id OR other.group_id IN (one.id, one.group_id))
ORDER BY other.id"""
_JOIN = """
UPDATE stories SET group_id = CAST(:group_id AS BIGINT)
WHERE (id = :id OR group_id = :id) AND id <> :group_id RETURNING id"""
_LEAVE = "UPDATE stories SET group_id = NULL WHERE id = :id AND group_id IS NOT NULL RETURNING id"
_LED = "SELECT id FROM stories WHERE group_id = :id ORDER BY id"
_SET = "UPDATE stories SET group_id = CAST(:group_id AS BIGINT) WHERE id = :id"


class Groups:
    """Groups, each named by any of its stories."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def others(self, story_id: int) -> tuple[int, ...]:
        """Return the other stories of a story's group in order; () for none."""
        rows = await self._database.rows(_OTHERS, id=story_id) if fits(story_id) else []
        return tuple(int(row[0]) for row in rows)

    async def join(self, story_id: int, other_id: int) -> bool:
        """Make one group of those of two stories; False if they are one, or one is unknown."""
        if not (fits(story_id) and fits(other_id)):
            return False
        async with self._database.transaction() as transaction:
            found = [await transaction.rows(_GROUP_OF, id=each) for each in (story_id, other_id)]
            if not all(found):
                return False
            first, second = sorted(int(rows[0][0]) for rows in found)
            if first == second:
                return False
            joined = bool(await transaction.rows(_JOIN, id=second, group_id=first))
            await shown_anew(transaction, story_id)
            return joined

    async def leave(self, story_id: int) -> bool:
        """Take a story out of its group, whose next story leads it then; False if in none."""
        if not fits(story_id):
            return False
        async with self._database.transaction() as transaction:
            await shown_anew(transaction, story_id)
            led = [int(row[0]) for row in await transaction.rows(_LED, id=story_id)]
            for other in led:
                await transaction.rows(_SET, id=other, group_id=None if other == led[0] else led[0])
            return bool(await transaction.rows(_LEAVE, id=story_id)) or bool(led)
