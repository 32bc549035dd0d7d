"""Group commit: outcomes that wait at the same moment are written in one transaction.

One transaction a message would cost three times as much as sending it; a send still counts as
done only when its own outcome is on the disk.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from storage.delivery import Delivery
from storage.errors import DatabaseUnavailable
from storage.ledger import Ledger
from storage.outcomes import Outcome

log = structlog.stdlib.get_logger("delivery")

#: First and longest wait for a database that cannot be written now, in seconds.
BACKOFF = (0.05, 5.0)

Pair = tuple[Delivery, Outcome]


class Settler:
    """Writes outcomes down in groups; never drops one."""

    def __init__(self, ledger: Ledger, now: Callable[[], datetime]) -> None:
        """Take the ledger and the clock (aware UTC)."""
        self._ledger = ledger
        self._now = now
        self._waiting: list[tuple[Pair, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Return when the outcome is on the disk."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append(((delivery, outcome), written))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await written

    async def _write(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                await self._persist([pair for pair, _ in group])
            except Exception as error:  # each sender learns it; the loop ends and starts again
                _tell(group, error)
            else:
                _tell(group, None)

    async def _persist(self, pairs: Sequence[Pair]) -> None:
        wait, longest = BACKOFF
        while True:
            try:
                await self._ledger.settle(pairs, self._now())
            except DatabaseUnavailable as error:
                # What was sent must be remembered: forgetting it would send it again.
                log.warning("outcomes wait for the database", error=str(error), rows=len(pairs))
                await asyncio.sleep(wait)
                wait = min(wait * 2, longest)
            else:
                return


def _tell(group: Sequence[tuple[Pair, "asyncio.Future[None]"]], error: Exception | None) -> None:
    for _, written in group:
        if written.done():  # its sender was cancelled
            continue
        if error is None:
            written.set_result(None)
        else:
            written.set_exception(error)
