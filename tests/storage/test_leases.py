"""Leases: one process at a time serves a token."""

from datetime import timedelta

from storage.store import Store
from tests.storage.articles import NOW, later

TTL = timedelta(seconds=30)


async def test_f7_a_second_process_is_refused_and_told_who_holds_it(store: Store, url: str) -> None:
    assert await store.lease.take("bot:1", "first", NOW, TTL)
    other = await Store.open(url)
    refused = await other.lease.take("bot:1", "second", later(29), TTL)
    await other.close()
    assert not refused
    assert (refused.owner, refused.until) == ("first", later(30))


async def test_another_name_is_free(store: Store) -> None:
    assert await store.lease.take("bot:1", "first", NOW, TTL)
    assert await store.lease.take("bot:2", "second", NOW, TTL)


async def test_a_lease_that_ran_out_can_be_taken_and_is_lost_to_the_first(store: Store) -> None:
    await store.lease.take("bot:1", "first", NOW, TTL)
    assert await store.lease.take("bot:1", "second", later(30), TTL)
    assert not await store.lease.renew("bot:1", "first", later(31), TTL)


async def test_a_renewed_lease_stays(store: Store) -> None:
    await store.lease.take("bot:1", "first", NOW, TTL)
    assert await store.lease.renew("bot:1", "first", later(29), TTL)
    assert not await store.lease.take("bot:1", "second", later(58), TTL)


async def test_a_released_lease_is_free_at_once_and_only_its_owner_releases_it(
    store: Store,
) -> None:
    await store.lease.take("bot:1", "first", NOW, TTL)
    await store.lease.release("bot:1", "second")
    assert not await store.lease.take("bot:1", "second", NOW, TTL)
    await store.lease.release("bot:1", "first")
    assert await store.lease.take("bot:1", "second", NOW, TTL)
