"""A source's health is told by its own rhythm, in values that say what people would say."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.health import Health, Record, State, gap_on, health

#: A Wednesday.
NOW = datetime(2026, 5, 6, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEKEND = (5, 6)


def _newsroom(until: datetime, days: int = 35, *, rests: tuple[int, ...] = ()) -> list[datetime]:
    """Return news every hour from 8 to 20, all days but those that it rests on."""
    midnight = until.replace(hour=0, minute=0)
    published = [
        midnight - day * DAY + hour * HOUR
        for day in range(days)
        for hour in range(8, 21)
        if (midnight - day * DAY).weekday() not in rests
    ]
    return [time for time in published if time <= until]


def _at(hour: int, day: int = 0) -> datetime:
    return NOW.replace(hour=hour) + day * DAY


def test_usually_every_hour_and_silent_for_nine() -> None:
    """«Обычно раз в час, молчит 9 часов»."""
    found = health(Record(_newsroom(_at(10))), _at(19))
    assert found == Health(State.SILENT, _at(10), HOUR, 9 * HOUR)


def test_a_night_is_no_silence() -> None:
    published = _newsroom(_at(20))
    assert health(Record(published), _at(7, day=1)).state is State.WELL
    assert health(Record(published), _at(9, day=1)).state is State.WELL
    assert health(Record(published), _at(13, day=1)).state is State.SILENT


def test_a_weekend_is_no_silence_for_those_who_rest_on_it() -> None:
    friday = _at(20, day=2)
    rests = _newsroom(friday, rests=WEEKEND)
    works = _newsroom(friday)
    sunday, monday = _at(12, day=4), _at(15, day=5)
    assert health(Record(rests), sunday).state is State.WELL
    assert health(Record(works), sunday).state is State.SILENT
    assert health(Record(rests), monday).state is State.SILENT


def test_a_young_source_is_judged_by_its_longest_gap() -> None:
    published = _newsroom(_at(12), days=4)
    assert health(Record(published), _at(12, day=1)).state is State.SILENT
    assert health(Record(published), _at(22)).state is State.WELL


def test_a_weekly_column_is_not_silent_after_days() -> None:
    published = [NOW - week * 7 * DAY for week in range(5)]
    assert health(Record(published), NOW + 6 * DAY).state is State.WELL
    assert health(Record(published), NOW + 29 * DAY).state is State.SILENT


def test_news_of_long_ago_is_silence() -> None:
    found = health(Record([NOW - 100 * DAY]), NOW)
    assert found == Health(State.SILENT, NOW - 100 * DAY, None, 100 * DAY)


def test_a_source_without_news_is_new() -> None:
    assert health(Record(), NOW) == Health(State.NEW, None, None, None)


def test_what_stands_in_the_way_is_said_first() -> None:
    published = _newsroom(NOW)
    since = NOW - HOUR
    empty = Record(published, empty_since=since)
    failing = Record(published, empty_since=since, failing_since=since)
    paused = Record(published, paused_since=since, failing_since=since)
    states = [health(record, NOW).state for record in (empty, failing, paused)]
    assert states == [State.EMPTY, State.FAILING, State.PAUSED]
    assert health(empty, NOW).since == since


def test_the_usual_gap_is_that_of_the_weekday() -> None:
    published = [
        NOW - day * DAY + hour * HOUR
        for day in range(1, 35)
        for hour in range(0, 12, 3 if (NOW - day * DAY).weekday() in WEEKEND else 1)
    ]
    published.sort()
    assert gap_on(published, 2, UTC) == HOUR
    assert gap_on(published, 5, UTC) == 3 * HOUR


def test_weekdays_are_those_of_the_zone() -> None:
    almaty = ZoneInfo("Asia/Almaty")  # Monday 20:00 in UTC is Tuesday there
    monday = NOW - 2 * DAY
    published = sorted(
        monday.replace(hour=20) - week * 7 * DAY + minutes
        for week in range(4)
        for minutes in (timedelta(0), timedelta(minutes=30))
    )
    assert gap_on(published, 1, almaty) == timedelta(minutes=30)
    assert gap_on(published, 0, UTC) == timedelta(minutes=30)


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("America/St_Johns")])
@given(
    st.lists(st.timedeltas(-DAY, 90 * DAY).map(lambda ago: NOW - ago), max_size=60),
    st.timedeltas(timedelta(0), 60 * DAY),
)
def test_any_history_can_be_judged_and_silence_only_grows(
    zone: ZoneInfo, published: list[datetime], later: timedelta
) -> None:
    found = health(Record(published), NOW, zone)
    again = health(Record([time for time in published if time <= NOW]), NOW + later, zone)
    if found.silent_for is not None:
        assert found.silent_for >= timedelta(0)
        assert again.silent_for == found.silent_for + later
    assert (found.state is State.NEW) == (found.silent_for is None)
