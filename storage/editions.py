"""Digests: whose is due, what could be in it, and writing it down in one go for many chats.

All statements are for a whole batch of chats: however many are due, their number does not grow.
A digest is an edition; chats that are to be told the same share one.
"""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from news.digest import SAME_NEWS
from storage.alike import TOLD, Alike
from storage.database import Database, Parameters, Row, Transaction
from storage.delivery import Priority
from storage.ledger import HELD
from storage.subscriptions import Choices
from storage.values import fits, micros, moment

#: Stories that a digest is chosen from at most, the newest ones.
MOST_CANDIDATES = 500

_DUE = """
FROM subscriptions AS s JOIN chats AS c ON c.id = s.chat_id
WHERE s.next_digest_at <= :now AND c.closed IS NULL
ORDER BY s.next_digest_at, s.chat_id LIMIT :limit"""
_ONE = "FROM subscriptions AS s JOIN chats AS c ON c.id = s.chat_id WHERE s.chat_id = :chat_id"
_COLUMNS = """
SELECT s.chat_id, c.language, c.timezone, s.covered, s.slot, s.mode, s.schedule, s.quiet,
  s.wanted, s.budget, s.most, s.silent """
_THEM = f"(SELECT s.chat_id {_DUE})"
_HIM = "(:chat_id)"
_SCHEDULED = """
SELECT s.chat_id, c.language, c.timezone, s.covered, s.slot, s.mode, s.schedule, s.quiet,
  s.wanted, s.budget, s.most, s.silent, s.next_digest_at
FROM subscriptions AS s JOIN chats AS c ON c.id = s.chat_id
WHERE s.mode = 'digest' AND s.next_digest_at > :now
  AND (s.paused_until IS NULL OR s.paused_until <= :now)"""
_RESCHEDULE = """
UPDATE subscriptions SET next_digest_at = CAST(:next_digest_at AS BIGINT)
WHERE chat_id = :chat_id AND next_digest_at = CAST(:before AS BIGINT)"""
# Not min(): that looks every chat up that has a digest coming, each second.
_NEXT = """
SELECT s.next_digest_at FROM subscriptions AS s JOIN chats AS c ON c.id = s.chat_id
WHERE s.next_digest_at IS NOT NULL AND c.closed IS NULL ORDER BY s.next_digest_at LIMIT 1"""
_NEWEST = "SELECT coalesce(max(id), 0) FROM stories"
# Of its ties, the first stories of its case, of its group, and of that group's case.
_CANDIDATE = """
SELECT s.id, s.title, s.language, s.topic, s.source, coalesce(s.case_id, s.id),
  coalesce(s.group_id, s.id), coalesce(g.case_id, g.id, s.id), s.added_at,
  CASE WHEN s.graphic IS NULL THEN 0 ELSE 1 END
FROM stories AS s LEFT JOIN stories AS g ON g.id = s.group_id"""
_CANDIDATES = f"""{_CANDIDATE}
WHERE s.id > :after AND s.retracted_at IS NULL AND s.quiet = 0 ORDER BY s.id DESC LIMIT :limit"""
_WAITING_STORIES = f"""{_CANDIDATE}
WHERE s.retracted_at IS NULL AND s.id IN (
  SELECT subject_id FROM deliveries
  WHERE what = 'story' AND state = 'deferred' AND reason LIKE '{HELD}%' AND chat_id IN {{chats}}
  UNION SELECT e.story_id FROM deliveries AS d JOIN entries AS e ON e.edition_id = d.subject_id
  WHERE d.what = 'digest' AND d.state IN ('pending', 'deferred') AND d.chat_id IN {{chats}})"""
_WAITING = """
SELECT d.id, d.chat_id, d.subject_id, d.reason FROM deliveries AS d
WHERE d.what = 'story' AND d.state = 'deferred' AND d.reason LIKE '{held}%'
  AND d.chat_id IN {chats}"""
_TOLD = f"""
SELECT d.chat_id, d.subject_id FROM deliveries AS d
WHERE d.what = 'story' AND d.subject_id > :after AND d.chat_id IN {{chats}} AND {TOLD}"""
_UNSENT = """
SELECT d.id, d.chat_id, e.story_id FROM deliveries AS d
JOIN entries AS e ON e.edition_id = d.subject_id
WHERE d.what = 'digest' AND d.state IN ('pending', 'deferred') AND d.chat_id IN {chats}"""
_FOLLOWED = "SELECT f.chat_id, f.case_id FROM follows AS f WHERE f.chat_id IN {chats}"
_ADD = """
INSERT INTO editions (held, left_out, made_at) VALUES (:held, :left_out, :now) RETURNING id"""
_ADD_ENTRY = """
INSERT INTO entries (edition_id, position, story_id) VALUES (:edition_id, :position, :story_id)"""
_QUEUE = """
INSERT INTO deliveries
  (chat_id, what, subject_id, revision, state, priority, due_at, created_at)
VALUES (:chat_id, 'digest', :edition_id, 1, 'pending', :priority, :now, :now)"""
_MOVE_ON = """
UPDATE subscriptions SET covered = :covered, slot = :slot,
  next_digest_at = CAST(:next_digest_at AS BIGINT) WHERE chat_id = :chat_id"""
