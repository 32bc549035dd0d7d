"""The ledger: what must be told to whom, written down before it is told.

    pending --claim--> claimed --Sent--> sent
       ^                  |----Later----> deferred --due--> pending
       |                  |----Gone-----> gone       (all that waits for the chat as well)
       |                  |----Barred---> kept, with all that waits, until we may write there again
       |                  |----Refused--> refused
       |                  '----Unknown--> pending once more, then refused as "unknown"
       '---- recover: rows found claimed at start were interrupted; they may repeat, none is lost

`pending` means due. Only `deferred` rows look at the clock, so claiming never walks over rows
whose time has not come.
"""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from storage.absence import AWAY, NEVER
from storage.chats import Chats
from storage.database import Database, Parameters, Transaction
from storage.delivery import Delivery, Told, delivery_of
from storage.outcomes import Barred, Gone, Held, Later, Moved, Outcome, Refused, Sent, Unknown
from storage.pauses import Pauses
from storage.queue import Queue
from storage.values import cleaned, fits, micros, moment

STATES = ("pending", "claimed", "sent", "deferred", "refused", "gone")

_WAKE = "UPDATE deliveries SET state = 'pending' WHERE state = 'deferred' AND due_at <= :now"
_DUE = """
SELECT d.id, d.chat_id, d.subject_id, d.attempt + 1, d.uncertain + d.interrupted,
  c.language, c.kind, d.what, d.revision, d.priority, c.timezone, d.cause, d.created_at,
  coalesce(t.number, 0), CASE WHEN t.graphic IS NULL THEN 0 ELSE 1 END,
  s.thread_id, s.budget, s.day, s.interrupts, s.quiet, s.paused_until, s.next_digest_at
FROM deliveries AS d JOIN chats AS c ON c.id = d.chat_id
LEFT JOIN subscriptions AS s ON s.chat_id = d.chat_id
LEFT JOIN stories AS t ON d.what IN ('story', 'edit', 'correction') AND t.id = d.subject_id
WHERE d.state = 'pending' AND c.closed IS NULL AND NOT EXISTS (
  SELECT 1 FROM pauses AS p WHERE p.chat_id = d.chat_id AND p.until > :now)
  AND NOT EXISTS (SELECT 1 FROM pauses AS a WHERE a.chat_id = 0 AND a.until > :now)
ORDER BY d.priority, d.id LIMIT :limit"""
_CLAIM = """
UPDATE deliveries SET state = 'claimed', claimed_at = :now, attempt = attempt + 1,
  told = CAST(:told AS INTEGER) WHERE id IN ({ids})"""
_SENT = """
UPDATE deliveries SET state = 'sent', message_id = :message_id, settled_at = :now, reason = NULL,
  told = coalesce(CAST(:told AS INTEGER), told)
WHERE id = :id"""
_LATER = """
UPDATE deliveries SET state = 'deferred', due_at = :due_at, attempt = attempt - :untried,
  reason = :reason WHERE id = :id AND state = 'claimed'"""
_HELD = """
UPDATE deliveries SET state = 'deferred', due_at = :due_at, attempt = attempt - 1,
  reason = :reason WHERE id = :id AND state = 'claimed'"""
_DIGEST_BY = """
UPDATE subscriptions SET next_digest_at = CAST(:at AS BIGINT)
WHERE chat_id = :chat_id AND (next_digest_at IS NULL
  OR (mode = 'at_once' AND next_digest_at > CAST(:at AS BIGINT)))"""
# A clock that was set back over midnight, and a zone farther west, give no day its limit twice.
_INTERRUPTED = """
UPDATE subscriptions SET
  day = CASE WHEN day = CAST(:day AS INTEGER) + 1 THEN day ELSE CAST(:day AS INTEGER) END,
  interrupts = CASE WHEN day IN (CAST(:day AS INTEGER), CAST(:day AS INTEGER) + 1)
    THEN interrupts + 1 ELSE 1 END
WHERE chat_id IN ({ids})"""
_REFUSED = """
UPDATE deliveries SET state = 'refused', reason = :reason, settled_at = :now
WHERE id = :id AND state = 'claimed'"""
_GONE = """
UPDATE deliveries SET state = 'gone', reason = :reason, settled_at = :now
WHERE id = :id AND state = 'claimed'"""
_AGAIN = "UPDATE deliveries SET state = 'pending' WHERE id = :id AND state = 'claimed'"
_UNKNOWN = """
UPDATE deliveries SET uncertain = uncertain + 1,
  state = CASE WHEN uncertain = 0 THEN 'pending' ELSE 'refused' END,
  reason = CASE WHEN uncertain = 0 THEN NULL ELSE 'unknown' END,
  settled_at = CASE WHEN uncertain = 0 THEN NULL ELSE CAST(:now AS BIGINT) END
WHERE id = :id AND state = 'claimed'"""
_RECOVER = """
UPDATE deliveries SET state = 'pending', interrupted = interrupted + 1
WHERE state = 'claimed' RETURNING id"""
_ALARMED = """
SELECT 1 FROM deliveries WHERE what = :what AND subject_id = :subject_id
  AND state = 'refused' AND reason = :reason LIMIT 1"""
