"""Turns: so many fetches at once, and so many of one host, in the order in which they came.

A fetch waits for its host first and takes one of the common places only when it can go at once,
so a slow host never holds more than its own share.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

#: A host and its port.
Host = tuple[str, int]


@dataclass(slots=True)
class _Lane:
    turns: asyncio.Semaphore
    width: int
    #: Fetches that go or wait.
    wanted: int = 0


class Lanes:
    """Hands out turns. To be used in one event loop."""

    def __init__(self, at_once: int) -> None:
        """Take how many may go at the same time, over all."""
        self._places = asyncio.Semaphore(at_once)
        self._lanes: dict[Host, _Lane] = {}

    @asynccontextmanager
    async def turn(self, host: Host, width: int = 1) -> AsyncIterator[None]:
        """Wait for a turn and hold it; so many may go to this host at the same time."""
        lane = self._lanes.setdefault(host, _Lane(asyncio.Semaphore(width), width))
        lane.wanted += 1
        try:
            async with lane.turns, self._places:
                yield
        finally:
            lane.wanted -= 1
            if not lane.wanted:
                del self._lanes[host]

    def waiting(self, host: Host) -> bool:
        """Tell whether others wait for this host, so that its connection is worth keeping."""
        lane = self._lanes.get(host)
        return lane is not None and lane.wanted > lane.width

    def __len__(self) -> int:
        """Return how many hosts are busy."""
        return len(self._lanes)
