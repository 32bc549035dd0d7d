"""Parts of the bot that failed."""

from datetime import timedelta

from storage.store import Store
from storage.troubles import Trouble
from tests.storage.articles import NOW, later


async def test_the_latest_trouble_of_each_part_is_kept(store: Store) -> None:
    await store.troubles.note("watch", "KeyError: 1", NOW)
    await store.troubles.note("digests", "KeyError: 1\0", NOW)
    await store.troubles.note("digests", "OSError: [Errno 5]", later(60))
    assert await store.troubles.since(later(1)) == [
        Trouble("digests", "OSError: [Errno 5]", later(60), 2)
    ]
    await store.troubles.note("digests", "OSError: [Errno 5]", NOW + timedelta(days=3))
    assert [each.times for each in await store.troubles.since(later(1))] == [1]
    assert [each.name for each in await store.troubles.since(NOW)] == ["digests", "watch"]
