"""Migrations: an old database comes along whole, a new one equals the metadata."""

import asyncio
import re
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from storage import revisions
from storage.delivery import Told
from storage.errors import DatabaseForeign, DatabaseNewer
from storage.migrating import upgrade, upgrade_sqlite
from storage.schema import metadata
from storage.store import Store
from storage.watches import Seen
from tests.storage.articles import GANGS, NOW, reading
from tests.storage.postgres_server import Server

SAVED = Path(__file__).parent / "data" / "revision-0001.sql"

HOUR = timedelta(hours=1)
#: Three sources, and items of two of them; the last of the first is dated ahead of its time.
SOURCES_BEFORE = """
INSERT INTO sources (id, kind, url, title, added_at, next_look_at)
VALUES (1, 'feed', 'a', '', 0, 0), (2, 'feed', 'b', '', 0, 0), (3, 'feed', 'c', '', 0, 0);
WITH RECURSIVE hours (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM hours WHERE n < 9)
INSERT INTO items (source_id, entry_mark, link_mark, title_mark, text_mark, url, title, seen_at,
  published_at)
SELECT 1, n, n, n, n, '', '', n * 3600000000, CASE n WHEN 9 THEN 9000000000000 END FROM hours
UNION ALL SELECT 2, '', '', '', '', '', '', 0, NULL;"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as the first version left it."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(SAVED.read_text("utf-8"))
    return path


def at_hour(number: int) -> datetime:
    return datetime(1970, 1, 1, number, tzinfo=UTC)


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def test_a_saved_old_database_comes_along_whole(old: Path) -> None:
    store = await Store.open(url_of(old))
    story = await store.stories.get(1)
    assert story is not None
    assert (story.views, story.likes, story.analysis) == (
        1322, 1, reading(GANGS, title="Заголовок 1"),
    )  # fmt: skip
    chat = await store.chats.get(-1001234567890)
    assert chat is not None
    assert chat.language == "kk"
    assert await store.subscriptions.count() == 3
    assert await store.places.get(1, 1) == 3
    assert await store.ledger.sent_message(1, 77) == Told("story", 2, None)
    assert await store.ledger.recover(NOW) == 1
    assert [row.chat_id for row in await store.ledger.claim(9, NOW)] == [2, -1001234567890]
    assert (await store.sources.page(), await store.prints.missing(1, 9)) == ([], [2, 1])
    source, _ = await store.sources.add("https://paper.example/rss", now=NOW)
    assert await store.sources.due(NOW, 9) == [source]
    assert await store.watches.get(1) is None
    await store.watches.add(1, Seen("https://paper.example/1", None, None, "", "", ""), NOW)
    assert [each.story_id for each in await store.watches.due(NOW, 9)] == [1]
    await store.close()


async def test_sources_from_before_keep_their_rhythm(tmp_path: Path) -> None:
    path = tmp_path / "before.db"
    upgrade_sqlite(path, "0004")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SOURCES_BEFORE)
    store = await Store.open(url_of(path))
    hourly, once, never = await store.sources.page()
    await store.close()
    assert (hourly.look.news_at, hourly.look.usual_gap) == (at_hour(9), HOUR)
    assert (once.look.news_at, once.look.usual_gap) == (at_hour(0), None)
    assert (never.look.news_at, never.look.usual_gap) == (None, None)


async def test_a_text_that_an_editor_gave_a_page_s_story_stays_an_editor_s(old: Path) -> None:
    upgrade_sqlite(old, "0007")
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(
            "INSERT INTO watches (story_id, url, body_mark, title_mark, text_mark, by_editor)"
            " VALUES (1, 'a', '', '', '', 1), (2, 'b', '', '', '', 0)"
        )
    store = await Store.open(url_of(old))
    await store.close()
    with closing(sqlite3.connect(old)) as connection:
        texts = connection.execute("SELECT id, by_editor FROM stories ORDER BY id").fetchall()
    assert texts == [(1, 1), (2, 0)]


async def test_old_stories_are_found_once_the_background_has_read_them_again(old: Path) -> None:
    store = await Store.open(url_of(old))
    stale = await store.stories.stale(1, 10)
    for number, text in stale:
        await store.stories.reanalyse(number, reading(text, title="Снова"))
    hits = await store.stories.search("торговля людьми", limit=5)
    await store.close()
    assert [number for number, _ in stale] == [2, 1]
    assert [hit.line.id for hit in hits] == [1]


async def test_a_backup_from_before_lies_beside_a_migrated_database(old: Path) -> None:
    await (await Store.open(url_of(old))).close()
    copy = old.with_name(f"old.db.before-{revisions.head()}")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("0001",)
        ]
        assert connection.execute("SELECT count(*) FROM stories").fetchone() == (2,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copy.stat().st_mode & 0o777 == 0o600


async def test_f5_a_migration_that_fails_leaves_the_old_database(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(old)
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TABLE search (in_the_way)")
    with pytest.raises(Exception, match="search"):
        await Store.open(url_of(old))
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("DROP TABLE search")
    assert dump(old) == before
    await (await Store.open(url_of(old))).close()


async def test_f5_two_processes_that_start_at_once_migrate_once(old: Path) -> None:
    stores = await asyncio.gather(*(Store.open(url_of(old)) for _ in range(3)))
    assert [await store.stories.count() for store in stores] == [2, 2, 2]
    for store in stores:
        await store.close()


async def test_f6_a_newer_database_is_refused_and_not_touched(url: str) -> None:
    await set_revision(url, "9999")
    before = await contents(url)
    with pytest.raises(DatabaseNewer, match=r"9999.*newer|newer.*9999"):
        await Store.open(url)
    assert await contents(url) == before
    await set_revision(url, revisions.head())


async def test_a_database_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(DatabaseForeign, match="another program"):
        await Store.open(url_of(path))
    assert path.read_bytes() == before


def test_the_schema_after_all_migrations_equals_the_metadata_on_sqlite(tmp_path: Path) -> None:
    from sqlalchemy import create_engine

    path = tmp_path / "new.db"
    upgrade_sqlite(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()


@pytest.mark.postgres
async def test_the_schema_after_all_migrations_equals_the_metadata_on_postgres(
    postgres: Server,
) -> None:
    postgres.run("CREATE DATABASE fresh;")
    engine = create_async_engine(postgres.url("fresh"))
    async with engine.begin() as connection:
        for revision in revisions.known():
            await connection.run_sync(upgrade, revision)
        assert await connection.run_sync(differences) == []
    await engine.dispose()


@pytest.mark.postgres
async def test_two_processes_that_start_at_once_create_one_postgres_schema(
    postgres: Server,
) -> None:
    postgres.run("CREATE DATABASE twice;")
    stores = await asyncio.gather(*(Store.open(postgres.url("twice")) for _ in range(3)))
    assert [await store.stories.count() for store in stores] == [0, 0, 0]
    for store in stores:
        await store.close()


def test_migrations_are_numbered_in_a_row() -> None:
    assert list(revisions.known()) == [f"{n:04}" for n in range(1, len(revisions.known()) + 1)]


async def test_a_start_with_a_current_schema_does_not_import_alembic(url: str) -> None:
    program = (
        "import asyncio, sys; from storage.store import Store\n"
        f"store = asyncio.run(Store.open({url!r})); print('alembic' in sys.modules); import os\n"
        "sys.stdout.flush(); os._exit(0)"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-c", program, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert out.strip() == b"False"


def differences(connection: Connection) -> list[object]:
    """What Alembic would still change; the search index is made by its migration alone."""
    context = MigrationContext.configure(
        connection,
        opts={
            "include_name": lambda name, kind, _: (
                not (kind == "table" and re.match(r"search(_|$)", name or ""))
            ),
            "compare_type": True,
            "compare_server_default": True,
        },
    )
    found: list[object] = compare_metadata(context, metadata)
    return found


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


async def set_revision(url: str, revision: str) -> None:
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE alembic_version SET version_num = '{revision}'"  # noqa: S608
        )
    await engine.dispose()


async def contents(url: str) -> list[object]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        found = [
            list(await connection.exec_driver_sql(f"SELECT * FROM {table}"))  # noqa: S608
            for table in ("alembic_version", *metadata.tables)
        ]
    await engine.dispose()
    return list(found)
