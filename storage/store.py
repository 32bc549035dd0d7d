"""The memory of the product as one object: a family of tables per attribute."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Self

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.carriers import Carriers
from storage.cases import Cases
from storage.chats import Chats
from storage.copies import Copies
from storage.database import Database, Transaction
from storage.editions import Editions
from storage.errors import DatabaseUnreachable
from storage.follows import Follows
from storage.groups import Groups
from storage.handled import Handled
from storage.items import Items
from storage.leases import Leases
from storage.ledger import Ledger
from storage.likes import Likes
from storage.places import Places
from storage.prints import Prints
from storage.readings import Readings
from storage.reports import Reports
from storage.sources import Sources
from storage.stories import Stories
from storage.subscriptions import Subscriptions
from storage.suggestions import Suggestions
from storage.troubles import Troubles
from storage.versions import Versions
from storage.watches import Watches


class Store:
    """All that is remembered. Everything a method writes is there, or nothing of it."""

    def __init__(self, database: Database) -> None:
        """Take an open database; `open` makes one from a URL."""
        self._database = database
        #: The disk that it is on; None where that is a server's business.
        self.room = database.room
        self.stories = Stories(database)
        self.likes = Likes(database)
        self.readings = Readings(database)
        self.places = Places(database)
        self.subscriptions = Subscriptions(database)
        self.follows = Follows(database)
        self.cases = Cases(database)
        self.versions = Versions(database)
        self.copies = Copies(database)
        self.carriers = Carriers(database)
        self.editions = Editions(database)
        self.sources = Sources(database)
        self.items = Items(database)
        self.reports = Reports(database)
        self.prints = Prints(database)
        self.groups = Groups(database)
        self.suggestions = Suggestions(database)
        self.watches = Watches(database)
        self.chats = Chats(database, on_forget=self.readings.forget)
        self.ledger = Ledger(database, self.chats)
        self.lease = Leases(database)
        self.troubles = Troubles(database)
        self.handled = Handled(database)

    @classmethod
    async def open(cls, url: str, *, patience: float = 60.0) -> Self:
        """Open a database: `sqlite+aiosqlite:///data/svodka.db` or `postgresql+asyncpg://…`.

        A missing SQLite file is made with its folder (mode 0600); an older schema is migrated, a
        SQLite file after a backup beside it. `patience` is how many seconds a write waits for
        another process that holds the database. Raises the errors of `storage.errors`.
        """
        return cls(await _open(url, patience))

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Return a writing transaction: what methods write inside it is there together, or not."""
        return self._database.transaction()

    async def close(self) -> None:
        """Finish what is being written and let go of the database."""
        await self._database.close()


async def _open(url: str, patience: float) -> Database:
    place = _parsed(url)
    match place.get_backend_name():
        case "sqlite":
            from storage.sqlite import Sqlite

            return await Sqlite.open(place, patience)
        case "postgresql" | "postgres":
            from storage.postgres import Postgres

            return await Postgres.open(place.set(drivername="postgresql+asyncpg"), patience)
        case other:
            raise DatabaseUnreachable(f"{other} is no database that this program knows.")


def _parsed(url: str) -> URL:
    try:
        place = make_url(url)
    except ArgumentError:
        # The text itself stays out: it may hold a password.
        raise DatabaseUnreachable("The database URL cannot be understood.") from None
    if place.get_backend_name() == "sqlite" and place.database in {None, "", ":memory:"}:
        raise DatabaseUnreachable("The database URL names no file: sqlite+aiosqlite:///PATH")
    return place
