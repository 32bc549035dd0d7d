"""The queue of updates with getUpdates' true semantics."""

import asyncio
import time
from collections import deque
from typing import Any

from sandbox.refusals import Json, Refusal, mistake

# What a bot gets unless it asks otherwise: all but these.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LONGEST_POLL = 50  # seconds, as the real server cuts it
_TAKEN_OVER = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)


class Updates:
    """Updates wait here until an offset beyond them confirms them."""

    def __init__(self) -> None:
        self._queue: deque[Json] = deque()
        self._next_id = _first_id()
        self._allowed: frozenset[str] | None = None
        self._poll: asyncio.Future[str] | None = None
        self._new = asyncio.Event()

    def __len__(self) -> int:
        return len(self._queue)

    @property
    def polled(self) -> bool:
        """Whether a getUpdates waits now."""
        return self._poll is not None and not self._poll.done()

    def put(self, kind: str, content: Json) -> None:
        """Queue an update of this kind, unless the bot did not ask for the kind."""
        wanted = kind not in NOT_BY_DEFAULT if self._allowed is None else kind in self._allowed
        if wanted:
            self.forge({kind: content})

    def forge(self, update: Json, *, keep_id: bool = False) -> int:
        """Queue an update as it stands, with the next update_id unless it keeps its own."""
        if not keep_id or "update_id" not in update:
            update = {**update, "update_id": self._next_id}
            self._next_id += 1
        self._queue.append(update)
        self._new.set()
        return int(update["update_id"])

    def allow(self, kinds: Any) -> None:
        """Take allowed_updates: None keeps the former choice, an empty list is the default."""
        if kinds is None:
            return
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise mistake("allowed_updates must be an array of strings")
        self._allowed = frozenset(kinds) or None

    def drop(self) -> None:
        """Forget everything queued."""
        self._queue.clear()

    def first(self) -> Json | None:
        """The oldest update, for a webhook."""
        return self._queue[0] if self._queue else None

    def take_first(self) -> None:
        """The webhook took the oldest update."""
        if self._queue:
            self._queue.popleft()

    def confirm(self, offset: int) -> None:
        """Forget the updates below the offset; a negative one keeps that many at the end."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        while offset > 0 and self._queue and self._queue[0]["update_id"] < offset:
            self._queue.popleft()

    async def poll(self, params: Json) -> list[Json]:
        """getUpdates; raises the 409 in the poll that a newer one replaces."""
        self.allow(params.get("allowed_updates"))
        self.interrupt(_TAKEN_OVER)
        self.confirm(params.get("offset") or 0)
        if not self._queue and (seconds := min(params.get("timeout") or 0, LONGEST_POLL)) > 0:
            await self._wait(seconds)
        limit = params.get("limit") or 100
        return [self._queue[i] for i in range(min(len(self._queue), max(1, min(limit, 100))))]

    def interrupt(self, description: str) -> None:
        """End the waiting poll with a 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(description)

    async def arrival(self) -> None:
        """Wait until something is queued."""
        while not self._queue:
            self._new.clear()
            await self._new.wait()

    async def _wait(self, seconds: float) -> None:
        ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poll = ended
        arrival = asyncio.ensure_future(self.arrival())
        try:
            either: set[asyncio.Future[Any]] = {ended, arrival}
            await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrival.cancel()
            if self._poll is ended:
                self._poll = None
        if ended.done():
            raise Refusal(409, ended.result())


def _first_id() -> int:
    """Return a number after those of any earlier sandbox: a bot remembers what it has handled."""
    return 1 + int(time.time() * 100) % 2_000_000_000
