"""Which stories belong together: parts of a case, reports of one event, and what editors are asked.

A case and a group are known by the number of their first story. Joining keeps who followed either
of two cases; everything can be undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database, Row, Transaction
from storage.values import fits, micros, moment

#: What becomes of a suggestion.
OPEN, JOINED, REFUSED = "open", "joined", "refused"

_CASE = "SELECT coalesce(case_id, id) FROM stories WHERE id = :id"
_PARTS = """
SELECT id FROM stories WHERE id = :case_id OR case_id = :case_id ORDER BY id"""
_INTO = """
UPDATE stories SET revision = revision + 1, case_id = CAST(:case_id AS BIGINT) WHERE id = :id"""
_FOLLOW_TOO = """
INSERT INTO follows (chat_id, case_id, message_id, since)
SELECT chat_id, CAST(:new AS BIGINT), message_id, since FROM follows WHERE case_id = :old
ON CONFLICT (chat_id, case_id) DO NOTHING"""
_GROUP_OF = "SELECT coalesce(group_id, id) FROM stories WHERE id = :id"
_GROUP = """
UPDATE stories SET group_id = CAST(:group_id AS BIGINT)
WHERE (id = :id OR group_id = :id) AND id <> :group_id RETURNING id"""
_UNGROUP = "UPDATE stories SET group_id = NULL WHERE id = :id AND group_id IS NOT NULL RETURNING id"
_GROUPED = "SELECT id FROM stories WHERE group_id = :id ORDER BY id"
_SET_GROUP = "UPDATE stories SET group_id = CAST(:group_id AS BIGINT) WHERE id = :id"
_SUGGEST = """
INSERT INTO suggestions (story_id, other_id, belief, state, made_at)
VALUES (:story_id, :other_id, :belief, 'open', :now)
ON CONFLICT (story_id, other_id) DO NOTHING RETURNING story_id"""
_OPEN = """
SELECT story_id, other_id, belief, state, made_at FROM suggestions
WHERE state = 'open' ORDER BY made_at DESC, story_id DESC LIMIT :limit"""
_OF_STORY = """
SELECT story_id, other_id, belief, state, made_at FROM suggestions
WHERE story_id = :story_id ORDER BY belief DESC"""
_DECIDE = """
UPDATE suggestions SET state = :state
WHERE story_id = :story_id AND other_id = :other_id AND state = :was RETURNING story_id"""


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining or splitting changed, for undoing it."""

    #: The case that the stories are in now.
    case_id: int
    #: Each story that was moved, with what its `case_id` was.
    moved: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two stories that may be parts of one case."""

    story_id: int
    other_id: int
    #: 0..1
    belief: float
    #: OPEN, JOINED or REFUSED.
    state: str
    made_at: datetime


class Cases:
    """Cases, groups and suggestions."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def join(self, story_id: int, other_id: int) -> Joined | None:
        """Make the cases of two stories one; None if they are one already, or one is unknown.

        It goes by the older case's number. Who follows either follows all of it.
        """
        async with self._database.transaction() as transaction:
            cases = sorted({await _case(transaction, story) for story in (story_id, other_id)})
            if len(cases) < 2 or not cases[0]:
                return None
            kept, gone = cases
            moved = await _move(transaction, gone, kept)
            return Joined(kept, tuple(moved))

    async def split(self, story_id: int) -> Joined | None:
        """Take a story out of its case, to stand alone; None if it does already.

        Where it is the case's first, the others go on as a case of their own, with its followers.
        """
        async with self._database.transaction() as transaction:
            case_id = await _case(transaction, story_id)
            parts = [row[0] for row in await transaction.rows(_PARTS, case_id=case_id)]
            if len(parts) < 2:
                return None
            if story_id != case_id:
                await transaction.rows(_INTO, id=story_id, case_id=None)
                return Joined(story_id, ((story_id, case_id),))
            return Joined(parts[1], tuple(await _move_rest(transaction, case_id, parts[1:])))

    async def undo(self, joined: Joined) -> None:
        """Put stories back where they were before they were joined or split."""
        async with self._database.transaction() as transaction:
            for story_id, case_id in joined.moved:
                await transaction.rows(_INTO, id=story_id, case_id=case_id)

    async def parts(self, story_id: int) -> list[int]:
        """Return all stories of a story's case, itself among them, oldest first."""
        if not fits(story_id):
            return []
        rows = await self._database.rows(_CASE, id=story_id)
        if not rows:
            return []
        return [row[0] for row in await self._database.rows(_PARTS, case_id=rows[0][0])]

    async def group(self, story_id: int, other_id: int) -> bool:
        """Let digests show one entry for two stories; False if they do, or one is unknown."""
        async with self._database.transaction() as transaction:
            groups = [await transaction.rows(_GROUP_OF, id=each) for each in (story_id, other_id)]
            if not all(groups):
                return False
            first, second = sorted(int(rows[0][0]) for rows in groups)
            if first == second:
                return False
            return bool(await transaction.rows(_GROUP, id=second, group_id=first))

    async def ungroup(self, story_id: int) -> bool:
        """Take a story out of its group; False if it was in none."""
        async with self._database.transaction() as transaction:
            others = [row[0] for row in await transaction.rows(_GROUPED, id=story_id)]
            for other in others:  # it was the first: the next one stands for the others
                group = None if other == others[0] else others[0]
                await transaction.rows(_SET_GROUP, id=other, group_id=group)
            return bool(await transaction.rows(_UNGROUP, id=story_id)) or bool(others)

    async def suggest(self, story_id: int, other_id: int, belief: float, now: datetime) -> bool:
        """Note that an editor should be asked; False if it was noted before."""
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                _SUGGEST,
                story_id=story_id,
                other_id=other_id,
                belief=round(belief * 1000),
                now=micros(now),
            )
            return bool(rows)

    async def suggestions(self, limit: int = 20) -> list[Suggestion]:
        """Return what editors were not asked or did not answer yet, newest first."""
        return [_suggestion(row) for row in await self._database.rows(_OPEN, limit=limit)]

    async def suggested(self, story_id: int) -> list[Suggestion]:
        """Return what was suggested for a story, the surest first."""
        rows = await self._database.rows(_OF_STORY, story_id=story_id) if fits(story_id) else []
        return [_suggestion(row) for row in rows]

    async def decide(self, story_id: int, other_id: int, state: str, was: str = OPEN) -> bool:
        """Answer a suggestion (or, by `was`, take an answer back); False if it was another."""
        if not (fits(story_id) and fits(other_id)):
            return False
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                _DECIDE, story_id=story_id, other_id=other_id, state=state, was=was
            )
            return bool(rows)


