"""Full-text search over stems, the same on both engines.

Many hits are news: newest first, which both indexes give for nothing. Few hits are an answer: the
best match first (bm25 or its like), with words of the headline weighing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from news.words import stems
from storage.database import Database, Row, Transaction
from storage.indexes import SQLITE, Statements

#: Up to so many hits are ranked; ranking reads every hit, order by time does not.
_FEW = 50
#: Different words of a query that count; the rest of a pasted text adds nothing.
_MOST_WORDS = 16
#: Characters of a query that are looked at.
_LONGEST_QUERY = 2_000
#: Words of an article that are found (PostgreSQL's tsvector ends at 1 MB).
_INDEXED_WORDS = 20_000


_LINES = """
SELECT s.id, s.title, s.lede, s.added_at, s.reading_minutes, s.language, a.text
FROM (SELECT {id} AS id, {rank} AS rank FROM search WHERE {matches}
      ORDER BY {order} LIMIT :limit OFFSET :offset) AS hit
JOIN stories AS s ON s.id = hit.id JOIN articles AS a ON a.story_id = s.id
ORDER BY hit.rank, s.id DESC"""
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM search WHERE {matches} LIMIT :most) AS hits"


def asked_for(query: str) -> tuple[str, ...]:
    """Return the different stems of a query, in its order; none for one without words."""
    return tuple(islice(dict.fromkeys(stems(query[:_LONGEST_QUERY])), _MOST_WORDS))


class Search:
    """The index of stems, beside the stories that it finds."""

    def __init__(self, database: Database) -> None:
        """Take the database, which knows how its engine searches."""
        self._database = database
        words = database.search
        common = {"id": words.id, "matches": words.matches}
        self._count = _COUNT.format(**common)
        self._newest = _LINES.format(**common, rank="0", order=f"{words.id} DESC")
        self._best = _LINES.format(**common, rank=words.rank, order=f"2, {words.id} DESC")

    async def put(self, transaction: Transaction, id: int, title: str, text: str) -> None:
        """Index a story, or index it anew."""
        words = self._database.search
        await transaction.rows(words.remove, id=id)
        body = stems(text)[:_INDEXED_WORDS]
        document = self._document(stems(title), body)
        await transaction.rows(words.put, id=id, title=document[0], body=document[1])

    async def rows(self, wanted: Sequence[str], limit: int, offset: int) -> list[Row]:
        """Return (id, title, lede, added_at, reading_minutes, language, text) of what has all."""
        words = self._database.search
        query = words.both.join(_quoted(words, stem) for stem in wanted)
        count = (await self._database.rows(self._count, query=query, most=_FEW + 1))[0][0]
        sql = self._best if 1 < count <= _FEW else self._newest
        return await self._database.rows(sql, query=query, limit=limit, offset=offset)

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
