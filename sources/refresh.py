"""Looking at sources as they come due, side by side, each in a task of its own."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime

import structlog

from sources.articles import Editors
from sources.health import KEPT
from sources.intake import Intake
from sources.looking import Moment
from sources.notebook import Notebook
from sources.rhythm import LATEST
from sources.visit import Outcome, Visit
from storage.errors import DatabaseUnavailable
from storage.sources import Source
from storage.store import Store

log = structlog.stdlib.get_logger("sources")

#: How often it is looked whether a source is due (seconds).
IDLE = 1.0
#: Sources that are looked at side by side.
AT_ONCE = 20


class Refresher:
    """Looks at sources. One is kept for as long as it is looked."""

    def __init__(
        self,
        store: Store,
        intake: Intake,
        editors: Editors,
        *,
        now: Callable[[], datetime],
        at_once: int = AT_ONCE,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Take the store, who makes articles, and who looks after the sources.

        at_once: sources that are looked at side by side
        chance: a number from 0 to 1, which spreads the looks
        """
        self._store = store
        self._notebook = Notebook(store)
        self._intake = intake
        self._editors = editors
        self._now = now
        self._at_once = at_once
        self._chance = chance
        self._running: dict[int, asyncio.Task[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Look at sources as they come due until `stop` is set; what is on its way is given up."""
        try:
            while not stop.is_set():
                try:
                    await self._begin()
                except DatabaseUnavailable as error:
                    log.warning("sources wait for the database", error=str(error))
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), IDLE)
        finally:
            await _end(self._running.values())

    async def refresh(self, sources: Iterable[Source]) -> AsyncIterator[Outcome]:
        """Look at these sources, due or not; yield each outcome as it comes.

        Raises DatabaseUnavailable.
        """
        times = await self._store.sources.times_of_all(self._now() - KEPT, LATEST)
        places = asyncio.Semaphore(self._at_once)

        async def placed(source: Source) -> Outcome:
            async with places:
                return await self.look(source, times.get(source.id, ()))

        tasks = [asyncio.create_task(placed(source)) for source in sources]
        try:
            for done in asyncio.as_completed(tasks):
                yield await done
        finally:
            await _end(tasks)

    async def look(self, source: Source, times: Sequence[datetime] = ()) -> Outcome:
        """Look at a source; `times` are those of its news. Raises DatabaseUnavailable only."""
        at = Moment(self._now(), times, self._chance())
        visit = Visit(self._store, self._notebook, self._intake, self._editors, source, at)
        return await visit.make()

    async def _begin(self) -> None:
        """Begin to look at as many due sources as there is room for."""
        self._running = {number: task for number, task in self._running.items() if not task.done()}
        room = self._at_once - len(self._running)
        if room <= 0:
            return
        now = self._now()
        due = await self._store.sources.due(now, self._at_once)
        due = [source for source in due if source.id not in self._running][:room]
        times = await self._store.sources.times_of_due(now, now - KEPT, LATEST) if due else {}
        for source in due:
            look = self._guarded(source, times.get(source.id, ()))
            self._running[source.id] = asyncio.create_task(look, name=f"source {source.id}")

    async def _guarded(self, source: Source, times: Sequence[datetime]) -> None:
        try:
            await self.look(source, times)
        except DatabaseUnavailable as error:
            log.warning("a look waits for the database", source=source.id, error=str(error))


async def _end(tasks: Iterable["asyncio.Task[object]"]) -> None:
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