_TAKEN_IN = """
UPDATE deliveries SET state = 'gone', reason = 'told in a digest', settled_at = :now
WHERE id = :id AND state IN ('pending', 'deferred')"""
_GET = "SELECT held, left_out, made_at FROM editions WHERE id = :id"
_ENTRIES = "SELECT story_id FROM entries WHERE edition_id = :id ORDER BY position"
_MARK = """
SELECT coalesce(sum(s.number), 0) FROM entries AS e JOIN stories AS s ON s.id = e.story_id
WHERE e.edition_id = :id"""
_HAS = """
SELECT 1 FROM deliveries WHERE chat_id = :chat_id AND what = 'digest' AND subject_id = :id"""


@dataclass(frozen=True, slots=True)
class Due:
    """A chat whose digest is to be made."""

    chat_id: int
    language: str
    timezone: str
    #: Stories up to this one were in an earlier digest, or could have been.
    covered: int
    #: The local day and time of the last digest, as `news.schedule.Slot` writes it; "" for none.
    slot: str
    choices: Choices


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that a digest could hold."""

    id: int
    title: str
    language: str
    topic: str | None
    source: str | None
    #: The first story of its case; its own number where it stands alone.
    case_id: int
    #: The first story of those that may report its event; its own number for none.
    group_id: int
    #: Both, and the first story of its group's case.
    ties: frozenset[int]
    added_at: datetime
    graphic: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story that was held back from coming at once, and why (budget, quiet, pause, …)."""

    row: int
    story_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Chats that are due, and what is known of what they have seen."""

    due: tuple[Due, ...]
    candidates: tuple[Candidate, ...]
    #: The newest story of all: a digest made now covers everything up to it.
    newest: int
    waiting: dict[int, list[Waiting]]
    #: Of these candidates, and of all that are in a group with one.
    told: dict[int, set[int]]
    #: When the stories of a group came, by group and number; of groups of more than one.
    alike: dict[int, dict[int, datetime]]
    followed: dict[int, set[int]]
    #: Digests that are queued and were not sent yet: their rows, and the stories in them.
    unsent: dict[int, dict[int, set[int]]]


_NOBODY = Batch((), (), 0, {}, {}, {}, {}, {})


@dataclass(frozen=True, slots=True)
class Content:
    """What a digest holds: stories in order, how many were held back by reason, how many more.

    Beside the reasons stands how many stories only report again what the chat was told.
    """

    stories: tuple[int, ...]
    held: tuple[tuple[str, int], ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes of one chat's due digest; no content: nothing is told."""

    chat_id: int
    content: Content | None
    covered: int
    slot: str
    next_digest_at: datetime | None
    #: Rows whose stories the digest takes in.
    taken_in: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest as it is told."""

    id: int
    stories: tuple[int, ...]
    #: How many stories were held back, by reason.
    held: dict[str, int]
    #: How many more there were than the reader wants.
    left_out: int
    made_at: datetime


class Editions:
    """Digests by number."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def next_due(self) -> datetime | None:
        """Return when the next digest of any chat is due; None if none is."""
        rows = await self._database.rows(_NEXT)
        return moment(rows[0][0]) if rows else None

    async def scheduled(self, now: datetime) -> list[tuple[Due, datetime]]:
        """Return all chats whose digest is to come, each with the moment that is stored for it."""
        rows = await self._database.rows(_SCHEDULED, now=micros(now))
        return [(_due(row[:12]), moment(row[12])) for row in rows]

    async def reschedule(self, changes: Sequence[tuple[int, datetime, datetime]]) -> None:
        """Store other moments for chats: (chat, the moment before, the right one)."""
        async with self._database.transaction() as transaction:
            rows: list[Parameters] = [
                {"chat_id": chat, "before": micros(before), "next_digest_at": micros(right)}
                for chat, before, right in changes
            ]
            await _many(transaction, _RESCHEDULE, rows)

    async def due(self, now: datetime, limit: int) -> Batch:
        """Return up to so many chats whose digest is due, with all that it could hold."""
        return await self._batch(_DUE, _THEM, {"now": micros(now), "limit": limit})

    async def of(self, chat_id: int) -> Batch:
        """Return the same for one chat, due or not; nothing is due where it is not subscribed."""
        if not fits(chat_id):
            return _NOBODY
        return await self._batch(_ONE, _HIM, {"chat_id": chat_id})

    async def publish(
        self, plans: Sequence[Plan], now: datetime, priority: int = Priority.DIGEST
    ) -> int:
        """Write plans down: editions, what is queued, and that it was; return how many digests.

        To be called in the transaction in which the batch was read.
        """
        at = micros(now)
        async with self._database.transaction() as transaction:
            numbers = await self._editions(transaction, plans, at)
            rows: list[Parameters] = [
                {
                    "chat_id": plan.chat_id,
                    "edition_id": numbers[plan.content],
                    "priority": priority,
                    "now": at,
                }
                for plan in plans
                if plan.content is not None
            ]
            await _many(transaction, _QUEUE, rows)
            await _many(transaction, _MOVE_ON, [_moved_on(plan) for plan in plans])
            taken = [{"id": row, "now": at} for plan in plans for row in plan.taken_in]
            await _many(transaction, _TAKEN_IN, taken)
            return len(rows)

    async def get(self, id: int) -> Edition | None:
        """Return a digest, None if there is none of that number."""
        rows = await self._database.rows(_GET, id=id) if fits(id) else []
        if not rows:
            return None
        held, left_out, made_at = rows[0]
        stories = tuple(row[0] for row in await self._database.rows(_ENTRIES, id=id))
        return Edition(id, stories, json.loads(held), left_out, moment(made_at))

    async def mark(self, id: int) -> int:
        """Return the sum of the versions of a digest's stories: each correction makes it grow."""
        return int((await self._database.rows(_MARK, id=id))[0][0]) if fits(id) else 0

    async def has(self, chat_id: int, id: int) -> bool:
        """Tell whether a digest was made for this chat."""
        if not (fits(chat_id) and fits(id)):
            return False
        return bool(await self._database.rows(_HAS, chat_id=chat_id, id=id))

    async def _batch(self, due: str, chats: str, values: dict[str, int]) -> Batch:
        found = [_due(row) for row in await self._database.rows(_COLUMNS + due, **values)]
        if not found:
            return _NOBODY
        words = {"chats": chats, "held": HELD}
        after = min(each.covered for each in found)
        rows = self._database.rows
        recent = await rows(_CANDIDATES, after=after, limit=MOST_CANDIDATES)
        waiting = await rows(_WAITING_STORIES.format(**words), **values)
        candidates = {row[0]: _candidate(row) for row in [*recent, *waiting]}
        told = [*await rows(_TOLD.format(**words), after=after, **values)]
        alike = {}
        if candidates:
            groups = self._groups(candidates.values())
            alike = await groups.stories()
            told += await groups.told(chats, values) if alike else []
        return Batch(
            tuple(found),
            tuple(candidates.values()),
            int((await rows(_NEWEST))[0][0]),
            _waiting(await rows(_WAITING.format(**words), **values)),
            _pairs(told),
            alike,
            _pairs(await rows(_FOLLOWED.format(**words), **values)),
            _unsent(await rows(_UNSENT.format(**words), **values)),
        )

    def _groups(self, candidates: Collection[Candidate]) -> Alike:
        since = min(each.added_at for each in candidates) - SAME_NEWS
        return Alike(self._database, min(each.id for each in candidates), since)

    async def _editions(
        self, transaction: Transaction, plans: Iterable[Plan], now: int
    ) -> dict[Content, int]:
        """Store each different content once; return their numbers."""
        numbers: dict[Content, int] = {}
        entries: list[Parameters] = []
        for content in dict.fromkeys(plan.content for plan in plans if plan.content is not None):
            held = json.dumps(dict(content.held))
            rows = await transaction.rows(_ADD, held=held, left_out=content.left_out, now=now)
            numbers[content] = number = int(rows[0][0])
            entries += [
                {"edition_id": number, "position": place, "story_id": story}
                for place, story in enumerate(content.stories)
            ]
        await _many(transaction, _ADD_ENTRY, entries)
        return numbers


