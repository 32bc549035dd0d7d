"""Looking again at the pages that stories are the texts of: calmly, one after another of a host.

    due pages → visits by host → fetch → worker → sight → newsroom → next look

A look is written down after the story has its new text. Stopped in between, the next look finds the
page changed once more and the newsroom that the story says so: nothing is lost or repeated.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from sources import page_bytes, page_marks, watching
from sources.articles import Article, Newsroom
from sources.fetch import Fetcher
from sources.fetch_errors import FetchError
from sources.fetched import PAGE, Fetched
from sources.watching import Sight
from sources.worker import WorkerError, Workers
from storage.errors import DatabaseUnavailable
from storage.store import Store
from storage.watches import Seen, Trouble, Watch, WatchLooked

log = structlog.stdlib.get_logger("sources")

#: How often it is looked whether pages are due (seconds).
IDLE = 2.0
#: Hosts that are visited side by side.
AT_ONCE = 4
#: After the database failed, a host is visited again so much later (seconds).
PATIENCE = 60.0
#: Due pages that are looked through for visits, and troubles that are told together.
_DUE, _TOLD = 1_000, 100
#: Why a page was not read, beside the keys of `sources.fetch_errors`: too much work, or our fault.
UNREADABLE, FAULT = "unreadable", "fault"


class Editors(Protocol):
    """Those who are told what is wrong with pages."""

    async def page_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Tell them. Raises nothing."""
        ...


@dataclass(frozen=True, slots=True)
class PageLook:
    """A look at one page."""

    watch: Watch
    sight: Sight
    #: What is known of the page from now on.
    seen: Seen
    #: The story's text as its page has it now, "" where it was not read.
    text: str = ""
    #: Why it was not read: "key: truth", or what the page is.
    why: str = ""
    #: For how long its whole host is to be left alone, None where that is in order.
    rest: timedelta | None = None
    #: Whether the story has a new version now.
    corrected: bool = False


