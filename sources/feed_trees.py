"""A feed's tree as values: which format it is, where its entries are, what it says of itself."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from sources import feed_entries, feed_text
from sources.feed_elements import Children, Context, first, title
from sources.feed_names import Names
from sources.feed_tables import TITLES
from sources.feed_values import MAX_ENTRIES, Entry, ParsedFeed, Problem
from sources.feed_xml import MAX_TAGS, Document, Tree

_FEEDS = frozenset(("rss", "rdf:rdf", "rdf", "channel", "feed", "atom:feed"))
_ENTRIES = frozenset(("item", "entry", "atom:entry"))
_ATOM = frozenset(("feed", "atom:feed", "entry", "atom:entry"))


def read(document: Document, url: str) -> ParsedFeed:
    """Return the feed in a tree."""
    names = Names(document.root)
    found = _feed(document.root, names)
    if found is None:
        page = names[document.root.tag].endswith("html")
        return ParsedFeed(problem=Problem.PAGE if page else Problem.NOT_A_FEED)
    kind = names[found.tag]
    allowance = feed_text.Allowance(tidy=document.tidy)
    context = Context(names, url, document.based, kind in _ATOM, allowance)
    if kind in _ENTRIES:
        return ParsedFeed(entries=(feed_entries.entry(found, context),))
    return _whole(found, context)


def _feed(root: Tree, names: Names) -> Tree | None:
    """Return the element that is the feed: the root, or one inside a page around it."""
    for element in islice(root.iter("*"), MAX_TAGS):
        name = names[element.tag]
        if name in _FEEDS or (name in _ENTRIES and element is root):
            return element
    return None


def _whole(feed: Tree, context: Context) -> ParsedFeed:
    top = context.children(feed, MAX_TAGS)
    channel = first(top, ("channel",))
    about = top if channel is None else context.children(channel)
    link = feed_entries.link_of(feed if channel is None else channel, about, context)
    context.base = _base(context.base, link)
    elements = list(islice(_elements(top, context), MAX_ENTRIES + 1))
    entries = tuple(_read(elements[:MAX_ENTRIES], context))
    return ParsedFeed(
        title=title(first(about, TITLES), context),
        entries=entries,
        link=link,
        problem=None if entries else Problem.NO_ENTRIES,
        truncated=len(elements) > MAX_ENTRIES or context.allowance.characters <= 0,
    )


def _base(url: str, link: str) -> str:
    """Return what relative addresses of a feed are resolved against.

    That is its own address; but a feed that another host serves (a feed burner, a cache) means the
    site that it is of.
    """
    try:
        ours, theirs = urlsplit(url), urlsplit(link)
    except ValueError:
        return url
    elsewhere = theirs.scheme and theirs.netloc and theirs.netloc != ours.netloc
    return link if elsewhere else url


def _elements(top: Children, context: Context) -> Iterator[Tree]:
    """Yield the elements of the entries: of the feed, of its channels, of their lists of items."""
    inner = [context.children(channel, MAX_TAGS) for channel in top.get("channel", ())[:10]]
    lists = [element for part in (top, *inner) for element in part.get("items", ())[:10]]
    for part in (top, *inner, *(context.children(element, MAX_TAGS) for element in lists)):
        for name in _ENTRIES & part.keys():
            yield from part[name]


def _read(elements: list[Tree], context: Context) -> Iterator[Entry]:
    for element in elements:
        yield feed_entries.entry(element, context)
