"""Lists of feeds from other readers, and for them."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import opml
from sources.opml import Subscription

A = Subscription((), "Мост", "https://a.example/rss", "https://a.example/")
_LINES = st.text(string.ascii_letters + string.digits + "жіә<>&\"' ", min_size=1, max_size=20)
_NAMES = _LINES.map(lambda name: " ".join(name.split())).filter(
    lambda name: name and ";" not in name
)
_URLS = st.from_regex(r"https?://[a-z]{1,8}\.example/[a-z?&=]{0,10}", fullmatch=True)
_LISTS = st.lists(
    st.builds(
        Subscription, st.lists(_NAMES, max_size=4).map(tuple), _NAMES, _URLS, st.just("") | _URLS
    ),
    min_size=1,
    max_size=15,
    unique_by=lambda subscription: subscription.url,
)


def _opml(body: str) -> bytes:
    return f'<opml version="2.0"><head><title>x</title></head><body>{body}</body></opml>'.encode()


@given(_LISTS)
def test_what_is_written_is_read_back(subscriptions: list[Subscription]) -> None:
    """Folders, titles and addresses; only feeds of one folder move together."""
    assert sorted(opml.read(opml.write(subscriptions, "Svodka"))) == sorted(subscriptions)


def test_folders_within_folders_are_told_apart() -> None:
    """The outermost name comes first; feeds beside folders lie in none."""
    body = _opml(
        '<outline text="Город"><outline text="Мосты">'
        '<outline type="rss" text="Мост" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/>'
        "</outline></outline>"
        '<outline text="Берег" xmlUrl="https://b.example/rss"/>'
    )
    assert opml.read(body) == (
        Subscription(("Город", "Мосты"), "Мост", "https://a.example/rss", "https://a.example/"),
        Subscription((), "Берег", "https://b.example/rss"),
    )


@pytest.mark.parametrize(
    "outline",
    [
        '<outline text="Мост" xmlURL="https://a.example/rss" HTMLURL="https://a.example/"/>',
        '<OUTLINE TITLE="Мост" XMLURL="https://a.example/rss" htmlUrl="https://a.example/"/>',
        '<outline title="Мост" text="x" xmlUrl=" https://a.example/rss " htmlUrl="https://a.example/"/>',
        "<outline text=Мост xmlUrl=https://a.example/rss htmlUrl=https://a.example/ />",
        '<outline text="Мост" xmlUrl="feed:https://a.example/rss" htmlUrl="https://a.example/">',
        (
            '<outline text="Мост" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/>'
            '<outline text="Мост ещё раз" xmlUrl="https://a.example/rss"/>'
        ),
    ],
)
def test_spellings_of_other_readers_are_read(outline: str) -> None:
    """Capitals, forgotten quotes and ends, feed: addresses, doubles."""
    assert opml.read(_opml(outline)) == (A,)


def test_a_bare_ampersand_is_read() -> None:
    """The commonest mistake in files made by hand."""
    (one,) = opml.read(_opml('<outline text="A & B" xmlUrl="https://a.example/?a=1&b=2"/>'))
    assert (one.title, one.url) == ("A & B", "https://a.example/?a=1&b=2")


def test_windows_1251_is_read() -> None:
    """Readers of the last decade wrote it."""
    body = _opml('<outline text="Мост через реку" xmlUrl="https://a.example/rss"/>')
    (one,) = opml.read(body.decode().encode("cp1251"))
    assert one.title == "Мост через реку"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", opml.NotOpmlError),
        (b"<rss><channel/></rss>", opml.NotOpmlError),
        (b"PK\x03\x04", opml.NotOpmlError),
        (_opml(""), opml.NotOpmlError),
        (_opml('<outline text="x" xmlUrl="javascript:alert(1)"/>'), opml.NotOpmlError),
        (_opml('<outline text="x" xmlUrl="file:///etc/passwd"/>'), opml.NotOpmlError),
        (b"<!DOCTYPE opml [<!ENTITY a 'b'>]>" + _opml(""), opml.DoctypeError),
        (b"<?xml version='1.0'?>\n<!doctype opml SYSTEM 'x'>" + _opml(""), opml.DoctypeError),
        (b" " * (opml.LIMIT + 1), opml.TooLargeError),
    ],
)
def test_what_is_no_list_of_feeds_is_refused(body: bytes, error: type[opml.OpmlError]) -> None:
    """With a sentence for the editor who sent it."""
    with pytest.raises(error, match="it"):
        opml.read(body)


def test_fifty_thousand_feeds_are_read_in_time_and_more_refused() -> None:
    """Faults F36: a large list is a list."""
    lines = [f'<outline text="{n}" xmlUrl="https://a.example/{n}"/>' for n in range(50_001)]
    began = time.process_time()
    assert len(opml.read(_opml("".join(lines[:-1])))) == 50_000
    assert time.process_time() - began < 5
    with pytest.raises(opml.TooLargeError):
        opml.read(_opml("".join(lines)))


def test_deep_nesting_is_read_without_recursion() -> None:
    """What lies deeper than MAX_DEPTH folders lies in the last of them."""
    deep = '<outline text="x">' * 200
    (one,) = opml.read(_opml(f'{deep}<outline text="A" xmlUrl="https://a.example/rss"/>'))
    assert one.folder == ("x",) * opml.MAX_DEPTH
