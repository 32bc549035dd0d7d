"""Which chats want to be told what, when, and how much of it."""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database, Row
from storage.values import fits, micros, moment, storable

#: What a chat can get: each story as it comes, or digests at its hours.
AT_ONCE, DIGEST = "at_once", "digest"
#: A pause without an end.
FOR_GOOD = moment(2**53)
#: Why a chat is paused that did not choose it: its forum topic takes nothing.
TOPIC = "topic"

_ADD = """
INSERT INTO subscriptions (chat_id, by_user, since, thread_id, budget, covered)
SELECT id, CAST(:by_user AS BIGINT), CAST(:since AS BIGINT), CAST(:thread_id AS BIGINT),
  CASE WHEN kind = 'channel' THEN 0 ELSE 5 END, (SELECT coalesce(max(id), 0) FROM stories)
FROM chats WHERE id = :chat_id
ON CONFLICT (chat_id) DO NOTHING RETURNING chat_id"""
_REMOVE = "DELETE FROM subscriptions WHERE chat_id = :chat_id RETURNING chat_id"
_DROP_WAITING = """
UPDATE deliveries SET state = 'gone', reason = 'unsubscribed', settled_at = :now
WHERE chat_id = :chat_id AND what IN ('story', 'digest') AND state IN ('pending', 'deferred')
  AND (cause IS NULL OR cause NOT LIKE 'follow: %')"""
_COLUMNS = """chat_id, by_user, since, mode, schedule, quiet, wanted, budget, most, silent,
  paused_until, thread_id, next_digest_at, slot, paused_why"""
_GET = f"SELECT {_COLUMNS} FROM subscriptions WHERE chat_id = :chat_id"
_COUNT = "SELECT count(*) FROM subscriptions"
# Who begins with digests is told nothing old in the first of them.
_CHOOSE = f"""
UPDATE subscriptions SET
  covered = CASE WHEN mode = 'at_once' AND :mode = 'digest'
    THEN (SELECT coalesce(max(id), 0) FROM stories) ELSE covered END,
  mode = :mode, schedule = :schedule, quiet = :quiet, wanted = :wanted, budget = :budget,
  most = :most, silent = :silent, next_digest_at = CAST(:next_digest_at AS BIGINT), slot = :slot
WHERE chat_id = :chat_id RETURNING {_COLUMNS}"""
_PAUSE = f"""
UPDATE subscriptions SET paused_until = CAST(:until AS BIGINT), paused_why = NULL,
  next_digest_at = CAST(:next_digest_at AS BIGINT)
WHERE chat_id = :chat_id RETURNING {_COLUMNS}"""
_THREAD = "UPDATE subscriptions SET thread_id = CAST(:thread_id AS BIGINT) WHERE chat_id = :chat_id"
# A pause of the chat's own stays; who lets nothing in cannot be refused.
_TOPIC_CLOSED = f"""
UPDATE subscriptions SET paused_until = {micros(FOR_GOOD)}, paused_why = '{TOPIC}',
  next_digest_at = NULL
WHERE chat_id = :chat_id AND coalesce(thread_id, 0) = :thread
  AND (paused_until IS NULL OR paused_until <= :now) RETURNING chat_id"""
# A look now finds what waited, or when the next digest is due.
_TOPIC_OPEN = f"""
UPDATE subscriptions SET paused_until = NULL, paused_why = NULL,
  next_digest_at = CAST(:now AS BIGINT)
WHERE chat_id = :chat_id AND coalesce(thread_id, 0) = :thread AND paused_why = '{TOPIC}'
RETURNING chat_id"""
# What waited for the end of a pause and for no digest: it looks again whether it may go.
_WAKE = """
UPDATE deliveries SET state = 'pending'
WHERE chat_id = :chat_id AND state = 'deferred' AND reason IS NULL AND what <> 'story'"""
_HELD = """
SELECT count(*) FROM deliveries WHERE chat_id = :chat_id AND what = 'story'
  AND state = 'deferred' AND reason LIKE 'held: %'"""
