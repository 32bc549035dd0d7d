"""Which messages of a chat told a story, and which version of it."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Database

# A digest's row says the sum of its stories' versions: as long as that holds, it told the newest of
# each. Else what it told of one story is what no correction had replaced when it was made; clocks
# may differ, so that a correction is never thought to have been told before it was sent.
_TOLD_IN_DIGEST = """
CASE WHEN d.told = (SELECT sum(s.number) FROM entries AS e JOIN stories AS s ON s.id = e.story_id
    WHERE e.edition_id = d.subject_id)
  THEN (SELECT number FROM stories WHERE id = :id)
  ELSE coalesce(
    (SELECT min(v.number) FROM versions AS v
      WHERE v.story_id = :id AND v.replaced_at > d.claimed_at),
    (SELECT number - 1 FROM stories WHERE id = :id))
END"""
_ALL = f"""
SELECT d.what, d.state, d.message_id, d.told, d.cause FROM deliveries AS d
WHERE d.chat_id = :chat_id AND d.what = 'story' AND d.subject_id = :id
UNION ALL
SELECT d.what, d.state, d.message_id, d.revision, NULL FROM deliveries AS d
WHERE d.chat_id = :chat_id AND d.what = 'correction' AND d.subject_id = :id
UNION ALL
SELECT d.what, d.state, d.message_id, {_TOLD_IN_DIGEST}, NULL FROM deliveries AS d
WHERE d.chat_id = :chat_id AND d.what = 'digest'
  AND d.subject_id IN (SELECT edition_id FROM entries WHERE story_id = :id)
UNION ALL
SELECT 'copy', 'sent', k.message_id, k.number, NULL FROM copies AS k
WHERE k.chat_id = :chat_id AND k.story_id = :id"""  # noqa: S608 - a constant of this module


@dataclass(frozen=True, slots=True)
class Carrier:
    """A message that told a story or a correction of it, or is to do so."""

    #: story, digest, copy (an answer to a person) or correction.
    what: str
    #: Of its row in the ledger; an answer was sent.
    state: str
    message_id: int | None
    #: The story's version that it told; of a correction, the version that it leads to.
    told: int
    #: Which choice of the reader brought it.
    cause: str | None


class Carriers:
    """Messages by chat and story."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def of(self, chat_id: int, story_id: int) -> list[Carrier]:
        """Return all messages of a chat that told a story, corrections of it included."""
        rows = await self._database.rows(_ALL, chat_id=chat_id, id=story_id)
        return [Carrier(row[0], row[1], row[2], int(row[3] or 0), row[4]) for row in rows]
