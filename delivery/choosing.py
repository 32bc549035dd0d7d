"""What follows from a reader's choice: when the next digest comes, and what of the old is told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from delivery.digests import Digests
from delivery.timing import counted_as_told, next_digest, quiet_of, schedule_of
from delivery.wanted import read
from news.filters import Filter
from news.schedule import Quiet, Schedule
from storage.chats import Chat
from storage.store import Store
from storage.subscriptions import AT_ONCE, DIGEST, FOR_GOOD, TOPIC, Choices, Subscription


@dataclass(frozen=True, slots=True)
class State:
    """A subscription as a person sees it."""

    digests: bool
    schedule: Schedule
    quiet: Quiet | None
    #: None for everything.
    wanted: Filter | None
    budget: int
    most: int
    silent: bool
    paused: bool
    #: The end of the pause, None where it has none.
    paused_until: datetime | None
    #: Whether that is not the chat's choice: its forum topic is closed or deleted.
    topic_closed: bool
    next_digest_at: datetime | None
    #: Stories that wait for the next digest.
    held: int


def state_of(subscription: Subscription, held: int, now: datetime) -> State:
    """Return a subscription as a person sees it; `held`: stories that wait for a digest."""
    choices, until = subscription.choices, subscription.paused_until
    paused = until is not None and until > now
    return State(
        digests=choices.mode == DIGEST,
        schedule=schedule_of(choices),
        quiet=quiet_of(choices),
        wanted=read(choices.wanted),
        budget=choices.budget,
        most=choices.most,
        silent=choices.silent,
        paused=paused,
        paused_until=until if paused and until != FOR_GOOD else None,
        topic_closed=paused and subscription.paused_why == TOPIC,
        next_digest_at=subscription.next_digest_at,
        held=held,
    )


class Choosing:
    """Stores choices."""

    def __init__(self, store: Store, digests: Digests, now: Callable[[], datetime]) -> None:
        """Take the store, what makes digests, and the clock (aware UTC)."""
        self._store = store
        self._digests = digests
        self._now = now

    async def begin(self, chat: Chat, person: int, thread_id: int | None = None) -> bool:
        """Subscribe a chat; False if it was subscribed before."""
        return await self._store.subscriptions.add(
            chat.id, person, self._now(), thread_id=thread_id
        )

    async def choose(self, chat: Chat, choices: Choices) -> Subscription | None:
        """Store what a chat chose; None if it is not subscribed.

        Who leaves digests for all at once is told at once what the next digest would have held.
        """
        async with self._store.transaction():
            old = await self._store.subscriptions.get(chat.id)
            if old is None:
                return None
            if old.choices.mode == DIGEST and choices.mode == AT_ONCE:
                await self._digests.make_now(chat.id)
            return await self._stored(chat, old, choices)

    async def move(self, chat: Chat, zone: str) -> Chat:
        """Give a chat another time zone, and with it the hours of its digests."""
        async with self._store.transaction():
            moved = await self._store.chats.set_timezone(chat.id, zone)
            old = await self._store.subscriptions.get(chat.id)
            if old is not None:
                await self._stored(moved, replace(old, slot=""), old.choices)
            return moved

    async def pause(self, chat: Chat, until: datetime | None) -> Subscription | None:
        """Tell a chat nothing until then (None: until it says so); None if it is not subscribed.

        What comes meanwhile is in the first digest after it.
        """
        async with self._store.transaction():
            old = await self._store.subscriptions.get(chat.id)
            if old is None:
                return None
            end = until or FOR_GOOD
            following = self._following(chat, old, end) if until else None
            return await self._store.subscriptions.pause(chat.id, end, following)

    async def resume(self, chat: Chat) -> Subscription | None:
        """End a pause; None if the chat is not subscribed.

        What was held back meanwhile comes now, in one digest.
        """
        async with self._store.transaction():
            old = await self._store.subscriptions.get(chat.id)
            if old is None:
                return None
            now = self._now()
            following = self._following(chat, old, now)
            if await self._store.subscriptions.held(chat.id):
                following = now
            return await self._store.subscriptions.pause(chat.id, None, following)

    async def _stored(self, chat: Chat, old: Subscription, choices: Choices) -> Subscription | None:
        now = self._now()
        slot = old.slot
        if choices.mode == DIGEST and (not slot or _hours(choices) != _hours(old.choices)):
            slot = counted_as_told(choices, chat.timezone, now)
        after = max(old.paused_until, now) if old.paused_until else now
        following = None
        if after < FOR_GOOD:
            following = next_digest(choices, chat.timezone, slot, after)
        if choices.mode == AT_ONCE and await self._store.subscriptions.held(chat.id):
            following = old.next_digest_at or after
        return await self._store.subscriptions.choose(chat.id, choices, following, slot)

    def _following(self, chat: Chat, old: Subscription, after: datetime) -> datetime | None:
        if old.choices.mode == AT_ONCE:
            return None if old.next_digest_at is None else max(old.next_digest_at, after)
        return next_digest(old.choices, chat.timezone, old.slot, after)


def _hours(choices: Choices) -> tuple[str, str]:
    return choices.mode, choices.schedule
