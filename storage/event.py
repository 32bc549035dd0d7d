"""One event: a story, those that are grouped with it, and who reports them."""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from dataclasses import dataclass

from news.differing import Disagreement, loaded
from storage.database import Database, Transaction

#: The stories of a story's event (itself and its group), without what was withdrawn.
EVENT = """
SELECT other.id FROM stories AS one, stories AS other
WHERE one.id = :story_id AND other.retracted_at IS NULL AND (
  other.id IN (one.id, one.group_id) OR other.group_id IN (one.id, one.group_id))"""
#: Sources of one event that are read; who reports it after them is counted nowhere.
_MOST = 200
_REPORTERS = f"""
SELECT name, url, story_id, figures FROM story_sources WHERE story_id IN ({EVENT})
ORDER BY CASE WHEN story_id = :story_id THEN 0 ELSE 1 END, id LIMIT {_MOST}"""
_SHOWN_ANEW = f"UPDATE stories SET revision = revision + 1 WHERE id IN ({EVENT})"


@dataclass(frozen=True, slots=True)
class Reporter:
    """One source of an event, as readers are told of it."""

    #: Whom it is from; "" where nobody says.
    name: str
    #: "" where it has no address.
    url: str
    #: The story that it reports: the one in question, or one grouped with it.
    story_id: int
    #: The figures that it gives otherwise than that story did when it came.
    differing: tuple[Disagreement, ...] = ()


async def reporters(database: Database, story_id: int) -> tuple[Reporter, ...]:
    """Return who reports the event of a story, first those of the story, its own source before."""
    rows = await database.rows(_REPORTERS, story_id=story_id)
    return tuple(
        Reporter(name, url, number, loaded(figures)) for name, url, number, figures in rows
    )


async def shown_anew(transaction: Transaction, story_id: int) -> None:
    """Note that messages about a story and its group have other sources from now on."""
    await transaction.rows(_SHOWN_ANEW, story_id=story_id)
