"""A feed's entries as candidates for news, with marks by which they are known again.

Read in a worker process: what comes back is text and digests, never markup.
"""

import base64
import hashlib
import html
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
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
#: And that of an entry as it stands, in bytes: 48 bits tell it from the others of its feed. Each is
#: eight characters of base64.
_SHORT = 6

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
    #: Whether other entries of its feed have its id, its link, or both; also where it has none.
    shares_id: bool = False
    shares_link: bool = False
    shares_both: bool = False

    @property
    def marks(self) -> str:
        """Return all its marks: what it is, and what it says."""
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
    #: Those that it did not show in these very words the last time.
    candidates: tuple[Candidate, ...] = ()
    #: How many it shows beside them.
    others: int = 0
    #: Digests of all entries as they stand there, to be given back the next time; "" for none.
    marks: str = ""
    #: Why there are none; None if there are.
    problem: Problem | None = None


def read(
    body: bytes,
    content_type: str | None,
    url: str,
    before: str | None = None,
    known: Collection[str] = (),
) -> Shown:
    """Return what the body of a feed shows; see `sources.feeds.parse`. Raises nothing.

    before: the marks of what it showed the last time. The same again is left out before it is
        cleaned, which takes as long as parsing it.
    known: `Candidate.marks` of entries that are left out as well
    """
    feed = feeds.parse(body, content_type, url)
    shown = {_mark_as_it_stands(each): each for each in reversed(feed.entries)}
    last = _pieces(before or "")
    new = [each for mark, each in reversed(shown.items()) if mark not in last]
    found = tuple(candidates_of(new, shown.values(), known))
    return Shown(
        feed.title, feed.link, found, len(shown) - len(found), _joined(shown), feed.problem
    )


def _mark_as_it_stands(entry: Entry) -> bytes:
    said = "\0".join((entry.id, entry.link, entry.title, entry.html))
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=_SHORT).digest()


def _joined(marks: Iterable[bytes]) -> str:
    return base64.b64encode(b"".join(marks)).decode()


def _pieces(joined: str) -> set[bytes]:
    marks = base64.b64decode(joined)
    return {marks[at : at + _SHORT] for at in range(0, len(marks), _SHORT)}


def candidates_of(
    new: Iterable[Entry], shown: Iterable[Entry], known: Collection[str] = ()
) -> Iterable[Candidate]:
    """Yield new entries, told apart from all that are shown: each of those stands there once."""
    read = [(each.id, found) for each, found in _read(new) if found.marks not in known]
    if not read:
        return
    named = [(each.id, _place(_roughly_canonical(each.link))) for each in shown]
    ids, links = Counter(given for given, _ in named), Counter(link for _, link in named)
    both = Counter(named)
    for given, found in read:
        link = _place(found.url)
        yield found._replace(
            shares_id=not given or ids[given] > 1,
            shares_link=not link or links[link] > 1,
            shares_both=both[given, link] > 1,
        )


def _read(entries: Iterable[Entry]) -> Iterable[tuple[Entry, Candidate]]:
    left = ALL_TEXT
    for entry in entries:
        text = text_of(entry.html)[: min(LONGEST_TEXT, max(left, 0))]
        left -= len(text)
        yield entry, candidate(entry, text)


def candidate(entry: Entry, text: str) -> Candidate:
    """Return an entry with its marks, as if it were the only one of its feed."""
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


def _roughly_canonical(link: str) -> str:
    """Return a link's canonical address where it matters: most have nothing to be left out."""
    return canonical_or_empty(link) if "?" in link or "#" in link or "%" in link else link


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
