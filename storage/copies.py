"""Answers to people that show a story: a correction must find them, and change what they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Database, Parameters
from storage.values import fits, micros

# A message that a button changed keeps the version that it showed first: that one was read, too.
_KEEP = """
INSERT INTO copies (chat_id, message_id, story_id, view, detail, number, at)
SELECT c.id, CAST(:message_id AS BIGINT), s.id, CAST(:view AS TEXT), CAST(:detail AS INTEGER),
  CAST(:number AS INTEGER), CAST(:at AS BIGINT)
FROM chats AS c, stories AS s WHERE c.id = :chat_id AND s.id = :story_id
ON CONFLICT (chat_id, message_id)
DO UPDATE SET view = excluded.view, detail = excluded.detail, at = excluded.at"""
# What was corrected between being shown and being kept is found here.
_LATE = """
INSERT INTO deliveries
  (chat_id, what, subject_id, revision, state, priority, due_at, created_at)
SELECT k.chat_id, {what}, {subject}, s.number, 'pending', 2,
  CAST(:at AS BIGINT), CAST(:at AS BIGINT)
FROM copies AS k JOIN stories AS s ON s.id = k.story_id
WHERE k.chat_id = :chat_id AND k.message_id = :message_id
  AND s.number > CAST(:number AS INTEGER) {material}
ON CONFLICT (chat_id, what, subject_id, revision) DO NOTHING"""
_LATE_EDIT = _LATE.format(what="'copy'", subject="k.id", material="")
_LATE_NOTE = _LATE.format(
    what="'correction'",
    subject="k.story_id",
    material="""AND EXISTS (SELECT 1 FROM versions AS v WHERE v.story_id = k.story_id
    AND v.number >= CAST(:number AS INTEGER) AND v.kind IN ('material', 'retraction'))""",
)
_GET = """
SELECT chat_id, message_id, story_id, view, detail, number FROM copies WHERE id = :id"""
_PRUNE = "DELETE FROM copies WHERE at < :before"


@dataclass(frozen=True, slots=True)
class Copy:
    """A message that shows a story in one of its views."""

    chat_id: int
    message_id: int
    story_id: int
    #: The view and its detail, as the buttons of `views.buttons` name them.
    view: str
    detail: int
    #: The version of the story that it showed first.
    number: int


class Copies:
    """Answers by chat and message."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def keep(self, copies: Sequence[Copy], now: datetime) -> None:
        """Remember messages; those of unknown chats and stories are passed over.

        One whose story was corrected meanwhile is queued to be changed.
        """
        rows = [_row(copy, now) for copy in copies]
        if not rows:
            return
        async with self._database.transaction() as transaction:
            await transaction.many(_KEEP, rows)
            where: list[Parameters] = [
                {name: row[name] for name in ("chat_id", "message_id", "number", "at")}
                for row in rows
            ]
            await transaction.many(_LATE_EDIT, where)
            await transaction.many(_LATE_NOTE, where)

    async def get(self, id: int) -> Copy | None:
        """Return a message by its number in this table, None if it is not remembered."""
        rows = await self._database.rows(_GET, id=id) if fits(id) else []
        return Copy(*rows[0]) if rows else None

    async def prune(self, before: datetime) -> None:
        """Forget messages that are older."""
        async with self._database.transaction() as transaction:
            await transaction.rows(_PRUNE, before=micros(before))


def _row(copy: Copy, now: datetime) -> dict[str, int | str | None]:
    return {
        "chat_id": copy.chat_id,
        "message_id": copy.message_id,
        "story_id": copy.story_id,
        "view": copy.view,
        "detail": copy.detail,
        "number": copy.number,
        "at": micros(now),
    }
