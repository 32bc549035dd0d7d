"""Making digests: whose hour has come is told once what is new, through the ledger.

One pass makes the digests of all chats that are due; chats that chose alike and saw alike share
one. However late it runs, each chat gets one digest for all that it missed.
"""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from delivery.release import by_night, disturbs_until
from delivery.timing import next_digest, slot_due
from delivery.wanted import Wanted
from news.digest import Item, choose, says_the_same
from storage.delivery import Priority
from storage.editions import Batch, Candidate, Content, Due, Plan, Waiting, counted
from storage.errors import DatabaseUnavailable
from storage.store import Store
from storage.subscriptions import DIGEST

log = structlog.stdlib.get_logger("delivery")

#: Chats whose digests are made in one transaction.
BATCH = 5_000
#: Beside the reasons for which stories were held back: reports of what the reader was told.
KNOWN = "known"
#: How often it is looked whether one is due (seconds): another process may have changed a schedule.
IDLE = 1.0


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a digest for a chat depends on: chats that are equal in it share one."""

    wanted: str
    mode: str
    most: int
    silent: bool
    covered: int
    #: Candidates that it was told of, and others that only say what it was told by another report.
    told: frozenset[int]
    known: frozenset[int]
    held: tuple[tuple[int, str], ...]
    followed: frozenset[int]
    merged: frozenset[int]


@dataclass(slots=True)
class _Pass:
    """One batch of chats on its way to plans."""

    batch: Batch
    passing: dict[str, set[int]]
    #: When chats may be told of what they may not be told of now.
    mornings: dict[int, datetime] = field(default_factory=dict)
    _made: dict[_Seen, Content | None] = field(default_factory=dict)
    _numbers: frozenset[int] = field(init=False)
    _grouped: tuple[Candidate, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Look once at what is asked for each chat."""
        candidates, alike = self.batch.candidates, self.batch.alike
        self._numbers = frozenset(story.id for story in candidates)
        self._grouped = tuple(story for story in candidates if story.group_id in alike)

    def content(self, due: Due) -> Content | None:
        """Return what a chat is told now, None for nothing."""
        seen = self._seen(due)
        if seen not in self._made:
            self._made[seen] = self._make(seen)
        return self._made[seen]

    def _seen(self, due: Due) -> _Seen:
        batch, chat, choices = self.batch, due.chat_id, due.choices
        waiting = batch.waiting.get(chat, ())
        merged = batch.unsent.get(chat, {}).values()
        told = batch.told.get(chat, set())
        return _Seen(
            choices.wanted,
            choices.mode,
            choices.most,
            choices.silent,
            due.covered,
            self._numbers & told,
            frozenset(story.id for story in self._grouped if self._is_known(story, told)),
            tuple((each.story_id, each.reason) for each in waiting),
            frozenset(batch.followed.get(chat, ())),
            frozenset[int]().union(*merged),
        )

    def _is_known(self, story: Candidate, told: Collection[int]) -> bool:
        """Whether a reader who was told so much was told of a story by another report."""
        alike = self.batch.alike[story.group_id]
        return says_the_same(
            story.added_at,
            continues_case=story.case_id != story.id,
            told_at=(at for number, at in alike.items() if number in told),
        )

    def _make(self, seen: _Seen) -> Content | None:
        wanted = self._wanted(seen)
        new = [story for story in wanted if story.id not in seen.known]
        known = ((KNOWN, len(wanted) - len(new)),) if len(wanted) > len(new) else ()
        chosen = choose((_item(story, seen.followed) for story in new), seen.most)
        if not chosen.stories:
            told_so = seen.mode == DIGEST and not seen.silent
            return Content((), known) if told_so else None
        reasons = counted(Waiting(0, story, reason) for story, reason in seen.held)
        return Content(chosen.stories, (*reasons, *known), chosen.left_out)

    def _wanted(self, seen: _Seen) -> list[Candidate]:
        """Return what was held back, what was never sent, and what is new."""
        waiting = seen.merged | {story for story, _ in seen.held}
        return [
            story
            for story in self.batch.candidates
            if story.id in waiting or self._is_new(story, seen)
        ]

    def _is_new(self, story: Candidate, seen: _Seen) -> bool:
        """Whether a reader of digests wants a story and was told of it by none of our messages."""
        if seen.mode != DIGEST or story.id <= seen.covered or story.id in seen.told:
            return False
        return not seen.wanted or story.id in self.passing.get(seen.wanted, ())