async def _many(transaction: Transaction, sql: str, rows: Sequence[Parameters]) -> None:
    if rows:
        await transaction.many(sql, rows)


def _moved_on(plan: Plan) -> Parameters:
    at = plan.next_digest_at
    return {
        "chat_id": plan.chat_id,
        "covered": plan.covered,
        "slot": plan.slot,
        "next_digest_at": None if at is None else micros(at),
    }


def _due(row: Row) -> Due:
    chat_id, language, timezone, covered, slot, *rest = row
    mode, schedule, quiet, wanted, budget, most, silent = rest
    choices = Choices(mode, schedule, quiet, wanted, budget, most, bool(silent))
    return Due(chat_id, language, timezone, covered, slot, choices)


def _candidate(row: Row) -> Candidate:
    number, title, language, topic, source, case_id, group_id, their_case, added_at, graphic = row
    ties = frozenset((case_id, group_id, their_case))
    at = moment(added_at)
    return Candidate(
        number, title, language, topic, source, case_id, group_id, ties, at, bool(graphic)
    )


def _waiting(rows: Iterable[Row]) -> dict[int, list[Waiting]]:
    found: dict[int, list[Waiting]] = defaultdict(list)
    for row, chat_id, story_id, reason in rows:
        found[chat_id].append(Waiting(row, story_id, reason.removeprefix(HELD)))
    return found


def _pairs(rows: Iterable[Row]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for chat_id, other in rows:
        found[chat_id].add(other)
    return found


def _unsent(rows: Iterable[Row]) -> dict[int, dict[int, set[int]]]:
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row, chat_id, story_id in rows:
        found[chat_id][row].add(story_id)
    return found


def counted(waiting: Iterable[Waiting]) -> tuple[tuple[str, int], ...]:
    """Return how many stories were held back for each reason, in the order of the reasons."""
    return tuple(sorted(Counter(each.reason for each in waiting).items()))
