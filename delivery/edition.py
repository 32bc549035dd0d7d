"""A digest with its stories, as one chat is told it."""

import time
from dataclasses import dataclass

from storage.chats import Chat
from storage.editions import Edition
from storage.recent import Recent
from storage.store import Store
from storage.stories import Story

#: A digest goes to many chats within seconds: it is read once in so long (seconds), unless one of
#: its stories is corrected meanwhile. A source that is so new may be missing in it.
FRESH = 1.0
#: Digests that are kept so.
_KEPT = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A digest, its stories in order, and those of them whose case the chat follows."""

    edition: Edition
    stories: tuple[Story, ...]
    followed: frozenset[int]
    #: Which versions of them these are: see `storage.editions.Editions.mark`.
    mark: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A digest as it was read, and when (seconds of a steady clock)."""

    at: float
    edition: Edition
    stories: tuple[Story, ...]
    mark: int


class EditionReader:
    """Reads digests, each once for the many chats that are told it at the same time."""

    def __init__(self, store: Store) -> None:
        """Take the store that they are in."""
        self._store = store
        self._known: Recent[int, _Read] = Recent(_KEPT)

    async def told(self, chat: Chat, number: int) -> Told | None:
        """Return a digest as a chat is told it, without what was withdrawn; None for none."""
        read = await self._read(number)
        if read is None:
            return None
        graphic = [story.id for story in read.stories if story.graphic]
        followed = [story for story in graphic if await self._store.follows.has(chat.id, story)]
        return Told(read.edition, read.stories, frozenset(followed), read.mark)

    async def _read(self, number: int) -> _Read | None:
        known = self._known.get(number)
        if known is not None and await self._holds(number, known):
            return known
        edition = await self._store.editions.get(number)
        if edition is None:
            return None
        found = [await self._store.stories.get(story) for story in edition.stories]
        stories = tuple(story for story in found if story and story.retracted_at is None)
        mark = sum(story.number for story in found if story)
        return self._known.put(number, _Read(time.monotonic(), edition, stories, mark))

    async def _holds(self, number: int, known: _Read) -> bool:
        if time.monotonic() - known.at >= FRESH:
            return False
        return known.mark == await self._store.editions.mark(number)
