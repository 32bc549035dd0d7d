"""A paid broadcast at 1,000 messages a second through the whole loop, where answers take a while.

Bar S4: one process uses nearly all of the limit, at no more than most of a core.
"""

import asyncio
import tempfile
import time
from bisect import bisect_left
from pathlib import Path

import aiohttp

from bench import telegram
from bench.draining import drained
from bench.sending import _broadcast, _message, _subscribe
from bot import seeds, session
from delivery.loop import in_flight
from delivery.pacing import Pacer
from storage.store import Store

#: Messages a second that Telegram lets a paid broadcast send.
RATE = 1000.0
#: Seconds that an answer takes.
LATENCIES = (0.05, 0.15)

BARS = {
    "used of 1,000 a second": ">= 0.97",
    "CPU (cores)": "<= 0.8",
}


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, figure, explanation) rows."""
    rows = []
    for latency in LATENCIES:
        with tempfile.TemporaryDirectory() as folder, telegram.running(latency) as api:
            found = asyncio.run(_run(Path(folder), api, 5_000 if quick else 15_000))
        how = f"answers take {latency * 1e3:.0f} ms"
        rows += [(what, figure, f"{how}; {more}") for what, figure, more in found]
    return rows


async def _run(folder: Path, api: str, count: int) -> list[tuple[str, float, str]]:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/bench.db")
    try:
        await seeds.plant(store)
        await _subscribe(store, count)
        await _broadcast(store)
        await _message(store)  # loads the models, as the bot did long before it has such a story
        cores = await _drained(store, api, count)
    finally:
        await store.close()
    times = await _times(api)
    assert len(times) == count, f"{len(times)} of {count} were sent"
    used = (count - 1) / (times[-1] - times[0]) / RATE
    most = max(bisect_left(times, at + 1) - place for place, at in enumerate(times))
    return [
        ("used of 1,000 a second", used, f"{count:,} messages; {most} in the fullest second"),
        ("CPU (cores)", cores, "of the process that sends: claim, render, send, settle"),
    ]


async def _drained(store: Store, api: str, count: int) -> float:
    """Send all; return how many cores that took."""
    flights = in_flight(RATE)
    bot = session.open_bot(telegram.TOKEN, api, connections=flights)
    clock, spent = time.perf_counter(), time.process_time()
    await drained(store, bot, Pacer(RATE), count, in_flight=flights, paid=True)
    cores = (time.process_time() - spent) / (time.perf_counter() - clock)
    await bot.session.close()
    return cores


async def _times(api: str) -> list[float]:
    async with aiohttp.ClientSession() as client, client.get(f"{api}/sent") as answer:
        return sorted(map(float, (await answer.text()).split()))
