"""Rows that were claimed and wait for their turn: first whose chat is free, then what is urgent.

Of one chat none overtakes another that is as urgent. A row that came later, and is let go of
without being sent, would else take the chat's time again and again from the one that it waits for.
"""

import heapq
import math
from itertools import count
from typing import NamedTuple

from storage.delivery import Delivery


class Place(NamedTuple):
    """A row in the line. Compared as it stands, up to the number, which each has for itself."""

    #: When its chat is free.
    free: float
    priority: int
    number: int
    delivery: Delivery


class Line:
    """The rows in their order. Times are seconds of a steady clock."""

    def __init__(self) -> None:
        """Begin with none."""
        self._heap: list[Place] = []
        self._number = count()
        #: Of each chat how many rows wait, and the latest time of one.
        self._chats: dict[int, tuple[int, float]] = {}

    def put(self, delivery: Delivery, free: float) -> None:
        """Line a row up whose chat is free at a time; -inf for now."""
        self.put_back(Place(free, delivery.priority, next(self._number), delivery), free)

    def put_back(self, place: "Place", free: float) -> None:
        """Give a row its place again, at another time, before those of its chat that came later."""
        chat_id = place.delivery.chat_id
        rows, latest = self._chats.get(chat_id, (0, -math.inf))
        free = max(free, latest)
        self._chats[chat_id] = rows + 1, free
        heapq.heappush(self._heap, place._replace(free=free))

    def pop(self) -> "Place":
        """Take the first row."""
        place = heapq.heappop(self._heap)
        rows, latest = self._chats.pop(place.delivery.chat_id)
        if rows > 1:
            self._chats[place.delivery.chat_id] = rows - 1, latest
        return place

    @property
    def next_at(self) -> float:
        """Return when the first row's chat is free; inf where none waits."""
        return self._heap[0].free if self._heap else math.inf

    def clear(self) -> list[Delivery]:
        """Take all rows."""
        rows = [place.delivery for place in self._heap]
        self._heap.clear()
        self._chats.clear()
        return rows

    def __len__(self) -> int:
        """Return how many rows wait."""
        return len(self._heap)
