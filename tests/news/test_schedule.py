"""Schedules: right by the wall clock of any zone, and never two digests where one is due."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from news.schedule import (
    EVERY_DAY,
    WORKDAYS,
    Quiet,
    Schedule,
    Slot,
    due,
    first_moment,
    latest,
    next_after,
    next_untold,
    quiet_until,
)

ZONES = (
    "Europe/Berlin",
    "America/St_Johns",
    "Asia/Almaty",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # changes by half an hour
    "Africa/Casablanca",  # leaves its offset for Ramadan
    "Africa/Cairo",  # changes at midnight: 00:30 does not exist in spring
    "America/Havana",  # sets clocks back to midnight
    "America/Scoresbysund",  # 2024: both clock and standard time change
    "Antarctica/Troll",  # changes by two hours
    "Pacific/Apia",  # left out 2011-12-30
    "America/Caracas",
    "Asia/Pyongyang",
    "UTC",
)

#: Days around which clocks change somewhere, so that the search begins where it hurts.
CHANGES = (
    date(2010, 11, 7),  # St. John's went back over midnight, at 00:01
    date(2011, 12, 30),
    date(2024, 3, 1),
    date(2024, 3, 31),
    date(2024, 4, 7),
    date(2024, 4, 26),
    date(2024, 10, 6),
    date(2024, 10, 27),
    date(2024, 11, 3),
    date(2026, 3, 8),
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
awkward = st.builds(time, st.sampled_from((0, 1, 2, 3, 23)), st.sampled_from((0, 15, 30, 45)))
zones = st.sampled_from(ZONES)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
schedules = st.builds(
    Schedule,
    st.lists(awkward | minutes, min_size=1, max_size=4).map(tuple),
    st.just(EVERY_DAY) | weekdays,
)
quiets = st.builds(Quiet, awkward | minutes, awkward | minutes)
seconds = st.integers(-3 * 86_400, 3 * 86_400)


def _near(day: date, distance: int) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=distance)


moments = st.builds(_near, st.sampled_from(CHANGES), seconds) | st.datetimes(
    _near(date(2005, 1, 1), 0).replace(tzinfo=None),
    _near(date(2037, 1, 1), 0).replace(tzinfo=None),
    timezones=st.just(UTC),
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def at(zone: str, text: str) -> datetime:
    """Return the moment of a wall clock's reading, the first of two."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def clock(zone: str, moment: datetime) -> datetime:
    """Return what a wall clock shows."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def daily(*times: str) -> Schedule:
    return Schedule(tuple(map(time.fromisoformat, times)))


def days_shown(zone: str, around: date) -> list[date]:
    """Return the days that a wall clock shows within a week around a day: read hour by hour."""
    start = _near(around - 3 * DAY, 0)
    return sorted({clock(zone, start + n * HOUR).date() for n in range(7 * 24)})


# The next moment


@given(schedules, zones, moments)
def test_the_next_time_is_later_than_now_and_nothing_lies_between(
    schedule: Schedule, zone: str, now: datetime
) -> None:
    found = next_after(schedule, zone, now)
    assert found > now
    assert found.tzinfo is UTC
    earlier = now + (found - now) / 2
    assert next_after(schedule, zone, earlier) == found
    assert next_after(schedule, zone, found - timedelta(microseconds=1)) == found


@given(schedules, zones, moments)
def test_clocks_show_the_time_that_was_asked_for_or_have_just_jumped_over_it(
    schedule: Schedule, zone: str, now: datetime
) -> None:
    found = next_after(schedule, zone, now)
    shown, before = clock(zone, found), clock(zone, found - timedelta(seconds=1))
    if shown.time() in schedule.times and shown.weekday() in schedule.weekdays:
        return
    skipped = [
        datetime.combine(day, each)
        for day in (before.date(), shown.date())
        for each in schedule.times
        if day.weekday() in schedule.weekdays
    ]
    assert any(before < each < shown for each in skipped)


@settings(deadline=None)
@given(schedules, zones, st.sampled_from(CHANGES))
def test_each_day_that_clocks_show_has_just_its_times(
    schedule: Schedule, zone: str, around: date
) -> None:
    """A week of moments, mapped back: every local day and time once, those in one jump together."""
    shown = days_shown(zone, around)[1:-1]
    wanted = {
        first_moment(zone, Slot(day, each))
        for day in shown
        if day.weekday() in schedule.weekdays
        for each in schedule.times
    }
    now, found = first_moment(zone, Slot(shown[0], time())) - timedelta(seconds=1), []
    end = first_moment(zone, Slot(shown[-1] + DAY, time()))
    while (now := next_after(schedule, zone, now)) < end:
        found.append(now)
    assert found == sorted(wanted - {moment for moment in wanted if moment >= end})
    readings = [clock(zone, moment) for moment in found]
    assert len(set(readings)) == len(readings)


@pytest.mark.parametrize(
    ("zone", "clock_time", "now", "moment"),
    [
        # 02:30 is skipped: when the clocks have jumped, at 03:00.
        ("Europe/Berlin", "02:30", "2024-03-30T12:00", "2024-03-31T01:00"),
        # 02:30 comes twice: the first time only.
        ("Europe/Berlin", "02:30", "2024-10-26T12:00", "2024-10-27T00:30"),
        ("Europe/Berlin", "02:30", "2024-10-27T00:30", "2024-10-28T01:30"),
        ("Europe/Berlin", "02:30", "2024-10-27T01:29", "2024-10-28T01:30"),
        ("America/St_Johns", "08:00", "2024-03-09T12:00", "2024-03-10T10:30"),
        ("America/St_Johns", "08:00", "2024-03-08T12:00", "2024-03-09T11:30"),
        # Kazakhstan's single zone: an hour was set back at midnight of 2024-03-01.
        ("Asia/Almaty", "08:00", "2024-02-28T12:00", "2024-02-29T02:00"),
        ("Asia/Almaty", "08:00", "2024-02-29T12:00", "2024-03-01T03:00"),
        ("Asia/Almaty", "23:30", "2024-02-29T12:00", "2024-02-29T17:30"),
        ("Asia/Almaty", "23:30", "2024-02-29T17:30", "2024-03-01T18:30"),
        ("Asia/Almaty", "00:00", "2024-02-29T17:59", "2024-02-29T19:00"),
        ("Asia/Kathmandu", "08:00", "2024-03-01T12:00", "2024-03-02T02:15"),
        ("Australia/Lord_Howe", "02:15", "2024-10-05T12:00", "2024-10-05T15:30"),
        ("Africa/Cairo", "00:30", "2024-04-25T12:00", "2024-04-25T22:00"),
        # Samoa went from Thursday to Saturday.
        ("Pacific/Apia", "08:00", "2011-12-29T19:00", "2011-12-30T18:00"),
    ],
)
def test_f20_known_changes_of_the_clocks(zone: str, clock_time: str, now: str, moment: str) -> None:
    assert next_after(daily(clock_time), zone, utc(now)) == utc(moment)


def test_two_times_that_one_jump_skips_are_one_moment() -> None:
    schedule = daily("02:15", "02:45", "03:00")
    jump = utc("2024-03-31T01:00")
    assert next_after(schedule, "Europe/Berlin", jump - HOUR) == jump
    assert next_after(schedule, "Europe/Berlin", jump) == at("Europe/Berlin", "2024-04-01T02:15")


def test_a_weekday_that_a_zone_leaves_out_comes_a_week_later() -> None:
    friday = Schedule((time(8),), frozenset((4,)))
    now = at("Pacific/Apia", "2011-12-23T08:00")
    then = at("Pacific/Apia", "2012-01-06T08:00")
    assert next_after(friday, "Pacific/Apia", now) == then
    assert latest(friday, "Pacific/Apia", then - HOUR) == Slot(date(2011, 12, 23), time(8))
    told, early = Slot(date(2011, 12, 23), time(8)), now - 2 * DAY
    assert next_untold(friday, "Pacific/Apia", told, early) == then


@given(schedules, zones, moments)
def test_the_last_slot_has_come_and_the_next_one_has_not(
    schedule: Schedule, zone: str, now: datetime
) -> None:
    slot = latest(schedule, zone, now)
    came = first_moment(zone, slot)
    assert came <= now
    assert next_after(schedule, zone, came) > now
    assert slot.time in schedule.times
    assert slot.day.weekday() in schedule.weekdays


def test_a_midnight_that_comes_twice_has_come_after_the_first() -> None:
    """St. John's went from 00:01 back to 23:01 of the day before, where the slot is no more due."""
    again = utc("2010-11-07T03:00")
    assert clock("America/St_Johns", again).date() == date(2010, 11, 6)
    slot = latest(daily("00:00"), "America/St_Johns", again)
    assert slot == Slot(date(2010, 11, 7), time())


