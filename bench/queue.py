"""1,000,000 rows queued and drained: the memory must stay flat, the pace the same to the end.

The sender answers at once and in this process: what is measured is the ledger and its loop.
"""

import asyncio
import itertools
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.storage import _reading, _subscribe
from delivery.loop import Deliveries
from delivery.pacing import Pacer
from storage.delivery import Delivery
from storage.outcomes import Sent
from storage.store import Store

BARS = {
    "memory: last tenth of the rows / first": "<= 1.1",
    "pace: last tenth of the rows / first": ">= 0.8",
}
#: No drain takes longer (seconds); what is left then is said.
LIMIT = 600.0


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, figure, explanation) rows."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(Path(folder) / "queue.db", 50_000 if quick else 1_000_000))


async def _run(path: Path, count: int) -> list[tuple[str, float, str]]:
    store = await Store.open(f"sqlite+aiosqlite:///{path}")
    await _subscribe(store, path, count)
    text = "Новость для всех"
    began = time.perf_counter()
    await store.stories.add(text, _reading(text), now=datetime.now(UTC))
    queued = time.perf_counter() - began
    marks = await _drained(store, count)
    await store.close()
    (first, small), (last, large) = marks[1], marks[-1]
    tenth = count / 10
    return [
        ("rows queued a second", count / queued, f"{count:,} rows in {queued:.1f} s"),
        ("rows drained a second", len(marks[1:]) * tenth / last, f"{last:.0f} s"),
        (
            "memory: last tenth of the rows / first",
            large / small,
            f"{large:.0f} MB against {small:.0f} MB, after {len(marks) - 1} tenths",
        ),
        (
            "pace: last tenth of the rows / first",
            (first - marks[0][0]) / (last - marks[-2][0]),
            f"{tenth / (last - marks[-2][0]):,.0f} against {tenth / first:,.0f} a second",
        ),
    ]


async def _drained(store: Store, count: int) -> list[tuple[float, float]]:
    """Send them all; return (seconds, greatest MB) at the begin and after each tenth."""
    numbers, begun = itertools.count(1), time.perf_counter()
    marks = [(0.0, _memory())]
    done = asyncio.Event()

    async def send(_chat: int, _content: str) -> Sent:
        number = next(numbers)
        if number % (count // 10) == 0:
            marks.append((time.perf_counter() - begun, _memory()))
        if number == count:
            done.set()
        return Sent(number)

    async def render(_delivery: Delivery) -> str:
        return "x"

    stop = asyncio.Event()
    task = asyncio.create_task(Deliveries(store.ledger, render, send, Pacer(1e9)).run(stop))
    await asyncio.wait([task, asyncio.create_task(done.wait())], timeout=LIMIT,
                       return_when=asyncio.FIRST_COMPLETED)  # fmt: skip
    stop.set()
    await task
    assert len(marks) > 2, "not even two tenths were sent"
    return marks


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
