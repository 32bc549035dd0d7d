"""Feeds as values: RSS 0.9 to 2.0, RDF, Atom, CDF and JSON Feed, as servers really send them.

`parse` raises nothing: a body that gives no entries gives a `problem` instead. It reads bytes that
anyone may have written, so it is run in a worker process (`sources.worker`), which ends it after a
time and a memory limit.
"""

from sources import feed_encoding, feed_json, feed_trees, feed_xml
from sources.feed_values import MAX_ENTRIES, Entry, ParsedFeed, Problem

__all__ = ["LIMIT", "MAX_ENTRIES", "Entry", "ParsedFeed", "Problem", "parse"]

#: Largest body that is read, in bytes. The largest feeds that people read are of 5 to 10 MB.
LIMIT = 20_000_000


def parse(body: bytes, content_type: str | None, url: str) -> ParsedFeed:
    """Return the feed in a response's body.

    body: the bytes after decompression, at most LIMIT
    content_type: the header's value, of which only the charset is looked at
    url: where the body came from; relative addresses are resolved against it
    """
    if len(body) > LIMIT:
        return ParsedFeed(problem=Problem.TOO_LARGE)
    url = url.strip()
    if feed_encoding.looks_like_utf_8(body, content_type) and (feed := _as_it_is(body, url)):
        return feed
    return _as_text(feed_encoding.decode(body, content_type), url)


def _as_it_is(body: bytes, url: str) -> ParsedFeed | None:
    """Return a well-formed feed in UTF-8, as most are, without making a text of all of it."""
    try:
        document = feed_xml.as_it_is(body)
        return feed_trees.read(document, url) if document else None
    except UnicodeError:
        return None


def _as_text(text: str, url: str) -> ParsedFeed:
    text = text.lstrip("\ufeff \t\r\n\0")
    if not text:
        return ParsedFeed(problem=Problem.EMPTY)
    if text.startswith(("{", "[")):
        return feed_json.read(text, url)
    document = feed_xml.document(text)
    if document is None:
        return ParsedFeed(problem=_unreadable(text))
    return feed_trees.read(document, url)


def _unreadable(text: str) -> Problem:
    """Say what a text is that no tree could be made of."""
    head = text[:5_000].lower()
    if "<html" in head or "<!doctype html" in head:
        return Problem.PAGE
    return Problem.UNREADABLE if "<rss" in head or "<feed" in head else Problem.NOT_A_FEED