# What is due


class Reader:
    """A reader whose digests are told as a loop would tell them, with any clock."""

    def __init__(self, schedule: Schedule, zone: str, now: datetime) -> None:
        self.schedule, self.zone = schedule, zone
        self.told = latest(schedule, zone, now)
        self.next = next_after(schedule, zone, now)
        self.got: list[tuple[Slot, datetime]] = []

    def look(self, now: datetime) -> None:
        """Tell what is due at this moment."""
        if slot := due(self.schedule, self.zone, self.told, now):
            self.got.append((slot, now))
            self.told = slot
        self.next = next_untold(self.schedule, self.zone, self.told, now)

    def lives(self, now: datetime, until: datetime) -> None:
        """Look whenever the stored next time has come."""
        self.look(now)
        while self.next <= until:
            self.look(self.next)

    def digests_of(self, day: date) -> int:
        return sum(clock(self.zone, moment).date() == day for _, moment in self.got)


@settings(deadline=None)
@given(schedules, zones, moments)
def test_who_is_always_there_gets_each_slot_at_its_moment(
    schedule: Schedule, zone: str, now: datetime
) -> None:
    reader = Reader(schedule, zone, now)
    reader.look(now)
    assert not reader.got, "nothing was missed yet"
    reader.lives(now, now + 9 * DAY)
    assert [first_moment(zone, slot) for slot, _ in reader.got] == [told for _, told in reader.got]
    moment, wanted = now, []
    while (moment := next_after(schedule, zone, moment)) <= now + 9 * DAY:
        wanted.append(moment)
    assert [told for _, told in reader.got] == wanted


