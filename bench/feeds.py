"""How fast feeds are read, against feedparser and fastfeedparser in the same run.

The feeds are made here: Russian news as RSS with escaped HTML, as RSS with CDATA, as Atom,
as RDF. Seconds are of the processor. feedparser without sanitising and without resolving addresses
would be nearer to fastfeedparser, but neither of them does what is needed then.
"""

import time
from collections.abc import Callable
from functools import partial

import fastfeedparser
import feedparser

from sources import feeds

URL = "https://news.example.org/rss"
BARS = {"feeds a second / feedparser": ">= 20", "feeds a second / fastfeedparser": ""}

_LINE = "<p>Мост через реку открыли после ремонта, сообщили в городе.</p>"
_TEXT = (_LINE * 5 + "<p>Он закрыт <a href='/most'>с мая</a>.</p>") * 2
_DATE = "Sun, 05 May 2024 12:30:45 +0300"


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, ratio, explanation) rows."""
    bodies = [make(40).encode() for make in (make_escaped, _cdata, _atom, _rdf)]
    readers: dict[str, Callable[[bytes], object]] = {
        "ours": lambda body: feeds.parse(body, None, URL),
        "feedparser": partial(feedparser.parse, response_headers={"content-location": URL}),
        "fastfeedparser": fastfeedparser.parse,
    }
    rates = _rates(readers, bodies, rounds=2 if quick else 8)
    ours = rates.pop("ours")
    return [
        (
            f"feeds a second / {name}",
            ours / rate,
            f"{ours:.0f} against {rate:.0f} a second and core",
        )
        for name, rate in rates.items()
    ]


def _rates(
    readers: dict[str, Callable[[bytes], object]], bodies: list[bytes], rounds: int
) -> dict[str, float]:
    """Return feeds a second of each reader; they take turns, and the best round counts."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        for name, read in readers.items():
            began = time.process_time()
            for body in bodies:
                read(body)
            seconds = time.process_time() - began
            best[name] = max(best.get(name, 0.0), len(bodies) / seconds)
    return best


def _items(count: int, item: str) -> str:
    return "".join(item.replace("№", str(number)) for number in range(count))


def make_escaped(count: int) -> str:
    text = _TEXT.replace("&", "&amp;").replace("<", "&lt;")
    return (
        "<rss version='2.0'><channel><title>Лента</title><link>https://news.example.org/</link>"
        + _items(
            count,
            f"<item><title>Мост № открыт</title><link>https://news.example.org/№</link>"
            f"<guid>https://news.example.org/№</guid><pubDate>{_DATE}</pubDate>"
            f"<category>Город</category><description>{text}</description></item>",
        )
        + "</channel></rss>"
    )


def _cdata(count: int) -> str:
    return (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'>"
        "<channel><title>Лента</title>"
        + _items(
            count,
            f"<item><title><![CDATA[Мост № открыт]]></title><link>https://news.example.org/№</link>"
            f"<guid isPermaLink='false'>post-№</guid><pubDate>{_DATE}</pubDate>"
            f"<dc:creator>Анна</dc:creator><media:thumbnail url='https://news.example.org/№.jpg'/>"
            f"<description>Кратко</description><content:encoded><![CDATA[{_TEXT}]]></content:encoded>"
            f"</item>",
        )
        + "</channel></rss>"
    )


def _atom(count: int) -> str:
    text = _TEXT.replace("<", "&lt;")
    return (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Лента</title><id>urn:x</id>"
        + _items(
            count,
            f"<entry><title>Мост № открыт</title><link href='https://news.example.org/№'/>"
            f"<id>urn:x:№</id><published>2024-05-05T12:30:45+03:00</published>"
            f"<updated>2024-05-05T13:30:45+03:00</updated><author><name>Анна</name></author>"
            f"<content type='html'>{text}</content></entry>",
        )
        + "</feed>"
    )


def _rdf(count: int) -> str:
    text = _TEXT.replace("<", "&lt;")
    return (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        " xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        "<channel><title>Лента</title></channel>"
        + _items(
            count,
            f"<item rdf:about='https://news.example.org/№'><title>Мост № открыт</title>"
            f"<link>https://news.example.org/№</link><dc:date>2024-05-05T12:30:45+03:00</dc:date>"
            f"<description>{text}</description></item>",
        )
        + "</rdf:RDF>"
    )
