"""What can go wrong with the memory, each with one sentence that an operator can act on.

StorageError
├── DatabaseUnusable          nothing can be done until a person acts; the bot stops
│   ├── DatabaseNewer         made by a newer version of this program; left untouched
│   ├── DatabaseForeign       a database of something else
│   ├── DatabaseCorrupt       damaged or not a database; never recreated silently
│   └── DatabaseReadOnly      the file, its folder or the disk cannot be written
├── DatabaseUnavailable       may pass by itself; try again later
│   ├── DatabaseBusy          another process has held the write lock for too long
│   ├── DatabaseUnreachable   the server does not answer, or the file cannot be opened
│   └── DiskFull              no room to write, or the write failed
│       └── NoRoom            no room to write, for certain
├── Unstorable                a value that no database of ours can hold; nothing was written
└── AlreadyKnown              another story has this very text
"""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError


class StorageError(Exception):
    """Base of all errors of this package; `str()` is the sentence for the operator."""


class DatabaseUnusable(StorageError):  # noqa: N818 - a state, as the names below it
    """Nothing can be done until a person acts."""


class DatabaseNewer(DatabaseUnusable):
    """The schema is of a newer version than this program knows; nothing was touched."""


class DatabaseForeign(DatabaseUnusable):
    """There are tables, but not ours; nothing was touched."""


class DatabaseCorrupt(DatabaseUnusable):
    """The file is damaged or is no database; it is kept as it is."""


class DatabaseReadOnly(DatabaseUnusable):
    """The file, its folder or the disk cannot be written."""


class DatabaseUnavailable(StorageError):  # noqa: N818
    """May pass by itself."""


class DatabaseBusy(DatabaseUnavailable):
    """Another process has held the write lock for longer than we wait."""


class DatabaseUnreachable(DatabaseUnavailable):
    """The server does not answer, or the file cannot be opened."""


class DiskFull(DatabaseUnavailable):
    """No room to write, or the write itself failed; nothing of it was stored."""


class NoRoom(DiskFull):
    """No room is left to write; with room again all goes on."""


class Unstorable(StorageError, ValueError):  # noqa: N818
    """A number past 64 bits, or a text with NUL or a lone surrogate."""


class AlreadyKnown(StorageError, ValueError):  # noqa: N818
    """Another story has this very text; `story_id` is its number. Nothing was written."""

    def __init__(self, story_id: int) -> None:
        """Take the number of the story that has the text."""
        super().__init__(f"Story {story_id} has this very text.")
        self.story_id = story_id


#: SQLite's primary result codes (extended codes carry them in their low byte).
_SQLITE: dict[int, tuple[type[StorageError], str]] = {
    sqlite3.SQLITE_BUSY: (
        DatabaseBusy,
        "Another process holds the database; it did not let go in time.",
    ),
    sqlite3.SQLITE_LOCKED: (DatabaseBusy, "A table of the database is locked."),
    sqlite3.SQLITE_READONLY: (
        DatabaseReadOnly,
        "The database cannot be written: look at the rights of the file and its folder.",
    ),
    sqlite3.SQLITE_PERM: (DatabaseReadOnly, "The rights of the database file forbid this."),
    sqlite3.SQLITE_CORRUPT: (
        DatabaseCorrupt,
        "The database is damaged: restore a backup. Nothing was changed.",
    ),
    sqlite3.SQLITE_NOTADB: (
        DatabaseCorrupt,
        "The file is not a database: restore a backup, or name another. Nothing was changed.",
    ),
    sqlite3.SQLITE_FULL: (NoRoom, "The disk is full: the database cannot be written."),
    sqlite3.SQLITE_IOERR: (DiskFull, "Writing or reading the database file failed."),
    sqlite3.SQLITE_CANTOPEN: (DatabaseUnreachable, "The database file cannot be opened."),
    sqlite3.SQLITE_TOOBIG: (Unstorable, "The text is too long to be stored."),
}

#: PostgreSQL's SQLSTATE codes and classes, the longest prefix first.
_POSTGRES: tuple[tuple[str, type[StorageError], str], ...] = (
    ("53100", NoRoom, "The disk of the database server is full."),
    ("25006", DatabaseReadOnly, "The database server takes no writes now."),
    ("42501", DatabaseReadOnly, "The database user may not do this: look at its rights."),
    ("55P03", DatabaseBusy, "Another process holds the database; it did not let go in time."),
    ("57014", DatabaseBusy, "The database took too long and the statement was stopped."),
    ("XX001", DatabaseCorrupt, "The database is damaged: restore a backup."),
    ("XX002", DatabaseCorrupt, "An index of the database is damaged: rebuild it."),
    ("22021", Unstorable, "The text has characters that cannot be stored."),
    ("22", Unstorable, "A number or text is too large to be stored."),
    ("08", DatabaseUnreachable, "The database server does not answer."),
    ("28", DatabaseUnreachable, "The database server refuses user or password."),
    ("3D", DatabaseUnreachable, "The database server has no database of that name."),
    ("53", DatabaseUnreachable, "The database server has no room for another connection."),
    ("57P", DatabaseUnreachable, "The database server is stopping or starting."),
    ("40", DatabaseBusy, "Two writers were in each other's way; trying again helps."),
)


def translated(error: BaseException) -> StorageError | None:
    """Return our error for one of a driver's (or of the system's), None if it is not about that."""
    if isinstance(error, StorageError):
        return error
    if isinstance(error, DBAPIError) and error.orig is not None:
        return translated(error.orig) or _lost_connection(error)
    if isinstance(error, sqlite3.Error):
        return _from_sqlite(error)
    if isinstance(error, OverflowError):
        return Unstorable("The number is too large to be stored.")
    if isinstance(error, UnicodeEncodeError):
        return Unstorable("The text has characters that cannot be stored.")
    if state := _sqlstate(error) or _sqlstate(error.__cause__):
        return _from_postgres(state)
    if isinstance(error, OSError):
        return DatabaseUnreachable("The database server does not answer.")
    return None


def _sqlstate(error: BaseException | None) -> str | None:
    state = getattr(error, "sqlstate", None)
    return state if isinstance(state, str) else None


def _from_sqlite(error: sqlite3.Error) -> StorageError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    kind, sentence = _SQLITE.get(code & 0xFF, (None, ""))
    return kind(sentence) if kind else None


def _from_postgres(state: str) -> StorageError | None:
    for prefix, kind, sentence in _POSTGRES:
        if state.startswith(prefix):
            return kind(sentence)
    return None


def _lost_connection(error: DBAPIError) -> StorageError | None:
    if error.connection_invalidated:
        return DatabaseUnreachable("The connection to the database server broke.")
    return None
