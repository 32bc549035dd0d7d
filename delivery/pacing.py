"""When the next message may go: slots by arithmetic, no burst, no lock, no timer that drifts.

A token bucket that starts full sends twice the limit in its first second; a pacer that sleeps
under a lock loses what the timer is late. Here every message gets a time computed from the
one before it, and sleeps until then by itself.

Limits as Telegram states them: about 30 messages a second over all chats, one a second in a
chat, 20 a minute in a group. The exact ones are not published, so a refusal rules: the rate goes
down at once and comes back slowly.
"""

import heapq
import math
from collections import OrderedDict
from dataclasses import dataclass

#: Seconds between two messages to a person.
PRIVATE_GAP = 1.0
#: Seconds between two messages to a group or channel: 20 a minute, 3 % in reserve.
GROUP_GAP = 60 / 20 * 1.03
#: The second in which messages are counted, with a small reserve for clocks.
WINDOW = 1.01
#: A message without an answer may have been counted so much later than it began (seconds, at most).
LATEST = 0.5
#: The fastest answer is remembered, but less with every message: routes change.
FADE = 1.0005
#: After a refusal the rate falls to this part of itself …
FALL = 0.7
#: … but not below this part of the set rate …
FLOOR = 0.1
#: … and rises by this part of the set rate after each quiet RISE_EVERY seconds.
RISE = 0.05
RISE_EVERY = 10.0


#: A message that goes so much later than its time (seconds) is as good as on time.
LATENESS = 0.002


def gap_of(chat_id: int) -> float:
    """Return the seconds between two messages to a chat."""
    return PRIVATE_GAP if chat_id > 0 else GROUP_GAP


@dataclass(slots=True)
class Slots:
    """Times at least `gap` seconds apart."""

    gap: float
    next: float = float("-inf")

    def take(self, now: float) -> float:
        """Reserve the next time, now or later."""
        at = max(now, self.next)
        self.next = at + self.gap
        return at


@dataclass(slots=True, eq=False)
class Mark:
    """A message that went, and when it began."""

    at: float


class Pacer:
    """Gives every message the time when it may go. Times are seconds of a steady clock."""

    def __init__(self, rate: float) -> None:
        """Take the most messages a second over all chats."""
        self._rate = rate
        self._all = Slots(1 / rate)
        #: Messages without an answer in the order that they began, and when others were counted.
        self._open: OrderedDict[Mark, None] = OrderedDict()
        self._counted: list[float] = []
        self._most = max(1, math.ceil(rate))
        self._chats: dict[int, float] = {}
        self._order: list[tuple[float, int]] = []
        self._quiet_since = float("-inf")
        self._fastest = math.inf

    @property
    def rate(self) -> float:
        """Messages a second at present."""
        return 1 / self._all.gap

    @property
    def next_at(self) -> float:
        """Return when the next message may go, whichever chat it is for."""
        return self._all.next

    def hold(self, chat_id: int, until: float) -> None:
        """Give a chat nothing before `until`: Telegram said so."""
        self._chats[chat_id] = max(until, self.free_at(chat_id))
        heapq.heappush(self._order, (self._chats[chat_id], chat_id))

    def free_at(self, chat_id: int) -> float:
        """Return when this chat may get its next message; -inf for at once."""
        return self._chats.get(chat_id, float("-inf"))

    def take(self, chat_id: int, now: float) -> float:
        """Reserve the time of a message to a chat; never earlier than `now`."""
        self._rise(now)
        at = self._all.take(max(now, self.free_at(chat_id)))
        self._mark(chat_id, at, now)
        return at

    def wait(self, now: float) -> float:
        """Ask whether a message may begin now: 0 for yes, else the seconds until asking again.

        Messages that wake late on a busy machine, or that the network holds back, close up;
        counting when each can have reached the server keeps every second of its under the limit.
        A message without an answer may be counted now, or up to LATEST after it began.
        """
        while self._counted and self._counted[0] + WINDOW <= now:
            heapq.heappop(self._counted)
        while self._open and self._last_of_oldest() + WINDOW <= now:
            self._open.popitem(last=False)
        if len(self._counted) + len(self._open) < self._most:
            return 0.0
        return min([*self._counted[:1], self._last_of_oldest()]) + WINDOW - now

    def _last_of_oldest(self) -> float:
        """Return when the oldest message without an answer is counted at last; inf for none."""
        oldest = next(iter(self._open), None)
        return math.inf if oldest is None else oldest.at + LATEST

    def begin(self, now: float, chat_id: int | None = None) -> Mark:
        """Count a message that goes now; `ended` is told its mark.

        With its chat: one that goes later than its time moves the chat's next time along.
        """
        if chat_id is not None and now + gap_of(chat_id) > self.free_at(chat_id) + LATENESS:
            self._mark(chat_id, now, now)
        mark = Mark(now)
        self._open[mark] = None
        return mark

    def ended(self, mark: Mark, now: float) -> None:
        """Take the time of an answer: the server counted the message before it.

        The usual way there is the same for all; what an answer took beyond the fastest is jitter.
        """
        took = now - mark.at
        self._fastest = min(took, self._fastest * FADE)
        if mark in self._open:
            del self._open[mark]
            heapq.heappush(self._counted, mark.at + min(took - self._fastest, LATEST))

    def spent(self, chat_id: int, now: float) -> Mark:
        """Count a message that went without asking: an answer to a person, who never waits."""
        self._all.take(now)
        self._mark(chat_id, now, now)
        return self.begin(now)

    def refused(self, now: float) -> None:
        """Slow down: Telegram said that it was too much."""
        self._all.gap = min(self._all.gap / FALL, 1 / (self._rate * FLOOR))
        self._quiet_since = now

    def _rise(self, now: float) -> None:
        if self.rate >= self._rate or now - self._quiet_since < RISE_EVERY:
            return
        self._all.gap = 1 / min(self._rate, self.rate + self._rate * RISE)
        self._quiet_since = now

    def _mark(self, chat_id: int, at: float, now: float) -> None:
        free = max(at + gap_of(chat_id), self.free_at(chat_id))
        self._chats[chat_id] = free
        heapq.heappush(self._order, (free, chat_id))
        self._forget(now)

    def _forget(self, now: float) -> None:
        """Drop chats whose gap is over: memory holds the chats of the last seconds only."""
        while self._order and self._order[0][0] <= now:
            free, chat_id = heapq.heappop(self._order)
            if self._chats.get(chat_id, now) <= free:
                self._chats.pop(chat_id, None)

    def __len__(self) -> int:
        """Return how many chats are remembered."""
        return len(self._chats)
