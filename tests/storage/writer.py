"""A process of its own that adds stories until it is killed; prints what it was told is stored."""

import asyncio
import sys

from storage.store import Store
from tests.storage.articles import NOW, reading


async def add_for_ever(url: str) -> None:
    store = await Store.open(url)
    number = await store.stories.count()
    while True:
        number += 1
        text = f"Новость {number} " * 200
        added = await store.stories.add(text, reading(text), now=NOW)
        sys.stdout.write(f"{added.story.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(add_for_ever(sys.argv[1]))
