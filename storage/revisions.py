"""Which schema a database has and which one this program knows, without importing Alembic.

Alembic costs 0.4 s of import; a start with a current schema needs only its table.
"""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

from storage.errors import DatabaseForeign, DatabaseNewer

#: Alembic's own table.
TABLE = "alembic_version"
QUERY = f"SELECT version_num FROM {TABLE}"


@cache
def known() -> tuple[str, ...]:
    """Return the numbers of all migrations, oldest first: what their file names begin with."""
    folder = resources.files("storage.migrations").joinpath("versions")
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.split("_")[0] for name in names if name[:1].isdigit()))


def head() -> str:
    """Return the number of the newest migration."""
    return known()[-1]


def judge(place: str, has_tables: bool, found: Sequence[str]) -> str | None:
    """Return the revision of a database, None for an empty one.

    Raises DatabaseNewer or DatabaseForeign for one that must not be touched.
    """
    if not found:
        if has_tables:
            raise DatabaseForeign(f"{place} is a database of another program; nothing was changed.")
        return None
    revision = found[0]
    if revision in known():
        return revision
    if revision > head():
        raise DatabaseNewer(
            f"{place} was made by a newer version of this program (schema {revision}, known here: "
            f"{head()}): install that version, or restore a backup. Nothing was changed."
        )
    raise DatabaseForeign(f"{place} has the unknown schema {revision}; nothing was changed.")
