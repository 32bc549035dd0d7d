"""Stories that may be parts of one case, where only an editor can tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database, Row
from storage.values import fits, micros, moment

#: What becomes of a suggestion.
OPEN, JOINED, REFUSED = "open", "joined", "refused"

_ADD = """
INSERT INTO suggestions (story_id, other_id, belief, state, made_at)
VALUES (:story_id, :other_id, :belief, 'open', :now)
ON CONFLICT (story_id, other_id) DO NOTHING RETURNING story_id"""
_OPEN = """
SELECT story_id, other_id, belief, state, made_at FROM suggestions
WHERE state = 'open' ORDER BY made_at DESC, story_id DESC LIMIT :limit"""
_OF = """
SELECT story_id, other_id, belief, state, made_at FROM suggestions
WHERE story_id = :story_id ORDER BY belief DESC, other_id"""
_DECIDE = """
UPDATE suggestions SET state = :state
WHERE story_id = :story_id AND other_id = :other_id AND state = :was RETURNING story_id"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two stories that may be parts of one case; the other one was there before."""

    story_id: int
    other_id: int
    #: How sure it is, 0..1.
    belief: float
    #: OPEN, JOINED or REFUSED.
    state: str
    made_at: datetime


class Suggestions:
    """Suggestions by the two stories that they are about."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def add(self, story_id: int, other_id: int, belief: float, now: datetime) -> bool:
        """Note that an editor should be asked; False if it was noted before."""
        values = {"story_id": story_id, "other_id": other_id, "belief": round(belief * 1000)}
        async with self._database.transaction() as transaction:
            return bool(await transaction.rows(_ADD, **values, now=micros(now)))

    async def unanswered(self, limit: int = 20) -> list[Suggestion]:
        """Return what editors have not answered yet, newest first."""
        return [_suggestion(row) for row in await self._database.rows(_OPEN, limit=limit)]

    async def of(self, story_id: int) -> list[Suggestion]:
        """Return what was suggested for a story, the surest first."""
        rows = await self._database.rows(_OF, story_id=story_id) if fits(story_id) else []
        return [_suggestion(row) for row in rows]

    async def decide(self, story_id: int, other_id: int, state: str, was: str = OPEN) -> bool:
        """Answer a suggestion, or take an answer back by `was`; False if it was another.

        Joining the stories is the caller's: `Store.cases`.
        """
        if not (fits(story_id) and fits(other_id)):
            return False
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                _DECIDE, story_id=story_id, other_id=other_id, state=state, was=was
            )
            return bool(rows)


def _suggestion(row: Row) -> Suggestion:
    story_id, other_id, belief, state, made_at = row
    return Suggestion(story_id, other_id, belief / 1000, state, moment(made_at))
