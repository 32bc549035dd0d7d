"""Keeps loops running: a loop that fails is started again, later each time; others go on."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bot import logs

log = logs.get("supervision")

#: First and longest wait before a failed loop is started again, in seconds.
BACKOFF = (0.5, 60.0)
#: A loop that ran so long has recovered: its next failure waits the first time again.
RECOVERED = 60.0
#: A loop that fails so often within so many seconds needs a person.
REPEATED, LATELY = 3, 3600.0
#: The operator is told within so many seconds, or not.
TELL_LIMIT = 30.0
#: At a stop every loop gets this long to finish; the whole stop stays under 10 s.
FINISH_LIMIT = 9.5


class FatalError(Exception):
    """Nothing that waiting would mend; ends the program. `str(error)` is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A piece of endless work; `run` returns soon after its event is set."""

    name: str
    run: Callable[[asyncio.Event], Awaitable[None]]
    backoff: tuple[float, float] = BACKOFF


#: Tells the operator that a loop (by name) keeps failing, and why; or writes down that one failed.
Alarm = Callable[[str, Exception], Awaitable[None]]


async def silent(_name: str, _error: Exception) -> None:
    """Tell no operator."""


@dataclass(slots=True)
class _Trouble:
    """How often a loop failed lately, and whether the operator knows."""

    times: list[float] = field(default_factory=list)
    told: bool = False

    def is_news(self, now: float) -> bool:
        """Count a failure; tell whether it is the one to tell the operator of."""
        self.times = [at for at in self.times if now - at < LATELY]
        self.told = self.told and bool(self.times)
        self.times.append(now)
        news = len(self.times) >= REPEATED and not self.told
        self.told = self.told or news
        return news


async def supervise(
    loops: Sequence[Loop], stop: asyncio.Event, alarm: Alarm = silent, note: Alarm = silent
) -> None:
    """Run loops side by side until `stop` is set. Raises the FatalError that ended them, if any.

    `alarm` hears of a loop that keeps failing, once until it has worked for a while; `note` hears
    of each failure.
    """
    tasks = [asyncio.create_task(_keep(loop, stop, alarm, note), name=loop.name) for loop in loops]
    try:
        await asyncio.wait(
            [*tasks, stopping := asyncio.create_task(stop.wait())],
            return_when=asyncio.FIRST_EXCEPTION,
        )
        stopping.cancel()
    finally:
        stop.set()
        await _finish(tasks)
    for task in tasks:
        if not task.cancelled() and (error := task.exception()):
            raise error


async def _finish(tasks: Sequence["asyncio.Task[None]"]) -> None:
    _, late = await asyncio.wait(tasks, timeout=FINISH_LIMIT)
    for task in late:
        log.warning("a loop did not end in time", loop=task.get_name())
        task.cancel()
    if late:
        await asyncio.wait(late, timeout=0.3)


async def _keep(loop: Loop, stop: asyncio.Event, alarm: Alarm, note: Alarm) -> None:
    failures, trouble = 0, _Trouble()
    while not stop.is_set():
        started = time.monotonic()
        try:
            await loop.run(stop)
        except FatalError:
            raise
        except (
            Exception
        ) as error:  # whatever it was, the loop begins again and the others go on (F40)
            failures = 1 if time.monotonic() - started > RECOVERED else failures + 1
            seconds = min(loop.backoff[1], loop.backoff[0] * 2.0 ** min(failures - 1, 10))
            log.exception("a loop failed", loop=loop.name, again_in=seconds, failures=failures)
            await _tell(note, loop, error)
            if trouble.is_news(time.monotonic()):
                await _tell(alarm, loop, error)
            await pause(stop, seconds)
        else:
            return


async def _tell(alarm: Alarm, loop: Loop, error: Exception) -> None:
    """Tell the operator; that this fails too must not end the loop."""
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(alarm(loop.name, error), TELL_LIMIT)
    except Exception:
        log.exception("an operator could not be told", loop=loop.name)


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait, but no longer than until `stop` is set."""
    try:
        await asyncio.wait_for(stop.wait(), max(seconds, 0))
    except TimeoutError:
        return
