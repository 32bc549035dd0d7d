"""What each source has shown, so that it is news once and never again."""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.database import Database, Parameters, Row
from storage.values import cleaned, fits, micros, moment

#: Items of one source that are remembered, the newest. Feeds show 2,000 entries at most.
KEPT = 5_000
#: Sources that are recalled in one read, and entries of one for which its items are not all read.
TOGETHER, FEW = 50, 50
#: Lengths of the lists in what is asked.
LENGTHS = (1, 3, 10, 50)
#: Stands where an entry has no mark: no item has this one.
_NO_MARK = "-"

_COLUMNS = """id, source_id, entry_mark, link_mark, title_mark, text_mark, url, title, story_id,
  seen_at, published_at, held"""
_OF = f"""
SELECT {_COLUMNS} FROM items WHERE source_id = :source_id
ORDER BY seen_at DESC, id DESC LIMIT :limit"""
_MARKS = """
SELECT entry_mark || ' ' || link_mark || ' ' || title_mark || ' ' || text_mark
FROM items WHERE source_id = :source_id"""
_LIKE = f"SELECT {_COLUMNS} FROM items WHERE source_id = :of_{{at}} AND ({{alike}})"
#: When an item came; one that says it is of later than it was seen has a wrong clock.
CAME = "CASE WHEN published_at < seen_at THEN published_at ELSE seen_at END"
_RECENT = f"""
SELECT source_id, {CAME} FROM (
  SELECT source_id, seen_at, published_at FROM items WHERE source_id = :of_{{at}}
  ORDER BY seen_at DESC, id DESC LIMIT :most_{{at}}) AS newest"""
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


_ALL = " UNION ALL "

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
class Wanted:
    """What is asked of a source's items: those that have a mark of an entry that it shows."""

    source_id: int
    shown: Sequence[Marks]
    #: How many times of its newest items are wanted as well.
    times: int = 0


#: No source has this number.
_NOTHING = Wanted(0, ())


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is kept of a source."""

    #: All that was asked for, or more, newest first.
    items: Sequence[Item] = ()
    #: When the newest of all came, as far as their own dates are not ahead of the time; in POSIX
    #: seconds, as fifty datetimes take longer to make than to read.
    times: Sequence[float] = ()


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

    async def recall(self, wanted: Sequence[Wanted]) -> list[Remembered]:
        """Return what is kept of each of up to TOGETHER sources, in two reads for all of them.

        For more than FEW entries all items are given.
        """
        items: dict[int, list[Item]] = defaultdict(list)
        for item in await self._like([each for each in wanted if len(each.shown) <= FEW]):
            items[item.source_id].append(item)
        for each in wanted:
            if len(each.shown) > FEW:
                items[each.source_id] = await self.of(each.source_id)
        times = await self._recent([each for each in wanted if each.times])
        return [Remembered(items[each.source_id], times[each.source_id]) for each in wanted]

    async def _like(self, wanted: Sequence[Wanted]) -> list[Item]:
        """Return items that have a mark of an entry of their source, newest first."""
        asked = [each for each in wanted if fits(each.source_id) and each.shown]
        length = _filled_to(max((len(each.shown) for each in asked), default=0))
        parts: list[str] = []
        values: dict[str, int | str] = {}
        for at, each in enumerate(_filled(asked)):
            alike, marks = _alike(each.shown, at, length)
            parts.append(_LIKE.format(at=at, alike=alike))
            values |= {f"of_{at}": each.source_id, **marks}
        rows = await self._database.rows(_ALL.join(parts), **values) if parts else []
        found = {row[0]: _item(row) for row in rows}.values()
        return sorted(found, key=lambda item: (item.seen_at, item.id), reverse=True)

    async def _recent(self, wanted: Sequence[Wanted]) -> dict[int, list[float]]:
        """Return when the newest items of sources came."""
        parts: list[str] = []
        values: dict[str, int] = {}
        asked = {each.source_id: each for each in wanted if fits(each.source_id)}
        for at, each in enumerate(_filled(list(asked.values()))):
            parts.append(_RECENT.format(at=at))
            values |= {f"of_{at}": each.source_id, f"most_{at}": each.times}
        found: dict[int, list[float]] = defaultdict(list)
        for source, came in await self._database.rows(_ALL.join(parts), **values) if parts else []:
            found[source].append(came / 1e6)
        return found

    async def of_story(self, story_id: int) -> list[Item]:
        """Return the items that a story came from."""
        rows = await self._database.rows(_OF_STORY, story_id=story_id) if fits(story_id) else []
        return [_item(row) for row in rows]

    async def add(self, items: Sequence[Item]) -> None:
        """Remember items as shown."""
        if items:
            async with self._database.transaction() as transaction:
                await transaction.many(_ADD, [_values(item) for item in items])

    async def forget_oldest(self, sources: Iterable[int]) -> None:
        """Forget what each of these sources has shown beyond KEPT items, the oldest."""
        rows = [{"source_id": each, "most": 10_000, "kept": KEPT} for each in sources]
        if rows:
            async with self._database.transaction() as transaction:
                await transaction.many(_PRUNE, rows)

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


def _filled_to(count: int) -> int:
    """Return the length of a list of so many: a few lengths, so that statements are kept."""
    return next((length for length in LENGTHS if length >= count), count)


def _filled(asked: list[Wanted]) -> list[Wanted]:
    """Fill a turn up with what asks for nothing: repeating one would search its items again."""
    return asked + [_NOTHING] * (_filled_to(len(asked)) - len(asked) if asked else 0)


def _alike(shown: Sequence[Marks], at: int, length: int) -> tuple[str, dict[str, str]]:
    """Return the condition of having any of these marks, and its parameters; no mark is none.

    at: a number that tells its parameters from those of other conditions
    length: how many parameters it has for each kind of mark, at least as many as entries
    """
    conditions: list[str] = []
    values: dict[str, str] = {}
    for name in MARKS:
        marks = sorted({mark for each in shown if (mark := getattr(each, name))}) or [_NO_MARK]
        named = {f"{name}_{at}_{n}": marks[min(n, len(marks) - 1)] for n in range(length)}
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
