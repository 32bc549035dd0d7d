"""Which stories are in one group with those of a digest, and which chats were told of them.

Both statements are for a whole batch of chats. There is little to read where nothing is grouped.
"""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from storage.database import Database, Row
from storage.ledger import HELD
from storage.values import micros, moment

#: States of a story's row `d` in the ledger whose message came, or is about to: all but those that
#: are held, or that nothing came of.
TOLD = f"""
(d.state IN ('sent', 'claimed', 'pending') OR (d.state = 'deferred'
  AND (d.reason IS NULL OR d.reason NOT LIKE '{HELD}%')))"""

# All stories of a group but its first name it; of a group that reaches beyond the story :first,
# one of them does so.
_GROUPS = "SELECT group_id FROM stories WHERE group_id IS NOT NULL AND id >= :first"
_ALIKE = f"""
SELECT id, coalesce(group_id, id) AS group_id, added_at FROM stories
WHERE (group_id IN ({_GROUPS}) OR id IN ({_GROUPS}))
  AND retracted_at IS NULL AND added_at >= :since"""
# What stands in a digest is written beside it. Of a chat's digests those are looked at that are no
# older than all that have one of these stories.
_TOLD_ALIKE = f"""
WITH alike AS ({_ALIKE})
SELECT d.chat_id, d.subject_id FROM deliveries AS d
WHERE d.what = 'story' AND d.subject_id >= (SELECT min(id) FROM alike)
  AND d.subject_id IN (SELECT id FROM alike) AND d.chat_id IN {{chats}} AND {TOLD}
UNION
SELECT d.chat_id, e.story_id FROM deliveries AS d JOIN entries AS e ON e.edition_id = d.subject_id
WHERE d.what = 'digest' AND d.state IN ('sent', 'claimed') AND d.chat_id IN {{chats}}
  AND d.subject_id >= (SELECT min(edition_id) FROM entries WHERE story_id IN (SELECT id FROM alike))
  AND e.story_id IN (SELECT id FROM alike)"""


class Alike:
    """Groups that reach beyond one story, with what of them came since some time."""

    def __init__(self, database: Database, first: int, since: datetime) -> None:
        """Take the first story that matters, and since when others of its group do."""
        self._database = database
        self._near = {"first": first, "since": micros(since)}

    async def stories(self) -> dict[int, dict[int, datetime]]:
        """Return when the stories of each group came, by group and number."""
        found: dict[int, dict[int, datetime]] = defaultdict(dict)
        for number, group, added_at in await self._database.rows(_ALIKE, **self._near):
            found[group][number] = moment(added_at)
        return found

    async def told(self, chats: str, values: dict[str, int]) -> list[Row]:
        """Return (chat, story) pairs of what chats were told of them, by itself or in a digest.

        `chats`: SQL that names the chats, with these values.
        """
        return await self._database.rows(_TOLD_ALIKE.format(chats=chats), **self._near, **values)
