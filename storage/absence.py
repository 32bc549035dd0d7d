"""What waits for a group in which we may not write for a while, until we may again.

Its settings stay. What waited when we lost the right is kept and comes as one digest when the right
is back; what comes out in between is not queued at all. So nobody finds a flood.
"""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import micros

#: The time of rows that wait for no time.
NEVER = 2**53
#: Why a story waits for a digest: there was no right to send it.
AWAY = "held: away"

# Stories wait for the digest; all other rows stay due, and are not claimed while it is closed.
_KEEP = f"""
UPDATE deliveries SET state = 'deferred', due_at = {NEVER},
  reason = CASE WHEN reason LIKE 'held: %' THEN reason ELSE '{AWAY}' END
WHERE chat_id = :id AND what = 'story' AND state IN ('pending', 'deferred')"""
# `delivery.release` sees to it that this look breaks no quiet hours. Who is paused gets what was
# kept when the pause ends; /resume looks itself.
_LOOK = f"""
UPDATE subscriptions SET next_digest_at =
  CASE WHEN paused_until > :now THEN paused_until ELSE CAST(:now AS BIGINT) END
WHERE chat_id = :id AND (paused_until IS NULL OR paused_until <= :now
  OR (mode = 'at_once' AND paused_until < {NEVER} AND EXISTS (
    SELECT 1 FROM deliveries WHERE chat_id = :id AND state = 'deferred' AND due_at = {NEVER})))"""
# Without a subscription no digest would take them in: parts of followed cases.
_LOOSE = f"""
UPDATE deliveries SET state = 'pending', reason = NULL
WHERE chat_id = :id AND state = 'deferred' AND due_at = {NEVER}
  AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE chat_id = :id)"""


async def keep_waiting(transaction: Transaction, chat_id: int) -> None:
    """Keep what waits for a chat until we may write there again."""
    await transaction.rows(_KEEP, id=chat_id)


async def take_up(transaction: Transaction, chat_id: int, now: datetime) -> None:
    """We may write there again: let the digest of what waited be made."""
    await transaction.rows(_LOOK, id=chat_id, now=micros(now))
    await transaction.rows(_LOOSE, id=chat_id)