def _item(story: Candidate, followed: frozenset[int]) -> Item:
    is_followed = not story.ties.isdisjoint(followed)
    return Item(story.id, story.added_at, story.topic, story.ties, is_followed)


class Digests:
    """Makes digests."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        """Take the store and the clock (aware UTC)."""
        self._store = store
        self._now = now
        self._wanted = Wanted(store)

    async def run(self, stop: asyncio.Event) -> None:
        """Make what is due until `stop` is set."""
        await self.set_right()
        while not stop.is_set():
            try:
                if made := await self.make_due():
                    log.info("digests were queued", chats=made)
            except DatabaseUnavailable as error:
                log.warning("digests wait for the database", error=str(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), IDLE)

    async def set_right(self) -> int:
        """Set stored times right after a zone has changed its rules; return how many were wrong."""
        now, changes = self._now(), []
        try:
            for due, before in await self._store.editions.scheduled(now):
                if slot_due(due.choices, due.timezone, due.slot, now) is not None:
                    continue  # one that waits for the end of quiet hours
                right = next_digest(due.choices, due.timezone, due.slot, now)
                if right is not None and right != before:
                    changes.append((due.chat_id, before, right))
            await self._store.editions.reschedule(changes)
        except DatabaseUnavailable as error:
            log.warning("digests wait for the database", error=str(error))
            return 0
        return len(changes)

    async def make_due(self) -> int:
        """Make all digests that are due; return how many chats will be told something."""
        now, made = self._now(), 0
        due_at = await self._store.editions.next_due()
        while due_at is not None and due_at <= now:
            async with self._store.transaction():
                batch = await self._store.editions.due(now, BATCH)
                plans = await self._plans(batch, now)
                made += await self._store.editions.publish(plans, now)
            due_at = await self._store.editions.next_due()
        return made

    async def make_now(self, chat_id: int) -> bool:
        """Make a chat's digest at once, ahead of its hour; False if there is nothing new for it.

        It takes the way that every digest takes; its next one comes at its hour all the same.
        """
        now = self._now()
        async with self._store.transaction():
            batch = await self._store.editions.of(chat_id)
            if not batch.due:
                return False
            [due] = batch.due
            work = _Pass(batch, await self._passing(batch))
            content = work.content(due)
            if content is None or not content.stories:
                return False
            subscription = await self._store.subscriptions.get(chat_id)
            following = subscription.next_digest_at if subscription else None
            if due.choices.mode != DIGEST:
                following = None  # what was held is told now
            plan = _plan(batch, due, content, due.slot, following)
            return bool(await self._store.editions.publish([plan], now, Priority.BREAKING))

    async def _plans(self, batch: Batch, now: datetime) -> list[Plan]:
        batch, mornings = by_night(batch, now)
        work = _Pass(batch, await self._passing(batch), mornings)
        return [_due_plan(work, due, now) for due in batch.due]

    async def _passing(self, batch: Batch) -> dict[str, set[int]]:
        """Ask each different filter of the batch once."""
        filters = {due.choices.wanted for due in batch.due if due.choices.mode == DIGEST}
        stories = [story.id for story in batch.candidates]
        return await self._wanted.passing(filters - {""}, stories)


def _due_plan(work: _Pass, due: Due, now: datetime) -> Plan:
    """Plan a digest, or, where its hour has not come by the reader's clock, only the next look."""
    slot: str | None = due.slot
    if due.choices.mode == DIGEST:
        slot = slot_due(due.choices, due.timezone, due.slot, now)
    if slot is None:
        following = next_digest(due.choices, due.timezone, due.slot, now)
        return Plan(due.chat_id, None, due.covered, due.slot, following)
    if (until := disturbs_until(due, slot, now)) is not None:
        return Plan(due.chat_id, None, due.covered, due.slot, until)
    following = next_digest(due.choices, due.timezone, slot, now)
    following = following or work.mornings.get(due.chat_id)
    return _plan(work.batch, due, work.content(due), slot, following)


def _plan(
    batch: Batch, due: Due, content: Content | None, slot: str, following: datetime | None
) -> Plan:
    taken_in = [each.row for each in batch.waiting.get(due.chat_id, ())]
    taken_in += batch.unsent.get(due.chat_id, ())
    covered = max(batch.newest, due.covered)
    return Plan(due.chat_id, content, covered, slot, following, tuple(taken_in))