@settings(deadline=None)
@given(schedules, zones, moments, st.timedeltas(timedelta(), 20 * DAY))
def test_f21_after_any_downtime_exactly_one_digest_covers_what_was_missed(
    schedule: Schedule, zone: str, now: datetime, down: timedelta
) -> None:
    reader = Reader(schedule, zone, now)
    missed, back = reader.next, now + down
    reader.look(back)
    if missed <= back and not reader.got:  # it waits for a slot that today still has
        back = reader.next
        assert clock(zone, back).date() == clock(zone, now + down).date()
        reader.look(back)
    assert len(reader.got) == (missed <= back)
    reader.look(back)
    assert len(reader.got) == (missed <= back)
    assert reader.next == next_after(schedule, zone, back)


@settings(deadline=None)
@given(schedules, zones, moments, st.lists(st.timedeltas(timedelta(), 3 * DAY), max_size=6))
def test_f20_no_day_gets_more_digests_than_it_has_times(
    schedule: Schedule, zone: str, now: datetime, sleeps: list[timedelta]
) -> None:
    """However the machine sleeps; a day without times may get the late one of an earlier day."""
    reader = Reader(schedule, zone, now)
    for sleep in sleeps:
        now += sleep
        reader.look(now)
        reader.lives(now, now + 6 * HOUR)
        now += 6 * HOUR
    for day in {clock(zone, moment).date() for _, moment in reader.got}:
        own = len(schedule.times) if day.weekday() in schedule.weekdays else 0
        assert reader.digests_of(day) <= max(1, own)
    assert len({slot for slot, _ in reader.got}) == len(reader.got)


@settings(deadline=None)
@given(
    schedules,
    zones,
    moments,
    st.lists(st.sampled_from((-HOUR, DAY, -DAY, timedelta(0))), max_size=5),
)
def test_f20_a_clock_that_is_set_wrong_repeats_no_slot(
    schedule: Schedule, zone: str, now: datetime, jumps: list[timedelta]
) -> None:
    """An hour back, a day forward and back again: no local day and time is told twice."""
    reader = Reader(schedule, zone, now)
    for jump in jumps:
        now += jump
        reader.lives(now, now + 7 * HOUR)
        now += 7 * HOUR
    slots = [slot for slot, _ in reader.got]
    assert slots == sorted(set(slots))


