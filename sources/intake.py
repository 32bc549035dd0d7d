"""Entries become articles: their own text, or that of the page where they only tease.

A page that cannot be had now is asked for again with the next looks, a few times; then the entry's
own text has to do.
"""

from collections import OrderedDict
from dataclasses import dataclass

from sources import page_bytes, page_marks
from sources.articles import Article, Newsroom
from sources.candidates import Candidate
from sources.fetch import Fetcher
from sources.fetch_errors import (
    BrokenAnswerError,
    ConnectFailedError,
    FetchError,
    LookupFailedError,
    StatusError,
    TooSlowError,
)
from sources.fetched import PAGE
from sources.page_bytes import PageText, Verdict
from sources.worker import WorkerError, Workers
from storage.sources import OFF, ON, Source
from storage.watches import Seen

#: How often a page is asked for that cannot be had, and entries of which that is remembered.
TRIES = 3
_REMEMBERED = 10_000
#: Troubles that may pass.
_PASSING = (TooSlowError, ConnectFailedError, LookupFailedError, BrokenAnswerError)


class PostponedError(Exception):
    """An entry is to be read with the next look."""


@dataclass(slots=True)
class Read:
    """How the pages of one look were read."""

    whole: int = 0
    half: int = 0


class Intake:
    """Makes articles of entries."""

    def __init__(self, fetcher: Fetcher, workers: Workers, newsroom: Newsroom) -> None:
        """Take an open fetcher, workers, and who takes the articles."""
        self.fetcher = fetcher
        self.workers = workers
        self.newsroom = newsroom
        self._tries: OrderedDict[tuple[int, str], int] = OrderedDict()

    async def article(
        self,
        source: Source,
        entry: Candidate,
        read: Read,
        *,
        may_wait: bool = True,
        may_be_half: bool = True,
    ) -> Article | None:
        """Return the article that an entry is, None for one without a text; counts in `read`.

        may_be_half: whether half of its page is better than its own text, as it is for news
        Raises PostponedError where its page cannot be had now, if it may wait.
        """
        text, seen = entry.text, None
        if _wants_page(source, entry):
            found = await self._page(source, entry, may_wait)
            _count(read, found and found[0])
            if found and _is_better(found[0], text, may_be_half=may_be_half):
                text, seen = found[0].text, found[1]
        if not text:
            return None
        return Article(
            text=f"{entry.title}\n\n{text}" if entry.title else text,
            source=source.title,
            url=entry.url,
            source_id=source.id,
            topic=source.topic,
            published=entry.published,
            seen=seen,
        )

    async def _page(
        self, source: Source, entry: Candidate, may_wait: bool
    ) -> tuple[PageText, Seen] | None:
        """Return an entry's page, None where it cannot be had or read. Raises PostponedError."""
        try:
            fetched = await self.fetcher.get(entry.url, accept=PAGE, robots=True)
            page = await self.workers.run(
                page_bytes.read, fetched.body, fetched.content_type, fetched.url
            )
            return page, page_marks.seen(fetched, page)
        except WorkerError:
            return None
        except FetchError as error:
            if may_wait and _may_pass(error) and self._try_again(source, entry):
                raise PostponedError from error
            return None

    def _try_again(self, source: Source, entry: Candidate) -> bool:
        """Count the tries of an entry; False once there were enough."""
        key = (source.id, entry.entry_mark)
        tries = self._tries.pop(key, 0) + 1
        if tries >= TRIES:
            return False
        self._tries[key] = tries
        if len(self._tries) > _REMEMBERED:
            self._tries.popitem(last=False)
        return True


def _wants_page(source: Source, entry: Candidate) -> bool:
    if not entry.url or source.full_text == OFF:
        return False
    return source.full_text == ON or entry.is_teaser


def _is_better(page: PageText, text: str, *, may_be_half: bool) -> bool:
    whole = page.verdict is Verdict.ARTICLE
    return (whole or may_be_half) and len(page.text) > len(text)


def _count(read: Read, page: PageText | None) -> None:
    """Count how a page was read: one that is said to be no article was not read either."""
    if page and page.verdict is Verdict.ARTICLE:
        read.whole += 1
    else:
        read.half += 1


def _may_pass(error: FetchError) -> bool:
    if isinstance(error, StatusError):
        return error.status >= 500 or error.status == 429
    return isinstance(error, _PASSING)
