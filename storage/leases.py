"""One process at a time: who serves a token holds its lease and renews it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Database
from storage.values import micros, moment, storable

_TAKE = """
INSERT INTO leases (name, owner, until) VALUES (:name, :owner, :until)
ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
WHERE leases.until <= :now OR leases.owner = excluded.owner"""
_RENEW = """
UPDATE leases SET until = :until WHERE name = :name AND owner = :owner RETURNING name"""
_RELEASE = "DELETE FROM leases WHERE name = :name AND owner = :owner"
_HOLDER = "SELECT owner, until FROM leases WHERE name = :name"


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds a name, and until when if they don't renew it; true if it is the one who asked."""

    owner: str
    until: datetime
    mine: bool

    def __bool__(self) -> bool:
        """Whether the one who asked holds it."""
        return self.mine


class Leases:
    """Leases by name. An owner is any text that tells processes apart (host, pid, random)."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def take(self, name: str, owner: str, now: datetime, ttl: timedelta) -> Lease:
        """Take a lease that is free, run out or ours; return who holds it now."""
        async with self._database.transaction() as transaction:
            await transaction.rows(
                _TAKE,
                name=storable(name),
                owner=storable(owner),
                until=micros(now + ttl),
                now=micros(now),
            )
            holder, until = (await transaction.rows(_HOLDER, name=name))[0]
            return Lease(holder, moment(until), mine=holder == owner)

    async def renew(self, name: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        """Hold on for another `ttl`; False if another took it (we were away for too long)."""
        async with self._database.transaction() as transaction:
            return bool(
                await transaction.rows(_RENEW, name=name, owner=owner, until=micros(now + ttl))
            )

    async def release(self, name: str, owner: str) -> None:
        """Let go, so that the next process need not wait; nothing happens if it is not ours."""
        async with self._database.transaction() as transaction:
            await transaction.rows(_RELEASE, name=name, owner=owner)
