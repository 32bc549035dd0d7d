"""Sources are looked at as often as they publish, less when they fail, never too often."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.rhythm import (
    FRESH,
    GONE,
    LONGEST,
    PATIENCE,
    SHORTEST,
    SPREAD,
    TRIES,
    UNKNOWN,
    Look,
    Rhythm,
    interval,
    next_look,
    rhythm_of,
    should_pause,
)

NOW = datetime(2026, 5, 6, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
times = st.lists(
    st.timedeltas(timedelta(days=-1), timedelta(days=60)).map(lambda ago: NOW - ago), max_size=80
)
chances = st.floats(0, 1, exclude_max=True)
seconds = st.none() | st.floats()
looks = st.builds(Look, st.integers(0, 10_000), seconds, seconds)


def _rhythm(published: Iterable[datetime], now: datetime) -> Rhythm:
    return rhythm_of((time.timestamp() for time in published), now)


def _every(gap: timedelta, count: int = 40, until: datetime = NOW) -> list[datetime]:
    return [until - gap * step for step in range(count)]


@given(times, looks, chances, st.none() | st.timedeltas(timedelta(0)))
def test_the_next_look_is_always_within_its_bounds(
    published: list[datetime], look: Look, chance: float, every: timedelta | None
) -> None:
    at = next_look(_rhythm(published, NOW), NOW, look=look, chance=chance, every=every)
    assert SHORTEST <= at - NOW <= LONGEST


@given(times, looks, chances)
def test_a_server_s_wish_to_be_left_alone_is_kept(
    published: list[datetime], look: Look, chance: float
) -> None:
    at = next_look(_rhythm(published, NOW), NOW, look=look, chance=chance)
    for wish, longest in ((look.retry_after, LONGEST), (look.max_age, FRESH)):
        if wish is not None and 0 <= wish <= longest.total_seconds():
            assert at >= NOW + timedelta(seconds=wish)


def test_a_day_of_cache_control_does_not_make_an_hourly_source_a_daily_one() -> None:
    at = next_look(_rhythm(_every(HOUR), NOW), NOW, look=Look(max_age=86_400))
    assert at == NOW + FRESH


@given(times, st.integers(0, 50), chances)
def test_f23_every_failure_makes_the_wait_longer_and_a_success_makes_it_short_again(
    published: list[datetime], failures: int, chance: float
) -> None:
    waits = [
        next_look(_rhythm(published, NOW), NOW, look=Look(failures=count), chance=chance) - NOW
        for count in (0, failures + 1, failures + 2)
    ]
    assert waits[1] <= waits[2]
    assert waits[1] >= min(waits[0] / (1 + SPREAD), LONGEST / 2)
    assert next_look(_rhythm(published, NOW), NOW, look=Look(), chance=chance) == NOW + waits[0]


@given(times, times, chances)
def test_news_in_any_order_and_to_come_tells_the_same(
    published: list[datetime], other: list[datetime], chance: float
) -> None:
    to_come = [time for time in other if time > NOW]
    again = next_look(_rhythm([*published[::-1], *to_come], NOW), NOW, chance=chance)
    assert again == next_look(_rhythm(published, NOW), NOW, chance=chance)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (timedelta(minutes=5), SHORTEST),
        (HOUR, timedelta(minutes=30)),
        (4 * HOUR, 2 * HOUR),
        (timedelta(days=1), 12 * HOUR),
        (timedelta(days=7), LONGEST),
    ],
)
def test_a_source_is_looked_at_twice_in_its_usual_gap(gap: timedelta, expected: timedelta) -> None:
    assert interval(_rhythm(_every(gap), NOW), NOW) == expected


def test_news_that_came_together_counts_as_one() -> None:
    batches = [time + timedelta(seconds=s) for time in _every(4 * HOUR) for s in range(5)]
    assert abs(interval(_rhythm(batches, NOW), NOW) - 2 * HOUR) < timedelta(minutes=1)


def test_a_source_that_falls_silent_is_asked_less_and_less() -> None:
    published = _every(HOUR)
    rhythm = _rhythm(published, NOW)
    waits = [interval(rhythm, NOW + days * timedelta(days=1)) for days in (0, 1, 3, 10, 40)]
    assert waits == [HOUR / 2, 3 * HOUR, 9 * HOUR, LONGEST, LONGEST]


def test_a_new_source_is_looked_at_every_hour_until_it_is_known() -> None:
    assert interval(_rhythm([], NOW), NOW) == UNKNOWN
    assert interval(_rhythm([NOW], NOW), NOW) == UNKNOWN


def test_an_old_rhythm_gives_way_to_a_new_one() -> None:
    old = _every(timedelta(minutes=20), 500, NOW - timedelta(days=3))
    assert interval(_rhythm([*old, *_every(6 * HOUR, 8)], NOW), NOW) < HOUR  # 8 of the last 50
    assert interval(_rhythm([*old, *_every(HOUR, 50)], NOW), NOW) == HOUR / 2


def test_an_editor_s_interval_takes_the_place_of_the_rhythm_but_not_of_the_backoff() -> None:
    published = _every(HOUR)
    assert next_look(_rhythm(published, NOW), NOW, every=4 * HOUR) == NOW + 4 * HOUR
    failed = next_look(_rhythm(published, NOW), NOW, every=4 * HOUR, look=Look(failures=2))
    assert failed >= NOW + 8 * HOUR


@given(chances, chances)
def test_chance_spreads_the_looks_a_little(one: float, other: float) -> None:
    published = _every(4 * HOUR)
    a, b = (next_look(_rhythm(published, NOW), NOW, chance=chance) for chance in (one, other))
    assert abs(a - b) <= 2 * HOUR * SPREAD
    assert min(a, b) >= NOW + 2 * HOUR


def test_a_source_is_paused_after_two_weeks_of_failure_not_before() -> None:
    since = NOW - PATIENCE
    assert should_pause(since, TRIES, NOW, gone=0)
    assert not should_pause(since + HOUR, TRIES, NOW, gone=0)
    assert not should_pause(since, TRIES - 1, NOW, gone=0)
    assert not should_pause(None, 0, NOW, gone=0)


def test_a_source_that_says_it_is_gone_is_believed_the_third_time() -> None:
    assert should_pause(NOW, GONE, NOW, gone=GONE)
    assert not should_pause(NOW, GONE - 1, NOW, gone=GONE - 1)
