"""A page's address is enough to find its feeds."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.discovery import CANDIDATES, PATHS, Candidate, Sureness, find_feeds
from sources.fetch_errors import RefusedAddressError

PAGE = "https://paper.example/news/2026/05/06/story.html"


def _sure(html: str | bytes, url: str = PAGE) -> list[Candidate]:
    """Return what was found beyond guesses."""
    data = html.encode() if isinstance(html, str) else html
    return [each for each in find_feeds(data, url) if each.sureness is not Sureness.GUESSED]


def test_what_a_page_names_is_found_with_its_title_and_kind() -> None:
    html = """<html><head>
      <link rel="alternate" type="application/rss+xml" title=" Все\n новости " href="/rss/all">
      <LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' HREF='//f.paper.example/a'>
      <link rel=alternate type="application/feed+json" href="feed.json">
      <link rel="feed" href="/kk/rss" title="Жаңалықтар">
      <link rel="alternate" hreflang="kk" href="/kk/">
      <link rel="alternate" type="application/json" href="/wp-json/posts/7">
      <link rel="stylesheet" type="text/css" href="/feed.css">
      <link rel="alternate" type="application/rss+xml">
    </head></html>"""
    assert _sure(html) == [
        Candidate("https://paper.example/rss/all", "Все новости", "rss", Sureness.NAMED),
        Candidate("https://f.paper.example/a", "", "atom", Sureness.NAMED),
        Candidate("https://paper.example/news/2026/05/06/feed.json", "", "json", Sureness.NAMED),
        Candidate("https://paper.example/kk/rss", "Жаңалықтар", None, Sureness.NAMED),
    ]


def test_feeds_of_comments_come_last() -> None:
    html = """<link rel=alternate type=application/rss+xml title="Комментарии" href=/a>
      <link rel=alternate type=application/rss+xml href=/comments/feed>
      <link rel=alternate type=application/rss+xml title="Лента" href=/feed>"""
    assert [each.title for each in _sure(html)] == ["Лента", "Комментарии", ""]


def test_links_for_people_are_found_after_what_is_named() -> None:
    html = """<body><a href="/rss/">RSS-<b>лента</b></a><a href="/export/news.rss">x</a>
      <a href="/feed.xml?lang=kk">KK</a><a href="/press">Пресса</a><a href="/feedback">Пишите</a>
      <link rel=alternate type=text/xml href=/rss/named></body>"""
    found = [(each.url.removeprefix("https://paper.example"), each.title) for each in _sure(html)]
    assert found == [
        ("/rss/named", ""),
        ("/rss/", "RSS-лента"),
        ("/export/news.rss", "x"),
        ("/feed.xml?lang=kk", "KK"),
    ]


def test_common_paths_are_guessed_at_the_end() -> None:
    found = find_feeds(b'<link rel=alternate type=application/rss+xml href="/feed">', PAGE)
    assert [each.url for each in found if each.sureness is Sureness.GUESSED] == [
        f"https://paper.example{path}" for path in PATHS if path != "/feed"
    ]
    assert found[0].url == "https://paper.example/feed"


def test_the_base_of_a_page_counts() -> None:
    html = '<base href="https://cdn.example/x/"><link rel=feed href="rss">'
    assert _sure(html)[0].url == "https://cdn.example/x/rss"


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "file:///etc/passwd", "https://u:p@paper.example/rss", "http://["],
)
def test_what_is_no_address_of_the_web_is_left_out(href: str) -> None:
    assert _sure(f'<link rel=feed href="{href}">') == []


def test_titles_are_read_in_the_page_s_encoding() -> None:
    link = '<link rel=feed href=/rss title="Новости">'
    declared = f'<meta charset="windows-1251">{link}'.encode("cp1251")
    assert _sure(declared)[0].title == "Новости"
    assert _sure(link.encode())[0].title == "Новости"


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(RefusedAddressError):
        find_feeds(b"", "mailto:editor@paper.example")


@given(st.binary(max_size=300), st.sampled_from([b"", b"<link rel=feed href=", b"<!DOCTYPE html>"]))
def test_any_bytes_give_at_least_the_guesses(data: bytes, start: bytes) -> None:
    assert len(find_feeds(start + data, PAGE)) >= len(PATHS)


def test_f25_a_page_of_a_hundred_thousand_links_gives_a_few_in_time() -> None:
    html = b"".join(b"<a href=/rss/%d/rss>x</a>" % n for n in range(100_000)) + b"<div>" * 100_000
    began = time.process_time()
    found = find_feeds(html, PAGE)
    assert len(found) == CANDIDATES + len(PATHS)
    assert time.process_time() - began < 3
