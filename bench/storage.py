"""What the memory costs, as ratios to the standard library's sqlite3 in the same run.

Rows are (name, ratio, explanation). D1-D3: the product's rate over the plain one's (more is
better); D4: the product's time over the plain query's (less is better).
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from news.analysis import Analysis
from news.spans import Part
from news.story import Story
from news.words import stems
from storage.outcomes import Sent
from storage.store import Store

Row = tuple[str, float, str]

_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_POINT = "SELECT id, revision, likes, readers, added_at FROM stories WHERE id = ?"
_LEDGER_COLUMNS = "chat_id, what, subject_id, revision, state, priority, due_at, created_at"
_ENQUEUE = f"INSERT INTO deliveries ({_LEDGER_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_DUE = """
SELECT id FROM deliveries WHERE state = 'pending' ORDER BY priority, id LIMIT 100"""
_CLAIM = "UPDATE deliveries SET state = 'claimed', claimed_at = 1, attempt = 1 WHERE id = ?"
_MARK = "UPDATE deliveries SET state = 'sent', message_id = id, settled_at = 1 WHERE id = ?"
_FTS = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 10"


def run(quick: bool = False) -> list[Row]:
    """Measure D1-D4 of PERFORMANCE; `quick` takes a tenth of the rows."""
    size = 10_000 if quick else 100_000
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_ledger(Path(folder) / "ledger.db", size)) + asyncio.run(
            _search(Path(folder) / "search.db", size)
        )


async def _ledger(path: Path, size: int) -> list[Row]:
    store = await Store.open(f"sqlite+aiosqlite:///{path}")
    await _subscribe(store, path, size)
    first = await _add(store, "Первая новость дня", announce=False)
    rows = [
        await _point_read(store, path, first),
        await _enqueue(store, path, size),
        await _claim_and_mark(store, path),
    ]
    await store.close()
    return rows


async def _point_read(store: Store, path: Path, id: int) -> Row:
    def plain() -> None:
        connection.execute(_POINT, (id,)).fetchone()

    async def in_thread() -> None:
        await asyncio.to_thread(plain)

    async def ours() -> None:
        await store.stories.get(id)

    with _plain(path) as connection:
        await ours()
        pairs = [(await _rate(in_thread, 1_000), await _rate(ours, 1_000)) for _ in range(5)]
    return _ratio("D1 point read", pairs, "stories.get against sqlite3 in a thread, bar 0.3")


async def _enqueue(store: Store, path: Path, size: int) -> Row:
    rows = [(chat, "story", 10**9, 1, "pending", 1, 0, 0) for chat in range(1, size + 1)]
    with _plain(path) as connection:
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_ENQUEUE, rows)
        connection.execute("COMMIT")
        plain = time.perf_counter() - begun
        connection.execute("DELETE FROM deliveries")
    begun = time.perf_counter()
    await _add(store, "Вторая новость дня", announce=True)
    ours = time.perf_counter() - begun
    explanation = f"story + {size:,} rows, {size / ours:,.0f}/s, against executemany, bar 0.5"
    return "D2 enqueue", plain / ours, explanation


async def _claim_and_mark(store: Store, path: Path) -> Row:
    async def ours() -> None:
        rows = await store.ledger.claim(100, _NOW)
        await store.ledger.settle([(row, Sent(row.id)) for row in rows], _NOW)

    async def plain() -> None:
        connection.execute("BEGIN IMMEDIATE")
        ids = connection.execute(_DUE).fetchall()
        connection.executemany(_CLAIM, ids)
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_MARK, ids)
        connection.execute("COMMIT")

    with _plain(path) as connection:
        pairs = [(await _rate(plain, 8), await _rate(ours, 8)) for _ in range(5)]
    rate = statistics.median(pair[1] for pair in pairs) * 100
    return _ratio("D3 claim + mark", pairs, f"batches of 100, {rate:,.0f} rows/s, bar 0.25")


async def _search(path: Path, size: int) -> list[Row]:
    store = await Store.open(f"sqlite+aiosqlite:///{path}")
    await asyncio.to_thread(_fill, path, size)
    queries = _queries(300)
    plain, ours = [], []
    with _plain(path) as connection:
        for query in queries:
            match = " ".join(f'"{stem}"' for stem in stems(query))
            begun = time.perf_counter()
            connection.execute(_FTS, (match,)).fetchall()
            plain.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            await store.stories.search(query, limit=10)
            ours.append(time.perf_counter() - begun)
    await store.close()
    p50, p99 = statistics.median(ours), statistics.quantiles(ours, n=100)[98]
    bare = statistics.median(plain)
    explanation = f"two words, {size:,} articles, {p50 * 1e3:.2f} ms of {bare * 1e3:.2f}, bar 10"
    return [
        ("D4 search p50", p50 / bare, explanation),
        ("D4 search p99", p99 / 0.050, f"{p99 * 1e3:.1f} ms of 50 ms, bar 1"),
    ]


async def _subscribe(store: Store, path: Path, size: int) -> None:
    def fill() -> None:
        with _plain(path) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO chats (id, kind, language, timezone, since)"
                " VALUES (?, 'private', 'ru', 'Asia/Almaty', 0)",
                [(chat,) for chat in range(1, size + 1)],
            )
            connection.execute(
                "INSERT INTO subscriptions (chat_id, by_user, since) SELECT id, id, 0 FROM chats"
            )
            connection.execute("COMMIT")

    await asyncio.to_thread(fill)


async def _add(store: Store, text: str, *, announce: bool) -> int:
    added = await store.stories.add(text, _reading(text), now=_NOW, announce=announce)
    return added.story.id


def _reading(text: str) -> Analysis:
    whole = Part(text, 0, len(text))
    story = Story(text, "ru", whole, None, (whole,), (), None, None, None, None, None, (), 1)
    return Analysis(1, story, (), (), ())


def _fill(path: Path, size: int) -> None:
    """Articles of 68 words with Zipf frequencies and Russian endings, as PERFORMANCE has them."""
    dice = random.Random(1)
    lines = ((number, _article(dice)) for number in range(1, size + 1))
    with _plain(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for number, text in lines:
            connection.execute(
                "INSERT INTO stories (id, revision, fingerprint, title, lede, language,"
                " reading_minutes, added_at, initial_views, readers, likes)"
                " VALUES (?, 1, ?, ?, '', 'ru', 1, 0, 0, 0, 0)",
                (number, str(number), text[:40]),
            )
            connection.execute("INSERT INTO articles VALUES (?, ?, '', 1)", (number, text))
            connection.execute(
                "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
                (number, " ".join(stems(text[:40])), " ".join(stems(text))),
            )
        connection.execute("COMMIT")


_SYLLABLES = [a + b for a in "бвгдзклмнпрст" for b in "аеиоу"]
_ENDINGS = ["", "а", "у", "ом", "е", "ы", "ов", "ами"]
_VOCABULARY = 20_000


_RANKS = range(1, _VOCABULARY + 1)
_FREQUENCIES = list(itertools.accumulate(1 / rank for rank in _RANKS))


def _word(dice: random.Random) -> str:
    number, word = dice.choices(_RANKS, cum_weights=_FREQUENCIES)[0] * 7919 % 10**6, ""
    for _ in range(3):
        number, index = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[index]
    return f"{word}к{dice.choice(_ENDINGS)}"


def _article(dice: random.Random) -> str:
    return " ".join(_word(dice) for _ in range(68))


def _queries(count: int) -> list[str]:
    dice = random.Random(2)
    return [f"{_word(dice)} {_word(dice)}" for _ in range(count)]


@contextmanager
def _plain(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(
        sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    ) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -16000")
        yield connection


async def _rate(act: Callable[[], Awaitable[None]], times: int) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        await act()
    return times / (time.perf_counter() - begun)


def _ratio(name: str, pairs: Sequence[tuple[float, float]], explanation: str) -> Row:
    """The median of the ratios of pairs measured side by side: (plain, ours)."""
    return name, statistics.median(ours / plain for plain, ours in pairs), explanation


if __name__ == "__main__":
    for name, ratio, explanation in run():
        print(f"{name:16} {ratio:7.2f}  {explanation}")
