"""OPML: lists of feeds from other readers, and for them.

OpmlError
 ├ TooLargeError    more than LIMIT bytes or MAX_FEEDS feeds
 ├ DoctypeError     a document type: never needed in OPML, and a way to do harm
 └ NotOpmlError     another kind of file, or one without any feed
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from sources import feed_encoding, feed_text, feed_xml
from sources.feed_xml import Tree

#: Largest file, in bytes; 50,000 feeds take about 10 MB.
LIMIT = 20_000_000
#: Most feeds of one file.
MAX_FEEDS = 50_000
#: Folders within folders that are told apart; what is deeper lies in the last of them.
MAX_DEPTH = 10

_XML_URL = ("xmlurl", "url")


class OpmlError(Exception):
    """A list of feeds that cannot be taken; `str(error)` is a sentence for people."""


class TooLargeError(OpmlError):
    """Too many bytes or feeds."""


class DoctypeError(OpmlError):
    """The file declares a document type."""


class NotOpmlError(OpmlError):
    """No OPML, or no feed in it."""


@dataclass(frozen=True, slots=True, order=True)
class Subscription:
    """One feed of a list."""

    #: Names of the folders that it lies in, the outermost first.
    folder: tuple[str, ...]
    #: One line; the address where the list gives no title.
    title: str
    #: The address of the feed.
    url: str
    #: The address of the page that the feed is of, or "".
    page: str = ""


def read(data: bytes) -> tuple[Subscription, ...]:
    """Return the feeds of an OPML file in its order, each address once. Raises OpmlError.

    Nested up to libxml2's 256 levels; also with broken XML. Only http and https are
    taken (feed: means http).
    """
    if len(data) > LIMIT:
        raise TooLargeError(f"it is larger than {LIMIT / 1e6:g} MB")
    root = _root(data)
    found: dict[str, Subscription] = {}
    for subscription in _subscriptions(root):
        found.setdefault(subscription.url, subscription)
        if len(found) > MAX_FEEDS:
            raise TooLargeError(f"it has more than {MAX_FEEDS} feeds")
    if not found:
        raise NotOpmlError("there is no feed in it")
    return tuple(found.values())


def write(subscriptions: Iterable[Subscription], title: str) -> bytes:
    """Return an OPML 2.0 file with the feeds in their folders."""
    root = etree.Element("opml", version="2.0")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = feed_text.line(title)
    folders: dict[tuple[str, ...], Tree] = {(): body}
    for subscription in subscriptions:
        outline = etree.SubElement(_folder(folders, subscription.folder), "outline", type="rss")
        outline.set("text", feed_text.line(subscription.title))
        outline.set("title", feed_text.line(subscription.title))
        outline.set("xmlUrl", feed_text.cleaned(subscription.url))
        if subscription.page:
            outline.set("htmlUrl", feed_text.cleaned(subscription.page))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _folder(folders: dict[tuple[str, ...], Tree], path: tuple[str, ...]) -> Tree:
    """Return the element of a folder, made with those around it if there is none yet."""
    if path not in folders:
        outer = _folder(folders, path[:-1])
        folders[path] = etree.SubElement(outer, "outline", text=feed_text.line(path[-1]))
    return folders[path]


def _root(data: bytes) -> Tree:
    text = feed_encoding.decode(data, None).lstrip("\ufeff \t\r\n")
    if "<!doctype" in text[:100_000].lower():
        raise DoctypeError("it declares a document type, which no list of feeds needs")
    root = feed_xml.tree(text)
    if root is None or _name(root) != "opml":
        raise NotOpmlError("it is not an OPML file")
    return root


def _subscriptions(root: Tree) -> Iterator[Subscription]:
    """Yield what the outlines stand for, in document order and without recursion."""
    waiting = [(iter(root), ())]  # type: list[tuple[Iterator[Tree], tuple[str, ...]]]
    while waiting:
        elements, folder = waiting[-1]
        element = next(elements, None)
        if element is None:
            waiting.pop()
            continue
        subscription = _subscription(element, folder)
        if subscription:
            yield subscription
        if len(element):
            waiting.append((iter(element), _inner(element, folder)))


def _inner(element: Tree, folder: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folder of what lies inside an element."""
    name = _title(_attributes(element)) if _name(element) == "outline" else ""
    return (*folder, name) if name and len(folder) < MAX_DEPTH else folder


def _subscription(element: Tree, folder: tuple[str, ...]) -> Subscription | None:
    attributes = _attributes(element)
    url = _address(next(filter(None, (attributes.get(name) for name in _XML_URL)), ""))
    if _name(element) != "outline" or not url or attributes.get("type", "").lower() == "link":
        return None
    page = _address(attributes.get("htmlurl", ""))
    return Subscription(folder, _title(attributes) or url, url, page)


def _attributes(element: Tree) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in element.items()}


def _title(attributes: dict[str, str]) -> str:
    return feed_text.literal(attributes.get("title") or attributes.get("text") or "")


def _address(link: str) -> str:
    """Return an address for a browser, "" for any other; old readers write feed: for http:."""
    link = link.strip()
    for old, new in (("feed://", "http://"), ("feed:", "")):
        if link.lower().startswith(old):
            link = new + link[len(old) :]
    return feed_text.address(link, "") if link.lower().startswith(("http://", "https://")) else ""


def _name(element: Tree) -> str:
    return str(element.tag).rpartition("}")[2].lower()
