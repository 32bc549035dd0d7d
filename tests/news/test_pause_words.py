"""What people write after /pause is a moment, or comes back as not understood."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from news.pause_words import LONGEST_PAUSE, Pause, read
from news.word_lists import word_list

ALMATY = "Asia/Almaty"
#: A Wednesday.
NOW = datetime(2026, 5, 6, 14, 30, 20, tzinfo=ZoneInfo(ALMATY)).astimezone(UTC)


def end(text: str, zone: str = ALMATY, now: datetime = NOW) -> str:
    """Return the end of a pause as a clock in the zone shows it."""
    found = read(text, zone, now)
    assert found.unclear == ()
    assert found.until is not None
    assert found.until.tzinfo is UTC
    return f"{found.until.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("3d", "2026-05-09T14:30"),
        ("3 дня", "2026-05-09T14:30"),
        ("на три дня!", "2026-05-09T14:30"),
        ("for 3 days", "2026-05-09T14:30"),
        ("3 күн", "2026-05-09T14:30"),
        ("3 күнге", "2026-05-09T14:30"),
        ("12h", "2026-05-07T02:30"),
        ("12 сағат", "2026-05-07T02:30"),
        ("1d12h", "2026-05-08T02:30"),
        ("30m", "2026-05-06T15:00"),
        ("полчаса", "2026-05-06T15:00"),
        ("час", "2026-05-06T15:30"),
        ("2 недели", "2026-05-20T14:30"),
        ("две недели", "2026-05-20T14:30"),
        ("неделю", "2026-05-13T14:30"),
        ("на неделю", "2026-05-13T14:30"),
        ("a week", "2026-05-13T14:30"),
        ("a couple of days", "2026-05-08T14:30"),
        ("бір апта", "2026-05-13T14:30"),
        ("екі аптаға", "2026-05-20T14:30"),
        ("1 неделя и 2 дня", "2026-05-15T14:30"),
        ("месяц", "2026-06-06T14:30"),
        ("бір ай", "2026-06-06T14:30"),
        ("полгода", "2026-11-06T14:30"),
        ("year", "2027-05-06T14:30"),
        ("до понедельника", "2026-05-11T00:00"),
        ("until friday", "2026-05-08T00:00"),
        ("до среды", "2026-05-13T00:00"),
        ("дүйсенбіге дейін", "2026-05-11T00:00"),
        ("жұмаға дейін", "2026-05-08T00:00"),
        ("until monday 9:00", "2026-05-11T09:00"),
        ("до завтра", "2026-05-07T00:00"),
        ("до послезавтра", "2026-05-08T00:00"),
        ("ертеңге дейін", "2026-05-07T00:00"),
        ("until tomorrow morning", "2026-05-07T07:00"),
        ("до утра", "2026-05-07T07:00"),
        ("таңға дейін", "2026-05-07T07:00"),
        ("до вечера", "2026-05-06T20:00"),
        ("до 18:00", "2026-05-06T18:00"),
        ("до 8 утра", "2026-05-07T08:00"),
        ("until 6pm", "2026-05-06T18:00"),
        ("сағат 18-ге дейін", "2026-05-06T18:00"),
        ("до 14:30", "2026-05-07T14:30"),
        ("до 15 декабря", "2026-12-15T00:00"),
        ("до 1 мая", "2027-05-01T00:00"),
        ("until December 15th", "2026-12-15T00:00"),
        ("december 15 2027", "2027-12-15T00:00"),
        ("15 желтоқсанға дейін", "2026-12-15T00:00"),
        ("до 15.12", "2026-12-15T00:00"),
        ("15.12.26", "2026-12-15T00:00"),
        ("until 2026-12-15", "2026-12-15T00:00"),
        ("до конца недели", "2026-05-11T00:00"),
        ("until next week", "2026-05-11T00:00"),
        ("апта соңына дейін", "2026-05-11T00:00"),
    ],
)
def test_pauses_are_understood(text: str, until: str) -> None:
    assert end(text) == until


@pytest.mark.parametrize("text", ["", "  ", "навсегда", "forever", "мәңгі"])
def test_a_pause_without_an_end_has_none(text: str) -> None:
    assert read(text, ALMATY, NOW) == Pause()


@pytest.mark.parametrize(
    "text",
    ["чепуха", "3 слона", "3", "0d", "-3d", "3.5 дня", "до", "дейін", "до 31.02", "до 1.1.2020",
     "100 лет", "99999 дней", "9" * 900 + "d", "до 25:00", "до завтра до завтра",
     "3d" + " " * 1000],
)  # fmt: skip
def test_what_is_no_pause_comes_back(text: str) -> None:
    assert read(text, ALMATY, NOW) == Pause(unclear=(text.strip(),))


def test_days_are_days_of_the_clock_and_hours_are_hours() -> None:
    """Over the night when Berlin loses an hour."""
    now = datetime(2026, 3, 28, 12, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
    assert end("1 день", "Europe/Berlin", now) == "2026-03-29T12:00"
    assert end("24h", "Europe/Berlin", now) == "2026-03-29T13:00"


def test_a_month_after_its_last_day_ends_on_the_last_day() -> None:
    now = datetime(2026, 1, 31, 8, tzinfo=UTC)
    assert end("месяц", "UTC", now) == "2026-02-28T08:00"
    assert end("13 месяцев", "UTC", now) == "2027-02-28T08:00"


_pieces = st.sampled_from(
    word_list(
        "до until дейін 3 12 99999 d h дней недели месяц лет понедельника завтра утра 18:00 15.12 "
        "декабря 2026-12-15 2026-99-99 at и pm 31 29.02 - слон"
    )
)


@given(
    st.lists(_pieces, max_size=8).map(" ".join) | st.text(max_size=40),
    st.sampled_from((ALMATY, "Europe/Berlin", "Pacific/Apia")),
    st.datetimes(datetime(2011, 12, 28), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
@example("99999h" * 166, ALMATY, NOW)
@example("5 лет " * 160, ALMATY, NOW)
@example("\ud800 ²d", ALMATY, NOW)
@example("до 29.02", ALMATY, datetime(2028, 2, 29, 12, tzinfo=UTC))
def test_any_text_is_taken_and_a_pause_ends_later_than_now(
    text: str, zone: str, now: datetime
) -> None:
    found = read(text, zone, now)
    assert not (found.until and found.unclear)
    assert found.until is None or timedelta() < found.until - now <= LONGEST_PAUSE
    assert all(part in text for part in found.unclear)
