"""What a feed gives: its entries as values, the same for XML and JSON."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sources import feed_text

#: Entries of one feed that are read, in its order; the rest is left out and `truncated` says so.
MAX_ENTRIES = 2_000
#: Categories of one entry that are kept.
MAX_CATEGORIES = 50


class Problem(StrEnum):
    """Why a feed gave no entries."""

    EMPTY = "empty"  #: no bytes but spaces
    TOO_LARGE = "too large"  #: more bytes than feeds.LIMIT
    PAGE = "a page"  #: an HTML page
    NOT_A_FEED = "not a feed"  #: other XML, other JSON, text, a picture
    NO_ENTRIES = "no entries"  #: a feed with nothing in it, which may be right
    UNREADABLE = "unreadable"  #: neither the parser nor its recovery got through


class Entry(NamedTuple):
    """One entry: plain text but for `html`; "" or None where the feed says nothing.

    A tuple, because a feed has up to MAX_ENTRIES and each comes out of a worker process: it is
    made and unpickled in a quarter of the time of a frozen dataclass.
    """

    #: As the feed gives it, else the link, else a digest of title and date (`identity`).
    id: str
    #: What a reader sees: one line without markup.
    title: str
    #: Absolute, http or https.
    link: str
    #: Aware UTC; the time of the last change where the feed gives no other.
    published: datetime | None
    #: The fullest text of the entry, its addresses absolute. Hostile: never shown as it is.
    html: str
    author: str = ""
    updated: datetime | None = None
    #: The address of a picture.
    image: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed with its entries in the order in which it gives them."""

    title: str = ""
    entries: tuple[Entry, ...] = ()
    #: The page that the feed is of.
    link: str = ""
    #: Why there are no entries; None if there are.
    problem: Problem | None = None
    #: Entries or their HTML were left out: there were more than MAX_ENTRIES or feed_text.ALL_HTML.
    truncated: bool = False


def identity(given: str, link: str, title: str, published: datetime | None, html: str) -> str:
    """Return what an entry is known by over several fetches.

    That is the id that the feed gives; else the link; else a digest of the title and the date; of
    the HTML too, if there is no title. Two entries of one feed may have the same id: feeds do that.
    """
    known = given[: feed_text.LONGEST_LINK] or link
    if known:
        return known
    parts = (title, published.isoformat() if published else "", "" if title else html)
    return "made:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
