"""The delivery loop: claim, render, pace, send, settle.

A row is marked as begun before it is sent and as sent right after. A kill between the two leaves
rows that may have arrived; they are sent again at the next start, so no story is lost, and at
most the messages in flight at the kill (`IN_FLIGHT`) arrive twice. Telegram has no key by which
a repeat could be recognised.
"""

import asyncio
import math
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Generic

import structlog

from delivery.calm import Calmness
from delivery.judging import PATIENCE, SHORTLY, Judge
from delivery.line import Line
from delivery.pacing import Pacer
from delivery.sender import Alarm, Content, Render, Send, TopicClosed, Wait
from delivery.settling import Settler
from storage.delivery import Delivery
from storage.errors import DatabaseUnavailable
from storage.ledger import Ledger
from storage.outcomes import Later, Outcome, Refused

log = structlog.stdlib.get_logger("delivery")

#: Most messages under way at the same time, where the rate asks for no more (see `in_flight`).
IN_FLIGHT = 30
#: Seconds that an answer may take without the rate suffering.
ROUND_TRIP = 0.2
#: Rows that are held at the same time, at least; claiming costs one transaction for all of them.
BATCH = 100
#: An empty ledger is looked at this often (seconds): another process may have added a story.
IDLE = 0.4
#: A ledger that cannot be used is looked at again after so long (seconds).
BUSY = 1.0
#: Times are given out at most so far ahead (seconds), so that answers to people find room …
AHEAD = 0.1
#: … and for so much of it (seconds) at a time: at a high rate a wake for each message costs much.
AT_ONCE = 0.025
#: At a stop, messages under way get this long (seconds).
FINISH_LIMIT = 8.0


def utc_now() -> datetime:
    """Return the time, aware."""
    return datetime.now(UTC)


def in_flight(rate: float) -> int:
    """Return how many messages must be under way for a rate (a second): twice rate x round trip."""
    return max(IN_FLIGHT, math.ceil(2 * rate * ROUND_TRIP))


async def silent(_delivery: Delivery, _rows: int, _cause: str) -> None:
    """Tell no operator."""


async def unheard(_delivery: Delivery) -> bool:
    """Pause nothing."""
    return False


