"""The morning: 100,000 chats whose digests come at 08:00, in 30 zones, made in one pass each.

The statements of a pass are counted: they must not grow with the chats. Some of the stories are
grouped, so that it is asked which chats were told of their events.
"""

import asyncio
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import available_timezones

from bench.storage import _reading
from delivery.digests import BATCH, Digests
from delivery.timing import counted_as_told, next_digest
from storage.sqlite import SqliteConnection
from storage.store import Store
from storage.subscriptions import DIGEST, Choices
from storage.values import micros

BARS = {
    "chats with more or fewer than one digest": "= 0",
    "statements for 5,000 chats / for 50": "= 1",
}
_ZONES = 30
_MORNINGS = Choices(mode=DIGEST, schedule="08:00/0-6")
#: Looks in a day; one that finds nothing due is a single statement.
_LOOKS = 24 * 4
_EVE = datetime(2026, 11, 22, 6, tzinfo=UTC)


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, figure, explanation) rows."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(Path(folder), 10_000 if quick else 100_000))


async def _run(folder: Path, count: int) -> list[tuple[str, float, str]]:
    few = await _morning(folder / "few.db", 50, zones=1)
    batch = await _morning(folder / "batch.db", BATCH, zones=1)
    many = await _morning(folder / "many.db", count, zones=_ZONES)
    seconds, chats, statements, wrong, megabytes = many
    return [
        ("chats with more or fewer than one digest", wrong, f"{count:,} chats in {_ZONES} zones"),
        ("statements for 5,000 chats / for 50", batch[2] / few[2], f"{batch[2]} against {few[2]}"),
        (
            "digests made a second",
            chats / seconds,
            f"{seconds:.1f} s in all, {statements} statements in {_ZONES} passes or a few more",
        ),
        ("memory beyond that of the start (MB)", megabytes, "the greatest of this process"),
    ]


async def _morning(path: Path, count: int, zones: int) -> tuple[float, int, int, int, float]:
    """Let the day go by; return seconds, digests, statements, chats with other than one, MB."""
    store = await Store.open(f"sqlite+aiosqlite:///{path}")
    names = sorted(name for name in available_timezones() if name.startswith("Asia/"))[:zones]
    await asyncio.to_thread(_subscribe, path, count, names)
    stories = []
    for number in range(20):
        text = f"Новость номер {number} о городе"
        added = await store.stories.add(text, _reading(text), now=_EVE, announce=False)
        stories.append(added.story.id)
    for first, second in zip(stories[:8:2], stories[1:8:2], strict=True):
        await store.groups.join(second, first)
    clock = [_EVE]
    digests = Digests(store, lambda: clock[0])
    before = _memory()
    with _counted() as statements:
        made, seconds = 0, 0.0
        for quarter in range(1, _LOOKS + 1):
            clock[0] = _EVE + timedelta(minutes=15 * quarter)
            began = time.perf_counter()
            made += await digests.make_due()
            seconds += time.perf_counter() - began
    memory = _memory() - before
    await store.close()
    return seconds, made, statements[0] - _LOOKS, await asyncio.to_thread(_wrong, path), memory


def _subscribe(path: Path, count: int, zones: list[str]) -> None:
    told, nexts = {}, {}
    for zone in zones:
        told[zone] = counted_as_told(_MORNINGS, zone, _EVE)
        at = next_digest(_MORNINGS, zone, told[zone], _EVE)
        assert at is not None
        nexts[zone] = micros(at)
    rows = [(chat, zones[chat % len(zones)]) for chat in range(1, count + 1)]
    connection = sqlite3.connect(path)
    connection.executemany(
        "INSERT INTO chats (id, kind, language, timezone, since) VALUES (?, 'private', 'ru', ?, 0)",
        rows,
    )
    connection.executemany(
        "INSERT INTO subscriptions (chat_id, since, mode, schedule, slot, next_digest_at)"
        " VALUES (?, 0, 'digest', '08:00/0-6', ?, ?)",
        [(chat, told[zone], nexts[zone]) for chat, zone in rows],
    )
    connection.commit()
    connection.close()


def _wrong(path: Path) -> int:
    connection = sqlite3.connect(path)
    [(wrong,)] = connection.execute(
        "SELECT count(*) FROM chats AS c WHERE 1 <> (SELECT count(*) FROM deliveries AS d"
        " WHERE d.chat_id = c.id AND d.what = 'digest')"
    )
    connection.close()
    return int(wrong)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _counted() -> Iterator[list[int]]:
    """Count what the store runs."""
    count, rows, many = [0], SqliteConnection.rows, SqliteConnection.many

    async def counted_rows(self: SqliteConnection, sql: str, /, **more: int | str | None) -> object:
        count[0] += 1
        return await rows(self, sql, **more)

    async def counted_many(self: SqliteConnection, sql: str, parameters: object) -> None:
        count[0] += 1
        await many(self, sql, parameters)  # type: ignore[arg-type]

    SqliteConnection.rows, SqliteConnection.many = counted_rows, counted_many  # type: ignore
    try:
        yield count
    finally:
        SqliteConnection.rows, SqliteConnection.many = rows, many  # type: ignore[method-assign]