def test_f20_an_hour_back_and_a_day_forward_give_each_day_its_digest() -> None:
    reader = Reader(daily("08:00"), "Asia/Almaty", at("Asia/Almaty", "2026-05-01T09:00"))
    reader.lives(reader.next, at("Asia/Almaty", "2026-05-02T08:30"))
    reader.lives(at("Asia/Almaty", "2026-05-02T07:30"), at("Asia/Almaty", "2026-05-02T09:00"))
    reader.look(at("Asia/Almaty", "2026-05-03T09:00"))  # the clock is a day ahead
    reader.lives(at("Asia/Almaty", "2026-05-02T09:01"), at("Asia/Almaty", "2026-05-04T09:00"))
    assert [str(slot) for slot, _ in reader.got] == [
        "2026-05-02T08:00", "2026-05-03T08:00", "2026-05-04T08:00",
    ]  # fmt: skip


def test_f20_the_next_time_is_none_that_was_told() -> None:
    """Half past seven again, after eight was told: the next one is tomorrow's."""
    told, zone = Slot(date(2026, 5, 2), time(8)), "Asia/Almaty"
    again, tomorrow = at(zone, "2026-05-02T07:30"), at(zone, "2026-05-03T08:00")
    assert next_untold(daily("08:00"), zone, told, again) == tomorrow
    assert due(daily("08:00"), zone, told, again) is None
    assert next_after(daily("08:00"), zone, again) == tomorrow - DAY


def test_a_clock_that_was_years_ahead_silences_nobody() -> None:
    reader = Reader(daily("08:00"), "Asia/Almaty", at("Asia/Almaty", "2026-05-01T09:00"))
    reader.look(at("Asia/Almaty", "2036-05-01T09:00"))
    reader.lives(at("Asia/Almaty", "2026-05-01T10:00"), at("Asia/Almaty", "2026-05-03T09:00"))
    assert [str(slot) for slot, _ in reader.got][-2:] == ["2026-05-02T08:00", "2026-05-03T08:00"]


@pytest.mark.parametrize(
    ("times", "days", "back", "sent"),
    [
        # Back in the evening of the day itself: at once.
        (("08:00",), EVERY_DAY, "2026-05-04T21:00", ["2026-05-04T21:00", "2026-05-05T08:00"]),
        # Back before breakfast: yesterday's waits for today's.
        (("08:00",), EVERY_DAY, "2026-05-05T07:55", ["2026-05-05T08:00"]),
        (("08:00", "20:00"), EVERY_DAY, "2026-05-05T09:00", ["2026-05-05T09:00"]),
        # Friday's digest on a Saturday, where nothing else is due until Monday: at once.
        (("18:00",), WORKDAYS, "2026-05-09T10:00", ["2026-05-09T10:00"]),
    ],
)
def test_f21_a_late_digest_comes_when_a_reader_would_want_it(
    times: tuple[str, ...], days: frozenset[int], back: str, sent: list[str]
) -> None:
    zone = "Asia/Almaty"
    schedule = Schedule(tuple(map(time.fromisoformat, times)), days)
    reader = Reader(schedule, zone, at(zone, "2026-05-03T23:00"))
    end = at(zone, sent[-1])
    reader.lives(at(zone, back), end)
    assert [f"{clock(zone, moment):%Y-%m-%dT%H:%M}" for _, moment in reader.got] == sent


# Quiet


@given(quiets, zones, moments)
def test_quiet_ends_later_than_now_and_is_over_then(quiet: Quiet, zone: str, now: datetime) -> None:
    end = quiet_until(quiet, zone, now)
    if end is not None:
        assert end > now
        assert end.tzinfo is UTC
        assert quiet_until(quiet, zone, end) is None
        assert quiet_until(quiet, zone, now + (end - now) / 2) == end


@given(quiets, zones, moments)
def test_it_is_quiet_whenever_clocks_show_a_quiet_time(
    quiet: Quiet, zone: str, now: datetime
) -> None:
    shown, start, end = clock(zone, now).time(), quiet.start, quiet.end
    inside = start <= shown < end if start < end else shown >= start or shown < end
    if start == end:
        assert quiet_until(quiet, zone, now) is None
    elif inside:
        assert quiet_until(quiet, zone, now) is not None


