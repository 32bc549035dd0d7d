"""A long list of feeds is added in batches, between which others get to write."""

import time
from pathlib import Path

from handlers.opml import added_in_batches
from storage.sources import Listed
from storage.store import Store
from tests.storage.articles import NOW


async def test_f36_fifty_thousand_feeds_are_added_within_seconds(tmp_path: Path) -> None:
    """A list of F36; on the way it is told how far that is."""
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}")
    feeds = [Listed(f"https://paper{n}.example/rss", f"Газета {n}") for n in range(50_000)]
    began, told, new = time.process_time(), [], 0
    async for done, added in added_in_batches(store, feeds, 7, NOW, every=0.0):
        told.append(done)
        new += added
    assert (new, await store.sources.count()) == (50_000, 50_000)
    assert told == [*range(1_000, 50_001, 1_000), 50_000]
    assert time.process_time() - began < 10
    await store.close()
