"""Every test of the contract runs on both engines: a fresh SQLite file, an emptied PostgreSQL."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from storage.schema import metadata
from storage.store import Store
from tests.storage.postgres_server import Server, running

_TABLES = ", ".join([table.name for table in metadata.sorted_tables] + ["search"])


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Started once; skipped with its reason where it cannot start, except in CI."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running())
        except Exception as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"PostgreSQL does not start here: {error}")
        # A test database need not survive a power cut.
        server.run("ALTER SYSTEM SET fsync = off;")
        server.run("SELECT pg_reload_conf();")
        server.run("CREATE DATABASE contract;")
        asyncio.run(_migrate(server.url("contract")))
        yield server


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file without rows, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty, migrated database."""
    if request.param == "sqlite":
        path = tmp_path / "svodka.db"
        shutil.copy(request.getfixturevalue("empty_file"), path)
        return f"sqlite+aiosqlite:///{path}"
    server: Server = request.getfixturevalue("postgres")
    server.run(f"\\c contract\nTRUNCATE {_TABLES} RESTART IDENTITY CASCADE;")
    return server.url("contract")


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An open, empty store."""
    store = await Store.open(url)
    yield store
    await store.close()


async def _migrate(url: str) -> None:
    await (await Store.open(url)).close()