async def _case(transaction: Transaction, story_id: int) -> int:
    """Return the number of a story's case, 0 for an unknown story."""
    rows = await transaction.rows(_CASE, id=story_id) if fits(story_id) else []
    return int(rows[0][0]) if rows else 0


async def _move(transaction: Transaction, old: int, new: int) -> list[tuple[int, int | None]]:
    """Move all parts of a case into another one; its followers follow that too."""
    parts = [row[0] for row in await transaction.rows(_PARTS, case_id=old)]
    for part in parts:
        await transaction.rows(_INTO, id=part, case_id=new)
    await transaction.rows(_FOLLOW_TOO, old=old, new=new)
    return [(part, None if part == old else old) for part in parts]


async def _move_rest(
    transaction: Transaction, old: int, parts: list[int]
) -> list[tuple[int, int | None]]:
    """Make the later parts of a case one of their own."""
    for part in parts:
        await transaction.rows(_INTO, id=part, case_id=None if part == parts[0] else parts[0])
    await transaction.rows(_FOLLOW_TOO, old=old, new=parts[0])
    return [(part, old) for part in parts]


def _suggestion(row: Row) -> Suggestion:
    story_id, other_id, belief, state, made_at = row
    return Suggestion(story_id, other_id, belief / 1000, state, moment(made_at))
