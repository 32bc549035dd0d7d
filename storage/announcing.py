"""Whom a new story is queued for: followers, chats whose filter it passes, everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Parameters, Transaction
from storage.values import cleaned

_INTO_LEDGER = """
INSERT INTO deliveries
  (chat_id, what, subject_id, revision, state, priority, due_at, created_at, cause)
SELECT f.chat_id, 'story', CAST(:id AS BIGINT), 1, 'pending', 1,
  CAST(:now AS BIGINT), CAST(:now AS BIGINT), CAST(:cause AS TEXT)"""
_UNLESS_TOLD = "ON CONFLICT (chat_id, what, subject_id, revision) DO NOTHING"
#: Who follows the case is told first of all, as its next part.
_ANNOUNCE_FOLLOWED = f"""{_INTO_LEDGER}
FROM follows AS f JOIN chats AS c ON c.id = f.chat_id
WHERE f.case_id = :case_id AND c.closed IS NULL"""
_ANNOUNCE_MATCHED = f"""{_INTO_LEDGER}
FROM subscriptions AS f JOIN chats AS c ON c.id = f.chat_id
WHERE f.chat_id = :chat_id AND f.mode = 'at_once' AND c.closed IS NULL
{_UNLESS_TOLD}"""
# The few closed chats are looked up once: a join would look every chat up.
_ANNOUNCE_ALL = f"""{_INTO_LEDGER}
FROM subscriptions AS f WHERE f.mode = 'at_once' AND f.wanted = ''
  AND f.chat_id NOT IN (SELECT id FROM chats WHERE closed IS NOT NULL)"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Match:
    """A chat whose filter let a story through, and the words that did."""

    chat_id: int
    cause: str


async def announce(
    transaction: Transaction,
    id: int,
    case_id: int | None,
    matches: Sequence[Match],
    now: int,
    *,
    again: bool = False,
) -> None:
    """Queue a story; a chat that several of its choices bring it to gets it once."""
    if case_id is not None:
        cause = f"follow: {case_id}"
        followed = f"{_ANNOUNCE_FOLLOWED} {_UNLESS_TOLD}"
        await transaction.rows(followed, id=id, now=now, cause=cause, case_id=case_id)
    if matches:
        rows: list[Parameters] = [
            {"id": id, "now": now, "chat_id": match.chat_id, "cause": cleaned(match.cause)}
            for match in matches
        ]
        await transaction.many(_ANNOUNCE_MATCHED, rows)
    unless = _UNLESS_TOLD if again or case_id is not None else ""
    await transaction.rows(f"{_ANNOUNCE_ALL}\n{unless}", id=id, now=now, cause=None)
