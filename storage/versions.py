"""What a story said before, and telling those who were told: corrections and retractions.

A correction stores the old text, the new one, and the rows that make it arrive, in one
transaction: each message that told the story is edited (`edit`, `redigest`; `copy` where it
answered a person), and where the change is material a note goes to each chat that had one
(`correction`). Messages that wait to be sent need nothing: what is sent is what holds then. A mark
that an editor sets or takes away hides or opens what was sent, and makes a version in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from storage.columns import columns_of, dumped, fingerprint
from storage.database import Database, Row, Transaction
from storage.errors import AlreadyKnown
from storage.event import shown_anew
from storage.search import Search
from storage.stories import EDITOR, Labels, label_columns
from storage.values import cleaned, fits, micros, moment, storable

if TYPE_CHECKING:
    from news.analysis import Analysis

#: A version that no other replaced, because the story was withdrawn.
RETRACTION = "retraction"
#: What `news.versions` calls a change that readers must be told of.
MATERIAL = "material"
#: The text stayed as it was: an editor marked the story as graphic, or took the mark away.
MARK = "graphic"

_KEEP = """
INSERT INTO versions (story_id, number, text, analysis, kind, changes, replaced_at)
SELECT s.id, s.number, a.text, a.analysis, CAST(:kind AS TEXT), CAST(:changes AS TEXT),
  CAST(:now AS BIGINT)
FROM stories AS s JOIN articles AS a ON a.story_id = s.id
WHERE s.id = :id AND s.retracted_at IS NULL RETURNING number"""
# Whether a story is graphic is decided by its words, unless an editor has decided it.
_REPLACE = f"""
UPDATE stories SET number = number + 1, revision = revision + 1, fingerprint = :fingerprint,
  title = :title, lede = :lede, language = :language, reading_minutes = :reading_minutes,
  topic = :topic, topic_why = :topic_why, graphic = CASE WHEN graphic = '{EDITOR}' OR EXISTS (
    SELECT 1 FROM versions AS v WHERE v.story_id = stories.id AND v.kind = '{MARK}')
  THEN graphic ELSE CAST(:graphic AS TEXT) END
WHERE id = :id RETURNING number"""  # noqa: S608 - constants of this module
# An update, not a question: it waits for whoever changes the story at this moment.
_LEAVE = """
UPDATE stories SET by_editor = CASE WHEN CAST(:by_editor AS INTEGER) = 1 THEN 1 ELSE by_editor END
WHERE id = :id AND (by_editor = 0 OR CAST(:by_editor AS INTEGER) = 1) RETURNING id"""
_REPLACE_ARTICLE = """
UPDATE articles SET text = :text, analysis = :analysis, version = :version WHERE story_id = :id"""
_RETRACT = """
UPDATE stories SET number = number + 1, revision = revision + 1,
  retracted_at = CAST(:now AS BIGINT)
WHERE id = :id RETURNING number"""
_IS_GRAPHIC = "SELECT CASE WHEN graphic IS NULL THEN 0 ELSE 1 END FROM stories WHERE id = :id"
_MARK = """
UPDATE stories SET number = number + CAST(:new AS INTEGER), revision = revision + 1,
  graphic = CAST(:graphic AS TEXT)
WHERE id = :id RETURNING number"""
_OTHER = "SELECT id FROM stories WHERE fingerprint = :fingerprint AND id <> :id"

_TOLD = """
d.what = 'story' AND d.subject_id = :id AND d.state IN ('sent', 'claimed') AND d.told < :number"""
_TOLD_IN_DIGEST = """
d.what = 'digest' AND d.state IN ('sent', 'claimed')
  AND d.subject_id IN (SELECT edition_id FROM entries WHERE story_id = :id)"""
_NEW_ROW = """
INSERT INTO deliveries
  (chat_id, what, subject_id, revision, state, priority, due_at, created_at)
SELECT DISTINCT d.chat_id, {what}, {subject}, {revision}, 'pending', 2,
  CAST(:now AS BIGINT), CAST(:now AS BIGINT)
