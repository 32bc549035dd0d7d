"""SQLite: one kept connection that writes, one that reads, each in its own thread.

Statements go straight to aiosqlite, past SQLAlchemy's result objects: a read is then one hop to
the thread and back, and the hop is most of what a read costs (PERFORMANCE, Storage).
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Self

import aiosqlite
from sqlalchemy import URL, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage import sqlite_file
from storage.database import Parameters, Row, Transaction, current, entered
from storage.errors import translated
from storage.indexes import SQLITE
from storage.room import Room

#: Seconds that one try to get the write lock waits inside SQLite; a caller's patience is longer.
_TRY = 5.0

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    # The ledger must not forget after a power cut what it said was sent.
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    # 8 MB a connection; the system keeps the file's pages, too. Twice as much made nothing faster.
    "PRAGMA cache_size = -8000",
)


class SqliteConnection:
    """Runs SQL on one aiosqlite connection in autocommit; transactions are opened by SQL."""

    def __init__(self, owner: AsyncConnection, driver: aiosqlite.Connection) -> None:
        """Take SQLAlchemy's connection (kept to be given back) and the driver's below it."""
        self._owner = owner
        self._driver = driver

    @classmethod
    async def open(cls, engine: AsyncEngine) -> Self:
        """Take a connection of the engine for good."""
        owner = await engine.connect()
        driver = (await owner.get_raw_connection()).driver_connection
        if not isinstance(driver, aiosqlite.Connection):
            raise TypeError(f"not aiosqlite: {driver!r}")
        return cls(owner, driver)

    async def rows(self, sql: str, /, **parameters: int | str | None) -> list[Row]:
        """Run one statement; return what it selects or returns."""
        try:
            return list(await self._driver.execute_fetchall(sql, parameters))
        except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
            raise (translated(error) or error) from error

    async def many(self, sql: str, parameters: Sequence[Parameters]) -> None:
        """Run one statement once for each set of parameters."""
        try:
            await self._driver.executemany(sql, parameters)
        except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
            raise (translated(error) or error) from error

    async def begin(self, patience: float) -> None:
        """Take the write lock; raise DatabaseBusy if another holds it for `patience` seconds."""
        end = time.monotonic() + patience
        while True:
            try:
                await self._driver.execute_fetchall("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= end:
                    raise (translated(error) or error) from error
            else:
                return

    async def end(self, verb: str) -> None:
        """COMMIT or ROLLBACK, to its end even if the caller is cancelled meanwhile."""
        await asyncio.shield(asyncio.ensure_future(self.rows(verb)))

    async def close(self) -> None:
        """Give the connection back."""
        await self._owner.close()


class Sqlite:
    """A SQLite file."""

    skip_locked = ""
    search = SQLITE

    def __init__(
        self,
        engine: AsyncEngine,
        writer: SqliteConnection,
        reader: SqliteConnection,
        patience: float,
        path: Path,
    ) -> None:
        """Take the engine, its two connections and its file; `open` makes them."""
        self.room = Room(path)
        self._engine = engine
        self._writer = writer
        self._reader = reader
        self._patience = patience
        self._lock = asyncio.Lock()

    @classmethod
    async def open(cls, url: URL, patience: float) -> Self:
        """Make the file ready (see `sqlite_file`) and connect to it."""
        path = Path(url.database or "")
        await asyncio.to_thread(sqlite_file.prepare, path)
        engine = create_async_engine(
            URL.create("sqlite+aiosqlite", database=str(path)),
            poolclass=NullPool,
            connect_args={"isolation_level": None, "timeout": min(_TRY, patience)},
        )
        event.listen(engine.sync_engine, "connect", _set_up)
        try:
            writer = await SqliteConnection.open(engine)
            reader = await SqliteConnection.open(engine)
        except BaseException as error:
            await engine.dispose()
            raise (translated(error) or error) from error
        await reader.rows("PRAGMA query_only = ON")
        return cls(engine, writer, reader, patience, path)

    async def rows(self, sql: str, /, **parameters: int | str | None) -> list[Row]:
        """Read: inside the caller's transaction if there is one, else what is committed now."""
        inside = current()
        return await (inside or self._reader).rows(sql, **parameters)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Write under BEGIN IMMEDIATE: a deferred one fails at once if another wrote meanwhile."""
        if inside := current():
            yield inside
            return
        async with self._lock:
            transaction = Transaction(self._writer, asyncio.current_task())
            await self._begin()
            try:
                with entered(transaction):
                    yield transaction
                await self._writer.end("COMMIT")
                for act in transaction.after_commit:
                    act()
            except BaseException:
                await self._roll_back()
                raise
            finally:
                for act in transaction.at_end:
                    act()

    async def close(self) -> None:
        """Finish what is being written, then give back both connections."""
        async with self._lock:
            with suppress(Exception):
                await self._writer.rows("PRAGMA optimize")
            await self._reader.close()
            await self._writer.close()
            await self._engine.dispose()

    async def _begin(self) -> None:
        try:
            await self._writer.begin(self._patience)
        except asyncio.CancelledError:
            # The thread may still get the lock after we stopped waiting for it.
            await self._roll_back()
            raise

    async def _roll_back(self) -> None:
        # Nothing to roll back (a failed COMMIT may have done it) is as good.
        with suppress(Exception):
            await self._writer.end("ROLLBACK")


def _set_up(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
