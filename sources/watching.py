"""When a story's page is looked at again, and what becomes of what it says then. Pure.

A page is another window than a feed: it is renewed around its article, hides behind walls, moves,
and is given to other articles. Only an article that is whole, and still this one, corrects a story.
"""

import re
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from news.analysis import Analysis, analyse
from news.text import clean
from news.versions import Kind, compare, is_another
from sources.deciding import MOST_CHANGED
from sources.fetch_errors import (
    ConnectFailedError,
    FetchError,
    LookupFailedError,
    StatusError,
    TlsError,
    TooSlowError,
)
from sources.page_bytes import PageText, Verdict
from sources.page_marks import has_its_title, says_the_same
from storage.watches import Seen, Watch

#: A page is looked at so long after its story came …
LOOKS = (
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=3),
)
#: … give or take this share of it, so that what came together is not asked for together.
SPREAD = 0.1
#: Later than this after its story came, a look that is overdue is left out.
OLDEST = timedelta(days=3, hours=12)
#: Pages of a host that come due within so long are looked at in one visit.
GATHER = timedelta(minutes=5)
#: Pages of one visit.
MOST_VISITED = 50
#: A host that has trouble, or asks to wait, is left alone for so long at least, and at most.
REST, LONGEST_REST = timedelta(hours=1), timedelta(days=1)
#: A text of less than this share of the old one was read only half.
SHRUNK = 0.5
#: A longer line is a paragraph, and so is one that ends as a sentence does.
_LINE = 120
_ENDED = re.compile(r"[.!?…][»”\"')\]]*$")
#: What stands by itself in a shorter line is a label; what a list has looks otherwise.
_LABEL = 40
_LISTED = re.compile(r"^[-–—•*·]|[;,:]$")
_DIGITS = re.compile(r"\d[\d\s.,:]*")
_GAP = re.compile(r"\n\s*\n")
#: Why a page is no article where it says that there is none any more; see `sources.page_verdict`.
_NOT_FOUND = "not found"
#: Troubles of a host: its other pages need not be asked for.
_OF_HOST = (TooSlowError, ConnectFailedError, LookupFailedError, TlsError)


class Sight(StrEnum):
    """What a look at a page came to."""

    #: It says what it said, whatever stands around it.
    SAME = "same"
    #: The article says something else.
    CHANGED = "changed"
    #: It could not be had, or is behind a wall, or only a part of the article is there.
    UNREAD = "unread"
    #: There is no such page any more.
    GONE = "gone"
    #: Less than half of the text is left.
    SHRUNK = "shrunk"
    #: Another article stands there.
    OTHER = "other"
    #: Too many pages of its host changed at once: another layout, and no corrections.
    LAYOUT = "layout"

    @property
    def is_trouble(self) -> bool:
        """Tell whether editors should know."""
        return self in _TROUBLES


_TROUBLES = frozenset({Sight.GONE, Sight.SHRUNK, Sight.OTHER, Sight.LAYOUT})


def next_look(story_id: int, came: datetime, now: datetime) -> datetime | None:
    """Return when to look at a page next, None for never: what was missed is not made up for."""
    times = (came + _spread(story_id, number) * after for number, after in enumerate(LOOKS))
    return next((at for at in times if at > now), None)


def _spread(story_id: int, number: int) -> float:
    """Return a factor near 1 that is always the same for one look at one story's page."""
    chance = zlib.crc32(f"{story_id} {number}".encode()) / 2**32
    return 1 + SPREAD * (2 * chance - 1)


def is_over(watch: Watch, now: datetime) -> bool:
    """Tell whether a page is not looked at any more, though a look is due."""
    return watch.withdrawn or watch.by_editor or now - watch.came_at > OLDEST


def visits(due: Iterable[Watch], now: datetime) -> list[list[Watch]]:
    """Return the pages of each host that is to be visited now, the longest due first."""
    hosts: dict[str, list[Watch]] = {}
    for watch in sorted(due, key=lambda each: each.next_look_at or now):
        hosts.setdefault(host_of(watch), []).append(watch)
    return [
        pages[:MOST_VISITED]
        for pages in hosts.values()
        if now - (pages[0].next_look_at or now) >= GATHER
    ]


def host_of(watch: Watch) -> str:
    """Return the host and port that a page is fetched from."""
    return urlsplit(watch.seen.url).netloc


def text_of(story: Analysis, known: Seen, page: PageText) -> str:
    """Return the text that a story gets from its page.

    Its headline stays if the page's is what it was: that of a feed's entry may be another one.
    Counters and buttons that nobody recognised must not be told as other figures: lines that are no
    sentences stay before the first and after the last paragraph, and short ones between them stay
    if only their numbers changed.
    """
    kept = story.story.title
    title = page.title
    if has_its_title(known, page):
        title = kept.text if kept else ""
    before, between, after = _parts(story.story.text[kept.end if kept else 0 :])
    labels = {_DIGITS.sub("", line): line for line in between if _is_label(line)}
    now = [
        labels.get(_DIGITS.sub("", line), line) if _is_label(line) else line
        for line in _parts(page.text)[1]
    ]
    return "\n\n".join(filter(None, [title, *before, *now, *after]))


def _is_label(line: str) -> bool:
    """Tell whether a line may be a counter or a widget's, and is not of a list."""
    return len(line) <= _LABEL and not (_ENDED.search(line) or _LISTED.search(line))


def _parts(text: str) -> tuple[list[str], list[str], list[str]]:
    """Return the lines before a text's first paragraph, its paragraphs, the lines after them."""
    lines = [line.strip() for line in _GAP.split(text) if line.strip()]
    prose = [at for at, line in enumerate(lines) if len(line) > _LINE or _ENDED.search(line)]
    if not prose:
        return [], lines, []
    first, last = prose[0], prose[-1] + 1
    return lines[:first], lines[first:last], lines[last:]


def judge(story: Analysis, known: Seen, page: PageText) -> Sight:
    """Return what a page says about its story now; it takes as long as reading an article."""
    if page.verdict is not Verdict.ARTICLE or not page.text:
        return Sight.GONE if page.reason == _NOT_FOUND else Sight.UNREAD
    if says_the_same(known, page):
        return Sight.SAME
    text = text_of(story, known, page)
    if len(text) < SHRUNK * len(story.story.text):
        return Sight.SHRUNK
    now = analyse(clean(text))
    if is_another(story, now):
        return Sight.OTHER
    return Sight.SAME if compare(story, now).kind is Kind.SAME else Sight.CHANGED


def decided(sights: Sequence[Sight]) -> list[Sight]:
    """Return what the looks of one visit came to, seen together."""
    if sights.count(Sight.CHANGED) <= MOST_CHANGED:
        return list(sights)
    return [Sight.LAYOUT if each is Sight.CHANGED else each for each in sights]


def failed(error: FetchError) -> Sight:
    """Return what a page is that could not be fetched."""
    gone = isinstance(error, StatusError) and error.status in (404, 410)
    return Sight.GONE if gone else Sight.UNREAD


def rest_of_host(error: FetchError) -> timedelta | None:
    """Return for how long all pages of a host are to be left alone, None where one page failed."""
    if isinstance(error, StatusError) and (error.status >= 500 or error.status == 429):
        wished = min(error.retry_after or 0, LONGEST_REST.total_seconds())
        return max(REST, timedelta(seconds=wished))
    return REST if isinstance(error, _OF_HOST) else None