_SET_ASIDE = """
UPDATE deliveries SET state = 'refused', reason = :reason, settled_at = CAST(:now AS BIGINT)
WHERE what = :what AND subject_id = :subject_id AND revision = :revision
  AND state IN ('pending', 'claimed', 'deferred') AND chat_id IN (
    SELECT id FROM chats WHERE language = :language AND kind = :kind AND timezone = :timezone)
RETURNING id"""
_ANY_DUE = f"SELECT 1 FROM ({_DUE}) AS due"
_NEXT = """
SELECT min(at) FROM (
  SELECT min(due_at) AS at FROM deliveries WHERE state = 'deferred'
  UNION ALL
  SELECT min(p.until) FROM pauses AS p WHERE p.until > :now AND EXISTS (
    SELECT 1 FROM deliveries AS d WHERE d.chat_id = p.chat_id AND d.state = 'pending')
) AS times"""
_COUNTS = "SELECT state, count(*) FROM deliveries GROUP BY state"
_MESSAGE = """
SELECT what, subject_id, cause FROM deliveries
WHERE chat_id = :chat_id AND message_id = :message_id
  AND what IN ('story', 'digest', 'correction')"""
_SENDING = "SELECT 1 FROM deliveries WHERE chat_id = :chat_id AND state = 'claimed' LIMIT 1"
_SENT_AS = """
SELECT state, message_id FROM deliveries
WHERE chat_id = :chat_id AND what = :what AND subject_id = :subject_id AND revision = 1"""


#: A held row comes by itself if no digest took it by then: nothing is lost.
_FALLBACK = timedelta(hours=2)
#: A held row's reason begins so.
HELD = "held: "


class Ledger:
    """Rows by chat and thing to be told; each pair exists once."""

    def __init__(self, database: Database, chats: Chats) -> None:
        """Take the database, and the chats that outcomes close or move."""
        self._database = database
        self._chats = chats
        self._pauses = Pauses(database)
        #: What an operator can see and do.
        self.queue = Queue(database)

    async def claim(self, limit: int, now: datetime) -> list[Delivery]:
        """Take up to so many due rows, most urgent first, and mark them as begun.

        Committed before it returns: after a kill, exactly what was claimed is in doubt. No row is
        given to two processes. Nothing comes of closed or paused chats, nor while all is paused.
        """
        at = micros(now)
        async with self._database.transaction() as transaction:
            await transaction.rows(_WAKE, now=at)
            rows = await transaction.rows(_DUE + self._database.skip_locked, now=at, limit=limit)
            versions: dict[int, list[int]] = defaultdict(list)
            for row in rows:
                versions[row[13]].append(row[0])
            for version, ids in versions.items():
                await transaction.over(_CLAIM, ids, now=at, told=version or None)
        return [delivery_of(row) for row in rows]

    async def settle(self, outcomes: Iterable[tuple[Delivery, Outcome]], now: datetime) -> None:
        """Write down how tries ended, all in one transaction. Telling it twice does no harm."""
        batches = _Batches(micros(now))
        async with self._database.transaction() as transaction:
            for delivery, outcome in outcomes:
                batches.take(delivery, outcome)
                if isinstance(outcome, Gone):
                    await self._chats.close(delivery.chat_id, outcome.reason, now=now)
                elif isinstance(outcome, Barred):
                    await self._chats.close(delivery.chat_id, outcome.reason, keep=True, now=now)
                elif isinstance(outcome, Moved):
                    await self._chats.move(delivery.chat_id, outcome.chat_id)
            await batches.write(transaction)

    async def recover(self, now: datetime) -> int:
        """At start: return rows that a stopped process had claimed to the queue; return how many.

        They may have arrived, so each is marked as interrupted; sending again is what costs no
        reader a story. To be called by the only process that sends (see `Leases`).
        """
        async with self._database.transaction() as transaction:
            await self._pauses.clear(now)
            return len(await transaction.rows(_RECOVER))

    async def set_aside(self, delivery: Delivery, reason: str, now: datetime) -> tuple[int, bool]:
        """Refuse what cannot be made, for all chats that would get it in the same form.

        Return how many rows that were, and whether it is the first time that this story (or
        digest, correction) is refused for this reason.
        """
        thing: dict[str, int | str] = {"what": delivery.what, "subject_id": delivery.story_id}
        async with self._database.transaction() as transaction:
            known = await transaction.rows(_ALARMED, **thing, reason=cleaned(reason))
            rows = await transaction.rows(
                _SET_ASIDE,
                **thing,
                revision=delivery.revision,
                language=delivery.language,
                kind=delivery.kind,
                timezone=delivery.timezone,
                reason=cleaned(reason),
                now=micros(now),
            )
            return len(rows), bool(rows) and not known

    async def pause(self, until: datetime, chat_id: int | None = None) -> None:
        """Claim nothing for a chat (None: for any) before `until`; a longer pause stays."""
        await self._pauses.set(until, chat_id)

    async def paused_until(
        self, chat_id: int | None = None, *, now: datetime | None = None
    ) -> datetime | None:
        """Return the end of the pause of a chat (None: of all), None if there is none."""
        return await self._pauses.get(chat_id, now)

    async def next_due(self, now: datetime) -> datetime | None:
        """Return when `claim` can next give something: `now`, a later time, or None."""
        pause = await self.paused_until(now=now) or now
        if await self._database.rows(_ANY_DUE, now=micros(pause), limit=1):
            return pause
        next_at = (await self._database.rows(_NEXT, now=micros(pause)))[0][0]
        return None if next_at is None else max(moment(next_at), pause)

    async def counts(self) -> dict[str, int]:
        """Return the number of rows in each state."""
        rows = await self._database.rows(_COUNTS)
        return dict.fromkeys(STATES, 0) | {row[0]: row[1] for row in rows}

    async def sent_message(self, chat_id: int, message_id: int) -> Told | None:
        """Return what a message of ours told, None if it is none of the ledger's."""
        if not (fits(chat_id) and fits(message_id)):
            return None
        rows = await self._database.rows(_MESSAGE, chat_id=chat_id, message_id=message_id)
        return Told(*rows[0]) if rows else None

    async def is_sending(self, chat_id: int) -> bool:
        """Tell whether something is under way to a chat, or arrived and is not written down yet."""
        return bool(await self._database.rows(_SENDING, chat_id=chat_id))

    async def sent_as(self, chat_id: int, what: str, subject_id: int) -> tuple[str, int | None]:
        """Return state and message of what a chat was to be told; ("", None) for nothing."""
        rows = await self._database.rows(
            _SENT_AS, chat_id=chat_id, what=what, subject_id=subject_id
        )
        return (rows[0][0], rows[0][1]) if rows else ("", None)


