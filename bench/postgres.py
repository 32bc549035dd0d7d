"""The ledger on PostgreSQL: claiming and marking against bare asyncpg, and four processes at once.

`python -m bench.postgres URL` claims and marks until nothing is left, and prints what it claimed.
"""

import asyncio
import statistics
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime

import asyncpg

from storage.outcomes import Sent
from storage.store import Store
from tests.storage.postgres_server import Server, running

BARS = {
    "claim + mark / bare asyncpg": ">= 0.3",
    "rows that two of four processes claimed": "0",
    "rows that none of them claimed": "0",
}

_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_BATCH = 100
_PROCESSES = 4
_READERS = """
INSERT INTO chats (id, kind, language, timezone, since)
SELECT n, 'private', 'ru', 'Asia/Almaty', 0 FROM generate_series(1, {count}) AS n;
INSERT INTO subscriptions (chat_id, by_user, since)
SELECT n, n, 0 FROM generate_series(1, {count}) AS n;"""
_ROWS = """
DELETE FROM deliveries;
INSERT INTO deliveries
  (chat_id, what, subject_id, revision, state, priority, due_at, created_at)
SELECT n, 'story', 1, 1, 'pending', 1, 0, 0 FROM generate_series(1, {count}) AS n;
ANALYZE;"""
_DUE = """
SELECT id FROM deliveries WHERE state = 'pending' ORDER BY priority, id LIMIT 100
FOR UPDATE SKIP LOCKED"""
_CLAIM = """
UPDATE deliveries SET state = 'claimed', claimed_at = 1, attempt = 1 WHERE id = ANY($1)"""
_MARK = """
UPDATE deliveries SET state = 'sent', message_id = id, settled_at = 1 WHERE id = ANY($1)"""


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, figure, explanation) rows; the disk is synced at each commit."""
    count = 4_000 if quick else 20_000
    with running() as server:
        server.run("CREATE DATABASE bench;")
        asyncio.run(_readers(server, count))
        return [asyncio.run(_compared(server, count)), *asyncio.run(_shared(server, count))]


async def _readers(server: Server, count: int) -> None:
    store = await Store.open(server.url("bench"))
    await store.close()
    await _execute(server, _READERS.format(count=count))


async def _execute(server: Server, sql: str) -> None:
    connection = await asyncpg.connect(server.plain_url("bench"))
    await connection.execute(sql)
    await connection.close()


async def _compared(server: Server, count: int) -> tuple[str, float, str]:
    bare, ours = [], []
    for _ in range(3):
        await _execute(server, _ROWS.format(count=count))
        bare.append(count / await _bare(server))
        await _execute(server, _ROWS.format(count=count))
        _, seconds = await drain(server.url("bench"))
        ours.append(count / seconds)
    ratio = statistics.median(mine / other for mine, other in zip(ours, bare, strict=True))
    told = f"{statistics.median(ours):,.0f} of {statistics.median(bare):,.0f} rows/s"
    return "claim + mark / bare asyncpg", ratio, f"{told}, {_BATCH} at a time"


async def _bare(server: Server) -> float:
    """Claim and mark everything with plain statements; return the seconds."""
    connection = await asyncpg.connect(server.plain_url("bench"))
    began, ids = time.perf_counter(), [0]
    while ids:
        async with connection.transaction():
            ids = [row[0] for row in await connection.fetch(_DUE)]
            await connection.execute(_CLAIM, ids)
        await connection.execute(_MARK, ids)
    seconds = time.perf_counter() - began
    await connection.close()
    return seconds


async def drain(url: str) -> tuple[list[int], float]:
    """Claim and mark everything as the product does; return the rows and the seconds."""
    store = await Store.open(url)
    claimed: list[int] = []
    began = time.perf_counter()
    while rows := await store.ledger.claim(_BATCH, _NOW):
        claimed += [row.id for row in rows]
        await store.ledger.settle([(row, Sent(row.id)) for row in rows], _NOW)
    seconds = time.perf_counter() - began
    await store.close()
    return claimed, seconds


async def _shared(server: Server, count: int) -> list[tuple[str, float, str]]:
    await _execute(server, _ROWS.format(count=count))
    command = (sys.executable, "-m", "bench.postgres", server.url("bench"))
    processes = [
        await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        for _ in range(_PROCESSES)
    ]
    said = [(await process.communicate())[0].split() for process in processes]
    claims = Counter(row for rows in said for row in rows)
    how = f"{count:,} rows, by process: {', '.join(str(len(rows)) for rows in said)}"
    twice = sum(times > 1 for times in claims.values())
    return [
        ("rows that two of four processes claimed", float(twice), how),
        ("rows that none of them claimed", float(count - len(claims)), how),
    ]


if __name__ == "__main__":
    print(*asyncio.run(drain(sys.argv[1]))[0])