FROM deliveries AS d JOIN chats AS c ON c.id = d.chat_id
WHERE c.closed IS NULL AND ({told})
ON CONFLICT (chat_id, what, subject_id, revision) DO NOTHING RETURNING id"""
_OF_STORY = {"subject": "CAST(:id AS BIGINT)", "revision": "CAST(:number AS INTEGER)"}
#: A message under which a person pressed a button is a copy: it shows what was asked for.
_STANDS = """
AND NOT EXISTS (SELECT 1 FROM copies AS k
  WHERE k.chat_id = d.chat_id AND k.message_id = d.message_id)"""
_EDIT = _NEW_ROW.format(what="'edit'", told=_TOLD + _STANDS, **_OF_STORY)
_NOTE = _NEW_ROW.format(what="'correction'", told=f"{_TOLD} OR ({_TOLD_IN_DIGEST})", **_OF_STORY)
_REDIGEST = _NEW_ROW.format(
    what="'redigest'",
    subject="d.subject_id",
    revision="""1 + (SELECT count(*) FROM deliveries AS e WHERE e.chat_id = d.chat_id
      AND e.what = 'redigest' AND e.subject_id = d.subject_id)""",
    told=_TOLD_IN_DIGEST,
)
_OF_COPIES = """
INSERT INTO deliveries
  (chat_id, what, subject_id, revision, state, priority, due_at, created_at)
SELECT DISTINCT k.chat_id, {what}, {subject}, CAST(:number AS INTEGER), 'pending', 2,
  CAST(:now AS BIGINT), CAST(:now AS BIGINT)
FROM copies AS k JOIN chats AS c ON c.id = k.chat_id
WHERE c.closed IS NULL AND k.story_id = :id
ON CONFLICT (chat_id, what, subject_id, revision) DO NOTHING RETURNING id"""
_EDIT_COPIES = _OF_COPIES.format(what="'copy'", subject="k.id")
_NOTE_COPIES = _OF_COPIES.format(what="'correction'", subject="k.story_id")
_CHATS = f"""
SELECT count(*) FROM (
  SELECT d.chat_id FROM deliveries AS d WHERE d.what = 'story' AND d.subject_id = :id
    AND d.state IN ('sent', 'claimed')
  UNION SELECT d.chat_id FROM deliveries AS d WHERE {_TOLD_IN_DIGEST}
  UNION SELECT k.chat_id FROM copies AS k WHERE k.story_id = :id) AS chats"""  # noqa: S608
_GET = """
SELECT number, text, kind, changes, replaced_at FROM versions
WHERE story_id = :id AND number = :number"""
_ALL = """
SELECT number, text, kind, changes, replaced_at FROM versions
WHERE story_id = :id ORDER BY number"""


@dataclass(frozen=True, slots=True)
class Version:
    """What a story said until it was replaced."""

    number: int
    text: str
    #: How the next version differs: typo, addition, material, MARK or RETRACTION.
    kind: str
    #: The differences that readers are told, as JSON; of a retraction, the reason as it was given.
    changes: str
    replaced_at: datetime

    @property
    def is_retraction(self) -> bool:
        """Whether no other version followed: the story was withdrawn."""
        return self.kind == RETRACTION


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a correction set going."""

    #: The story's version from now on.
    number: int
    #: Messages that will be edited, and chats that will get a note.
    edits: int
    notes: int


