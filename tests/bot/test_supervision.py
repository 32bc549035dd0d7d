"""Loops are kept running: F40."""

import asyncio

import pytest

from bot.supervision import FatalError, Loop, supervise

QUICK = (0.01, 0.05)


class Worker:
    """A loop that fails as often as it is told and then works until the stop."""

    def __init__(self, name: str, *failures: Exception) -> None:
        self.name = name
        self.failures = list(failures)
        self.starts = 0
        self.working = asyncio.Event()
        self.ended = False

    async def run(self, stop: asyncio.Event) -> None:
        self.starts += 1
        if self.failures:
            raise self.failures.pop(0)
        self.working.set()
        await stop.wait()
        self.ended = True

    @property
    def loop(self) -> Loop:
        return Loop(self.name, self.run, QUICK)


async def test_f40_a_failing_loop_is_started_again_and_the_others_go_on() -> None:
    stop = asyncio.Event()
    sick, well = Worker("sick", ValueError("a"), OSError("b")), Worker("well")
    task = asyncio.create_task(supervise([sick.loop, well.loop], stop))
    await asyncio.wait_for(sick.working.wait(), 2)
    assert (sick.starts, well.starts) == (3, 1)
    stop.set()
    await asyncio.wait_for(task, 2)
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
    loop = Loop("sick", sick.run, (30.0, 60.0))
    task = asyncio.create_task(supervise([loop], stop))
    await asyncio.sleep(0.02)
    stop.set()
    await asyncio.wait_for(task, 1)
    assert sick.starts == 1


async def test_waits_grow_from_failure_to_failure() -> None:
    stop = asyncio.Event()
    sick = Worker("sick", *[ValueError()] * 100)
    task = asyncio.create_task(supervise([Loop("sick", sick.run, (0.05, 1.0))], stop))
    await asyncio.sleep(0.3)  # 0.05 + 0.1 + 0.2: three starts fit, not six
    stop.set()
    await task
    assert 2 <= sick.starts <= 4
