"""Work side by side: that of different lanes at once, that of one lane in turn."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

Work = Callable[[], Awaitable[None]]


class Lanes:
    """Runs work of different lanes (chats, people) side by side, that of one after another."""

    def __init__(self, width: int) -> None:
        """Take how much runs at the same time."""
        self._last: dict[int, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(width)
        self.tasks: set[asyncio.Task[None]] = set()

    def start(self, lane: int, work: Work) -> None:
        """Queue work in a lane; it begins when the lane's earlier work is over."""
        task = asyncio.create_task(self._run(self._last.get(lane), work))
        self._last[lane] = task
        self.tasks.add(task)
        task.add_done_callback(lambda _: self._forget(lane, task))

    async def finish(self, seconds: float) -> int:
        """Give what is in hand so long to end, then cancel it; return how much that was."""
        if not self.tasks:
            return 0
        _, late = await asyncio.wait(self.tasks, timeout=seconds)
        for task in late:
            task.cancel()
        return len(late)

    async def _run(self, before: "asyncio.Task[None] | None", work: Work) -> None:
        if before is not None:
            with suppress(Exception):
                await asyncio.shield(before)
        async with self._room:
            await work()

    def _forget(self, lane: int, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if self._last.get(lane) is task:
            del self._last[lane]