class Deliveries(Generic[Content]):
    """Empties the ledger."""

    def __init__(
        self,
        ledger: Ledger,
        render: Render[Content],
        send: Send[Content],
        pacer: Pacer,
        *,
        in_flight: int = IN_FLIGHT,
        now: Callable[[], datetime] = utc_now,
        alarm: Alarm = silent,
        topic_closed: TopicClosed = unheard,
    ) -> None:
        """Take the ledger, what makes messages, what sends them, the pacer and the clock.

        `alarm` tells the operator of a message that cannot be made, once for each cause;
        `topic_closed` pauses a chat whose forum topic takes nothing.
        """
        self._ledger = ledger
        self._render = render
        self._send = send
        self._pacer = pacer
        self._in_flight = in_flight
        self._batch = max(BATCH, 2 * in_flight)
        self._now = now
        self._judge = Judge(ledger, pacer, now, alarm, topic_closed, self._give_all_back)
        self._settler = Settler(ledger, now)
        self._calm = Calmness()
        self._queue = Line()
        self._flying: set[asyncio.Task[None]] = set()
        self._failed: list[asyncio.Task[None]] = []
        self._filling: asyncio.Task[None] | None = None
        self._look_again = 0.0
        self._stopping = False
        self._changed = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop` is set; then finish what is under way and give back the rest."""
        self._stopping = False
        if interrupted := await self._ledger.recover(self._now()):
            log.warning("interrupted messages are sent again", rows=interrupted)
        watching = asyncio.create_task(self._watch(stop))
        try:
            while not stop.is_set():
                self._begin_filling()
                await self._rest(min(self._start_some(), self._until_filling()))
                self._raise_trouble()
        finally:
            watching.cancel()
            await self._finish()

    async def _watch(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._stopping = True
        self._changed.set()

    def _begin_filling(self) -> None:
        """Claim rows when few are left, unless there was nothing a moment ago.

        Beside the sending: what is lined up goes on at its times, also while the database is busy.
        """
        if self._until_filling() <= 0:
            self._filling = asyncio.create_task(self._fill())
            self._filling.add_done_callback(lambda _: self._changed.set())

    async def _fill(self) -> None:
        try:
            wait = await self._claim(self._batch - len(self._queue))
        except DatabaseUnavailable as error:
            log.warning("the ledger cannot be read now", error=str(error))
            wait = BUSY
        self._look_again = _time() + wait

    async def _claim(self, wanted: int) -> float:
        """Claim so many rows; return the seconds until it is worth to claim more."""
        now = self._now()
        due = await self._ledger.next_due(now)
        if due is None or due > now:
            return IDLE if due is None else min(IDLE, (due - now).total_seconds())
        claimed = await self._ledger.claim(wanted, now)
        for delivery in claimed:
            self._take(delivery, now)
        return IDLE if len(claimed) < wanted else 0.0

    def _until_filling(self) -> float:
        """Return the seconds until the ledger is looked at again."""
        if len(self._queue) > self._batch // 2 or self._filling is not None:
            return IDLE
        return max(self._look_again, self._judge.held_until) - _time()

    def _take(self, delivery: Delivery, now: datetime) -> None:
        """Line a claimed row up, unless its chat is to be told of it at another time."""
        if (wait := self._calm.judge(delivery, now)) is not None:
            self._run(self._settler.settle(delivery, wait))
            return
        self._calm.begin(delivery)
        self._put(delivery)

    def _put(self, delivery: Delivery) -> None:
        self._queue.put(delivery, self._pacer.free_at(delivery.chat_id))

    def _start_some(self) -> float:
        """Start all that may start; return the seconds until more may."""
        time = _time()
        while self._queue and len(self._flying) < self._in_flight:
            ready = max(self._judge.held_until, self._pacer.next_at - AHEAD)
            if ready > time:
                return ready - time + AT_ONCE
            place = self._queue.pop()
            delivery = place.delivery
            if wait := self._judge.rest(delivery, time):
                self._start(delivery, time, back=wait)
                continue
            chat_free = max(place.free, self._pacer.free_at(delivery.chat_id))
            if chat_free <= time + AHEAD:
                self._start(delivery, self._pacer.take(delivery.chat_id, time))
            elif chat_free - time > PATIENCE:
                self._start(delivery, time, back=chat_free - time)
            else:
                self._queue.put_back(place, chat_free)
                if self._queue.next_at > time + AHEAD:
                    return self._queue.next_at - AHEAD - time
        return IDLE

    def _start(self, delivery: Delivery, at: float, back: float | None = None) -> None:
        self._run(self._fly(delivery, at) if back is None else self._give_back([delivery], back))

    def _run(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._flying.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: "asyncio.Task[None]") -> None:
        waited_for = len(self._flying) >= self._in_flight
        self._flying.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._failed.append(task)
        if waited_for or self._failed:
            self._changed.set()

    def _raise_trouble(self) -> None:
        if self._filling is not None and self._filling.done():
            filled, self._filling = self._filling, None
            filled.result()
        while self._failed:
            self._failed.pop().result()

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(max(seconds, 0.0)):
                await self._changed.wait()
        self._changed.clear()

    async def _fly(self, delivery: Delivery, at: float) -> None:
        await self._settle(delivery, await self._try(delivery, at))

    async def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        try:
            await self._settler.settle(delivery, outcome)
        finally:
            self._calm.end(delivery)

    async def _try(self, delivery: Delivery, at: float) -> Outcome:
        try:
            content = await self._render(delivery)
        except DatabaseUnavailable as error:
            return self._judge.later(IDLE, str(error), tried=False)
        except Exception as error:  # one story that cannot be made must not stop the others (F19)
            return await self._judge.unmade(delivery, error)
        self._judge.made(delivery)
        if content is None:
            return Refused("there is nothing left to tell")
        if content is Wait.SHORTLY:
            return self._judge.later(SHORTLY, "another message must go first", tried=False)
        await self._turn(at)
        if self._stopping or _time() < self._judge.held_until:
            return Later(self._now(), tried=False)
        mark = self._pacer.begin(_time(), delivery.chat_id)
        answer = await self._send(delivery.chat_id, content)
        self._pacer.ended(mark, _time())
        return await self._judge.answered(delivery, answer)

    async def _turn(self, at: float) -> None:
        """Sleep until a message may go. Nothing may be awaited between this and its beginning."""
        wait = at - _time()
        while wait > 0 or (wait := self._pacer.wait(_time())) > 0:
            await asyncio.sleep(wait)
            wait = 0.0

    def _give_all_back(self) -> None:
        """Let go of rows that were claimed and not begun: a kill must not put them in doubt."""
        self._run(self._give_back(self._queue.clear()))

    async def _give_back(self, deliveries: Iterable[Delivery], seconds: float = 0.0) -> None:
        later = Later(self._now() + timedelta(seconds=seconds), tried=False)
        await asyncio.gather(*(self._settle(delivery, later) for delivery in deliveries))

    async def _finish(self) -> None:
        self._stopping = True
        end = _time() + FINISH_LIMIT
        while (under_way := self._under_way()) and (left := end - _time()) > 0:
            await asyncio.wait(under_way, timeout=left)  # what ends may begin more: rows put off
        for task in under_way:
            task.cancel()
        self._flying.clear()
        self._failed.clear()
        self._filling = None
        await self._give_back(self._queue.clear())

    def _under_way(self) -> set[asyncio.Task[None]]:
        tasks = {*self._flying, self._filling}
        return {task for task in tasks if task is not None and not task.done()}


def _time() -> float:
    return asyncio.get_running_loop().time()
