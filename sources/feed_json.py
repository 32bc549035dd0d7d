"""JSON Feed 1 and 1.1, also with unescaped controls, numbers for texts, or its end cut off."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sources import feed_dates, feed_text
from sources.feed_elements import from_text
from sources.feed_values import (
    MAX_CATEGORIES,
    MAX_ENTRIES,
    Entry,
    ParsedFeed,
    Problem,
    identity,
)

#: Objects of one feed that are read as a whole; of larger ones, the first MAX_ENTRIES items.
MAX_OBJECTS = 200_000

_DECODER = json.JSONDecoder(strict=False)
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")
_TITLE = re.compile(r'"title"\s*:\s*("(?:[^"\\]|\\.){0,2000}")')
#: What an item of a feed has at least one of; other JSON has lists called items, too.
_KEYS = frozenset(("id", "url", "title", "content_html", "content_text", "summary"))


def read(text: str, url: str) -> ParsedFeed:
    """Return the feed in a JSON text. Raises nothing."""
    feed = _loaded(text)
    if feed is None:
        return ParsedFeed(problem=Problem.UNREADABLE)
    if not _is_feed(feed):
        return ParsedFeed(problem=Problem.NOT_A_FEED)
    items = [item for item in _list(feed, "items") if isinstance(item, dict)]
    allowance = feed_text.Allowance()
    entries = tuple(_entry(item, url, allowance) for item in items[:MAX_ENTRIES])
    return ParsedFeed(
        title=feed_text.literal(_text(feed, "title")),
        entries=entries,
        link=feed_text.address(_text(feed, "home_page_url"), url),
        problem=None if entries else Problem.NO_ENTRIES,
        truncated=len(items) > MAX_ENTRIES or allowance.characters <= 0,
    )


def _loaded(text: str) -> Any:
    if text.count("{") > MAX_OBJECTS:
        return _salvaged(text)
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return _salvaged(text)


def _salvaged(text: str) -> Any:
    """Return what is whole of a broken feed: its title and the items before the break."""
    start = _ITEMS.search(text)
    if start is None:
        return None
    items = list(islice(_whole_items(text, start.end()), MAX_ENTRIES + 1))
    title = _TITLE.search(text, 0, start.start())
    return {"items": items, "title": _DECODER.decode(title[1]) if title else ""} if items else None


def _whole_items(text: str, position: int) -> Iterator[Any]:
    while True:
        position = _gap(text, position)
        try:
            item, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        yield item


def _gap(text: str, position: int) -> int:
    match = _GAP.match(text, position)
    return match.end() if match else position


def _is_feed(feed: Any) -> bool:
    if not isinstance(feed, dict):
        return False
    if "jsonfeed.org" in str(feed.get("version", ""))[:200]:
        return True
    items = _list(feed, "items")
    return bool(items) and isinstance(items[0], dict) and bool(_KEYS & items[0].keys())


def _entry(item: dict[str, Any], url: str, allowance: feed_text.Allowance) -> Entry:
    title = feed_text.literal(_text(item, "title"))
    link = feed_text.address(_text(item, "url") or _text(item, "external_url"), url)
    updated = feed_dates.parse(_text(item, "date_modified"))
    published = feed_dates.parse(_text(item, "date_published")) or updated
    given = feed_text.line(_text(item, "id"))
    html = _text(item, "content_html") or from_text(
        _text(item, "content_text") or _text(item, "summary")
    )
    html = allowance.take(html, link or url)
    return Entry(
        id=identity(given, link or _address(given), title, published, html),
        title=title,
        link=link or _address(given),
        published=published,
        html=html,
        author=", ".join(_authors(item)),
        updated=updated,
        image=feed_text.address(_text(item, "image") or _text(item, "banner_image"), url),
        categories=_tags(item),
    )


def _address(given: str) -> str:
    """Return an id that is an address, "" for any other."""
    return feed_text.address(given, "") if given.startswith(("http://", "https://")) else ""


def _authors(item: dict[str, Any]) -> list[str]:
    people = [*_list(item, "authors")[:20], item.get("author")]
    names = (_text(person, "name") if isinstance(person, dict) else person for person in people)
    lines = (feed_text.line(name) for name in names if isinstance(name, str))
    return list(dict.fromkeys(filter(None, lines)))


def _tags(item: dict[str, Any]) -> tuple[str, ...]:
    tags = (feed_text.line(tag) for tag in _list(item, "tags") if isinstance(tag, str))
    return tuple(dict.fromkeys(filter(None, islice(tags, MAX_CATEGORIES))))


def _list(values: dict[str, Any], key: str) -> list[Any]:
    found = values.get(key)
    return found if isinstance(found, list) else []


def _text(values: dict[str, Any], key: str) -> str:
    """Return a text of a JSON object; a number as its digits, anything else as ""."""
    found = values.get(key)
    if isinstance(found, int | float) and not isinstance(found, bool) and abs(found) < 1e18:
        return str(found)
    return found if isinstance(found, str) else ""
