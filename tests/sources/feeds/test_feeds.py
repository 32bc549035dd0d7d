"""Feeds become entries: our own collection of cases, and what holds for any bytes."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import feed_dates, feed_encoding, feed_trees, feed_xml, feeds
from tests.sources.feeds import broken, encodings, formats, links, titles
from tests.sources.feeds.case import URL, Case, atom, rss
from tests.sources.feeds.dates import DATES

CASES = [
    pytest.param(case, id=f"{module.__name__.rpartition('.')[2]}: {case.name}")
    for module in (titles, links, formats, encodings, broken)
    for case in module.CASES
]


@pytest.mark.parametrize("case", CASES)
def test_a_feed_gives_what_a_reader_expects(case: Case) -> None:
    """The number of entries, and the fields that the case is about."""
    feed = feeds.parse(case.body, case.content_type, case.url)
    assert len(feed.entries) == case.entries
    for name, wanted in case.feed.items():
        assert getattr(feed, name) == wanted
    for name, wanted in case.wanted.items():
        assert _field(feed.entries[0], name) == wanted


def _field(entry: feeds.Entry, name: str) -> object:
    if name == "day":
        return f"{entry.published:%Y-%m-%d}" if entry.published else None
    return getattr(entry, name)


@pytest.mark.parametrize("case", CASES)
def test_a_feed_gives_the_same_from_its_bytes_as_from_its_text(case: Case) -> None:
    """Well-formed UTF-8 is parsed as it came, everything else from its text: a matter of speed."""
    text = feed_encoding.decode(case.body, case.content_type).lstrip("\ufeff \t\r\n\0")
    if text and not text.startswith(("{", "[")):
        document = feed_xml.document(text)
        slow = feed_trees.read(document, case.url) if document else feeds.ParsedFeed()
        fast = feeds.parse(case.body, case.content_type, case.url)
        assert (fast.title, fast.entries, fast.link) == (slow.title, slow.entries, slow.link)


@pytest.mark.parametrize("wrong", [b"\xc0\xbc", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
def test_bytes_that_are_no_utf_8_are_read_as_something_else(wrong: bytes) -> None:
    """Also those that libxml2 lets pass, far behind words that are UTF-8."""
    item = "<item><title>Мост открыт</title></item>".encode()
    feed = feeds.parse(
        b"<rss><channel>" + item * 30 + item.replace(b" ", wrong) + b"</channel></rss>", None, URL
    )
    assert len(feed.entries) == 31
    assert {entry.title for entry in feed.entries[:30]} == {"Мост открыт"}
    assert feed.entries[30].title.startswith("Мост")


def test_a_declaration_in_the_midst_of_a_text_stays_there() -> None:
    """Blogs about XML show some; only the one at the beginning is not part of the feed."""
    code = '<pre>&lt;?xml version="1.0"?></pre>'
    body = rss(f"<description><![CDATA[{code.replace('&lt;', '<')}]]></description>")
    (entry,) = feeds.parse(body.encode(), None, URL).entries
    assert '<?xml version="1.0"?>' in entry.html


@pytest.mark.parametrize(
    "odd", ["\x85", "&#133;", "&#x85;", "&#0133;", "\ufeff", "&#xFEFF;", "\x7f"]
)
def test_no_control_character_is_left_in_a_text(odd: str) -> None:
    """However it is written; the rest of the feed may be as tidy as it likes."""
    other = "<item><description>чисто</description></item>" * 3
    body = rss(f"<description>Мост{odd} открыт</description></item>{other}<item>")
    html = feeds.parse(body.encode(), None, URL).entries[0].html
    assert html.replace("…", "") == "Мост открыт"


@pytest.mark.parametrize(("written", "wanted"), DATES)
def test_a_date_is_the_moment_it_names(written: str, wanted: str | None) -> None:
    """In UTC, or None."""
    found = feed_dates.parse(written)
    assert (f"{found:%Y-%m-%d %H:%M:%S}" if found else None) == wanted
    assert found is None or found.tzinfo is UTC


def test_there_are_as_many_cases_as_the_issue_asks_for() -> None:
    """At least 150 small ones, each with a name of its own."""
    names = [str(parameter.id) for parameter in CASES]
    assert len(set(names)) == len(names) >= 150


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ("<pubDate>x</pubDate><dc:date>2024-05-05</dc:date>", "2024-05-05"),
        ("<dc:date>2024-05-05</dc:date><pubDate>6 May 2024</pubDate>", "2024-05-06"),
        ("<dcterms:created>2024-05-05</dcterms:created>", "2024-05-05"),
        ("<atom:updated>2024-05-07T01:00:00Z</atom:updated>", "2024-05-07"),
    ],
)
def test_the_first_date_that_can_be_read_is_taken(item: str, wanted: str) -> None:
    """The date of publication before that of a change; a broken one does not hide a good one."""
    (entry,) = feeds.parse(rss(item).encode(), None, URL).entries
    assert f"{entry.published:%Y-%m-%d}" == wanted


def test_both_dates_of_atom_are_kept_apart() -> None:
    """`updated` tells that an entry changed."""
    body = atom(
        "<published>2024-05-05T10:00:00Z</published><updated>2024-05-06T10:00:00Z</updated>"
    )
    (entry,) = feeds.parse(body.encode(), None, URL).entries
    assert entry.published == datetime(2024, 5, 5, 10, tzinfo=UTC)
    assert entry.updated == datetime(2024, 5, 6, 10, tzinfo=UTC)


def test_an_entry_without_id_and_link_keeps_its_made_id() -> None:
    """It hangs on the title and the date only, not on the text, its place or the fetch."""
    item = (
        "<item><title>Мост</title><pubDate>5 May 2024</pubDate><description>{}</description></item>"
    )
    other = "<item><title>Берег</title></item>"
    before = feeds.parse(f"<rss><channel>{item.format('a')}</channel></rss>".encode(), None, URL)
    after = feeds.parse(
        f"<rss><channel>{other}{item.format('b')}</channel></rss>".encode(), None, ""
    )
    assert before.entries[0].id == after.entries[1].id != after.entries[0].id


def test_entries_keep_their_order_and_their_doubles() -> None:
    """What a double means is for the refresh to decide."""
    items = "".join(f"<item><guid>{number}</guid></item>" for number in (3, 1, 1, 2))
    feed = feeds.parse(f"<rss><channel>{items}</channel></rss>".encode(), None, URL)
    assert [entry.id for entry in feed.entries] == ["3", "1", "1", "2"]


@given(
    st.binary(max_size=300),
    st.sampled_from((b"", b"<rss><channel><item>", b"<feed>", b'{"items":[')),
)
def test_any_bytes_are_read_without_an_exception(noise: bytes, start: bytes) -> None:
    """Whatever a server sends."""
    feeds.parse(start + noise, None, URL)


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_header_and_address_is_read_without_an_exception(content_type: str, url: str) -> None:
    """Whatever a server says of it."""
    feed = feeds.parse(rss("<title>A</title><link>x</link>").encode(), content_type, url)
    assert feed.entries[0].title == "A"


@given(st.data())
def test_a_feed_that_was_damaged_anywhere_is_read_without_an_exception(data: st.DataObject) -> None:
    """A byte changed, a part lost, a part doubled."""
    body = bytearray(data.draw(st.sampled_from(_BODIES)))
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, min(len(body), start + 40)))
    body[start:end] = data.draw(
        st.sampled_from((b"", b"&", b"<", b">", b"\xff", b"]]>", b"<![CDATA["))
    )
    for entry in feeds.parse(bytes(body), None, URL).entries:
        assert entry.id
        entry.title.encode(), entry.html.encode()


_BODIES = [
    case.body
    for module in (titles, links, formats)
    for case in module.CASES
    if len(case.body) < 3000
]


@given(st.text(max_size=60))
def test_any_title_comes_back_as_plain_text(title: str) -> None:
    """A JSON title is said to be plain: only controls, spaces and entities of it change."""
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"title": title}]})
    (entry,) = feeds.parse(body.encode(), None, URL).entries
    if title.isalnum():
        assert entry.title == title
    assert "\n" not in entry.title


_ZONES = st.integers(-14 * 60 + 1, 14 * 60 - 1).map(lambda east: timezone(timedelta(minutes=east)))


@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=_ZONES))  # noqa: DTZ001
def test_the_usual_spellings_are_the_moments_that_unusual_ones_are(moment: datetime) -> None:
    """They are read by a way of their own, because nearly all dates are spelt so."""
    moment = moment.replace(microsecond=0)
    usual = (f"{moment:%a, %d %b %Y %H:%M:%S %z}", moment.isoformat())
    unusual = (f"{moment:%A, %d %B, %Y at %H:%M:%S %z}", f"{moment:%Y/%m/%d %H:%M:%S %z}")
    assert {feed_dates.parse(text) for text in (*usual, *unusual)} == {moment.astimezone(UTC)}


@given(st.text(max_size=150))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Never an exception, always aware."""
    found = feed_dates.parse(text)
    assert found is None or found.tzinfo is UTC


@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1)))  # noqa: DTZ001
def test_iso_and_rfc_dates_come_back(moment: datetime) -> None:
    """What programs write is read exactly."""
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    assert feed_dates.parse(moment.isoformat()) == moment
    assert feed_dates.parse(f"{moment:%a, %d %b %Y %H:%M:%S} GMT") == moment
