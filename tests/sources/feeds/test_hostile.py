"""Feeds written to do harm (faults F24, F25): bounded time and memory, and what is whole is read."""

import time
from collections.abc import AsyncIterator, Callable

import pytest

from sources import feed_text, feeds
from sources.worker import Workers

ITEM = "<item><title>Мост</title><link>https://a.example/1</link></item>"
#: Seconds of the processor for one hostile feed; the limit of the worker is five.
BAR = 4.0


def _rss(inside: str) -> bytes:
    return f"<rss><channel>{inside}</channel></rss>".encode()


def _bomb() -> bytes:
    steps = zip("abcdefghi", "bcdefghij", strict=True)
    levels = "".join(f"<!ENTITY {name} '" + f"&{inner};" * 10 + "'>" for inner, name in steps)
    return f'<!DOCTYPE rss [<!ENTITY a "ha">{levels}]>'.encode() + _rss(
        "<item><title>&j;</title></item>"
    )


def _attributes() -> bytes:
    attributes = " ".join(f'a{number}="{number}"' for number in range(40_000))
    return _rss(f"<item {attributes}><title>Мост</title></item>")


#: (what it is, its bytes, fewest entries that are read)
HOSTILE: list[tuple[str, Callable[[], bytes], int]] = [
    ("a billion laughs", _bomb, 1),
    ("a short entity very often", lambda: b"<!DOCTYPE r [<!ENTITY a '" + b"a" * 200 + b"'>]>" + _rss(f"<item><title>{'&a;' * 100_000}</title></item>"), 1),
    ("200,000 entities", lambda: b"<!DOCTYPE r [" + b"<!ENTITY e 'x'>" * 200_000 + b"]>" + _rss(ITEM), 1),
    ("10,000 levels", lambda: _rss(f"<item><title>Мост</title><description>{'<div>' * 10_000}x</description></item>"), 1),
    ("items in items", lambda: b"<rss><channel>" + b"<item>" * 400_000, 1),
    ("40,000 attributes", _attributes, 1),
    ("40,000 namespaces", lambda: _rss("<item " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(40_000)) + "/>"), 1),
    ("a namespace an item", lambda: _rss("".join(f'<item><a{n}:t xmlns:a{n}="u{n}">x</a{n}:t></item>' for n in range(50_000))), 2_000),
    ("one text of 18 MB", lambda: _rss(f"<item><title>{'ж' * 9_000_000}</title></item>"), 1),
    ("600,000 empty items", lambda: _rss("<item/>" * 600_000), 2_000),
    ("600,000 links in an item", lambda: _rss(f"<item>{'<link/>' * 600_000}</item>"), 1),
    ("only less-than signs", lambda: b"<rss><channel><item>" + b"<" * 3_000_000, 0),
    ("only ampersands", lambda: b"<rss><channel><item><title>" + b"&" * 3_000_000, 0),
    ("open tags", lambda: b"<rss><channel><item>" + b"<a " * 1_000_000, 0),
    ("open comments", lambda: b"<rss><channel><item>" + b"<!--" * 800_000, 0),
    ("open cdata sections", lambda: b"<rss><channel><item>" + b"<![CDATA[" * 300_000, 0),
    ("document types", lambda: b"<!DOCTYPE " * 300_000, 0),
    ("declarations", lambda: b"<?xml " * 500_000, 0),
    ("spaces in a tag", lambda: b"<rss" + b" " * 5_000_000, 0),
    ("spaces in a title", lambda: _rss(f"<item><title>{' ' * 4_000_000}x</title></item>"), 1),
    ("quotes", lambda: b'<rss><channel><item a="' + b"a=\"'" * 700_000 + b">", 0),
    ("500,000 relative links", lambda: _rss("<item><description>" + '&lt;a href="x"&gt;' * 500_000 + "</description></item>"), 1),
    ("a long base for 200,000 links", lambda: b"<rss xml:base='http://a/" + b"b" * 3_900 + b"/'><channel>" + ("<item><description>" + '&lt;a href="x"&gt;' * 1_000 + "</description></item>").encode() * 200, 200),
    ("long odd addresses", lambda: _rss(("<item><link>/" + "a" * 3_900 + "&quot; </link></item>") * 500), 500),
    ("scripts that never end", lambda: _rss(f"<item><description>{'&lt;script ' * 300_000}</description></item>"), 1),
    ("a reference of 9 MB", lambda: _rss(f"<item><title><![CDATA[&#{'9' * 9_000_000};]]></title></item>"), 1),
    ("UTF-16 without an end", lambda: "<rss><channel>".encode("utf-16") + ITEM.encode("utf-16-le") * 20_000, 2_000),
    ("noise", lambda: bytes(range(128, 256)) * 30_000, 0),
    ("deep JSON", lambda: b'{"items":' + b"[" * 9_000_000, 0),
    ("JSON with 500,000 items", lambda: b'{"version":"https://jsonfeed.org/version/1","items":[' + b'{"id":1},' * 500_000 + b"{}]}", 2_000),
    ("a number of 9 MB", lambda: b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"9" * 9_000_000 + b"}]}", 0),
    ("broken from end to end", lambda: b"<rss><channel>" + b"<item><title>A & B<link>/x</link><description><p>C &nbsp; <br>D" * 20_000, 1_000),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "entries"), [entry[1:] for entry in HOSTILE], ids=[entry[0] for entry in HOSTILE]
)
def test_a_hostile_feed_is_read_in_bounded_time(make: Callable[[], bytes], entries: int) -> None:
    """Without an exception; entries, texts and their sum stay within the documented bounds."""
    body = make()
    began = time.process_time()
    feed = feeds.parse(body, None, "https://a.example/feed")
    assert time.process_time() - began < BAR
    assert entries <= len(feed.entries) <= feeds.MAX_ENTRIES
    assert all(len(entry.title) <= feed_text.LONGEST_LINE for entry in feed.entries)
    assert all(len(entry.html) <= feed_text.LONGEST_HTML for entry in feed.entries)
    assert sum(len(entry.html) for entry in feed.entries) <= feed_text.ALL_HTML


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    """One worker with the limits of the product."""
    async with Workers(1) as some:
        yield some


