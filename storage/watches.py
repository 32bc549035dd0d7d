"""Pages of stories that are looked at again: what they said last, and when the next look is.

A story has a row here if its text is a page's. The row stays when the looks are over.
"""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from storage.database import Database, Parameters, Row
from storage.values import fits, micros, moment, storable

_SEEN = "url, etag, last_modified, body_mark, title_mark, text_mark"
_SELECT = f"""
SELECT w.story_id, s.added_at, w.next_look_at, w.by_editor, w.trouble, s.retracted_at,
  {", ".join(f"w.{name}" for name in _SEEN.split(", "))}
FROM watches AS w JOIN stories AS s ON s.id = w.story_id"""
_ADD = f"""
INSERT INTO watches (story_id, {_SEEN}, next_look_at)
VALUES (:story_id, :url, CAST(:etag AS TEXT), CAST(:last_modified AS TEXT), :body_mark,
  :title_mark, :text_mark, CAST(:next_look_at AS BIGINT))
ON CONFLICT (story_id) DO NOTHING"""
_GET = f"{_SELECT} WHERE w.story_id = :story_id"
_DUE = f"""{_SELECT}
WHERE w.next_look_at <= :now ORDER BY w.next_look_at, w.story_id LIMIT :limit"""
# An editor's word stands, also if it was said while the page was being looked at.
_LOOKED = """
UPDATE watches SET url = :url, etag = CAST(:etag AS TEXT),
  last_modified = CAST(:last_modified AS TEXT), body_mark = :body_mark,
  title_mark = :title_mark, text_mark = :text_mark,
  next_look_at = CASE WHEN by_editor = 1 THEN NULL ELSE CAST(:next_look_at AS BIGINT) END,
  untold = CASE WHEN CAST(:trouble AS TEXT) IS NULL OR trouble = :trouble THEN untold ELSE 1 END,
  trouble = coalesce(CAST(:trouble AS TEXT), trouble)
WHERE story_id = :story_id"""
_LEAVE = """
UPDATE watches SET by_editor = 1, next_look_at = NULL WHERE story_id = :story_id
RETURNING story_id"""
_UNTOLD = """
SELECT w.story_id, s.title, w.url, w.trouble
FROM watches AS w JOIN stories AS s ON s.id = w.story_id
WHERE w.untold = 1 AND w.trouble IS NOT NULL ORDER BY w.story_id LIMIT :limit"""
_TOLD = "UPDATE watches SET untold = 0 WHERE story_id = :story_id AND trouble = :trouble"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it was read last. Marks are digests of at most 64 characters."""

    #: Where it was fetched from in the end.
    url: str
    #: To be sent back, so that an unchanged page answers without a body.
    etag: str | None
    last_modified: str | None
    #: Of its bytes, and of the title and the text that were read out of them.
    body_mark: str
    title_mark: str
    text_mark: str


@dataclass(frozen=True, slots=True)
class Watch:
    """A story's page."""

    story_id: int
    #: When the story came.
    came_at: datetime
    #: None once the looks are over.
    next_look_at: datetime | None
    #: Whether an editor has given the story another text, so that the page's no longer counts.
    by_editor: bool
    #: What was wrong with it at last, as a key; None while nothing ever was.
    trouble: str | None
    #: Whether the story was withdrawn.
    withdrawn: bool
    seen: Seen


@dataclass(frozen=True, slots=True)
class WatchLooked:
    """A look at a page that is to be written down."""

    story_id: int
    seen: Seen
    next_look_at: datetime | None
    #: What editors are to be told, unless that was the last thing that they were told of it.
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What editors are to be told of a story's page."""

    story_id: int
    title: str
    url: str
    #: A key.
    what: str


class Watches:
    """Watched pages by story."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def add(self, story_id: int, seen: Seen, next_look_at: datetime | None) -> None:
        """Watch the page of a new story. Raises Unstorable for an address that is none."""
        async with self._database.transaction() as transaction:
            await transaction.rows(
                _ADD, story_id=story_id, **_seen(seen), next_look_at=_micros(next_look_at)
            )

    async def get(self, story_id: int) -> Watch | None:
        """Return a story's page, None for a story whose text is no page's."""
        rows = await self._database.rows(_GET, story_id=story_id) if fits(story_id) else []
        return _watch(rows[0]) if rows else None

    async def due(self, now: datetime, limit: int) -> list[Watch]:
        """Return up to so many pages that are to be looked at, the longest due first."""
        rows = await self._database.rows(_DUE, now=micros(now), limit=limit)
        return [_watch(row) for row in rows]

    async def looked(self, looked: Sequence[WatchLooked]) -> None:
        """Write down how looks at pages went."""
        rows: list[Parameters] = [
            {
                "story_id": each.story_id,
                **_seen(each.seen),
                "next_look_at": _micros(each.next_look_at),
                "trouble": each.trouble,
            }
            for each in looked
        ]
        if rows:
            async with self._database.transaction() as transaction:
                await transaction.many(_LOOKED, rows)

    async def leave_to_editor(self, story_id: int) -> bool:
        """Look at a story's page no more: an editor's text holds. False if it has no page."""
        if not fits(story_id):
            return False
        async with self._database.transaction() as transaction:
            return bool(await transaction.rows(_LEAVE, story_id=story_id))

    async def untold(self, limit: int) -> list[Trouble]:
        """Return what editors do not know yet, at most so many."""
        rows = await self._database.rows(_UNTOLD, limit=limit)
        return [Trouble(*row) for row in rows]

    async def told(self, troubles: Sequence[Trouble]) -> None:
        """Note that editors know."""
        rows: list[Parameters] = [
            {"story_id": each.story_id, "trouble": each.what} for each in troubles
        ]
        if rows:
            async with self._database.transaction() as transaction:
                await transaction.many(_TOLD, rows)


def _seen(seen: Seen) -> dict[str, str | None]:
    values = {field.name: getattr(seen, field.name) for field in fields(seen)}
    return values | {"url": storable(seen.url)}


def _micros(at: datetime | None) -> int | None:
    return None if at is None else micros(at)


def _watch(row: Row) -> Watch:
    story_id, came_at, next_look_at, by_editor, trouble, retracted_at, *seen = row
    return Watch(
        story_id,
        moment(came_at),
        None if next_look_at is None else moment(next_look_at),
        bool(by_editor),
        trouble,
        retracted_at is not None,
        Seen(*seen),
    )
