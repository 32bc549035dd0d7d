"""One bot at a time on a database: a lease, renewed while the bot lives.

A killed bot cannot give its lease back. The next one need not wait where it can see that the
holder is dead: same machine, and no process of that number that started at that moment.
"""

import asyncio
import os
import platform
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import logs
from bot.supervision import FatalError, pause
from storage.errors import DatabaseUnavailable
from storage.leases import Lease
from storage.store import Store

log = logs.get("lease")

NAME = "bot"
#: A lease that is not renewed runs out after this.
TTL = timedelta(seconds=15)
#: It is renewed this often (seconds): two renewals may fail.
EVERY = 4.0


class TakenError(FatalError):
    """Another process serves this database."""


class Tenancy:
    """This process's hold on a database."""

    def __init__(self, store: Store, owner: str | None = None) -> None:
        """Take the store; `owner` names this process."""
        self._store = store
        self.owner = owner or this_process()

    async def begin(self) -> None:
        """Take the lease; wait for a holder that may be dead, raise TakenError for a living one."""
        lease = await self._take()
        if lease:
            return
        if is_dead(lease.owner):
            log.info("the last bot was killed; taking over", holder=_shown(lease.owner))
            await self._store.lease.release(NAME, lease.owner)
            lease = await self._take()
        elif not is_here(lease.owner):
            lease = await self._outlive(lease)
        if not lease:
            raise TakenError(
                f"Another bot ({_shown(lease.owner)}) is running on this database."
                " Stop it first, or give this one another DATABASE_URL."
            )

    async def _outlive(self, lease: Lease) -> Lease:
        """Wait until a lease from another machine ends or turns out to be alive."""
        log.warning(
            "waiting for another machine's lease to end; if its bot lives, this one gives up",
            holder=_shown(lease.owner),
            seconds=int(TTL.total_seconds()),
        )
        first = lease
        while not lease and lease.owner == first.owner and lease.until <= first.until:
            left = (lease.until - datetime.now(UTC)).total_seconds()
            await asyncio.sleep(min(1.0, max(left, 0.05)))
            lease = await self._take()
        return lease

    async def _take(self) -> Lease:
        return await self._store.lease.take(NAME, self.owner, datetime.now(UTC), TTL)

    async def keep(self, stop: asyncio.Event) -> None:
        """Renew until `stop`; raises TakenError when another process has taken over."""
        while not stop.is_set():
            await pause(stop, EVERY)
            try:
                held = await self._store.lease.renew(NAME, self.owner, datetime.now(UTC), TTL)
                if not held and not await self._take():
                    raise TakenError("Another bot has taken over this database; this one ends.")
            except DatabaseUnavailable as error:
                log.warning("the lease could not be renewed", error=str(error))

    async def end(self) -> None:
        """Give the lease back; where that cannot be written, it runs out, or we are seen dead."""
        try:
            await self._store.lease.release(NAME, self.owner)
        except DatabaseUnavailable as error:
            log.warning("the lease could not be given back", error=str(error))


def this_process() -> str:
    """Return a name that tells this process from all others, here and elsewhere."""
    pid = os.getpid()
    return " ".join((_machine(), str(pid), _started(pid) or "-", secrets.token_hex(4)))


def is_here(owner: str) -> bool:
    """Tell whether an owner ran on this machine (in this container)."""
    return owner.split(" ")[0] == _machine()


def is_dead(owner: str) -> bool:
    """Tell whether an owner ran on this machine and certainly runs no more."""
    machine, pid, started, *_ = [*owner.split(" "), "", "", ""]
    if machine != _machine() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():  # a number used again; we are not the holder
        return True
    now_started = _started(int(pid))
    if now_started is not None:
        return started not in ("-", now_started)
    return not _answers(int(pid))


def _machine() -> str:
    """Name this machine's running system; processes of two containers do not see each other."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        space = Path("/proc/self/ns/pid").readlink().name
    except OSError:
        return platform.node().replace(" ", "_") or "unknown"
    return f"{platform.node()}/{boot[:8]}/{space}".replace(" ", "_")


def _started(pid: int) -> str | None:
    """Return when a process started (clock ticks since boot), None where that cannot be known.

    A zombie counts as gone: it serves nobody.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    state, *rest = fields.rpartition(")")[2].split()
    return "zombie" if state == "Z" else rest[18]


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _shown(owner: str) -> str:
    machine, pid, *_ = [*owner.split(" "), "?"]
    return f"process {pid} on {machine.partition('/')[0]}"