@given(quiets, zones, moments)
def test_without_a_change_of_clocks_it_is_quiet_at_no_other_time(
    quiet: Quiet, zone: str, now: datetime
) -> None:
    around = [clock(zone, now + n * DAY) - n * DAY for n in (-1, 0, 1)]
    start, end = quiet.start, quiet.end
    assume(len(set(around)) == 1 and start != end)
    shown = around[0].time()
    inside = start <= shown < end if start < end else shown >= start or shown < end
    assert inside == (quiet_until(quiet, zone, now) is not None)


@pytest.mark.parametrize(
    ("quiet", "zone", "now", "until"),
    [
        ("23:00-07:00", "Asia/Almaty", "2026-05-04T23:00", "2026-05-05T07:00"),
        ("23:00-07:00", "Asia/Almaty", "2026-05-05T06:59", "2026-05-05T07:00"),
        ("23:00-07:00", "Asia/Almaty", "2026-05-05T07:00", None),
        ("13:00-14:30", "Asia/Almaty", "2026-05-05T13:10", "2026-05-05T14:30"),
        ("13:00-14:30", "Asia/Almaty", "2026-05-05T12:59", None),
        ("23:00-02:30", "Europe/Berlin", "2024-03-31T01:00", "2024-03-31T03:00"),
        ("23:00-07:00", "Asia/Almaty", "2024-02-29T23:30", "2024-03-01T07:00"),
        # The Friday that Samoa left out was no night of its own.
        ("23:00-07:00", "Pacific/Apia", "2011-12-29T23:30", "2011-12-31T07:00"),
    ],
)
def test_quiet_by_the_clock(quiet: str, zone: str, now: str, until: str | None) -> None:
    found = quiet_until(Quiet.parse(quiet), zone, at(zone, now))
    assert found == (until and at(zone, until))


def test_an_hour_that_comes_twice_breaks_no_quiet() -> None:
    """Quiet to 02:30, which Berlin had at 00:30 and at 01:30 UTC: to the second one, unbroken."""
    quiet = Quiet(time(23), time(2, 30))
    for now in ("2024-10-27T00:29", "2024-10-27T00:45", "2024-10-27T01:15"):
        assert quiet_until(quiet, "Europe/Berlin", utc(now)) == utc("2024-10-27T01:30")


# Values


@given(schedules)
def test_a_stored_schedule_comes_back(schedule: Schedule) -> None:
    assert Schedule.parse(str(schedule)) == schedule


@given(quiets)
def test_a_stored_quiet_time_comes_back(quiet: Quiet) -> None:
    assert Quiet.parse(str(quiet)) == quiet


@given(st.dates(), minutes)
def test_a_stored_slot_comes_back_and_sorts_as_text(day: date, each: time) -> None:
    slot = Slot(day, each)
    assert Slot.parse(str(slot)) == slot
    other = Slot(date(2024, 3, 1), time(8))
    assert (str(slot) < str(other)) == (slot < other)


def test_stored_forms_are_stable() -> None:
    assert str(Schedule((time(20), time(8), time(8)), WORKDAYS)) == "08:00,20:00/0-4"
    assert str(Schedule((time(7, 5),), frozenset((0, 2, 4, 5, 6)))) == "07:05/0,2,4-6"
    assert str(daily("00:00")) == "00:00/0-6"
    assert str(Quiet(time(23), time(7))) == "23:00-07:00"
    assert str(Slot(date(2024, 3, 1), time(8))) == "2024-03-01T08:00"


@given(st.text(alphabet="0123456789:,/-T ", max_size=24) | st.text(max_size=12))
def test_other_texts_are_no_values(text: str) -> None:
    for kind in (Schedule, Quiet, Slot):
        try:
            value = kind.parse(text)
        except ValueError:
            continue
        assert kind.parse(str(value)) == value


@pytest.mark.parametrize(
    ("times", "days"),
    [
        ((), EVERY_DAY),
        ((time(8),), frozenset()),
        ((time(8),), frozenset((7,))),
        ((time(8, 0, 1),), EVERY_DAY),
        ((time(8, tzinfo=UTC),), EVERY_DAY),
        (tuple(time(n // 60, n % 60) for n in range(25)), EVERY_DAY),
    ],
)
def test_what_is_no_schedule_is_refused(times: tuple[time, ...], days: frozenset[int]) -> None:
    with pytest.raises(ValueError, match=r"times?|weekdays"):
        Schedule(times, days)
    with pytest.raises(ValueError, match="whole minutes"):
        Quiet(time(8), time(9, 0, 30))
