"""PostgreSQL, through SQLAlchemy's pool on asyncpg (the extra `postgres`)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Self

from sqlalchemy import URL, Connection, TextClause, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import revisions
from storage.database import Parameters, Row, Transaction, current, entered
from storage.errors import DatabaseUnreachable, StorageError, translated
from storage.indexes import POSTGRES

#: Connections: readers at once; one more writes.
_POOL = 5
#: Seconds until the server must have answered a connection attempt.
_CONNECT = 30


class PostgresConnection:
    """Runs SQL on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Take SQLAlchemy's connection."""
        self._connection = connection

    async def rows(self, sql: str, /, **parameters: int | str | None) -> list[Row]:
        """Run one statement; return what it selects or returns."""
        result = await self._connection.execute(_statement(sql), parameters)
        return list(result.all()) if result.returns_rows else []

    async def many(self, sql: str, parameters: Sequence[Parameters]) -> None:
        """Run one statement once for each set of parameters."""
        await self._connection.execute(_statement(sql), parameters)


class Postgres:
    """A PostgreSQL database."""

    skip_locked = " FOR UPDATE OF d SKIP LOCKED"
    search = POSTGRES
    room = None

    def __init__(self, engine: AsyncEngine) -> None:
        """Take the engine; `open` makes it."""
        self._engine = engine
        self._reading = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._lock = asyncio.Lock()

    @classmethod
    async def open(cls, url: URL, patience: float) -> Self:
        """Connect and bring the schema up to date."""
        try:
            engine = create_async_engine(
                url,
                hide_parameters=True,  # what people write must not stand in an error
                pool_size=_POOL,
                pool_pre_ping=True,
                connect_args={
                    "timeout": _CONNECT,
                    "server_settings": {"lock_timeout": str(int(patience * 1000))},
                },
            )
        except ImportError as error:
            raise DatabaseUnreachable(
                "PostgreSQL needs the extra `postgres`: pip install 'svodka[postgres]'."
            ) from error
        try:
            await _bring_up_to_date(engine, url)
        except BaseException as error:
            await engine.dispose()
            raise (_explained(error, url) or error) from error
        return cls(engine)

    async def rows(self, sql: str, /, **parameters: int | str | None) -> list[Row]:
        """Read: inside the caller's transaction if there is one, else what is committed now."""
        if inside := current():
            return await inside.rows(sql, **parameters)
        try:
            async with self._reading.connect() as connection:
                return await PostgresConnection(connection).rows(sql, **parameters)
        except (DBAPIError, OSError) as error:
            raise (translated(error) or error) from error

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Write; one at a time in this process, so that tasks do not lock each other's rows."""
        if inside := current():
            yield inside
            return
        async with self._lock:
            at_end: list[Transaction] = []
            try:
                async with self._engine.begin() as connection:
                    transaction = Transaction(
                        PostgresConnection(connection), asyncio.current_task()
                    )
                    at_end.append(transaction)
                    with entered(transaction):
                        yield transaction
                for act in transaction.after_commit:
                    act()
            except (DBAPIError, OSError) as error:
                raise (translated(error) or error) from error
            finally:
                for act in (act for transaction in at_end for act in transaction.at_end):
                    act()

    async def close(self) -> None:
        """Finish what is being written, then give back all connections."""
        async with self._lock:
            await self._engine.dispose()


@lru_cache(maxsize=256)
def _statement(sql: str) -> TextClause:
    return text(sql)


async def _bring_up_to_date(engine: AsyncEngine, url: URL) -> None:
    async with engine.connect() as connection:
        current = await connection.run_sync(_judge, url)
    if current != revisions.head():
        from storage.migrating import upgrade_postgres

        async with engine.begin() as connection:
            await connection.run_sync(upgrade_postgres)


def _judge(connection: Connection, url: URL) -> str | None:
    tables = {
        row[0]
        for row in connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        )
    }
    found = (
        [row[0] for row in connection.execute(text(revisions.QUERY))]
        if revisions.TABLE in tables
        else []
    )
    return revisions.judge(_place(url), bool(tables), found)


def _place(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _explained(error: BaseException, url: URL) -> StorageError | None:
    known = translated(error)
    if known is None or isinstance(error, StorageError):
        return known
    return type(known)(f"{_place(url)}: {known}")
