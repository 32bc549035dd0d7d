"""What looks found, written down together: a disk syncs once for all that wait."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from storage.items import KEPT, Item
from storage.sources import Looked
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be written down about one source."""

    looked: Looked
    #: Entries that were seen for the first time, and known ones that are shown otherwise now.
    seen: Sequence[Item] = ()
    shown_as: Sequence[Item] = ()
    #: How many of its items are kept with these.
    kept: int = 0


Entry = tuple[Found, "asyncio.Future[None]"]


class Notebook:
    """Writes down what is found; whoever comes while it writes waits for the next page."""

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._store = store
        self._waiting: list[Entry] = []
        self._pen = asyncio.Lock()

    async def write(self, found: Found) -> None:
        """Return once it is written, all of it. Raises database errors."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((found, written))
        async with self._pen:
            if not written.done():
                await self._page()
        await written

    async def _page(self) -> None:
        """Write all that waits in one transaction; its writers share what comes of it."""
        page, self._waiting = self._waiting, []
        try:
            async with self._store.transaction():
                await self._write([found for found, _ in page])
        except Exception as error:  # every writer raises it, each in its own place
            _settle(page, error)
        except BaseException:  # the one who wrote was stopped, and all are
            for _, written in page:
                written.cancel()
            raise
        else:
            _settle(page, None)

    async def _write(self, page: Sequence[Found]) -> None:
        await self._store.items.add([item for found in page for item in found.seen])
        await self._store.items.shown_as([item for found in page for item in found.shown_as])
        for found in page:
            if found.kept > KEPT:
                await self._store.items.forget_oldest(found.looked.source_id)
        await self._store.sources.all_looked([found.looked for found in page])


def _settle(page: Sequence[Entry], error: Exception | None) -> None:
    for _, written in page:
        if written.done():  # its writer does not wait any more
            continue
        if error is None:
            written.set_result(None)
        else:
            written.set_exception(error)