class Watcher:
    """Looks at pages. One is kept for as long as it is looked."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        workers: Workers,
        newsroom: Newsroom,
        *,
        now: Callable[[], datetime],
    ) -> None:
        """Take the store, an open fetcher, workers, and who corrects stories."""
        self._store = store
        self._fetcher = fetcher
        self._workers = workers
        self._newsroom = newsroom
        self._now = now
        #: Readers wait for the same workers: pages take one at a time.
        self._reading = asyncio.Semaphore(1)
        self._running: dict[str, asyncio.Task[None]] = {}

    async def run(self, editors: Editors, stop: asyncio.Event) -> None:
        """Look at pages as they come due until `stop` is set; what is on its way is given up.

        `editors` are told what is wrong with pages.
        """
        try:
            while not stop.is_set():
                try:
                    await self._tell(editors)
                    await self._begin()
                except DatabaseUnavailable as error:
                    log.warning("pages wait for the database", error=str(error))
                try:
                    await asyncio.wait_for(stop.wait(), IDLE)
                except TimeoutError:
                    continue
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)
            self._running.clear()

    async def look(self, story_id: int) -> PageLook | None:
        """Look at a story's page because somebody asks; None for a story whose text is no page's.

        Raises DatabaseUnavailable.
        """
        watch = await self._store.watches.get(story_id)
        if watch is None:
            return None
        [look] = await self._concluded([await self._look(watch, robots=False)])
        await self._store.watches.looked([self._looked(look)])
        return look

    async def visit(self, pages: Sequence[Watch]) -> list[PageLook]:
        """Look at pages of one host, one after another, and write down what came of it.

        Raises DatabaseUnavailable.
        """
        over = [watch for watch in pages if watching.is_over(watch, self._now())]
        looks: list[PageLook] = []
        left = [watch for watch in pages if watch not in over]
        while left and not (looks and looks[-1].rest):
            looks.append(await self._guarded(left.pop(0)))
        looks = await self._concluded(looks)
        rows = [WatchLooked(watch.story_id, watch.seen, None) for watch in over]
        rows += [self._looked(look) for look in looks]
        if left:  # the host has trouble
            later = self._now() + (looks[-1].rest or watching.REST)
            rows += [WatchLooked(watch.story_id, watch.seen, later) for watch in left]
        await self._store.watches.looked(rows)
        return looks

    async def _begin(self) -> None:
        """Begin to visit as many hosts with due pages as there is room for."""
        for host in [host for host, task in self._running.items() if task.done()]:
            self._running.pop(host).result()  # what nobody expected fails the loop
        now = self._now()
        for pages in watching.visits(await self._store.watches.due(now, _DUE), now):
            host = watching.host_of(pages[0])
            if host not in self._running and len(self._running) < AT_ONCE:
                self._running[host] = asyncio.create_task(self._visit(pages), name=f"pages {host}")

    async def _visit(self, pages: Sequence[Watch]) -> None:
        try:
            await self.visit(pages)
        except DatabaseUnavailable as error:
            log.warning("pages wait for the database", error=str(error))
            await asyncio.sleep(PATIENCE)  # what was seen is lost: its host need not pay for that

    async def _guarded(self, watch: Watch) -> PageLook:
        try:
            return await self._look(watch, robots=True)
        except DatabaseUnavailable:
            raise
        except Exception as error:  # whatever it was, the other pages are looked at
            return _fault(watch, error)

    async def _look(self, watch: Watch, *, robots: bool) -> PageLook:
        """Fetch a page and judge it. Raises DatabaseUnavailable."""
        known = watch.seen
        try:
            fetched = await self._fetcher.get(
                known.url,
                etag=known.etag,
                last_modified=known.last_modified,
                accept=PAGE,
                robots=robots,
            )
        except FetchError as error:
            sight, why = watching.failed(error), f"{error.key}: {error}"
            return PageLook(watch, sight, known, why=why, rest=watching.rest_of_host(error))
        if fetched.not_modified or page_marks.body_mark(fetched) == known.body_mark:
            return PageLook(watch, Sight.SAME, _renewed(known, fetched))
        try:
            async with self._reading:
                page = await self._workers.run(
                    page_bytes.read, fetched.body, fetched.content_type, fetched.url
                )
        except WorkerError as error:
            return PageLook(watch, Sight.UNREAD, known, why=f"{UNREADABLE}: {error}")
        return await self._judged(watch, fetched, page)

    async def _judged(self, watch: Watch, fetched: Fetched, page: page_bytes.PageText) -> PageLook:
        known = watch.seen
        story = await self._store.stories.get(watch.story_id)
        if story is None:  # removed meanwhile, and its row with it
            return PageLook(watch, Sight.UNREAD, known)
        sight = await asyncio.to_thread(watching.judge, story.analysis, known, page)
        if sight not in (Sight.SAME, Sight.CHANGED):
            return PageLook(watch, sight, known, why=page.reason or "")
        now_seen = replace(page_marks.seen(fetched, page), url=fetched.moved_to or known.url)
        return PageLook(watch, sight, now_seen, watching.text_of(story.analysis, known, page))

    async def _concluded(self, looks: Sequence[PageLook]) -> list[PageLook]:
        """Return the looks of one visit as they count together, with what changed corrected."""
        sights = watching.decided([look.sight for look in looks])
        return [
            await self._corrected(replace(look, sight=sight))
            for look, sight in zip(looks, sights, strict=True)
        ]

    async def _corrected(self, look: PageLook) -> PageLook:
        if look.sight is not Sight.CHANGED:
            return look
        watch, article = look.watch, Article(look.text, url=look.seen.url)
        try:
            done = await self._newsroom.revise(watch.story_id, article, now=self._now())
        except DatabaseUnavailable:
            raise
        except Exception as error:
            return _fault(watch, error)
        return replace(look, corrected=done)

    def _looked(self, look: PageLook) -> WatchLooked:
        watch, now = look.watch, self._now()
        if look.rest is None:
            later = watching.next_look(watch.story_id, watch.came_at, now)
        else:
            later = now + look.rest
        trouble = str(look.sight) if look.sight.is_trouble else None
        if trouble:
            log.info("a page has trouble", story=watch.story_id, trouble=trouble)
        return WatchLooked(watch.story_id, look.seen, later, trouble)

    async def _tell(self, editors: Editors) -> None:
        """Tell editors what they do not know yet, also what a kill has left untold."""
        if troubles := await self._store.watches.untold(_TOLD):
            await editors.page_troubles(troubles)
            await self._store.watches.told(troubles)


def _fault(watch: Watch, error: Exception) -> PageLook:
    log.exception("a page could not be looked at", story=watch.story_id)
    return PageLook(watch, Sight.UNREAD, watch.seen, why=f"{FAULT}: {type(error).__name__}")


def _renewed(known: Seen, fetched: Fetched) -> Seen:
    """Return a page that is as it was, with the server's newer validators."""
    return replace(
        known,
        etag=fetched.etag or known.etag,
        last_modified=fetched.last_modified or known.last_modified,
    )
