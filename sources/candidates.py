"""A feed's entries as candidates for news, with marks by which they are known again.

Read in a worker process: what comes back is text and digests, never markup.
"""

import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from news.text import clean
from sources import feeds
from sources.addresses import canonical
from sources.feed_values import Entry, Problem
from sources.fetch_errors import RefusedAddressError

#: Most characters of one entry's text, and of all of a feed's that are handed over.
LONGEST_TEXT = 100_000
ALL_TEXT = 4_000_000
#: A text of fewer characters is a teaser, …
TEASER = 700
#: … and one of fewer does not tell one entry from another.
TELLING = 120
#: How long a mark is, in characters; two entries of one feed never share one by chance.
_MARK = 32

_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote|section|article|figure|figcaption|hr)\b"
    r"[^<>]{0,2000}>",
    re.IGNORECASE,
)
#: An address that is canonical as it stands.
_PLAIN = re.compile(r"https?://[a-z0-9.-]{1,200}[a-z0-9]/(?:[A-Za-z0-9/_~-]|(?<!/)\.){1,1000}")
_TAG = re.compile(r"<[a-z/!?][^<>]*>", re.IGNORECASE)
_MORE = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|читать (?:далее|полностью|дальше)|подробнее|толығырақ|жалғасын оқу"
    r"|(?:read|continue reading|learn) ?more|continue reading)\W{0,5}$",
    re.IGNORECASE,
)


class Candidate(NamedTuple):
    """An entry as it is shown now. Marks are digests, "" where there is nothing to digest.

    A named tuple: a thousand of them leave the worker in half the time that dataclasses take.
    """

    entry_mark: str
    link_mark: str
    title_mark: str
    #: Of title and text.
    text_mark: str
    #: Canonical; "" for none.
    url: str
    title: str
    #: Paragraphs joined by blank lines.
    text: str
    published: datetime | None = None
    image: str = ""

    @property
    def marks(self) -> str:
        """Return all its marks, as `storage.items` does those of what was shown."""
        return " ".join(self[:4])

    @property
    def is_telling(self) -> bool:
        """Tell whether its text is long enough to know it by."""
        return len(self.text) >= TELLING

    @property
    def is_teaser(self) -> bool:
        """Tell whether there is more to it than it says."""
        return len(self.text) < TEASER or bool(_MORE.search(self.text[-60:]))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a feed shows, in its order."""

    title: str = ""
    #: The page that it is of.
    link: str = ""
    #: Left out where the caller knows all of them as they are.
    candidates: tuple[Candidate, ...] = ()
    #: A digest of all entries as they stand there, in whatever order; "" for none.
    mark: str = ""
    #: Whether all entries are known as they are.
    is_known: bool = False
    #: Why there are none; None if there are.
    problem: Problem | None = None


def read(
    body: bytes,
    content_type: str | None,
    url: str,
    mark: str | None = None,
    known: Sequence[str] = (),
) -> Shown:
    """Return what the body of a feed shows; see `sources.feeds.parse`. Raises nothing.

    mark: of what it showed the last time; the same entries again are not even looked at
    known: the marks of what it has ever shown; entries that are all among them are left out
    """
    feed = feeds.parse(body, content_type, url)
    shown = Shown(feed.title, feed.link, mark=_mark_of_all(feed.entries), problem=feed.problem)
    if shown.mark and shown.mark == mark:
        return replace(shown, is_known=True)
    found = tuple(_candidates(feed.entries))
    if found and {each.marks for each in found}.issubset(known):
        return replace(shown, is_known=True)
    return replace(shown, candidates=found)


def _candidates(entries: Iterable[Entry]) -> Iterable[Candidate]:
    left = ALL_TEXT
    for entry in entries:
        text = text_of(entry.html)[: min(LONGEST_TEXT, max(left, 0))]
        left -= len(text)
        yield candidate(entry, text)


def candidate(entry: Entry, text: str) -> Candidate:
    """Return an entry with its marks."""
    url = canonical_or_empty(entry.link)
    title_mark = mark(_words(entry.title))
    return Candidate(
        entry_mark=mark(entry.id),
        link_mark=mark(_place(url)),
        title_mark=title_mark,
        text_mark=mark(_words(f"{entry.title} {text}")) if text else title_mark,
        url=url,
        title=entry.title,
        text=text,
        published=entry.published,
        image=entry.image,
    )


def _mark_of_all(entries: Iterable[Entry]) -> str:
    """Return the same digest for the same entries, however a feed turns them round.

    Of what they say as it stands: cleaning it takes as long as parsing the feed.
    """
    parts = ("\0".join((each.id, each.link, each.title, each.html)) for each in entries)
    return mark("".join(sorted(map(mark, parts))))


def text_of(markup: str) -> str:
    """Return the paragraphs of an entry's HTML, joined by blank lines."""
    if not markup:
        return ""
    text = _TAG.sub("", _BLOCK.sub("\n", markup)) if "<" in markup else markup
    if "&" in text:
        text = _unescaped(text)
    lines = (" ".join(line.split()) for line in clean(text).splitlines())
    return "\n\n".join(line for line in lines if line)


def mark(text: str) -> str:
    """Return a digest of a text, "" for none."""
    if not text:
        return ""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_MARK // 2).hexdigest()


def canonical_or_empty(link: str) -> str:
    """Return a link's canonical address, "" where it has none."""
    if _PLAIN.fullmatch(link):  # most links by far, and reading one takes a while
        return link
    try:
        return canonical(link) if link else ""
    except RefusedAddressError:
        return ""


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a number of thousands of digits
        return text


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _place(url: str) -> str:
    """Return what stays of an address when a site moves to https, or drops its www."""
    path, mark, query = url.partition("://")[2].removeprefix("www.").partition("?")
    return f"{path.rstrip('/')}{mark}{query}"
