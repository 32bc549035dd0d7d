"""Stories with what was worked out about them, and the search over them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from news.spans import Span
from storage import announcing
from storage.announcing import Match
from storage.columns import columns_of, dumped, fingerprint, loaded
from storage.database import Database, Row, Transaction, current
from storage.event import Reporter, reporters
from storage.recent import Recent
from storage.search import Search, asked_for
from storage.snippets import snippet
from storage.values import cleaned, fits, micros, moment, storable

if TYPE_CHECKING:
    # Not at run time: the language libraries behind it cost a second, and not every start reads.
    from news.analysis import Analysis

#: Read stories that are kept decoded.
_KEPT = 64
#: Hits in one answer at most.
_LONGEST_PAGE = 1_000
#: What is stored as the reason of a mark that a person set.
EDITOR = "editor"
_HEAD = """
SELECT id, revision, likes, initial_views + readers, added_at, source, number, topic, graphic,
  case_id, retracted_at FROM stories"""
_LATEST = f"{_HEAD} WHERE retracted_at IS NULL ORDER BY id DESC LIMIT 1"
_BY_ID = f"{_HEAD} WHERE id = :id"
_ANALYSIS = """
SELECT s.revision, a.analysis, a.text FROM stories AS s JOIN articles AS a ON a.story_id = s.id
WHERE s.id = :id"""
_LINES = """
SELECT id, title, lede, added_at, reading_minutes, language FROM stories
WHERE retracted_at IS NULL ORDER BY id DESC LIMIT :limit OFFSET :offset"""
_SINCE = """
SELECT id, title, lede, added_at, reading_minutes, language FROM stories
WHERE retracted_at IS NULL AND added_at >= :since ORDER BY id DESC LIMIT :limit"""
_COUNT = "SELECT count(*) FROM stories WHERE retracted_at IS NULL"
_CASE = "SELECT coalesce(case_id, id) FROM stories WHERE id = :id"
_KNOWN = f"{_HEAD} WHERE fingerprint = :fingerprint"
_ADD = """
INSERT INTO stories (revision, fingerprint, title, lede, language, reading_minutes, source,
  added_at, initial_views, readers, likes, topic, topic_why, graphic, case_id)
VALUES (1, :fingerprint, :title, :lede, :language, :reading_minutes, :source,
  :added_at, :initial_views, 0, 0, :topic, :topic_why, :graphic, CAST(:case_id AS BIGINT))
ON CONFLICT (fingerprint) DO NOTHING RETURNING id"""
_ADD_ARTICLE = """
INSERT INTO articles (story_id, text, analysis, version)
VALUES (:id, :text, :analysis, :version)"""
_SPEAK = """
UPDATE stories SET quiet = 0 WHERE id = :id AND retracted_at IS NULL RETURNING case_id"""
_QUIET = "SELECT 1 FROM stories WHERE id = :id AND quiet = 1 AND retracted_at IS NULL"
_HUSH = "UPDATE stories SET quiet = 1 WHERE id = :id"
_REMOVE = """
DELETE FROM stories WHERE id = :id AND quiet = 1 AND case_id IS NULL AND group_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM stories AS o WHERE o.case_id = :id OR o.group_id = :id)
  AND NOT EXISTS (SELECT 1 FROM deliveries AS d WHERE d.what = 'story' AND d.subject_id = :id)
  AND NOT EXISTS (SELECT 1 FROM follows AS f WHERE f.story_id = :id)
RETURNING id"""
_CHOOSE_TOPIC = """
UPDATE stories SET topic = CAST(:topic AS TEXT), topic_why = 'editor', revision = revision + 1
WHERE id = :id RETURNING id"""
_STALE = """
SELECT story_id, text FROM articles WHERE version < :version ORDER BY story_id DESC LIMIT :limit"""
_REANALYSE = """
UPDATE stories SET revision = revision + 1, title = :title, lede = :lede, language = :language,
  reading_minutes = :reading_minutes, initial_views = :initial_views