_FILTERS = """
SELECT s.chat_id, s.wanted FROM subscriptions AS s JOIN chats AS c ON c.id = s.chat_id
WHERE s.mode = 'at_once' AND s.wanted <> '' AND c.closed IS NULL ORDER BY s.chat_id"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader chose. Texts are those that `news.schedule` and `news.filters` give out."""

    #: AT_ONCE or DIGEST.
    mode: str = AT_ONCE
    #: The hours of digests; kept, though unused, while all comes at once.
    schedule: str = ""
    #: The quiet hours; empty for none.
    quiet: str = ""
    #: What the reader wants; empty for everything.
    wanted: str = ""
    #: Messages a day that may interrupt; 0 for any number.
    budget: int = 5
    #: Stories in a digest at most.
    most: int = 7
    #: Whether a digest without news is left out; else a single line says so.
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscribed chat."""

    chat_id: int
    #: Who subscribed it, None if that is unknown or forgotten.
    by_user: int | None
    since: datetime
    choices: Choices
    #: Nothing is sent before; FOR_GOOD until it is taken up again; None: not paused.
    paused_until: datetime | None
    #: The forum topic that stories go to.
    thread_id: int | None
    #: When the next digest is made; None while everything comes at once and nothing is held.
    next_digest_at: datetime | None
    #: The local day and time of the last digest, as `news.schedule.Slot` writes it; "" for none.
    slot: str
    #: TOPIC where the pause is not the chat's own choice.
    paused_why: str | None = None


class Subscriptions:
    """Subscriptions by chat."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def add(
        self, chat_id: int, by_user: int | None, now: datetime, *, thread_id: int | None = None
    ) -> bool:
        """Subscribe a known chat; return False if it was subscribed before (or is unknown).

        Where it was, only the forum topic follows to where it is asked for now; if the one before
        took nothing, stories come again.
        """
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                _ADD,
                chat_id=chat_id,
                by_user=by_user,
                since=micros(now),
                thread_id=thread_id,
            )
            if not rows:
                await transaction.rows(_THREAD, chat_id=chat_id, thread_id=thread_id)
                await self.reopen_topic(chat_id, thread_id, now)
            return bool(rows)

    async def remove(self, chat_id: int, now: datetime | None = None) -> bool:
        """Unsubscribe a chat; return False if it was not subscribed.

        With `now`, what already waits for the chat ends as gone: a person who leaves is not told
        of one more story. Followed cases and corrections go on.
        """
        async with self._database.transaction() as transaction:
            removed = bool(await transaction.rows(_REMOVE, chat_id=chat_id))
            if removed and now is not None:
                await transaction.rows(_DROP_WAITING, chat_id=chat_id, now=micros(now))
            return removed

    async def get(self, chat_id: int) -> Subscription | None:
        """Return what a chat chose, None if it is not subscribed."""
        rows = await self._database.rows(_GET, chat_id=chat_id) if fits(chat_id) else []
        return _subscription(rows[0]) if rows else None

    async def choose(
        self, chat_id: int, choices: Choices, next_digest_at: datetime | None, slot: str = ""
    ) -> Subscription | None:
        """Store what a chat chose, and when its next digest is; None if it is not subscribed.

        `slot`: the digest that counts as told, as `news.schedule.Slot` writes it.
        """
        values: dict[str, int | str | None] = {
            "mode": choices.mode,
            "schedule": storable(choices.schedule),
            "quiet": storable(choices.quiet),
            "wanted": storable(choices.wanted),
            "budget": choices.budget,
            "most": choices.most,
            "silent": int(choices.silent),
            "slot": slot,
        }
        return await self._write(
            _CHOOSE, chat_id=chat_id, next_digest_at=_micros(next_digest_at), **values
        )

    async def pause(
        self, chat_id: int, until: datetime | None, next_digest_at: datetime | None
    ) -> Subscription | None:
        """Pause a chat until then (None: end the pause); its next digest comes no earlier.

        None if it is not subscribed.
        """
        async with self._database.transaction() as transaction:
            await transaction.rows(_WAKE, chat_id=chat_id)
            return await self._write(
                _PAUSE,
                chat_id=chat_id,
                until=_micros(until),
                next_digest_at=_micros(next_digest_at),
            )

    async def close_topic(self, chat_id: int, thread_id: int | None, now: datetime) -> bool:
        """Pause a chat whose forum topic takes nothing (None: the general one), for good.

        False if its stories do not go there, or it is paused already.
        """
        thread = {"chat_id": chat_id, "thread": thread_id or 0}
        async with self._database.transaction() as transaction:
            return bool(await transaction.rows(_TOPIC_CLOSED, now=micros(now), **thread))

    async def reopen_topic(self, chat_id: int, thread_id: int | None, now: datetime) -> bool:
        """End that pause: what waited comes as one digest. False if there was no such pause."""
        thread = {"chat_id": chat_id, "thread": thread_id or 0}
        async with self._database.transaction() as transaction:
            found = bool(await transaction.rows(_TOPIC_OPEN, now=micros(now), **thread))
            if found:
                await transaction.rows(_WAKE, chat_id=chat_id)
            return found

    async def held(self, chat_id: int) -> int:
        """Return how many stories were held back from coming at once, for the next digest."""
        rows = await self._database.rows(_HELD, chat_id=chat_id) if fits(chat_id) else []
        return int(rows[0][0]) if rows else 0

    async def filters(self) -> list[tuple[int, str]]:
        """Return (chat, what it wants) of all that get some stories at once."""
        return [(row[0], row[1]) for row in await self._database.rows(_FILTERS)]

    async def has(self, chat_id: int) -> bool:
        """Whether a chat is subscribed."""
        return await self.get(chat_id) is not None

    async def count(self) -> int:
        """Return the number of subscribed chats."""
        return int((await self._database.rows(_COUNT))[0][0])

    async def _write(self, sql: str, **values: int | str | None) -> Subscription | None:
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(sql, **values)
            return _subscription(rows[0]) if rows else None


def _micros(at: datetime | None) -> int | None:
    return None if at is None else micros(at)


def _moment(at: int | None) -> datetime | None:
    return None if at is None else moment(at)


def _subscription(row: Row) -> Subscription:
    mode, schedule, quiet, wanted, budget, most, silent = row[3:10]
    return Subscription(
        chat_id=row[0],
        by_user=row[1],
        since=moment(row[2]),
        choices=Choices(mode, schedule, quiet, wanted, budget, most, bool(silent)),
        paused_until=_moment(row[10]),
        thread_id=row[11],
        next_digest_at=_moment(row[12]),
        slot=row[13],
        paused_why=row[14],
    )
