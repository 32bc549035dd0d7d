"""What stands at an address that somebody names: a feed, a page that names one, or an article.

NothingFoundError   neither: `reason` says what the page is, or None where it has no feed
"""

import re
from dataclasses import dataclass

from sources import candidates, discovery, page_bytes, page_marks
from sources.addresses import canonical
from sources.articles import Article
from sources.discovery import Candidate, Sureness
from sources.feed_values import Problem
from sources.fetch import Fetcher
from sources.fetch_errors import FetchError
from sources.fetched import FEED, PAGE, Accept, Fetched
from sources.page_bytes import PageText, Verdict
from sources.worker import Workers

#: How a page begins, and no feed.
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,1000})?(?:<!--.{0,1000}?-->\s{0,1000})?"
    rb"<(?:!doctype\s{1,10})?html\b",
    re.IGNORECASE | re.DOTALL,
)
#: Feeds that a page names or links of which so many are tried, and so many that are only guessed.
TRIED, GUESSED = 5, 7
#: Pages before feeds, for those who can send both, and whatever comes of the two.
EITHER = Accept(
    "text/html, application/xhtml+xml, application/rss+xml;q=0.9, application/atom+xml;q=0.9,"
    " */*;q=0.1",
    FEED.words,
)


class NothingFoundError(Exception):
    """No feed, or no article, at an address; `reason` is the page's, None where it has no feed."""

    def __init__(self, reason: str | None = None) -> None:
        super().__init__(f"no article: {reason}" if reason else "no feed was found there")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was fetched and read."""

    #: Where it is fetched from; canonical.
    url: str
    title: str
    #: The page that it is of, "" where it does not say.
    site: str
    entries: int


@dataclass(frozen=True, slots=True)
class FoundPage:
    """An article that was fetched and read."""

    article: Article
    page: PageText


async def feed(fetcher: Fetcher, workers: Workers, address: str) -> FoundFeed:
    """Return the feed at an address, or the surest one of the page that is there.

    Raises FetchError (of the address itself), WorkerError, NothingFoundError.
    """
    fetched = await fetcher.get(address, accept=FEED)
    return await _read(workers, fetched, address) or await _named(fetcher, workers, fetched)


async def article(fetcher: Fetcher, workers: Workers, address: str) -> FoundPage:
    """Return the article at an address.

    Raises FetchError, WorkerError, NothingFoundError with why the page is none.
    """
    fetched = await fetcher.get(address, accept=PAGE)
    if await is_feed(workers, fetched):  # which has text enough for an article
        raise NothingFoundError("it is a feed")
    return await _article(workers, fetched)


async def either(fetcher: Fetcher, workers: Workers, address: str) -> FoundFeed | FoundPage:
    """Return what is at an address, a feed or an article, else the feed that the page there names.

    Raises as `feed`.
    """
    fetched = await fetcher.get(address, accept=EITHER)
    if found := await _read(workers, fetched, address):
        return found
    try:
        return await _article(workers, fetched)
    except NothingFoundError:
        return await _named(fetcher, workers, fetched)


async def _named(fetcher: Fetcher, workers: Workers, fetched: Fetched) -> FoundFeed:
    """Return the surest feed that a page names, or might have. Raises as `feed`."""
    named = await workers.run(discovery.find_feeds, fetched.body, fetched.url)
    for candidate in _worth_trying(named):
        if found := await _tried(fetcher, workers, candidate):
            return found
    raise NothingFoundError


async def _article(workers: Workers, fetched: Fetched) -> FoundPage:
    page = await workers.run(page_bytes.read, fetched.body, fetched.content_type, fetched.url)
    if page.verdict is Verdict.NO_ARTICLE or not page.text:
        raise NothingFoundError(page.reason or "no text")
    text = f"{page.title}\n\n{page.text}" if page.title else page.text
    url = canonical(page.canonical or fetched.url)
    seen = page_marks.seen(fetched, page)
    return FoundPage(
        Article(text, page.site or None, url, published=page.published, seen=seen), page
    )


async def is_feed(workers: Workers, fetched: Fetched) -> bool:
    """Tell whether a feed was fetched, whatever it is called. Raises WorkerError."""
    return await _read(workers, fetched, fetched.url) is not None


async def _read(workers: Workers, fetched: Fetched, asked: str) -> FoundFeed | None:
    if _PAGE.match(fetched.body):  # most addresses by far, and reading one as a feed takes a while
        return None
    shown = await workers.run(candidates.read, fetched.body, fetched.content_type, fetched.url)
    if shown.problem not in (None, Problem.NO_ENTRIES):
        return None
    url = canonical(fetched.moved_to or asked)
    return FoundFeed(url, shown.title, shown.link, len(shown.candidates))


def _worth_trying(found: list[Candidate]) -> list[Candidate]:
    """Return what the page names before what is only guessed; feeds of comments are no news."""
    news = [each for each in found if not each.of_comments]
    named = [each for each in news if each.sureness is not Sureness.GUESSED]
    guessed = [each for each in news if each.sureness is Sureness.GUESSED]
    return [*named[:TRIED], *guessed[:GUESSED]]


async def _tried(fetcher: Fetcher, workers: Workers, candidate: Candidate) -> FoundFeed | None:
    try:
        fetched = await fetcher.get(candidate.url, accept=FEED, robots=True)
    except FetchError:
        return None
    found = await _read(workers, fetched, candidate.url)
    return found if found and found.entries else None  # a page may name better ones