class Versions:
    """Earlier versions by story."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database
        self._search = Search(database)

    async def replace(
        self,
        story_id: int,
        text: str,
        analysis: Analysis,
        *,
        labels: Labels,
        kind: str,
        changes: str,
        by_editor: bool,
        now: datetime,
    ) -> Replaced | None:
        """Give a story a new text; None for an unknown or withdrawn one.

        What an editor said holds: None as well for a text of anybody else (`by_editor`) after that.
        `kind` and `changes` say how the new text differs (see `news.versions`). Source and case of
        `labels` stay as they are. Raises AlreadyKnown if another story has this very text.
        """
        columns: dict[str, int | str | None] = {**columns_of(analysis)}
        columns.pop("initial_views")  # the page's counter is no matter of its text
        known = label_columns(labels)
        columns |= {name: known[name] for name in ("topic", "topic_why", "graphic")}
        mark = fingerprint(storable(text))
        async with self._database.transaction() as transaction:
            values = {"id": story_id, "by_editor": int(by_editor)}
            if not (fits(story_id) and await transaction.rows(_LEAVE, **values)):
                return None
            if not await self._keep(transaction, story_id, kind, changes, now):
                return None
            if other := await transaction.rows(_OTHER, id=story_id, fingerprint=mark):
                raise AlreadyKnown(int(other[0][0]))
            rows = await transaction.rows(_REPLACE, id=story_id, fingerprint=mark, **columns)
            await transaction.rows(
                _REPLACE_ARTICLE,
                id=story_id,
                text=text,
                analysis=dumped(analysis),
                version=analysis.version,
            )
            await self._search.put(transaction, story_id, str(columns["title"]), text)
            return await _tell(transaction, story_id, int(rows[0][0]), now, note=kind == MATERIAL)

    async def retract(self, story_id: int, reason: str, now: datetime) -> Replaced | None:
        """Withdraw a story; None for an unknown one, or one that was withdrawn before."""
        async with self._database.transaction() as transaction:
            if not await self._keep(transaction, story_id, RETRACTION, storable(reason), now):
                return None
            await shown_anew(transaction, story_id)
            rows = await transaction.rows(_RETRACT, id=story_id, now=micros(now))
            return await _tell(transaction, story_id, int(rows[0][0]), now, note=True)

    async def mark_graphic(self, story_id: int, reason: str | None, now: datetime) -> int | None:
        """Mark a story as graphic, with who or what says so; None takes the mark away.

        What nobody asked for is hidden or opened where it was sent; answers stand open anyway.
        Return how many messages that will change, None for an unknown story.
        """
        graphic = None if reason is None else cleaned(reason)
        async with self._database.transaction() as transaction:
            was = await transaction.rows(_IS_GRAPHIC, id=story_id) if fits(story_id) else []
            if not was:
                return None
            changes = bool(was[0][0]) != (graphic is not None)
            new = changes and await self._keep(transaction, story_id, MARK, "[]", now)
            rows = await transaction.rows(_MARK, id=story_id, graphic=graphic, new=int(new))
            if not new:
                return 0
            return len(await _edit(transaction, story_id, int(rows[0][0]), micros(now)))

    async def get(self, story_id: int, number: int) -> Version | None:
        """Return an earlier version, None if there is none of that number."""
        if not (fits(story_id) and fits(number)):
            return None
        rows = await self._database.rows(_GET, id=story_id, number=number)
        return _version(rows[0]) if rows else None

    async def all(self, story_id: int) -> list[Version]:
        """Return all earlier versions of a story, oldest first."""
        rows = await self._database.rows(_ALL, id=story_id) if fits(story_id) else []
        return [_version(row) for row in rows]

    async def reason(self, story_id: int) -> str:
        """Return why a story was withdrawn; nothing for one that was not."""
        versions = await self.all(story_id)
        return next((each.changes for each in versions if each.kind == RETRACTION), "")

    async def told(self, story_id: int) -> int:
        """Return how many chats have a message that tells a story."""
        rows = await self._database.rows(_CHATS, id=story_id) if fits(story_id) else []
        return int(rows[0][0]) if rows else 0

    async def _keep(
        self, transaction: Transaction, story_id: int, kind: str, changes: str, now: datetime
    ) -> bool:
        """Keep what the story says until now; False if there is nothing to replace."""
        if not fits(story_id):
            return False
        rows = await transaction.rows(
            _KEEP, id=story_id, kind=kind, changes=changes, now=micros(now)
        )
        return bool(rows)


def _version(row: Row) -> Version:
    number, text, kind, changes, replaced_at = row
    return Version(number, text, kind, changes, moment(replaced_at))


async def _tell(
    transaction: Transaction, story_id: int, number: int, now: datetime, *, note: bool
) -> Replaced:
    """Queue what makes the new version arrive where an older one was told."""
    at = micros(now)
    edits = await _edit(transaction, story_id, number, at)
    edits += await transaction.rows(_EDIT_COPIES, id=story_id, number=number, now=at)
    notes: list[Row] = []
    for sql in (_NOTE, _NOTE_COPIES) if note else ():
        notes += await transaction.rows(sql, id=story_id, number=number, now=at)
    return Replaced(number, len(edits), len(notes))


async def _edit(transaction: Transaction, story_id: int, number: int, at: int) -> list[Row]:
    """Queue the edits of what told a story unasked."""
    edits = await transaction.rows(_EDIT, id=story_id, number=number, now=at)
    return edits + await transaction.rows(_REDIGEST, id=story_id, now=at)