@pytest.mark.parametrize("name", ["one text of 18 MB", "600,000 empty items", "noise", "deep JSON"])
async def test_the_memory_of_a_worker_is_enough_for_the_largest_feeds(
    workers: Workers, name: str
) -> None:
    """The limit ends what grows without bounds, not what is merely large."""
    body = next(make for known, make, _ in HOSTILE if known == name)()
    feed = await workers.run(feeds.parse, body, None, "https://a.example/feed")
    assert feed == feeds.parse(body, None, "https://a.example/feed")


def test_a_feed_with_too_many_entries_says_so() -> None:
    """The first MAX_ENTRIES are read, in their order."""
    items = "".join(
        f"<item><guid>{number}</guid></item>" for number in range(feeds.MAX_ENTRIES + 1)
    )
    feed = feeds.parse(_rss(items), None, "")
    assert feed.truncated
    assert [entry.id for entry in feed.entries] == [str(n) for n in range(feeds.MAX_ENTRIES)]


def test_nothing_is_loaded_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults security table: neither files nor addresses that a document type names."""
    opened: list[str] = []
    monkeypatch.setattr("builtins.open", lambda name, *_: opened.append(str(name)))
    for system in ("file:///etc/passwd", "/etc/passwd", "http://127.0.0.1:9/x.dtd"):
        for declared in (f'<!ENTITY x SYSTEM "{system}">', f'<!ENTITY % x SYSTEM "{system}"> %x;'):
            body = f"<!DOCTYPE rss SYSTEM '{system}' [{declared}]><rss><channel><item><title>A &x;</title></item></channel></rss>"
            (entry,) = feeds.parse(body.encode(), None, "").entries
            assert entry.title == "A &x;"
    assert not opened
