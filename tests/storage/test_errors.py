"""Errors: every one of a driver's becomes one of ours, and the tree drawn is the tree there is."""

import inspect
import re
import sqlite3
import traceback

import pytest

from storage import errors
from storage.errors import StorageError, translated
from storage.store import Store

CLASSES = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, StorageError)
]


def test_the_tree_at_the_top_names_every_class_once() -> None:
    drawn = re.findall(r"^[│├└─ ]*(\w+)", errors.__doc__ or "", re.MULTILINE)
    names = [name for name in drawn if hasattr(errors, name)]
    assert sorted(names) == sorted(kind.__name__ for kind in CLASSES)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, errors.DatabaseBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, errors.DatabaseBusy),
        (sqlite3.SQLITE_FULL, errors.NoRoom),
        (sqlite3.SQLITE_IOERR_WRITE, errors.DiskFull),
        (sqlite3.SQLITE_READONLY_DIRECTORY, errors.DatabaseReadOnly),
        (sqlite3.SQLITE_CORRUPT_INDEX, errors.DatabaseCorrupt),
        (sqlite3.SQLITE_NOTADB, errors.DatabaseCorrupt),
        (sqlite3.SQLITE_CANTOPEN, errors.DatabaseUnreachable),
        (sqlite3.SQLITE_TOOBIG, errors.Unstorable),
    ],
)
def test_what_sqlite_says_becomes_ours_in_its_extended_form_too(
    code: int, kind: type[StorageError]
) -> None:
    error = sqlite3.OperationalError("in words of SQLite")
    error.sqlite_errorcode = code
    assert type(translated(error)) is kind


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", errors.NoRoom),
        ("53300", errors.DatabaseUnreachable),
        ("25006", errors.DatabaseReadOnly),
        ("40P01", errors.DatabaseBusy),
        ("57P01", errors.DatabaseUnreachable),
        ("28P01", errors.DatabaseUnreachable),
        ("22003", errors.Unstorable),
        ("XX001", errors.DatabaseCorrupt),
    ],
)
def test_what_postgres_says_becomes_ours(state: str, kind: type[StorageError]) -> None:
    class ToldError(Exception):
        sqlstate = state

    assert type(translated(ToldError())) is kind


def test_a_mistake_of_the_program_stays_what_it_is() -> None:
    error = sqlite3.OperationalError("no such table")
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert translated(error) is None
    assert translated(KeyError("x")) is None


async def test_an_error_repeats_nothing_of_what_a_person_wrote(store: Store) -> None:
    """What people look for is nobody's business: neither error nor traceback may hold it."""
    words = bytes(range(0x61, 0x7A)).decode()  # not in any line of a traceback
    with pytest.raises(Exception) as caught:  # noqa: PT011  # each driver has its own
        async with store.transaction() as transaction:
            await transaction.rows("SELECT :words FROM nowhere", words=words)
    told = "".join(traceback.format_exception(caught.value))
    assert "nowhere" in told
    assert words not in told