WHERE id = :id RETURNING id"""
_REANALYSE_ARTICLE = """
UPDATE articles SET analysis = :analysis, version = :version WHERE story_id = :id RETURNING text"""


@dataclass(frozen=True, slots=True)
class Story:
    """A story as it is shown."""

    id: int
    #: Grows whenever what is shown changes, so that (id, revision) can key a cache.
    revision: int
    analysis: Analysis
    added_at: datetime
    source: str | None
    likes: int
    #: What the article came with, and all who read it here.
    views: int
    #: The version of its text, from 1.
    number: int = 1
    topic: str | None = None
    #: The words that make it graphic, None if it is not.
    graphic: str | None = None
    #: The first story of the case that it is a part of; None where that is itself.
    case_id: int | None = None
    retracted_at: datetime | None = None
    #: Who reports its event, its own source first.
    reporters: tuple[Reporter, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What of a story changes only with its revision."""

    analysis: Analysis
    reporters: tuple[Reporter, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of a story beside its text."""

    source: str | None = None
    #: A topic's key, and why it was given.
    topic: str | None = None
    topic_why: str | None = None
    graphic: str | None = None
    #: A story of the case that it is a part of, whichever.
    case_id: int | None = None


NO_LABELS = Labels()


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list."""

    id: int
    title: str
    lede: str
    added_at: datetime
    reading_minutes: int
    language: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A found story: `snippet[mark.start:mark.end]` are words that were asked for."""

    line: StoryLine
    snippet: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """The story that now holds a text, and whether it is new."""

    story: Story
    created: bool
    #: Whether the story was there in other words, and the text became another source of it.
    is_double: bool = False


class Stories:
    """Stories by id, newest first."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database
        self._search = Search(database)
        self._read: Recent[tuple[int, int], _Reading] = Recent(_KEPT)

    async def add(
        self,
        text: str,
        analysis: Analysis,
        *,
        labels: Labels = NO_LABELS,
        matches: Sequence[Match] = (),
        now: datetime,
        announce: bool = True,
    ) -> Added:
        """Store a story and queue it for whom it is to reach at once, both or neither.

        That is: who follows its case, who takes everything, and the chats of `matches`. The same
        words again (case, spaces and punctuation apart) change nothing. A story whose labels name
        a case that does not exist stands alone.
        """
        mark = fingerprint(storable(text))
        columns = columns_of(analysis)
        async with self._database.transaction() as transaction:
            # Asked first: an insert that meets its like would use up a number that readers type.
            if known := await transaction.rows(_KNOWN, fingerprint=mark):
                return Added(await self._story(known[0]), created=False)
            labels = replace(labels, case_id=await _case(transaction, labels.case_id))
            rows = await transaction.rows(
                _ADD,
                fingerprint=mark,
                added_at=micros(now),
                **label_columns(labels),
                **columns,
            )
            if not rows:  # another process was quicker (PostgreSQL)
                known = await transaction.rows(_KNOWN, fingerprint=mark)
                return Added(await self._story(known[0]), created=False)
            number = int(rows[0][0])
            await transaction.rows(
                _ADD_ARTICLE,
                id=number,
                text=text,
                analysis=dumped(analysis),
                version=analysis.version,
            )
            await self._search.put(transaction, number, str(columns["title"]), text)
            if announce:
                await announcing.announce(transaction, number, labels.case_id, matches, micros(now))
            views = int(columns["initial_views"])
        return Added(_new(number, analysis, labels, now, views), created=True)

    async def choose_topic(self, id: int, topic: str | None) -> bool:
        """Give a story an editor's topic, or none; False for an unknown story."""
        if not fits(id):
            return False
        async with self._database.transaction() as transaction:
            return bool(await transaction.rows(_CHOOSE_TOPIC, id=id, topic=topic))

    async def hush(self, id: int) -> None:
        """Keep a story out of digests, which nobody was told of when it was stored."""
        async with self._database.transaction() as transaction:
            await transaction.rows(_HUSH, id=id)

    async def remove(self, id: int) -> bool:
        """Delete a story that nobody was told of, with all that hangs on it.

        False, and nothing done, for an unknown one, one that somebody was told of or follows, and
        one that belongs to a case or a group.
        """
        if not fits(id):
            return False
        async with self._database.transaction() as transaction:
            removed = bool(await transaction.rows(_REMOVE, id=id))
            if removed:
                await self._search.remove(transaction, id)
            return removed

    async def announce(self, id: int, matches: Sequence[Match], now: datetime) -> bool:
        """Queue a story that was stored without telling anybody, for whom it is to reach at once.

        Digests may hold it from now on. False for an unknown or withdrawn one. Who was told already
        is not told again.
        """
        if not fits(id):
            return False
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(_SPEAK, id=id)
            if rows:
                await announcing.announce(
                    transaction, id, rows[0][0], matches, micros(now), again=True
                )
            return bool(rows)

    async def latest(self) -> Story | None:
        """Return the newest story, also one that another process has just added."""
        rows = await self._database.rows(_LATEST)
        return await self._story(rows[0]) if rows else None

    async def get(self, id: int) -> Story | None:
        """Return a story, None if there is none of that number."""
        rows = await self._database.rows(_BY_ID, id=id) if fits(id) else []
        return await self._story(rows[0]) if rows else None

    async def same(self, text: str) -> Story | None:
        """Return the story that has the same words, None if there is none."""
        rows = await self._database.rows(_KNOWN, fingerprint=fingerprint(storable(text)))
        return await self._story(rows[0]) if rows else None

    async def is_quiet(self, id: int) -> bool:
        """Tell whether a story was stored without telling anybody."""
        return bool(await self._database.rows(_QUIET, id=id)) if fits(id) else False

    async def count(self) -> int:
        """Return the number of stories."""
        return int((await self._database.rows(_COUNT))[0][0])

    async def page(self, offset: int, limit: int) -> list[StoryLine]:
        """Return a part of the list of all stories, newest first."""
        if not fits(offset):
            return []
        rows = await self._database.rows(_LINES, offset=max(offset, 0), limit=max(limit, 0))
        return [_line(row) for row in rows]

    async def since(self, since: datetime, limit: int) -> list[StoryLine]:
        """Return the stories added since then, newest first, at most so many."""
        rows = await self._database.rows(_SINCE, since=micros(since), limit=limit)
        return [_line(row) for row in rows]

    async def search(self, query: str, *, limit: int, offset: int = 0) -> list[Hit]:
        """Find the stories that have all words of a query, in whatever form.

        Any text is a query: one without words finds nothing. Hits that fit on one page come
        best first, more come newest first.
        """
        wanted = asked_for(query)
        if not wanted or not fits(offset):
            return []
        rows = await self._search.rows(wanted, min(max(limit, 0), _LONGEST_PAGE), max(offset, 0))
        return [_hit(row, frozenset(wanted)) for row in rows]

    async def best(self, query: str) -> Story | None:
        """Return the story that matches a query best, None if none has all its words."""
        wanted = asked_for(query)
        found = await self._search.best(wanted) if wanted else None
        return None if found is None else await self.get(found)

    async def stale(self, version: int, limit: int) -> list[tuple[int, str]]:
        """Return (id, text) of stories that an older analyser read, newest first."""
        rows = await self._database.rows(_STALE, version=version, limit=limit)
        return [(row[0], row[1]) for row in rows]

    async def reanalyse(self, id: int, analysis: Analysis) -> None:
        """Store a newer reading of a story and index it anew; nothing for an unknown story."""
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                _REANALYSE_ARTICLE, id=id, analysis=dumped(analysis), version=analysis.version
            )
            if rows:
                columns = columns_of(analysis)
                await transaction.rows(_REANALYSE, id=id, **columns)
                await self._search.put(transaction, id, str(columns["title"]), rows[0][0])

    async def _story(self, row: Row) -> Story:
        story_id, revision, likes, views, added_at, source, *more = row
        number, topic, graphic, case_id, retracted_at = more
        reading = self._read.get((story_id, revision)) or await self._reading(story_id)
        return Story(
            story_id,
            revision,
            reading.analysis,
            moment(added_at),
            source,
            likes,
            views,
            number,
            topic,
            graphic,
            case_id,
            None if retracted_at is None else moment(retracted_at),
            reading.reporters,
        )

    async def _reading(self, id: int) -> _Reading:
        revision, stored, text = (await self._database.rows(_ANALYSIS, id=id))[0]
        try:
            analysis = loaded(stored)
        except ValueError:
            # Written by an analyser with other fields; the background will store the new reading.
            analysis = await asyncio.to_thread(_read_again, text)
        reading = _Reading(analysis, await reporters(self._database, id))
        # What a transaction has not committed may still be taken back.
        return reading if current() else self._read.put((id, revision), reading)


