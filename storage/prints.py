"""What stories are told from each other by, found by the keys that two of them share."""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.database import Database, Parameters
from storage.values import fits, micros, moment

#: Keys that a story is looked up by; fewer are filled up, so that there is one statement.
MOST_KEYS = 64
#: Stories of one look-up that are compared.
MOST_FOUND = 64

_PUT = """
INSERT INTO prints (story_id, version, print, added_at)
SELECT id, :version, :print, added_at FROM stories WHERE id = :id
ON CONFLICT (story_id) DO UPDATE SET version = excluded.version, print = excluded.print
RETURNING story_id"""
_DROP_KEYS = "DELETE FROM print_keys WHERE story_id = :id"
_PUT_KEY = "INSERT INTO print_keys (key, story_id) VALUES (:key, :id)"
_KEYS = ", ".join(f":k{n}" for n in range(MOST_KEYS))
# Numbers grow with time: from the first story of the time on, an index look-up for each key.
_SHARING = f"""
SELECT p.story_id, p.print, p.added_at, s.case_id, s.group_id FROM (
  SELECT story_id, count(*) AS shared FROM print_keys
  WHERE key IN ({_KEYS})
    AND story_id >= (SELECT coalesce(min(story_id), {2**62}) FROM (
      SELECT story_id FROM prints WHERE added_at >= :since ORDER BY added_at LIMIT 1) AS first)
    AND story_id <> :except
  GROUP BY story_id ORDER BY shared DESC, story_id DESC LIMIT {MOST_FOUND}) AS likely
JOIN prints AS p ON p.story_id = likely.story_id AND p.version = :version
JOIN stories AS s ON s.id = p.story_id AND s.retracted_at IS NULL
ORDER BY p.story_id DESC"""
_MISSING = """
SELECT s.id FROM stories AS s LEFT JOIN prints AS p ON p.story_id = s.id AND p.version >= :version
WHERE p.story_id IS NULL ORDER BY s.id DESC LIMIT :limit"""


@dataclass(frozen=True, slots=True)
class Print:
    """A story as it is compared: its signature as JSON, and where it belongs."""

    story_id: int
    signature: str
    added_at: datetime
    #: The first story of its case, and of its group; None where it stands alone.
    case_id: int | None
    group_id: int | None


class Prints:
    """Prints by story."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def put(self, story_id: int, version: int, signature: str, keys: Iterable[str]) -> None:
        """Keep how a story is compared, in place of what was kept; nothing for an unknown one."""
        if not fits(story_id):
            return
        async with self._database.transaction() as transaction:
            stored = await transaction.rows(_PUT, id=story_id, version=version, print=signature)
            await transaction.rows(_DROP_KEYS, id=story_id)
            if stored and (wanted := sorted(set(keys))):
                rows: list[Parameters] = [{"key": key, "id": story_id} for key in wanted]
                await transaction.many(_PUT_KEY, rows)

    async def sharing(
        self, keys: Iterable[str], version: int, since: datetime, *, but: int = 0
    ) -> list[Print]:
        """Return the stories since then that share most keys, newest first, at most MOST_FOUND.

        Of all but the story `but`, with signatures of this version, and without withdrawn ones.
        """
        wanted = sorted(set(keys))[:MOST_KEYS]
        if not wanted:
            return []
        wanted += wanted[:1] * (MOST_KEYS - len(wanted))
        named = {f"k{n}": key for n, key in enumerate(wanted)}
        values = {"version": version, "since": micros(since), "except": but}
        rows = await self._database.rows(_SHARING, **named, **values)
        return [Print(row[0], row[1], moment(row[2]), row[3], row[4]) for row in rows]

    async def missing(self, version: int, limit: int) -> list[int]:
        """Return stories without a signature of this version, newest first."""
        rows = await self._database.rows(_MISSING, version=version, limit=limit)
        return [int(row[0]) for row in rows]
