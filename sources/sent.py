"""An article out of what somebody sends: an address or a document, read safely.

    reader = SentReader(fetcher, workers)
    article = await reader.at("https://news.example/2")
    analysis = await reader.analysed(article)

Hostile bytes are read in a worker process, the analysis runs in a thread, one at a time: the event
loop never waits for either.
"""

import asyncio
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from news.analysis import Analysis, analyse
from news.text import clean
from sources import documents, feed_lists, finding, page_bytes, page_marks
from sources.documents import Outcome
from sources.feed_lists import FeedList
from sources.fetch import Fetcher
from sources.fetch_errors import FetchError, StatusError
from sources.fetched import PAGE, Accept, Fetched
from sources.files import TooShortError, check_article
from sources.finding import FoundFeed, FoundPage, NothingFoundError
from sources.page_bytes import Verdict
from sources.worker import FailedError, WorkerError, Workers
from storage.watches import Seen

#: Pages, and documents that people link to.
READABLE = Accept(
    "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.9, */*;q=0.1",
    (*PAGE.words, "pdf", "officedocument", "markdown", "octet-stream", "unknown"),
)
#: Seconds for all of it, waiting for a turn included.
PATIENCE = 45.0
#: Longest article that is analysed while somebody waits, in characters.
LONGEST = 300_000


class UnreadableError(Exception):
    """What was sent gives no article.

    `key` names the sentence that people are told: "fetch address", "page listing", "file locked", …
    (FetchError.key, Reason.value, FileError.key; and "file heavy": more work than is done).
    `detail` is what the sentence tells beside: an HTTP status. `str(error)` is for the log.
    """

    def __init__(self, key: str, said: str = "", detail: str = "") -> None:
        super().__init__(said or key)
        self.key = key
        self.detail = detail


@dataclass(frozen=True, slots=True)
class SentArticle:
    """An article as it came, cleaned: headline and paragraphs."""

    text: str
    #: Whom it is from, as people shall see it; "" where nothing says so.
    source: str = ""
    #: Its address; "" for a document.
    url: str = ""
    #: Why it seems to be only half of the article; None where it is whole.
    half: str | None = None
    #: The page that it is, to be looked at again if it is stored; None for what is no page.
    seen: Seen | None = None


class SentReader:
    """Reads what people send. Fetcher and workers belong to the caller."""

    def __init__(self, fetcher: Fetcher, workers: Workers) -> None:
        self._fetcher = fetcher
        self._workers = workers
        self._turn = asyncio.Semaphore(1)

    async def at(self, url: str) -> SentArticle:
        """Return the article at an address. Raises UnreadableError."""
        try:
            async with asyncio.timeout(PATIENCE):
                fetched = await self._fetcher.get(url, accept=READABLE)
                if _is_page(fetched):
                    return await self._page_or_feed(fetched)
                return await self.of(fetched.body, _name(fetched.url), fetched.url)
        except FetchError as error:
            raise _unreadable(error) from error
        except TimeoutError as error:
            raise UnreadableError("fetch slow", f"not read in {PATIENCE:g} s") from error

    async def of(self, data: bytes, name: str, url: str = "") -> SentArticle:
        """Return the article of a document that came under a name. Raises UnreadableError."""
        found = await self._work(data, name)
        if found.problem:
            raise UnreadableError(f"file {found.problem}", found.said)
        return SentArticle(_checked(found.text), urlsplit(url).hostname or "", url)

    async def analysed(self, article: SentArticle) -> Analysis:
        """Return the reading of an article. Raises UnreadableError for one that is too short."""
        async with self._turn:
            analysis = await asyncio.to_thread(analyse, article.text)
        try:
            check_article(analysis)
        except TooShortError as error:
            raise UnreadableError(f"file {error.key}", str(error)) from error
        return analysis

    async def found(self, address: str) -> FoundPage | FoundFeed:
        """Return the feed or the article at an address, else the feed that is named there.

        Raises UnreadableError, with the key "no feed" where there is neither.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                return await finding.either(self._fetcher, self._workers, address)
        except NothingFoundError as error:
            raise UnreadableError("no feed") from error
        except FetchError as error:
            raise _unreadable(error) from error
        except TimeoutError as error:
            raise UnreadableError("fetch slow", f"not read in {PATIENCE:g} s") from error
        except WorkerError as error:
            raise UnreadableError("file heavy", str(error)) from error

    async def feeds(self, data: bytes) -> FeedList:
        """Return the feeds of an OPML file, or why there are none."""
        return await feed_lists.read_apart(self._workers, data)

    async def _work(self, data: bytes, name: str) -> Outcome:
        try:
            return await self._workers.run(documents.outcome, data, name)
        except FailedError:
            raise
        except WorkerError as error:
            raise UnreadableError("file heavy", str(error)) from error

    async def _page_or_feed(self, fetched: Fetched) -> SentArticle:
        """Return the article of a page. Raises UnreadableError, also for a feed's entries."""
        try:
            if await finding.is_feed(self._workers, fetched):
                raise UnreadableError("page feed")
        except WorkerError:  # then it is no good feed; what it is as a page is found out
            pass
        return await self._page(fetched)

    async def _page(self, fetched: Fetched) -> SentArticle:
        try:
            page = await self._workers.run(
                page_bytes.read, fetched.body, fetched.content_type, fetched.url
            )
        except FailedError:
            raise
        except WorkerError as error:
            raise UnreadableError("file heavy", str(error)) from error
        if page.verdict is Verdict.NO_ARTICLE or not page.text:
            raise UnreadableError(f"page {page.reason or 'no text'}")
        source = page.site or urlsplit(fetched.url).hostname or ""
        text = "\n\n".join(filter(None, (page.title, page.text)))
        seen = page_marks.seen(fetched, page)
        return SentArticle(_checked(text), clean(source), fetched.url, page.half, seen)


def of_post(text: str, source: str = "", url: str = "") -> SentArticle:
    """Return a post as an article. Raises UnreadableError."""
    return SentArticle(_checked(text), clean(source), url)


def _unreadable(error: FetchError) -> UnreadableError:
    detail = str(error.status) if isinstance(error, StatusError) else ""
    return UnreadableError(f"fetch {error.key}", str(error), detail)


def _checked(text: str) -> str:
    if len(text) > LONGEST:
        raise UnreadableError("page too large", f"{len(text)} characters")
    return clean(text)


def _is_page(fetched: Fetched) -> bool:
    kind = (fetched.content_type or "html").lower()
    return "html" in kind or "xml" in kind.replace("openxml", "")


def _name(url: str) -> str:
    return PurePosixPath(unquote(urlsplit(url).path)).name
