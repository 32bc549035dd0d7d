"""What became of a message: its outcome for the ledger, and what it means for all the others."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from delivery import poison
from delivery.calm import put_off
from delivery.pacing import Pacer
from delivery.poison import Poison
from delivery.sender import Alarm, Answer, Failed, Flood, NoTopic, TopicClosed
from delivery.trouble import TRIES, Floods, Outage, next_try
from storage.delivery import UNLIMITED, Delivery
from storage.errors import DatabaseUnavailable
from storage.ledger import Ledger
from storage.outcomes import Later, Outcome, Refused, Sent

log = structlog.stdlib.get_logger("delivery")

#: A row whose chat must wait longer goes back to the ledger (seconds).
PATIENCE = 5.0
#: What another message must precede is tried again after so long (seconds).
SHORTLY = 5.0
#: A pause that cannot be written down now is written again after so long (seconds).
BUSY = 0.4


class Judge:
    """Makes outcomes of answers and errors; remembers what they say of Telegram and of messages."""

    def __init__(
        self,
        ledger: Ledger,
        pacer: Pacer,
        now: Callable[[], datetime],
        alarm: Alarm,
        topic_closed: TopicClosed,
        let_go: Callable[[], None],
    ) -> None:
        """Take what `Deliveries` was given, and what gives back all that is claimed and not begun.

        That is called when nothing may be sent for long: a kill must not put rows in doubt.
        """
        self._ledger = ledger
        self._pacer = pacer
        self._now = now
        self._alarm = alarm
        self._topic_closed = topic_closed
        self._let_go = let_go
        self._poison = Poison()
        self._floods = Floods()
        self._outage = Outage()
        #: Before this moment of the loop nothing is sent to anyone.
        self.held_until = 0.0

    def rest(self, delivery: Delivery, time: float) -> float:
        """Return how long a row must wait since its message has just failed; 0 for not at all."""
        return self._poison.wait(delivery, time)

    def later(self, seconds: float, reason: str, *, tried: bool) -> Later:
        """Try again after so many seconds."""
        return Later(self._now() + timedelta(seconds=seconds), tried, reason)

    def made(self, delivery: Delivery) -> None:
        """Take that its message could be made."""
        self._poison.made(delivery)

    async def unmade(self, delivery: Delivery, error: Exception) -> Outcome:
        """Try again later; after the last try, refuse it for all who would get the same."""
        time, reason = _time(), f"poisoned: {poison.cause(error)}"
        fresh = not self._poison.wait(delivery, time)
        wait = self._poison.failed(delivery, time)
        if fresh:
            log.exception("a message could not be made", what=delivery.what, id=delivery.story_id)
        if wait is not None:
            return self.later(wait, reason, tried=False)
        rows, first = await self._ledger.set_aside(delivery, reason, self._now())
        log.error("a message was set aside", what=delivery.what, id=delivery.story_id, rows=rows)
        if first:
            await self._alarm(delivery, rows, poison.cause(error))
        return Refused(reason)

    async def answered(self, delivery: Delivery, answer: Answer) -> Outcome:
        """Return what the sender's answer means for the row."""
        match answer:
            case Flood(seconds):
                return await self._flooded(delivery, seconds)
            case Failed(reason, tried):
                return self._failed(delivery, reason, tried=tried)
            case NoTopic(reason):
                self._outage.over()
                return await self._without_topic(delivery, reason)
            case Sent():
                self._floods.sent()
            case Refused(reason):
                log.warning("a message was refused", chat=delivery.chat_id, reason=reason)
        self._outage.over()
        return answer

    async def _without_topic(self, delivery: Delivery, reason: str) -> Outcome:
        """Pause the chat and keep the message; try again where it meanwhile names another topic."""
        log.info("a topic takes nothing", chat=delivery.chat_id, reason=reason)
        if delivery.calm is UNLIMITED:  # it has no subscription that could be paused
            return Refused(reason)
        if await self._topic_closed(delivery):
            return put_off(delivery)
        return self.later(SHORTLY, reason, tried=True)

    async def _flooded(self, delivery: Delivery, seconds: float) -> Outcome:
        """Wait as told, for longer than this process lives if need be."""
        self._outage.over()
        scope = self._floods.told(delivery.chat_id)
        await self._pause(self._now() + timedelta(seconds=seconds), scope)
        if scope is None:
            self._pacer.refused(_time())
            # The ledger gives nothing out meanwhile; a long wait is its, by the clock on the wall.
            self._hold(min(seconds, PATIENCE))
            if seconds > PATIENCE:
                self._let_go()
        else:
            self._pacer.hold(scope, _time() + seconds)
        log.warning("told to wait", seconds=seconds, chat=scope or "all")
        return self.later(seconds, "told to wait", tried=False)

    def _failed(self, delivery: Delivery, reason: str, *, tried: bool) -> Outcome:
        wait = self._outage.failed()
        self._hold(wait)
        log.warning("a message did not go through", reason=reason, failures=self._outage.failures)
        if tried and delivery.attempt >= TRIES:
            return Refused(f"given up after {delivery.attempt} tries: {reason}")
        return self.later(max(wait, next_try(delivery.attempt)), reason, tried=tried)

    def _hold(self, seconds: float) -> None:
        self.held_until = max(self.held_until, _time() + seconds)

    async def _pause(self, until: datetime, scope: int | None) -> None:
        """Write a pause down, however long the database lets us wait."""
        while True:
            try:
                await self._ledger.pause(until, scope)
            except DatabaseUnavailable as error:
                log.warning("outcomes wait for the database", error=str(error))
                await asyncio.sleep(BUSY)
            else:
                return


def _time() -> float:
    return asyncio.get_running_loop().time()
