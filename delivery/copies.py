"""Remembers which messages show which story, behind the answers: nobody waits for the disk."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from storage.copies import Copy
from storage.errors import DatabaseUnavailable
from storage.store import Store
from storage.stories import Story

log = structlog.stdlib.get_logger("copies")

#: Seconds between two writes.
EVERY = 1.0
#: Answers that wait to be written at most; while the database is away, the oldest are given up.
MOST = 100_000
#: An answer that is older is not corrected any more.
KEPT = timedelta(days=30)
#: How often old ones are cleared away.
PRUNED = timedelta(hours=6)


class CopyKeeper:
    """Takes notes of answers at once and writes them down a moment later, many together."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        """Take the store and the clock (aware UTC)."""
        self._store = store
        self._now = now
        self._waiting: dict[tuple[int, int], Copy] = {}
        self._prune_at: datetime | None = None

    def keep(self, chat_id: int, message_id: int, story: Story, view: str, detail: int = 0) -> None:
        """Note that a message shows a story in a view (see `views.buttons`)."""
        key = (chat_id, message_id)
        copy = Copy(chat_id, message_id, story.id, view, detail, story.number)
        known = self._waiting.pop(key, None)
        self._waiting[key] = replace(copy, number=known.number) if known else copy
        if len(self._waiting) > MOST:
            del self._waiting[next(iter(self._waiting))]

    async def run(self, stop: asyncio.Event) -> None:
        """Write until `stop` is set, and then what is left."""
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), EVERY)
            try:
                await self.write()
            except DatabaseUnavailable as error:
                log.warning("answers could not be noted yet", error=str(error))

    async def write(self) -> None:
        """Write down what waits; it goes on waiting where that fails."""
        now = self._now()
        copies, self._waiting = self._waiting, {}
        try:
            await self._store.copies.keep(list(copies.values()), now)
        except DatabaseUnavailable:
            self._waiting = {**copies, **self._waiting}
            raise
        if self._prune_at is None or now >= self._prune_at:
            self._prune_at = now + PRUNED
            await self._store.copies.prune(now - KEPT)
