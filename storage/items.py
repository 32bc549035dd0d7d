"""What each source has shown, so that it is news once and never again."""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.database import Database, Parameters, Row
from storage.values import cleaned, fits, micros, moment

#: Items of one source that are remembered, the newest. Feeds show 2,000 entries at most.
KEPT = 5_000

_COLUMNS = """id, source_id, entry_mark, link_mark, title_mark, text_mark, url, title, story_id,
  seen_at, published_at, held"""
_OF = f"""
SELECT {_COLUMNS} FROM items WHERE source_id = :source_id
ORDER BY seen_at DESC, id DESC LIMIT :limit"""
_MARKS = """
SELECT entry_mark || ' ' || link_mark || ' ' || title_mark || ' ' || text_mark
FROM items WHERE source_id = :source_id"""
_LIKE = """
SELECT {columns} FROM items WHERE source_id = :source_id AND ({alike})
ORDER BY seen_at DESC, id DESC LIMIT :limit"""
#: When an item came; one that says it is of later than it was seen has a wrong clock.
CAME = "CASE WHEN published_at < seen_at THEN published_at ELSE seen_at END"
_RECENT = f"""
SELECT count(*) OVER (), {CAME}
FROM items WHERE source_id = :source_id ORDER BY seen_at DESC, id DESC LIMIT :most"""
_ADD = """
INSERT INTO items (source_id, entry_mark, link_mark, title_mark, text_mark, url, title, story_id,
  seen_at, published_at, held)
VALUES (:source_id, :entry_mark, :link_mark, :title_mark, :text_mark, :url, :title,
  CAST(:story_id AS BIGINT), :seen_at, CAST(:published_at AS BIGINT), :held)"""
_SHOWN_AS = """
UPDATE items SET entry_mark = :entry_mark, link_mark = :link_mark, title_mark = :title_mark,
  text_mark = :text_mark, url = :url, title = :title WHERE id = :id"""
_PRUNE = """
DELETE FROM items WHERE source_id = :source_id AND id IN (
  SELECT id FROM items WHERE source_id = :source_id
  ORDER BY seen_at DESC, id DESC LIMIT :most OFFSET :kept)"""
_HELD = f"""
SELECT {_COLUMNS} FROM items WHERE source_id = :source_id AND held = 1 AND story_id IS NOT NULL
ORDER BY id"""
_RELEASE = "UPDATE items SET held = 0 WHERE source_id = :source_id AND held = 1 RETURNING story_id"
_OF_STORY = f"SELECT {_COLUMNS} FROM items WHERE story_id = :story_id ORDER BY id"


#: The names of an entry's marks.
MARKS = ("entry_mark", "link_mark", "title_mark", "text_mark")


