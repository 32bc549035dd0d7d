"""Looking up a story's likely doubles among more and more kept ones: it must not grow with them."""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.database import Parameters
from storage.store import Store
from storage.values import micros

BARS = {
    "a look-up among 100,000 stories / among 1,000": "<= 10",
    "the double is found, of 100,000": "1",
}
SIZES = (1_000, 10_000, 100_000)
#: Keys of a story: most are its own, some are shared with many (names and words of every day).
KEYS, COMMON = 24, 6
_POOL = 2_000
_NOW = datetime(2026, 11, 23, tzinfo=UTC)
#: Stories come through the whole year; those of ten days are compared.
_YEAR = timedelta(days=365)
_ASKED = 100

_STORY = """
INSERT INTO stories (id, revision, fingerprint, title, lede, language, reading_minutes, added_at,
  initial_views, readers, likes) VALUES (:id, 1, :mark, '', '', 'ru', 1, :at, 0, 0, 0)"""
_PRINT = "INSERT INTO prints (story_id, version, print, added_at) VALUES (:id, 1, '{}', :at)"
_KEY = "INSERT INTO print_keys (key, story_id) VALUES (:key, :id)"


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, figure, explanation) rows."""
    return asyncio.run(_run(SIZES[:2] if quick else SIZES))


async def _run(sizes: tuple[int, ...]) -> list[tuple[str, float, str]]:
    rows, took = [], []
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        done = 0
        for size in sizes:
            await _fill(store, done, size)
            done = size
            times, found = await _ask(store, size)
            took.append(statistics.median(times))
            worst = f"nine of ten below {statistics.quantiles(times, n=10)[-1] * 1e3:.1f} ms"
            rows.append((f"ms a look-up among {size:,} stories, of a year", took[-1] * 1e3, worst))
        await store.close()
    last = f"{sizes[-1]:,}"
    grown = f"{took[-1] * 1e3:.2f} ms against {took[0] * 1e3:.2f} ms"
    return [
        *rows,
        (f"a look-up among {last} stories / among 1,000", took[-1] / took[0], grown),
        (f"the double is found, of {last}", found, "sharing a third of the keys"),
    ]


def _keys(number: int) -> list[str]:
    """Return the keys of a story, the same for the same number."""
    chance = random.Random(number)
    common = {f"c{int(_POOL * chance.random() ** 2)}" for _ in range(COMMON)}
    return [*common, *(f"w{number}-{n}" for n in range(KEYS - len(common)))]


async def _fill(store: Store, first: int, last: int) -> None:
    """Keep stories of which the later have the higher numbers."""
    for start in range(first, last, 5_000):
        numbers = range(start + 1, min(start + 5_000, last) + 1)
        async with store.transaction() as transaction:
            # All sizes spread over the year: the times are set anew below.
            await transaction.many(_STORY, [_story(number) for number in numbers])
            await transaction.many(_PRINT, [_story(number) for number in numbers])
            await transaction.many(_KEY, list(_key_rows(numbers)))
    async with store.transaction() as transaction:
        step = int(_YEAR / timedelta(microseconds=1)) // last
        newest = micros(_NOW)
        sql = "UPDATE prints SET added_at = :newest - :step * (:last - story_id)"
        await transaction.rows(sql, newest=newest, step=step, last=last)


def _story(number: int) -> Parameters:
    return {"id": number, "mark": f"{number}", "at": number}


def _key_rows(numbers: range) -> Iterator[Parameters]:
    for number in numbers:
        for key in _keys(number):
            yield {"key": key, "id": number}


async def _ask(store: Store, size: int) -> tuple[list[float], float]:
    """Look up doubles of the newest stories; return the seconds of each, and the share found."""
    times, found = [], 0
    chance = random.Random(size)
    for _ in range(_ASKED):
        number = size - chance.randrange(size // 50)
        keys = [*_keys(number)[-KEYS // 3 :], *_keys(10**7 + number)]
        began = time.perf_counter()
        likely = await store.prints.sharing(keys, 1, _NOW - timedelta(days=10))
        times.append(time.perf_counter() - began)
        found += number in {each.story_id for each in likely}
    return times, found / _ASKED
