"""Full-text search over stems, the same on both engines.

Many hits are news: newest first, which FTS5 gives for nothing. Hits that fit on one page are an
answer: the best match first (bm25 or its like), with words of the headline weighing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from news.words import stems
from storage.database import Database, Row, Transaction
from storage.indexes import SQLITE, Statements

#: Up to so many hits are ranked to find the best; ranking reads every hit, order by time not.
_FEW = 50
#: Different words of a query that count; the rest of a pasted text adds nothing.
_MOST_WORDS = 16
#: Characters of a query that are looked at.
_LONGEST_QUERY = 2_000
#: Words of an article that are found (PostgreSQL's tsvector ends at 1 MB).
_INDEXED_WORDS = 20_000


_NEWEST = """
SELECT s.id, s.title, s.lede, s.added_at, s.reading_minutes, s.language, a.text
FROM (SELECT {id} AS id FROM search WHERE {matches}
      ORDER BY {id} DESC LIMIT :limit OFFSET :offset) AS hit
JOIN stories AS s ON s.id = hit.id AND s.retracted_at IS NULL
JOIN articles AS a ON a.story_id = s.id
ORDER BY s.id DESC"""
_RANKED = "SELECT {id} FROM search WHERE {matches} ORDER BY {rank}, {id} DESC LIMIT :limit"


def asked_for(query: str) -> tuple[str, ...]:
    """Return the different stems of a query, in its order; none for one without words."""
    return tuple(islice(dict.fromkeys(stems(query[:_LONGEST_QUERY])), _MOST_WORDS))


class Search:
    """The index of stems, beside the stories that it finds."""

    def __init__(self, database: Database) -> None:
        """Take the database, which knows how its engine searches."""
        self._database = database
        words = database.search
        parts = {"id": words.id, "matches": words.matches, "rank": words.rank}
        self._newest = _NEWEST.format(**parts)
        self._ranked = _RANKED.format(**parts)

    async def put(self, transaction: Transaction, id: int, title: str, text: str) -> None:
        """Index a story, or index it anew."""
        words = self._database.search
        await transaction.rows(words.remove, id=id)
        body = stems(text)[:_INDEXED_WORDS]
        document = self._document(stems(title), body)
        await transaction.rows(words.put, id=id, title=document[0], body=document[1])

    async def remove(self, transaction: Transaction, id: int) -> None:
        """Forget a story."""
        await transaction.rows(self._database.search.remove, id=id)

    async def rows(self, wanted: Sequence[str], limit: int, offset: int) -> list[Row]:
        """Return (id, title, lede, added_at, reading_minutes, language, text) of what has all."""
        query = self._query(wanted)
        # One more than asked for tells whether the page holds all there is.
        rows = await self._database.rows(self._newest, query=query, limit=limit + 1, offset=offset)
        if offset or not 1 < len(rows) <= limit:
            return rows[:limit]
        order = await self._database.rows(self._ranked, query=query, limit=limit)
        place = {row[0]: number for number, row in enumerate(order)}
        return sorted(rows, key=lambda row: place.get(row[0], limit))

    async def best(self, wanted: Sequence[str]) -> int | None:
        """Return the story that matches best: of many hits, among the newest."""
        rows = await self.rows(wanted, _FEW, 0)
        return int(rows[0][0]) if rows else None

    def _query(self, wanted: Sequence[str]) -> str:
        words = self._database.search
        return words.both.join(_quoted(words, stem) for stem in wanted)

    def _document(self, title: list[str], body: list[str]) -> tuple[str, str]:
        if self._database.search is SQLITE:
            return " ".join(title), " ".join(body)
        return _vector(title, "A"), _vector(body, "")


def _quoted(words: Statements, stem: str) -> str:
    return f'"{stem}"' if words is SQLITE else f"'{stem}'"


def _vector(stems: list[str], weight: str) -> str:
    """Write a tsvector by hand: PostgreSQL's own parser would cut words where ours does not."""
    places: dict[str, list[str]] = {}
    for place, stem in enumerate(stems, 1):
        places.setdefault(stem, []).append(f"{min(place, 16_383)}{weight}")
    return " ".join(f"'{stem}':{','.join(at[:255])}" for stem, at in places.items())