class Marks(Protocol):
    """Digests of an entry's id, link, title, and title and text together; "" for none."""

    @property
    def entry_mark(self) -> str: ...
    @property
    def link_mark(self) -> str: ...
    @property
    def title_mark(self) -> str: ...
    @property
    def text_mark(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Recent:
    """What is kept of a source's items, without reading all of them."""

    count: int = 0
    #: When the newest came, as far as their own dates are not ahead of the time.
    times: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a source as it was last shown. Marks are digests of at most 32 characters."""

    source_id: int
    #: Of its id, its link, its title, and of title and text together.
    entry_mark: str
    link_mark: str
    title_mark: str
    text_mark: str
    url: str
    title: str
    seen_at: datetime
    published_at: datetime | None = None
    #: What became of it, None for what was only seen.
    story_id: int | None = None
    #: Whether it was held back as a part of a backlog, until an editor shows it.
    held: bool = False
    id: int = 0


class Items:
    """Items by source."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def of(self, source_id: int) -> list[Item]:
        """Return what a source has shown, newest first, at most KEPT."""
        if not fits(source_id):
            return []
        rows = await self._database.rows(_OF, source_id=source_id, limit=KEPT)
        return [_item(row) for row in rows]

    async def marks(self, source_id: int) -> set[str]:
        """Return the four marks of each item of a source, joined by spaces; cheaper than `of`."""
        if not fits(source_id):
            return set()
        return {row[0] for row in await self._database.rows(_MARKS, source_id=source_id)}

    async def like(self, source_id: int, shown: Sequence[Marks]) -> list[Item]:
        """Return those of `of` that have a mark of an entry; for a few entries, not for a feed."""
        conditions, values = _alike(shown)
        if not (values and fits(source_id)):
            return []
        sql = _LIKE.format(columns=_COLUMNS, alike=conditions)
        rows = await self._database.rows(sql, source_id=source_id, limit=KEPT, **values)
        return [_item(row) for row in rows]

    async def recent(self, source_id: int, most: int) -> Recent:
        """Return how many there are of a source, and when its newest came, at most so many."""
        if not fits(source_id):
            return Recent()
        rows = await self._database.rows(_RECENT, source_id=source_id, most=most)
        return Recent(rows[0][0] if rows else 0, [moment(row[1]) for row in rows])

    async def of_story(self, story_id: int) -> list[Item]:
        """Return the items that a story came from."""
        rows = await self._database.rows(_OF_STORY, story_id=story_id) if fits(story_id) else []
        return [_item(row) for row in rows]

    async def add(self, items: Sequence[Item]) -> None:
        """Remember items as shown."""
        if items:
            async with self._database.transaction() as transaction:
                await transaction.many(_ADD, [_values(item) for item in items])

    async def forget_oldest(self, source_id: int) -> None:
        """Forget what a source has shown beyond KEPT items, the oldest."""
        async with self._database.transaction() as transaction:
            await transaction.rows(_PRUNE, source_id=source_id, most=10_000, kept=KEPT)

    async def shown_as(self, items: Iterable[Item]) -> None:
        """Remember how known items are shown now: other ids, links, titles or texts."""
        rows: list[Parameters] = [{"id": item.id, **_marks(item)} for item in items]
        if rows:
            async with self._database.transaction() as transaction:
                await transaction.many(_SHOWN_AS, rows)

    async def held(self, source_id: int) -> list[Item]:
        """Return what was held back of a backlog, oldest first."""
        rows = await self._database.rows(_HELD, source_id=source_id) if fits(source_id) else []
        return [_item(row) for row in rows]

    async def release(self, source_id: int) -> list[int]:
        """Hold nothing of a source back any more; return the stories that were."""
        if not fits(source_id):
            return []
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(_RELEASE, source_id=source_id)
            return sorted({int(row[0]) for row in rows if row[0] is not None})


def _alike(shown: Sequence[Marks]) -> tuple[str, dict[str, str]]:
    """Return the condition of having any of these marks, and its parameters; no mark is none."""
    conditions: list[str] = []
    values: dict[str, str] = {}
    for name in MARKS:
        marks = {mark for each in shown if (mark := getattr(each, name))}
        named = {f"{name}_{at}": mark for at, mark in enumerate(sorted(marks))}
        if named:
            conditions.append(f"{name} IN ({', '.join(f':{key}' for key in named)})")
            values |= named
    return " OR ".join(conditions), values


def _marks(item: Item) -> dict[str, str]:
    return {
        "entry_mark": item.entry_mark,
        "link_mark": item.link_mark,
        "title_mark": item.title_mark,
        "text_mark": item.text_mark,
        "url": cleaned(item.url),
        "title": cleaned(item.title),
    }


def _values(item: Item) -> Parameters:
    at = item.published_at
    return {
        **_marks(item),
        "source_id": item.source_id,
        "story_id": item.story_id,
        "seen_at": micros(item.seen_at),
        "published_at": None if at is None else micros(at),
        "held": int(item.held),
    }


def _item(row: Row) -> Item:
    number, source_id, entry, link, title_mark, text, url, title, *more = row
    story_id, seen_at, published_at, held = more
    return Item(
        source_id,
        entry,
        link,
        title_mark,
        text,
        url,
        title,
        moment(seen_at),
        None if published_at is None else moment(published_at),
        story_id,
        bool(held),
        number,
    )
