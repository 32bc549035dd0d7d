"""One feed and what reading it must give."""

from dataclasses import dataclass, field
from typing import Any

URL = "https://news.example.org/feeds/all.xml"


@dataclass(frozen=True)
class Case:
    """A body and the fields that matter: of the first entry, of the feed (`feed_…`), how many."""

    name: str
    body: bytes
    wanted: dict[str, Any]
    content_type: str | None = None
    url: str = URL
    entries: int = 1
    feed: dict[str, Any] = field(default_factory=dict)


def case(
    name: str,
    body: str | bytes,
    *,
    content_type: str | None = None,
    url: str = URL,
    entries: int = 1,
    feed: dict[str, Any] | None = None,
    **wanted: object,
) -> Case:
    """Make a case; text is sent as UTF-8."""
    raw = body.encode() if isinstance(body, str) else body
    return Case(name, raw, wanted, content_type, url, entries, feed or {})


def rss(item: str, *, root: str = "", channel: str = "") -> str:
    """Return an RSS 2.0 feed with one item, all usual namespaces declared."""
    return (
        f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
        f' xmlns:dcterms="http://purl.org/dc/terms/" {root}>'
        f"<channel><title>Лента</title>{channel}<item>{item}</item></channel></rss>"
    )


def atom(entry: str, *, root: str = "") -> str:
    """Return an Atom 1.0 feed with one entry."""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {root}><title>Лента</title>'
        f"<entry>{entry}</entry></feed>"
    )


def json_feed(item: str, *, version: str = "1.1") -> str:
    """Return a JSON Feed with one item."""
    return (
        f'{{"version":"https://jsonfeed.org/version/{version}","title":"Лента","items":[{item}]}}'
    )
