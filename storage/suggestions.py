"""Stories that may be parts of one case, where only an editor can tell.

A suggestion is asked of an editor by a row of the ledger, so that a question survives a restart and
no editor is asked the same twice. While one of his waits for its answer he gets no other one; a day
later he may. After `RESTS` nobody is asked any more: the stories stay apart, and what was asked can
still be answered.
"""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Database, Row
from storage.values import fits, micros, moment

#: What becomes of a suggestion.
OPEN, JOINED, REFUSED = "open", "joined", "refused"
#: What the ledger calls a row that asks; its subject is the newer story.
QUESTION = "question"
#: A suggestion of which nobody wants to know for so long rests.
RESTS = timedelta(days=14)
#: A question that nobody answers stops others so long.
WAITS = timedelta(days=1)

_ADD = """
INSERT INTO suggestions (story_id, other_id, belief, state, made_at)
VALUES (:story_id, :other_id, :belief, 'open', :now)
ON CONFLICT (story_id, other_id) DO NOTHING RETURNING story_id"""
_COLUMNS = "g.story_id, g.other_id, g.belief, g.state, g.made_at"
# Withdrawn stories, and those that somebody has joined in another way, need no answer.
_OPEN = """
FROM suggestions AS g
JOIN stories AS one ON one.id = g.story_id AND one.retracted_at IS NULL
JOIN stories AS other ON other.id = g.other_id AND other.retracted_at IS NULL
WHERE g.state = 'open' AND g.made_at > :rested
  AND coalesce(one.case_id, one.id) <> coalesce(other.case_id, other.id)"""
_UNANSWERED = f"""
SELECT {_COLUMNS} {_OPEN}
ORDER BY g.made_at DESC, g.story_id DESC, g.belief DESC, g.other_id LIMIT :limit"""
_COUNT = f"SELECT count(*) {_OPEN}"
_OF = f"""
SELECT {_COLUMNS} FROM suggestions AS g
WHERE g.story_id = :story_id ORDER BY g.belief DESC, g.other_id"""
_GET = f"""
SELECT {_COLUMNS} FROM suggestions AS g
WHERE g.story_id = :story_id AND g.other_id = :other_id"""
_DECIDE = """
UPDATE suggestions SET state = :state
WHERE story_id = :story_id AND other_id = :other_id AND state = :was RETURNING story_id"""
_PART = """
UPDATE suggestions SET state = 'refused' WHERE state <> 'refused' AND (
  (story_id = :id AND other_id IN (SELECT id FROM stories WHERE coalesce(case_id, id) = :case_id))
  OR (other_id = :id
    AND story_id IN (SELECT id FROM stories WHERE coalesce(case_id, id) = :case_id)))"""
# The newest that this editor was never asked, unless one that he was asked waits for him.
_NEXT = f"""
SELECT c.id, '{QUESTION}', q.story_id, 1, 'pending', 3,
  CAST(:now AS BIGINT), CAST(:now AS BIGINT)
FROM chats AS c, (SELECT g.story_id AS story_id, max(g.made_at) AS made_at {_OPEN}
  GROUP BY g.story_id) AS q
WHERE c.id = :editor AND c.closed IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM deliveries AS d WHERE d.chat_id = c.id AND d.what = '{QUESTION}'
      AND d.subject_id = q.story_id)
  AND NOT EXISTS (
    SELECT 1 FROM deliveries AS d WHERE d.chat_id = c.id AND d.what = '{QUESTION}'
      AND (d.state IN ('pending', 'claimed', 'deferred') OR (d.state = 'sent'
        AND d.created_at > :waited AND d.subject_id IN (SELECT g.story_id {_OPEN}))))
ORDER BY q.made_at DESC, q.story_id DESC LIMIT 1"""
_ASK = f"""
INSERT INTO deliveries
  (chat_id, what, subject_id, revision, state, priority, due_at, created_at)
{_NEXT}
ON CONFLICT (chat_id, what, subject_id, revision) DO NOTHING RETURNING id"""


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

    async def unanswered(self, now: datetime, limit: int = 20) -> list[Suggestion]:
        """Return what editors are still to answer, newest first.

        Without what rests, and what needs no answer any more: a story is withdrawn, or both are
        parts of one case.
        """
        rows = await self._database.rows(_UNANSWERED, rested=micros(now - RESTS), limit=limit)
        return [_suggestion(row) for row in rows]

    async def count(self, now: datetime) -> int:
        """Return how many those are."""
        return int((await self._database.rows(_COUNT, rested=micros(now - RESTS)))[0][0])

    async def get(self, story_id: int, other_id: int) -> Suggestion | None:
        """Return one suggestion, answered or not; None if there is none."""
        if not (fits(story_id) and fits(other_id)):
            return None
        rows = await self._database.rows(_GET, story_id=story_id, other_id=other_id)
        return _suggestion(rows[0]) if rows else None

    async def ask(self, editors: Iterable[int], now: datetime) -> int:
        """Queue a question for each editor who is to be asked now; return how many that are.

        Editors who never wrote to the bot, or have blocked it, are passed over.
        """
        times = {"now": micros(now), "waited": micros(now - WAITS), "rested": micros(now - RESTS)}
        asked = 0
        for editor in filter(fits, editors):
            # Read first: this is tried again and again, and mostly there is nothing to write.
            if await self._database.rows(_NEXT, editor=editor, **times):
                async with self._database.transaction() as transaction:
                    asked += len(await transaction.rows(_ASK, editor=editor, **times))
        return asked

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

    async def part(self, story_id: int, left: int) -> None:
        """Note that an editor took a story out of a case, whose first story is `left`.

        Nobody is asked whether it belongs there.
        """
        if fits(story_id) and fits(left):
            async with self._database.transaction() as transaction:
                await transaction.rows(_PART, id=story_id, case_id=left)


def _suggestion(row: Row) -> Suggestion:
    story_id, other_id, belief, state, made_at = row
    return Suggestion(story_id, other_id, belief / 1000, state, moment(made_at))