def _read_again(text: str) -> Analysis:
    from news.analysis import analyse

    return analyse(text)


async def _case(transaction: Transaction, id: int | None) -> int | None:
    """Return the case that a story is a part of, by its first story; None for none."""
    rows = await transaction.rows(_CASE, id=id) if id is not None and fits(id) else []
    return int(rows[0][0]) if rows else None


def _new(id: int, analysis: Analysis, labels: Labels, now: datetime, views: int) -> Story:
    return Story(
        id,
        1,
        analysis,
        now,
        labels.source,
        0,
        views,
        topic=labels.topic,
        graphic=labels.graphic,
        case_id=labels.case_id,
    )


def label_columns(labels: Labels) -> dict[str, int | str | None]:
    """Return labels by column."""
    texts = {
        "source": labels.source,
        "topic": labels.topic,
        "topic_why": labels.topic_why,
        "graphic": labels.graphic,
    }
    cleaned_texts = {name: text and cleaned(text) for name, text in texts.items()}
    return {**cleaned_texts, "case_id": labels.case_id}


def _line(row: Row) -> StoryLine:
    number, title, lede, added_at, reading_minutes, language = row[:6]
    return StoryLine(number, title, lede, moment(added_at), reading_minutes, language)


def _hit(row: Row, wanted: frozenset[str]) -> Hit:
    found = snippet(row[6], wanted)
    return Hit(_line(row), found.text, found.marks)
