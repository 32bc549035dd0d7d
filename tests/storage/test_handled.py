"""Numbers of updates that were dealt with, on both engines."""

from datetime import timedelta

from storage.store import Store
from tests.storage.articles import NOW


async def test_f34_the_last_numbers_are_remembered_and_a_repeat_changes_nothing(
    store: Store,
) -> None:
    for number, updates in enumerate(([3, 1, 1], [2], [2, 2**70], [])):
        await store.handled.add(updates, NOW + timedelta(seconds=number))
    assert await store.handled.newest(10, NOW) == [1, 3, 2]
    assert await store.handled.newest(2, NOW) == [3, 2]


async def test_numbers_that_cannot_come_again_are_forgotten(store: Store) -> None:
    await store.handled.add([1], NOW)
    await store.handled.add([2], NOW + timedelta(days=1))
    assert await store.handled.newest(10, NOW + timedelta(days=2, seconds=1)) == [2]
