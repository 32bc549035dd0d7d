"""The feeds that a page names, links to, or probably has. Pure: bytes in, candidates out.

Pages are hostile: call it where hostile bytes are parsed, apart from the event loop.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from typing import cast
from urllib.parse import urljoin

from lxml import etree

from sources.addresses import normal
from sources.fetch_errors import RefusedAddressError

#: Most of a page that is looked at, in bytes: feeds are named in its head.
MOST = 1_000_000
#: Most candidates of one page that are named or linked.
CANDIDATES = 30
#: Most that are looked at for them; an archive may have thousands of links that look like feeds.
SEEN = 300
#: Longest title, in characters.
TITLE = 200

#: Types of feeds in `<link rel="alternate" type="…">`, and what they are.
TYPES = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/json": "json",
    "application/xml": None,
    "text/xml": None,
}
#: JSON and XML are offered for many things; these types alone need a word of a feed beside them.
_VAGUE = frozenset({"application/json", "application/xml", "text/xml"})
#: Where content systems keep their feeds, the most common first.
PATHS = ("/rss", "/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
_WORDS = ("rss", "feed", "atom", "rdf")


class Sureness(IntEnum):
    """How sure it is that an address is a feed; the lower, the surer."""

    NAMED = 0  # the page says so to programs
    LINKED = 1  # a link looks like it
    GUESSED = 2  # many sites have one there


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed of a page."""

    #: Made normal; not judged yet.
    url: str
    #: As the page calls it, "" where it does not.
    title: str
    #: "rss", "atom", "json", or None where it is not said.
    kind: str | None
    sureness: Sureness

    @property
    def of_comments(self) -> bool:
        """Tell whether it is what readers write, not the newsroom."""
        text = f"{self.url} {self.title}".lower()
        return any(word in text for word in ("comment", "комментари", "пікір"))


def find_feeds(html: bytes, url: str) -> list[Candidate]:
    """Return the feeds of a page that was fetched from `url`, surest first, each address once.

    Common paths stand at the end as guesses, to be tried where nothing better is found. Feeds of
    comments come after all others of their kind. Never raises for any bytes; RefusedAddressError
    if `url` is no address of the web.
    """
    base = normal(url)
    found = [] if (page := _parsed(html)) is None else list(_of_page(page, base))
    found.sort(key=lambda candidate: (candidate.sureness, candidate.of_comments))
    guesses = _candidates(base, ((path, "", None) for path in PATHS), Sureness.GUESSED)
    return _once([*found[:CANDIDATES], *guesses], base)


def _parsed(html: bytes) -> etree._Element | None:
    parser = etree.HTMLParser(
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        encoding=_encoding(html[:MOST]),
    )
    try:
        return etree.fromstring(html[:MOST], parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):  # nothing in it, to libxml2
        return None


def _encoding(html: bytes) -> str | None:
    """Return UTF-8 where it is beyond doubt; libxml2 would take an undeclared page for Latin."""
    try:
        html.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.start > len(html) - 4 else None
    return "utf-8"


def _of_page(page: etree._Element, url: str) -> Iterator[Candidate]:
    base = next((_attribute(each, "href") for each in page.iter("base")), "")
    base = _joined(url, base) or url
    yield from _candidates(base, _named(page), Sureness.NAMED)
    yield from _candidates(base, _linked(page), Sureness.LINKED)


def _named(page: etree._Element) -> Iterator[tuple[str, str, str | None]]:
    """Yield address, title and kind of what the page calls an alternate of itself."""
    for link in page.iter("link"):
        relations = _attribute(link, "rel").lower().split()
        kind = _attribute(link, "type").partition(";")[0].strip().lower()
        href, title = _attribute(link, "href"), _attribute(link, "title")
        if "feed" in relations or ("alternate" in relations and _is_feed(kind, f"{href} {title}")):
            yield href, title, TYPES.get(kind)


def _is_feed(kind: str, told: str) -> bool:
    """Tell whether a type is one of feeds; a vague one needs a word of a feed."""
    return kind in TYPES and (kind not in _VAGUE or any(word in told.lower() for word in _WORDS))


def _linked(page: etree._Element) -> Iterator[tuple[str, str, str | None]]:
    """Yield what looks like a feed among the links for people."""
    for link in page.iter("a"):
        href = _attribute(link, "href")
        path = href.lower().partition("?")[0].rstrip("/")
        last = path.rpartition("/")[2]
        if last.partition(".")[0] in _WORDS or last.endswith((".rss", ".rdf", ".atom")):
            yield href, "".join(cast("Iterable[str]", link.itertext())), None


def _candidates(
    base: str, links: Iterable[tuple[str, str, str | None]], sureness: Sureness
) -> Iterator[Candidate]:
    for href, title, kind in islice(links, SEEN):
        if href and (url := _joined(base, href)):
            yield Candidate(url, " ".join(title.split())[:TITLE], kind, sureness)


def _once(candidates: Iterable[Candidate], page: str) -> list[Candidate]:
    """Return each address once, the surest; the page itself is none of them."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.url != page:
            first.setdefault(candidate.url, candidate)
    return list(first.values())


def _joined(base: str, href: str) -> str | None:
    """Return where a link leads, None where that is no address of the web."""
    try:
        return normal(urljoin(base, href.strip()))
    except (ValueError, RefusedAddressError):
        return None


def _attribute(element: etree._Element, name: str) -> str:
    return str(element.get(name) or "")
