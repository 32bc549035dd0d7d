"""Runs the migrations. Importing this costs 0.4 s: only done when there is something to run."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.pool import NullPool

from storage import revisions

#: Any number, the same in every process: who migrates a PostgreSQL database holds this lock.
_ADVISORY_LOCK = 5_801_220_110

#: Alembic keeps what it works on in global names: one thread at a time.
_alembic = threading.Lock()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema to a revision inside the connection's transaction: all of it or nothing."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    with _alembic:
        command.upgrade(config, revision)


def upgrade_sqlite(path: Path, revision: str = "head") -> None:
    """Migrate a file in one transaction; whoever waited for the lock finds the work done."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"isolation_level": None, "timeout": 60},
    )
    with engine.connect() as connection:
        # Rebuilding a table must not delete what refers to it; checked before the commit instead.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            upgrade(connection, revision)
            _check_references(connection)
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration leaves rows without their parents: {broken[:3]}")


def upgrade_postgres(connection: Connection) -> None:
    """Migrate inside the connection's transaction; a second process waits and finds it done."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    found = (
        [row[0] for row in connection.execute(text(revisions.QUERY))] if _has(connection) else []
    )
    if found != [revisions.head()]:
        upgrade(connection)


def _has(connection: Connection) -> bool:
    name = connection.execute(text("SELECT to_regclass(:name)"), {"name": revisions.TABLE}).scalar()
    return name is not None
