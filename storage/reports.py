"""Who reported a story: the article it was stored from, and doubles that became its sources."""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.columns import fingerprint
from storage.database import Database, Row
from storage.event import shown_anew
from storage.values import cleaned, fits, micros, moment, storable

_COLUMNS = "id, story_id, source_id, name, url, added_at, text, figures, belief"
_ADD = f"""
INSERT INTO story_sources
  (story_id, source_id, name, url, added_at, text, fingerprint, figures, belief)
SELECT id, CAST(:source_id AS BIGINT), :name, :url, :now, CAST(:text AS TEXT),
  CAST(:fingerprint AS TEXT), CAST(:figures AS TEXT), CAST(:belief AS INTEGER)
FROM stories WHERE id = :story_id AND NOT EXISTS (SELECT 1 FROM story_sources AS known
  WHERE known.story_id = :story_id AND known.name = :name AND known.url = :url)
RETURNING {_COLUMNS}"""
_OF = f"SELECT {_COLUMNS} FROM story_sources WHERE story_id = :story_id ORDER BY id"
_GET = f"SELECT {_COLUMNS} FROM story_sources WHERE id = :id"
_AT = "SELECT story_id FROM story_sources WHERE url = :url ORDER BY id LIMIT 1"
_DOUBLE = "SELECT story_id FROM story_sources WHERE fingerprint = :mark ORDER BY id LIMIT 1"
_REMOVE = f"DELETE FROM story_sources WHERE id = :id RETURNING {_COLUMNS}"


@dataclass(frozen=True, slots=True)
class Report:
    """One source of a story."""

    id: int
    story_id: int
    #: The source that it came from, None for files, addresses and forwarded posts.
    source_id: int | None
    #: Whom it is from, as readers see it; "" where nobody says.
    name: str
    #: "" where it has no address.
    url: str
    added_at: datetime
    #: The text of a double, None for the article that the story itself is.
    text: str | None = None
    #: The figures in which it differs from the story, as JSON; None for none.
    figures: str | None = None
    #: How sure (0..1) it was that both report one event, None for the story itself.
    belief: float | None = None


class Reports:
    """Sources by story."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def add(
        self,
        story_id: int,
        name: str,
        url: str,
        *,
        source_id: int | None = None,
        text: str | None = None,
        figures: str | None = None,
        belief: float | None = None,
        now: datetime,
    ) -> Report | None:
        """Give a story a source; None for an unknown story, or if it has this very one.

        `text` makes it a double: what it says is kept, so that it can be split off again.
        """
        values = {"name": cleaned(name), "url": cleaned(url), "figures": figures}
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                _ADD,
                **values,
                story_id=story_id,
                source_id=source_id,
                text=None if text is None else storable(text),
                fingerprint=None if text is None else fingerprint(text),
                belief=None if belief is None else round(belief * 1000),
                now=micros(now),
            )
            if rows:
                await shown_anew(transaction, story_id)
            return _report(rows[0]) if rows else None

    async def of(self, story_id: int) -> list[Report]:
        """Return the sources of a story, the one it was stored from first."""
        rows = await self._database.rows(_OF, story_id=story_id) if fits(story_id) else []
        return [_report(row) for row in rows]

    async def get(self, id: int) -> Report | None:
        """Return one source of a story."""
        rows = await self._database.rows(_GET, id=id) if fits(id) else []
        return _report(rows[0]) if rows else None

    async def at(self, url: str) -> int | None:
        """Return the story that came from an address, None if none did."""
        rows = await self._database.rows(_AT, url=cleaned(url)) if url else []
        return int(rows[0][0]) if rows else None

    async def double(self, text: str) -> int | None:
        """Return the story that a text was taken for a double of, None if it never was."""
        rows = await self._database.rows(_DOUBLE, mark=fingerprint(text))
        return int(rows[0][0]) if rows else None

    async def remove(self, id: int) -> Report | None:
        """Take a source from its story and return it; None if there is none of that number."""
        if not fits(id):
            return None
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(_REMOVE, id=id)
            if not rows:
                return None
            removed = _report(rows[0])
            await shown_anew(transaction, removed.story_id)
            return removed


def _report(row: Row) -> Report:
    number, story_id, source_id, name, url, added_at, text, figures, belief = row
    sure = None if belief is None else belief / 1000
    at = moment(added_at)
    return Report(number, story_id, source_id, name, url, at, text, figures, sure)
