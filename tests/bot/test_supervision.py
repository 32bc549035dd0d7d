"""Loops are kept running: F40."""

import asyncio
import time
from itertools import pairwise

import pytest

from bot.supervision import FatalError, Loop, _Trouble, supervise

QUICK = (0.01, 0.05)
#: Seconds for what takes no time, on a machine that has other things to do.
WITHIN = 30.0


class Worker:
    """A loop that fails as often as it is told and then works until the stop."""

    def __init__(self, name: str, *failures: Exception) -> None:
        self.name = name
        self.failures = list(failures)
        self.started: list[float] = []
        self.working = asyncio.Event()
        self.ended = False

    async def run(self, stop: asyncio.Event) -> None:
        self.started.append(time.monotonic())
        if self.failures:
            raise self.failures.pop(0)
        self.working.set()
        await stop.wait()
        self.ended = True

    @property
    def starts(self) -> int:
        return len(self.started)

    @property
    def loop(self) -> Loop:
        return Loop(self.name, self.run, QUICK)


async def test_f40_a_failing_loop_is_started_again_and_the_others_go_on() -> None:
    stop = asyncio.Event()
    sick, well = Worker("sick", ValueError("a"), OSError("b")), Worker("well")
    task = asyncio.create_task(supervise([sick.loop, well.loop], stop))
    await asyncio.wait_for(sick.working.wait(), WITHIN)
    assert (sick.starts, well.starts) == (3, 1)
    stop.set()
    await asyncio.wait_for(task, WITHIN)
    assert sick.ended
    assert well.ended


async def test_what_nobody_can_mend_stops_everything_and_is_told() -> None:
    stop = asyncio.Event()
    well = Worker("well")
    with pytest.raises(FatalError, match="token"):
        await supervise([well.loop, Worker("x", FatalError("token")).loop], stop)
    assert well.ended


async def test_a_stop_ends_a_loop_that_waits_to_be_started_again() -> None:
    stop = asyncio.Event()
    sick = Worker("sick", *[ValueError()] * 100)
    loop = Loop("sick", sick.run, (300.0, 600.0))
    task = asyncio.create_task(supervise([loop], stop))
    await asyncio.sleep(0.02)
    stop.set()
    await asyncio.wait_for(task, WITHIN)
    assert sick.starts == 1


async def test_waits_grow_from_failure_to_failure() -> None:
    stop = asyncio.Event()
    sick = Worker("sick", *[ValueError()] * 4)
    task = asyncio.create_task(supervise([Loop("sick", sick.run, (0.05, 1.0))], stop))
    await asyncio.wait_for(sick.working.wait(), WITHIN)
    stop.set()
    await task
    gaps = [later - earlier for earlier, later in pairwise(sick.started)]
    # A wait may be longer on a busy machine, never shorter.
    assert all(gap > wait for gap, wait in zip(gaps, (0.045, 0.09, 0.19, 0.39), strict=True))


class Operator:
    """Whom the bot tells."""

    def __init__(self, *, deaf: bool = False) -> None:
        self.heard: list[tuple[str, str]] = []
        self.deaf = deaf

    async def hears(self, name: str, error: Exception) -> None:
        self.heard.append((name, str(error)))
        if self.deaf:
            raise OSError("no network")


async def test_f40_the_operator_is_told_once_of_a_loop_that_keeps_failing() -> None:
    stop, operator = asyncio.Event(), Operator()
    sick = Worker("sick", *[ValueError(str(number)) for number in range(6)])
    clumsy = Worker("clumsy", OSError("once"), OSError("twice"))
    task = asyncio.create_task(supervise([sick.loop, clumsy.loop], stop, operator.hears))
    await asyncio.wait_for(sick.working.wait(), WITHIN)
    stop.set()
    await task
    assert operator.heard == [("sick", "2")]


async def test_f40_a_loop_goes_on_when_the_operator_cannot_be_told() -> None:
    stop, operator = asyncio.Event(), Operator(deaf=True)
    sick = Worker("sick", *[ValueError()] * 4)
    task = asyncio.create_task(supervise([sick.loop], stop, operator.hears))
    await asyncio.wait_for(sick.working.wait(), WITHIN)
    stop.set()
    await task
    assert len(operator.heard) == 1


def test_f40_a_loop_that_was_well_for_an_hour_is_told_of_anew() -> None:
    trouble = _Trouble()
    news = [trouble.is_news(at) for at in (0, 1, 2, 3, 4, 5000, 5001, 5002, 5003)]
    assert news == [False, False, True, False, False, False, False, True, False]
