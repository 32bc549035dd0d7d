"""The ledger as its operator looks at it and acts on it: what waits, what was refused, and why."""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Database, Parameters, Row
from storage.values import cleaned, fits, micros, moment

#: The rate is that of the last minutes.
LATELY = timedelta(minutes=5)
#: So many kinds of refusals are told apart.
_KINDS = 50

# One walk over the table for all numbers: it may hold millions of rows.
_STATES = """
SELECT state, count(*), min(created_at),
  sum(CASE WHEN settled_at > :since THEN 1 ELSE 0 END),
  sum(CASE WHEN uncertain > 0 THEN 1 ELSE 0 END),
  sum(CASE WHEN interrupted > 0 THEN 1 ELSE 0 END)
FROM deliveries GROUP BY state"""
_REFUSALS = """
SELECT reason, what, subject_id, count(*), min(id), max(settled_at) FROM deliveries
WHERE state = 'refused' GROUP BY reason, what, subject_id
ORDER BY count(*) DESC, min(id) LIMIT :limit"""
_HELD = """
SELECT reason, count(*) FROM deliveries WHERE state = 'deferred' AND reason LIKE 'held: %'
GROUP BY reason ORDER BY count(*) DESC, reason"""
_DIGESTS = """
SELECT count(*), min(s.next_digest_at) FROM subscriptions AS s JOIN chats AS c ON c.id = s.chat_id
WHERE s.next_digest_at IS NOT NULL AND c.closed IS NULL"""
_PAUSES = "SELECT chat_id, until FROM pauses WHERE until > :now"
_LIKE = r"lower(reason) LIKE lower(:reason) ESCAPE '\'"
# Rows that wait for their hour have no reason; those that failed have one.
_FAILED = """(state = 'refused'
  OR (state = 'deferred' AND reason IS NOT NULL AND reason NOT LIKE 'held: %'))"""
_RETRY = f"""
UPDATE deliveries SET state = 'pending', due_at = CAST(:now AS BIGINT), attempt = 0,
  uncertain = 0, reason = NULL, settled_at = NULL
WHERE {_FAILED} AND chat_id IN (SELECT id FROM chats WHERE closed IS NULL)
  AND (what NOT IN ('story', 'digest') OR cause LIKE 'follow: %'
    OR chat_id IN (SELECT chat_id FROM subscriptions))"""
_DROP = """
UPDATE deliveries SET state = 'gone', reason = 'dropped', settled_at = CAST(:now AS BIGINT)
WHERE state IN ('pending', 'deferred', 'refused')"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Rows that were refused for one reason: how many, the first one's id, and the newest time."""

    reason: str
    what: str
    subject_id: int
    rows: int
    first_id: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The ledger at one moment."""

    #: Rows by state.
    states: dict[str, int]
    #: Messages sent in the last `LATELY`.
    sent_lately: int
    #: Since when the oldest row that is not settled has waited; None if nothing waits.
    waiting_since: datetime | None
    #: Rows of which one try ended without an answer, and those given up for that.
    unknown: int
    given_up: int
    #: Rows that were under way when a process was killed.
    interrupted: int
    refusals: tuple[Refusal, ...]
    #: Until when Telegram lets us send nothing at all, and how many single chats must wait.
    paused_until: datetime | None
    paused_chats: int
    #: Stories that wait for a digest, by reason (budget, quiet, night, pause, late).
    held: dict[str, int]
    #: How many chats have a digest coming, and when the first of them is made.
    digests: int
    next_digest_at: datetime | None

    @property
    def rate(self) -> float:
        """Messages a second over the last `LATELY`."""
        return self.sent_lately / LATELY.total_seconds()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows an operator means: these ids, those with such a reason, or all."""

    ids: tuple[int, ...] = ()
    #: A part of the reason; upper and lower case are one.
    reason: str | None = None


class Queue:
    """What an operator can see and do."""

    def __init__(self, database: Database) -> None:
        """Take the database that the ledger lives in."""
        self._database = database

    async def overview(self, now: datetime) -> Overview:
        """Return the ledger as it is now."""
        states = await self._database.rows(_STATES, since=micros(now - LATELY))
        refusals = await self._database.rows(_REFUSALS, limit=_KINDS)
        pauses = await self._database.rows(_PAUSES, now=micros(now))
        held = await self._database.rows(_HELD)
        [digests] = await self._database.rows(_DIGESTS)
        return _overview(states, refusals, {row[0]: row[1] for row in pauses}, held, digests)

    async def retry(self, choice: Choice, now: datetime) -> int:
        """Queue refused rows (and failed ones that wait) again; return how many.

        Rows of chats that are closed or no longer subscribed stay as they are.
        """
        return await self._update(_RETRY, choice, now)

    async def drop(self, choice: Choice, now: datetime) -> int:
        """End rows that wait or were refused; return how many. What is under way goes on."""
        return await self._update(_DROP, choice, now)

    async def _update(self, sql: str, choice: Choice, now: datetime) -> int:
        changed = 0
        async with self._database.transaction() as transaction:
            for condition, values in _conditions(choice):
                rows = await transaction.rows(
                    f"{sql} {condition} RETURNING id", now=micros(now), **values
                )
                changed += len(rows)
        return changed


def _conditions(choice: Choice) -> list[tuple[str, Parameters]]:
    if choice.ids:
        return [("AND id = :id", {"id": row}) for row in dict.fromkeys(choice.ids) if fits(row)]
    if choice.reason is not None:
        return [(f"AND {_LIKE}", {"reason": f"%{_literal(cleaned(choice.reason))}%"})]
    return [("", {})]


def _literal(text: str) -> str:
    """Return a text as LIKE takes it literally."""
    for character in "\\%_":
        text = text.replace(character, f"\\{character}")
    return text


def _overview(
    states: Sequence[Row],
    refusals: Sequence[Row],
    pauses: dict[int, int],
    held: Sequence[Row],
    digests: Row,
) -> Overview:
    by_state = {row[0]: row for row in states}
    waiting = [by_state[name][2] for name in ("pending", "claimed", "deferred") if name in by_state]
    everyone = pauses.pop(0, None)
    return Overview(
        states={name: row[1] for name, row in by_state.items()},
        sent_lately=int(by_state["sent"][3]) if "sent" in by_state else 0,
        waiting_since=moment(min(waiting)) if waiting else None,
        unknown=sum(int(row[4]) for row in states),
        given_up=sum(row[3] for row in refusals if row[0] == "unknown"),
        interrupted=sum(int(row[5]) for row in states),
        refusals=tuple(map(_refusal, refusals)),
        paused_until=None if everyone is None else moment(everyone),
        paused_chats=len(pauses),
        held={row[0].removeprefix("held: "): row[1] for row in held},
        digests=digests[0],
        next_digest_at=None if digests[1] is None else moment(digests[1]),
    )


def _refusal(row: Row) -> Refusal:
    reason, what, subject_id, rows, first_id, last_at = row
    at = None if last_at is None else moment(last_at)
    return Refusal(reason or "", what, subject_id, rows, first_id, at)
