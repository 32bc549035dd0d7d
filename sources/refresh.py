"""Looking at sources as they come due, side by side, each in a task of its own."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import structlog

from sources.articles import Editors
from sources.intake import Intake
from sources.lanes import Host, Lanes
from sources.looking import Moment
from sources.notebook import Notebook
from sources.visit import Outcome, Visit
from storage.errors import DatabaseUnavailable
from storage.sources import Source
from storage.store import Store

log = structlog.stdlib.get_logger("sources")

#: How often it is looked whether a source is due (seconds).
IDLE = 1.0
#: Sources that are looked at side by side.
AT_ONCE = 20
#: Of one host so many beside those that are fetched: they are read and written down meanwhile. A
#: slow host with many sources leaves room for the others.
MEANWHILE = 2
#: Due sources among which those are chosen.
DUE = 500
#: Seconds for which the place of a look stays empty that could not be written down.
RETRY = 10.0


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
        per_host: int = 1,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Take the store, who makes articles, and who looks after the sources.

        at_once: sources that are looked at side by side
        per_host: how many the fetcher asks of one host at the same time
        chance: a number from 0 to 1, which spreads the looks
        """
        self._store = store
        self._notebook = Notebook(store)
        self._intake = intake
        self._editors = editors
        self._now = now
        self._at_once = at_once
        self._per_host = per_host + MEANWHILE
        self._chance = chance
        self._running: dict[asyncio.Task[None], Source] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Look at sources as they come due until `stop` is set; what is on its way is given up."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                try:
                    due = await self._due()
                except DatabaseUnavailable as error:
                    log.warning("sources wait for the database", error=str(error))
                    due = []
                await self._begin(due, stopped)
        finally:
            await _end([stopped, *self._running])

    async def refresh(self, sources: Iterable[Source]) -> AsyncIterator[Outcome]:
        """Look at these sources, due or not; yield each outcome as it comes.

        Raises DatabaseUnavailable.
        """
        turns = Lanes(self._at_once)

        async def placed(source: Source) -> Outcome:
            async with turns.turn(_host(source), self._per_host):
                return await self.look(source)

        tasks = [asyncio.create_task(placed(source)) for source in sources]
        try:
            for done in asyncio.as_completed(tasks):
                yield await done
        finally:
            await _end(tasks)

    async def look(self, source: Source) -> Outcome:
        """Look at a source. Raises DatabaseUnavailable only."""
        at = Moment(self._now(), self._chance())
        visit = Visit(self._store, self._notebook, self._intake, self._editors, source, at)
        return await visit.make()

    async def _due(self) -> list[Source]:
        """Return sources that are due and not looked at already, the longest due first."""
        looked_at = {source.id for source in self._running.values()}
        due = await self._store.sources.due(self._now(), DUE)
        return [source for source in due if source.id not in looked_at]

    async def _begin(self, due: list[Source], stopped: "asyncio.Task[bool]") -> None:
        """Begin to look at due sources as places become free.

        Returns once all are begun; what is left over is given up when it is no longer fresh.
        """
        clock = asyncio.get_running_loop().time
        end, there_were = clock() + IDLE, bool(due)
        while (left := end - clock()) > 0 and not stopped.done():
            for source in list(self._fitting(due)):
                due.remove(source)
                task = asyncio.create_task(self._guarded(source), name=f"source {source.id}")
                self._running[task] = source
            if there_were and not due:
                return
            ends = [stopped, *self._running]
            await asyncio.wait(ends, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            self._running = {t: source for t, source in self._running.items() if not t.done()}

    def _fitting(self, due: Iterable[Source]) -> Iterator[Source]:
        """Yield sources as long as there are places, over all and for their hosts."""
        room = self._at_once - len(self._running)
        busy = Counter(map(_host, self._running.values()))
        for source in due:
            host = _host(source)
            if room > 0 and busy[host] < self._per_host:
                room -= 1
                busy[host] += 1
                yield source

    async def _guarded(self, source: Source) -> None:
        try:
            await self.look(source)
        except DatabaseUnavailable as error:
            log.warning("a look waits for the database", source=source.id, error=str(error))
        except Exception:  # it could not even be written down
            log.exception("a source could not be refreshed", source=source.id)
        else:
            return
        await asyncio.sleep(RETRY)  # in its place: else it would be fetched again and again


def _host(source: Source) -> Host:
    return source.url.partition("://")[2].partition("/")[0], 0


async def _end(tasks: Iterable["asyncio.Task[Any]"]) -> None:
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