def local_day(at: datetime, timezone: str) -> int:
    """Return the number of the local day (date.toordinal); UTC's where no zone is known."""
    return (at.astimezone(ZoneInfo(timezone)) if timezone else at).toordinal()


class _Batches:
    """Outcomes sorted by the statement that writes them, so that each runs once for many rows."""

    def __init__(self, now: int) -> None:
        self._now = now
        self._rows: dict[str, list[Parameters]] = defaultdict(list)
        #: Chats that were interrupted, by time zone; those of which two rows are here twice.
        self._interrupted: dict[str, list[int]] = defaultdict(list)

    def take(self, delivery: Delivery, outcome: Outcome) -> None:
        sql, values = self._written(delivery, outcome)
        values["id"] = delivery.id
        self._rows[sql].append(values)
        if isinstance(outcome, Held):
            at = micros(outcome.until)
            self._rows[_DIGEST_BY].append({"chat_id": delivery.chat_id, "at": at})
        elif isinstance(outcome, Sent) and delivery.interrupts:
            self._interrupted[delivery.timezone].append(delivery.chat_id)

    async def write(self, transaction: Transaction) -> None:
        for sql, rows in self._rows.items():
            await transaction.many(sql, rows)
        for timezone, chats in self._interrupted.items():
            day = local_day(moment(self._now), timezone)
            for once in _rounds(chats):
                await transaction.over(_INTERRUPTED, once, day=day)

    def _written(
        self, delivery: Delivery, outcome: Outcome
    ) -> tuple[str, dict[str, int | str | None]]:
        now = self._now
        match outcome:
            case Sent(message_id, told):
                return _SENT, {"message_id": message_id, "told": told, "now": now}
            case Later(until, tried, reason):
                why = None if reason is None else cleaned(reason)
                return _LATER, {"due_at": micros(until), "untried": int(not tried), "reason": why}
            case Held(until, reason):
                fallback = micros(until + _FALLBACK)
                return _HELD, {"due_at": fallback, "reason": HELD + cleaned(reason)}
            case Barred() if delivery.what == "story":  # it waits for the digest
                return _HELD, {"due_at": NEVER, "reason": AWAY}
            case Barred():  # it waits for the chat to be opened
                return _LATER, {"due_at": now, "untried": 1, "reason": None}
            case Refused(reason):
                return _REFUSED, {"reason": cleaned(reason), "now": now}
            case Gone(reason):
                return _GONE, {"reason": cleaned(reason), "now": now}
            case Moved():
                return _AGAIN, {}
            case Unknown():
                return _UNKNOWN, {"now": now}


def _rounds(chats: Iterable[int]) -> Iterator[list[int]]:
    """Give each chat once, then those that came twice once more, and so on."""
    left = Counter(chats)
    while left:
        yield list(left)
        left -= Counter(list(left))
