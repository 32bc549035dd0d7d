"""Telegram's speed limits, as its FAQ tells them: 30 a second in all, 1 a second in a private
chat (short bursts pass), 20 a minute in a group. The numbers can be changed for a test."""

import math
from collections import deque
from dataclasses import dataclass

from sandbox.refusals import too_many


@dataclass(slots=True)
class Limits:
    """The numbers; `on` False lets everything pass."""

    on: bool = True
    overall: int = 30
    private_burst: int = 3
    private_rate: float = 1.0
    group: int = 20


class Pace:
    """Counts accepted sends and refuses, with a 429, the one that is too many."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._all: deque[float] = deque()
        self._private: dict[int, float] = {}  # chat -> when its bucket is full again
        self._groups: dict[int, deque[float]] = {}

    def take(self, chat: int, now: float, count: int = 1, *, private: bool) -> None:
        """Count `count` sends to the chat at `now` (seconds) or raise the 429, counting none."""
        if not self.limits.on:
            return
        wait = max(self._overall_wait(now, count), self._chat_wait(chat, now, count, private))
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        self._all.extend([now] * count)
        if private:
            step = 1 / self.limits.private_rate
            self._private[chat] = max(now, self._private.get(chat, now)) + step * count
        else:
            self._groups[chat].extend([now] * count)

    def take_edit(self, chat: int, now: float) -> None:
        """Count an edit in a group; edits in private chats are free."""
        if not self.limits.on:
            return
        if (wait := self._group_wait(chat, now, 1)) > 0:
            raise too_many(max(1, math.ceil(wait)))
        self._groups[chat].append(now)

    def _overall_wait(self, now: float, count: int) -> float:
        while self._all and self._all[0] <= now - 1:
            self._all.popleft()
        if len(self._all) + count <= self.limits.overall or not self._all:
            return 0
        return self._all[0] + 1 - now

    def _chat_wait(self, chat: int, now: float, count: int, private: bool) -> float:
        if not private:
            return self._group_wait(chat, now, count)
        step = 1 / self.limits.private_rate
        room = step * (self.limits.private_burst - 1)
        return max(now, self._private.get(chat, now)) - now - room if count == 1 else 0

    def _group_wait(self, chat: int, now: float, count: int) -> float:
        times = self._groups.setdefault(chat, deque())
        while times and times[0] <= now - 60:
            times.popleft()
        if len(times) + count <= self.limits.group or not times:
            return 0
        return times[0] + 60 - now
