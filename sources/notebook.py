"""What is kept of sources, read and written for many looks together.

A disk syncs once for all that wait to be written, and one way to the database and back serves all
that wait to be read.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from sources.together import Together
from storage.items import TOGETHER, Item, Marks, Remembered, Wanted
from storage.looks import Looked
from storage.store import Store

#: Seconds that a look with news waits for others that read as well, and that any look waits for
#: others that write: little beside what a fetch takes, and writing takes its time anyway.
GATHER, WRITING = 0.02, 0.004
#: Looks that are written down in one transaction.
PAGE = 1_000
#: What is too old is forgotten about once in so many new items: looking for it takes as long as
#: writing them down.
SELDOM = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be written down about one source."""

    looked: Looked
    #: Entries that were seen for the first time, and known ones that are shown otherwise now.
    seen: Sequence[Item] = ()
    shown_as: Sequence[Item] = ()


def _is_due(found: Found) -> bool:
    return random.random() < len(found.seen) / SELDOM  # noqa: S311 - no secret


class Notebook:
    """Reads and writes; raises database errors to everyone whose part it was."""

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._store = store
        self._reading: Together[Wanted, Remembered] = Together(
            store.items.recall, most=TOGETHER, gather=GATHER
        )
        self._writing: Together[Found, None] = Together(self._write, most=PAGE, gather=WRITING)

    async def recall(self, source_id: int, shown: Sequence[Marks], times: int) -> Remembered:
        """Return what is kept of a source that shows these entries, with so many times."""
        return await self._reading.ask(Wanted(source_id, shown, times))

    async def write(self, found: Found) -> None:
        """Return once it is written, all of it."""
        await self._writing.ask(found)

    async def _write(self, page: Sequence[Found]) -> list[None]:
        items = self._store.items
        async with self._store.transaction():
            await items.add([item for found in page for item in found.seen])
            await items.shown_as([item for found in page for item in found.shown_as])
            await items.forget_oldest([each.looked.source_id for each in page if _is_due(each)])
            await self._store.sources.all_looked([found.looked for found in page])
        return [None for _ in page]
