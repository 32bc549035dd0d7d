"""The SQLite file before it is used: is it there, is it whole, is it ours, is it current?

Plain sqlite3, in one thread, before the event loop's connections exist. A new database is built
beside its place and appears there complete, so a file that exists is never half a database.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from storage import revisions
from storage.errors import (
    DatabaseCorrupt,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DiskFull,
    NoRoom,
    translated,
)
from storage.room import Room

#: Bytes up to which every page is checked at start (about 1 GB/s); larger ones by `svodka check`.
_CHECKED_AT_START = 64 * 1024 * 1024
_MODE = 0o600
_MAGIC = b"SQLite format 3\x00"
#: Seconds to wait for another process that is just migrating or writing.
_TIMEOUT = 60.0


def prepare(path: Path) -> None:
    """Make sure that a current, whole and writable database of ours stands at `path`.

    Creates it (and its folder) if nothing is there; migrates an older one, after a backup beside
    it. Raises the errors of `storage.errors`, in which case the file is as it was.
    """
    with _explained(path):
        if path.exists():
            Room(path).give_up_if_needed()
            _check_file(path)
            _bring_up_to_date(path)
        else:
            _create(path)


def backup(path: Path, copy: Path) -> None:
    """Write a complete copy of a database, also while it is in use, replacing `copy`."""
    partial = copy.with_name(f"{copy.name}.partial-{token_hex(4)}")
    partial.touch(_MODE)
    try:
        with closing(_connect(path)) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        partial.replace(copy)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def problems(path: Path) -> list[str]:
    """Check every page and every index; return what is wrong, in SQLite's words."""
    try:
        with closing(_connect(path)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if found == ["ok"] else found


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn whatever is wrong with a file into an error that names it."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        known = translated(error)
        if isinstance(error, OSError):
            known = _of_system(error)
        if known is None:
            raise
        # For SQLite, a file beside the database that cannot be made is a failed write like any.
        if isinstance(known, DiskFull) and Room(path).is_full:
            known = NoRoom("the disk is full.")
        raise type(known)(f"{path}: {known}") from error


def _of_system(error: OSError) -> NoRoom | DatabaseReadOnly | DatabaseUnreachable:
    if error.errno in {28, 122}:  # ENOSPC, EDQUOT
        return NoRoom("no room to write.")
    if error.errno in {1, 13, 30}:  # EPERM, EACCES, EROFS
        return DatabaseReadOnly("cannot be written: look at the rights of the file and its folder.")
    return DatabaseUnreachable(f"cannot be opened ({error.strerror}).")


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise DatabaseUnreachable(f"{path} is not a file.")
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise DatabaseReadOnly(
            f"{path} cannot be written: look at the rights of the file, its folder and the disk."
        )
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise DatabaseCorrupt(
                f"{path} is not a database (empty, cut off or something else). "
                "Restore a backup or move it away; nothing was changed."
            )
    with suppress(PermissionError):
        _close_to_others(path)


def _close_to_others(path: Path) -> None:
    """Take the file's rights from group and others; -wal and -shm follow the database's."""
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        if name.exists() and name.stat().st_mode & 0o077:
            name.chmod(_MODE)


def _bring_up_to_date(path: Path) -> None:
    with closing(_connect(path)) as connection:
        if path.stat().st_size <= _CHECKED_AT_START:
            _check_pages(connection, path)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        found = connection.execute(revisions.QUERY).fetchall() if revisions.TABLE in tables else []
        current = revisions.judge(str(path), bool(tables), [row[0] for row in found])
    if current != revisions.head():
        backup(path, path.with_name(f"{path.name}.before-{revisions.head()}"))
        _migrate(path)


def _check_pages(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise DatabaseCorrupt(
            f"{path} is damaged ({found and found[0]}). Restore a backup; nothing was changed."
        )


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new-{token_hex(4)}")
    try:
        new.touch(_MODE)
        with closing(_connect(new)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        _migrate(new)
        # Not `rename`: of two processes that start at once, one must not replace the other's file.
        with suppress(FileExistsError):
            os.link(new, path)
    finally:
        _remove(new)


def _remove(path: Path) -> None:
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_TIMEOUT, isolation_level=None)


def _migrate(path: Path) -> None:
    from storage.migrating import upgrade_sqlite

    upgrade_sqlite(path)
