"""What a later part of a case has that no earlier one had; worked out once for all followers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from storage.recent import Recent
from storage.store import Store
from storage.stories import Story

if TYPE_CHECKING:
    from news.versions import News

#: A part is compared with so many before it.
MOST = 12
#: Comparisons that are kept.
_KEPT = 50

#: The part and all that it was compared with, each by number and revision.
_Key = tuple[tuple[int, int], ...]


class Parts:
    """Compares parts with those before them."""

    def __init__(self, store: Store) -> None:
        """Take the store that they are in."""
        self._store = store
        self._known: Recent[_Key, News] = Recent(_KEPT)

    async def news(self, story: Story) -> News | None:
        """Return what a part brings; None where nothing of its case came before it."""
        numbers = await self._store.cases.earlier(story.id, MOST)
        found = [await self._store.stories.get(number) for number in numbers]
        earlier = [each for each in found if each is not None]
        if not earlier:
            return None
        key = tuple((each.id, each.revision) for each in (story, *earlier))
        known = self._known.get(key)
        return known or self._known.put(key, await asyncio.to_thread(_compared, story, earlier))


def _compared(story: Story, earlier: list[Story]) -> News:
    from news.versions import whats_new  # only who has followers needs it

    return whats_new(story.analysis, [each.analysis for each in earlier])
