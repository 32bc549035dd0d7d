"""The first content: articles that an empty database starts with."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING

from bot import logs
from storage.store import Store

if TYPE_CHECKING:
    from news.analysis import Analysis

log = logs.get("seeds")


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each seed, in the order of their names."""
    folder = resources.files("seeds")
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".txt"):
            yield file.name, file.read_text(encoding="utf-8")


async def plant(store: Store) -> int:
    """Store the seeds in a database without stories; return how many. Nobody is told of them."""
    if await store.stories.count():
        return 0
    from bot.newsroom import Newsroom

    newsroom, planted = Newsroom(store), 0
    for name, text in texts():
        analysis = await asyncio.to_thread(_analysed, text)
        added = await newsroom.add(analysis, now=datetime.now(UTC), announce=False)
        planted += added.created
        log.info("the first story is stored", story=added.story.id, file=name)
    return planted


def _analysed(text: str) -> "Analysis":
    from news.analysis import analyse  # once in a database's life: other starts need no engines
    from news.text import clean

    return analyse(clean(text))
