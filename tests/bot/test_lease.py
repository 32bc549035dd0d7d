"""One bot at a time on a database; a killed one does not hold up the next."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import lease
from bot.lease import NAME, TakenError, Tenancy, is_dead, this_process
from storage.store import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/news.db")
    yield store
    await store.close()


def other_process() -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=-1)


def owner_of(pid: int) -> str:
    machine, _, _, random = this_process().split(" ")
    return f"{machine} {pid} {lease._started(pid)} {random}"


async def hold(store: Store, owner: str, seconds: float = 15) -> None:
    ttl = timedelta(seconds=seconds)
    assert await store.lease.take(NAME, owner, datetime.now(UTC), ttl)


async def test_f7_a_living_holder_on_this_machine_is_told_at_once(store: Store) -> None:
    process = other_process()
    try:
        await hold(store, owner_of(process.pid))
        began = time.monotonic()
        with pytest.raises(TakenError, match=f"process {process.pid}"):
            await Tenancy(store).begin()
        assert time.monotonic() - began < 10  # not the lease's fifteen
    finally:
        process.communicate()


async def test_a_killed_holder_is_followed_at_once(store: Store) -> None:
    process = other_process()
    owner = owner_of(process.pid)
    process.kill()
    process.communicate()
    await hold(store, owner)
    began = time.monotonic()
    await Tenancy(store).begin()
    assert time.monotonic() - began < 10  # not the lease's fifteen


async def test_a_number_that_the_system_uses_again_is_not_the_holder() -> None:
    machine, pid, _, random = this_process().split(" ")
    assert is_dead(f"{machine} {os.getppid()} 1 {random}")
    assert is_dead(f"{machine} {pid} 1 {random}")


async def test_a_zombie_is_dead() -> None:
    process = other_process()
    owner = owner_of(process.pid)
    assert not is_dead(owner)
    process.kill()
    for _ in range(200):
        if is_dead(owner):
            break
        await asyncio.sleep(0.01)
    assert is_dead(owner)
    process.communicate()


async def test_a_holder_elsewhere_is_waited_for_until_its_lease_ends(store: Store) -> None:
    assert not is_dead("elsewhere 1 1 x")
    await hold(store, "elsewhere 1 1 x", seconds=1)
    await Tenancy(store).begin()


async def test_a_holder_elsewhere_that_renews_is_alive(store: Store) -> None:
    await hold(store, "elsewhere 1 1 x", seconds=1)

    async def renews() -> None:
        await asyncio.sleep(0.5)
        ttl = timedelta(seconds=15)
        assert await store.lease.renew(NAME, "elsewhere 1 1 x", datetime.now(UTC), ttl)

    renewing = asyncio.create_task(renews())
    with pytest.raises(TakenError, match="elsewhere"):
        await Tenancy(store).begin()
    await renewing


async def test_who_was_taken_over_ends(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "EVERY", 0.01)
    ours = Tenancy(store)
    await ours.begin()
    await store.lease.release(NAME, ours.owner)
    await hold(store, "elsewhere 1 1 x")
    with pytest.raises(TakenError, match="taken over"):
        await ours.keep(asyncio.Event())


async def test_a_lease_given_back_is_free(store: Store) -> None:
    first = Tenancy(store)
    await first.begin()
    await first.end()
    await Tenancy(store, "elsewhere 2 2 y").begin()
