"""How the engines go about the queries of every second, with 100,000 chats: by their indexes."""

# ruff: noqa: S608 - numbers of this module

import re
from typing import Any

import pytest

from storage import announcing, editions, ledger
from storage.ledger import HELD
from storage.sqlite import Sqlite
from storage.store import Store
from tests.storage.articles import GANGS, add

CHATS = 100_000
_NUMBERS = f"""
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CHATS})"""
#: Many chats; every thousandth is closed, every hundredth gets digests, one of these is due.
_CROWD = (
    f"""INSERT INTO chats (id, kind, language, timezone, since, closed)
    {_NUMBERS} SELECT i, 'private', 'ru', 'Asia/Almaty', 0,
      CASE WHEN i % 1000 = 0 THEN 'blocked' END FROM n""",
    f"""INSERT INTO subscriptions (chat_id, since, mode, next_digest_at)
    {_NUMBERS} SELECT i, 0, CASE WHEN i % 100 = 1 THEN 'digest' ELSE 'at_once' END,
      CASE WHEN i % 100 = 1 THEN 1000000000 + i END FROM n""",
    f"""INSERT INTO follows (chat_id, case_id, story_id, since)
    {_NUMBERS} SELECT i, i % 5000, i % 5000, 0 FROM n""",
    f"""INSERT INTO deliveries
      (chat_id, what, subject_id, revision, state, priority, due_at, created_at)
    {_NUMBERS} SELECT i, 'story', 1, 1, CASE WHEN i % 2 = 0 THEN 'sent' ELSE 'pending' END,
      1, 0, 0 FROM n""",
)


#: What is asked every second, or for each story: its name, statement and values.
_AT = {"now": 1_000_000_500}
_DUE = {**_AT, "limit": 5_000}
_STORY = {**_AT, "id": 2, "cause": None}
_QUERIES: dict[str, tuple[str, dict[str, Any]]] = {
    "claim": (ledger._DUE, {**_AT, "limit": 100}),
    "is anything due": (ledger._ANY_DUE, {**_AT, "limit": 1}),
    "when is the next due": (ledger._NEXT, _AT),
    "wake": (ledger._WAKE, _AT),
    "tell followers": (announcing._ANNOUNCE_FOLLOWED, {**_STORY, "case_id": 7}),
    "tell whose filter it passes": (announcing._ANNOUNCE_MATCHED, {**_STORY, "chat_id": 7}),
    "next digest": (editions._NEXT, {}),
    "due digests": (editions._COLUMNS + editions._DUE, _DUE),
    "held for them": (editions._WAITING.format(chats=editions._THEM, held=HELD), _DUE),
    "told to them": (
        editions._TOLD.format(chats=editions._THEM, held=HELD), {**_DUE, "after": 0}
    ),
    "unsent to them": (editions._UNSENT.format(chats=editions._THEM), _DUE),
    "followed by them": (editions._FOLLOWED.format(chats=editions._THEM), _DUE),
}  # fmt: skip
#: What has a row for each chat, and the names that the statements give it.
_LARGE = {"deliveries": "d", "chats": "c", "subscriptions": "s", "follows": "f"}


async def plan(store: Store, sql: str, values: dict[str, Any]) -> list[str]:
    """Return how the engine goes about a statement, line by line."""
    database = store._database
    if isinstance(database, Sqlite):
        return [row[3] for row in await database.rows(f"EXPLAIN QUERY PLAN {sql}", **values)]
    return [row[0] for row in await database.rows(f"EXPLAIN {sql}", **values)]


def walks(lines: list[str]) -> list[str]:
    """Return the lines that go through a whole large table."""
    postgres = rf"Seq Scan on ({'|'.join(_LARGE)})\b"
    sqlite = rf"SCAN ({'|'.join([*_LARGE, *_LARGE.values()])})$"
    return [line for line in lines if re.search(postgres, line) or re.search(sqlite, line)]


@pytest.fixture
async def crowd(store: Store) -> Store:
    await add(store, GANGS)
    async with store.transaction() as transaction:
        for sql in (*_CROWD, "ANALYZE"):
            await transaction.rows(sql)
    return store


async def test_no_query_of_every_second_walks_over_all_chats(crowd: Store) -> None:
    """Claiming, queueing a story for followers and filters, digests: all by their indexes."""
    plans = {name: await plan(crowd, *query) for name, query in _QUERIES.items()}
    assert {name: found for name, lines in plans.items() if (found := walks(lines))} == {}
    # The order of the queue is that of its index: nothing is sorted before the first row is given.
    assert not [line for line in plans["claim"] if re.search(r"Sort|TEMP B-TREE", line)]


async def test_a_story_for_everybody_walks_over_each_table_once(crowd: Store) -> None:
    """Whom it is for and who is closed; no chat is looked up for itself."""
    lines = await plan(crowd, announcing._ANNOUNCE_ALL, _STORY)
    assert len(walks(lines)) == 2
    assert not [line for line in lines if re.search(r"Nested Loop|SEARCH|Index Scan", line)]
