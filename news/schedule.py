"""When a digest is due and when a reader wants quiet, from the wall clock of a time zone.

Moments are aware UTC, in and out. A zone is an IANA name ("Asia/Almaty"): what its clocks show
decides, so changes of its rules and of its clocks are followed. A local time that the clocks skip
happens when they have jumped, one that they show twice happens the first time, and a day that a
zone leaves out (Samoa, 2011-12-30) has no times at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))
WEEKEND = frozenset((5, 6))

#: More digests a day than hours make no sense.
MOST_TIMES = 24

#: Days to the next slot where one weekday is chosen and a zone leaves it out.
_FARTHEST = 14
_DAY = timedelta(days=1)

#: A digest that was told for a day farther ahead than this was told by a wrong clock.
_WRONG_CLOCK = timedelta(days=2)

_TIME = "[0-2][0-9]:[0-5][0-9]"
_DAYS = "[0-6](?:-[0-6])?"
_SCHEDULE = re.compile(f"{_TIME}(?:,{_TIME})*/{_DAYS}(?:,{_DAYS})*")
_QUIET = re.compile(f"{_TIME}-{_TIME}")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Local times of digests and the weekdays they come on (0 = Monday).

    Times are whole minutes without a zone; they are kept sorted, each once. Raises ValueError
    where there is no time, no weekday, or what is none.
    """

    times: tuple[time, ...]
    weekdays: frozenset[int] = EVERY_DAY

    def __post_init__(self) -> None:
        for each in self.times:
            _check(each)
        object.__setattr__(self, "times", tuple(sorted(set(self.times))))
        object.__setattr__(self, "weekdays", frozenset(self.weekdays))
        if not 1 <= len(self.times) <= MOST_TIMES:
            raise ValueError(f"a schedule has 1 to {MOST_TIMES} times, not {len(self.times)}")
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError(f"weekdays are 0 (Monday) to 6, not {sorted(self.weekdays)}")

    def __str__(self) -> str:
        """Return the form it is stored in: "08:00,20:00/0-4"."""
        return f"{','.join(map(_clock, self.times))}/{_ranges(sorted(self.weekdays))}"

    @classmethod
    def parse(cls, text: str) -> Schedule:
        """Return the schedule that was stored as this text; raises ValueError if none was."""
        if not _SCHEDULE.fullmatch(text):
            raise ValueError(f"not a schedule: {text[:80]!r}")
        times, _, weekdays = text.partition("/")
        days: set[int] = set()
        for part in weekdays.split(","):
            days.update(range(int(part[0]), int(part[-1]) + 1))
        return cls(tuple(map(time.fromisoformat, times.split(","))), frozenset(days))


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """The local day and time that a digest belongs to; later slots compare greater."""

    day: date
    time: time

    def __str__(self) -> str:
        """Return the form it is stored in: "2024-03-31T08:00"."""
        return f"{self.day.isoformat()}T{_clock(self.time)}"

    @classmethod
    def parse(cls, text: str) -> Slot:
        """Return the slot that was stored as this text; raises ValueError if none was."""
        day, _, clock = text.partition("T")
        slot = cls(date.fromisoformat(day), time.fromisoformat(clock))
        if str(slot) != text:
            raise ValueError(f"not a slot: {text[:80]!r}")
        return slot


@dataclass(frozen=True, slots=True)
class Quiet:
    """Local times between which nothing may ring, over midnight if the end is the smaller one.

    Where both are the same there is no quiet time. Raises ValueError for times with a zone or
    seconds.
    """

    start: time
    end: time

    def __post_init__(self) -> None:
        _check(self.start)
        _check(self.end)

    def __str__(self) -> str:
        """Return the form it is stored in: "23:00-07:00"."""
        return f"{_clock(self.start)}-{_clock(self.end)}"

    @classmethod
    def parse(cls, text: str) -> Quiet:
        """Return the quiet time that was stored as this text; raises ValueError if none was."""
        if not _QUIET.fullmatch(text):
            raise ValueError(f"not a quiet time: {text[:80]!r}")
        return cls(time.fromisoformat(text[:5]), time.fromisoformat(text[6:]))


def next_after(schedule: Schedule, zone: str, after: datetime) -> datetime:
    """Return the first moment of the schedule that is later than the one given.

    Raises ZoneInfoNotFoundError for a zone that does not exist, OverflowError at the end of time.
    """
    return next(moment for _, moment in _from(schedule, zone, after) if moment > after)


def latest(schedule: Schedule, zone: str, now: datetime) -> Slot:
    """Return the slot that came last, the one of this moment included.

    Who subscribes, or changes times or zone, counts as told up to it.
    """
    tomorrow = _today(zone, now) + _DAY  # where clocks were set back over midnight it has begun
    days = (tomorrow - back * _DAY for back in range(_FARTHEST + 2))
    slots = (pair for day in days for pair in reversed(_slots(schedule, zone, day)))
    return next(slot for slot, moment in slots if moment <= now)


def due(schedule: Schedule, zone: str, told: Slot, now: datetime) -> Slot | None:
    """Return the slot that a digest is to be sent for now, or None.

    `told` is the slot of the last digest (at first: what `latest` gave). However many slots were
    missed, one digest covers them. A late one is sent on its own local day; when that has passed
    and today has a slot still to come, it waits for that one, so that no day gets two for one.
    """
    last = latest(schedule, zone, now)
    if last <= _believed(told, zone, now):
        return None
    today = _today(zone, now)
    if last.day < today and any(moment > now for _, moment in _slots(schedule, zone, today)):
        return None
    return last


def next_untold(schedule: Schedule, zone: str, told: Slot, now: datetime) -> datetime:
    """Return the first moment later than now whose slot was not told yet.

    As `next_after`, but right too when the clock was set back: what was told stays told.
    """
    believed = _believed(told, zone, now)
    slots = _from(schedule, zone, now)
    return next(moment for slot, moment in slots if moment > now and slot > believed)


def quiet_until(quiet: Quiet, zone: str, now: datetime) -> datetime | None:
    """Return the end of the quiet time that this moment lies in; None when it is not quiet.

    Quiet lasts from the first time that the clocks show its start to the last time that they show
    its end: setting clocks back makes it longer, and never breaks it.
    """
    if quiet.start == quiet.end:
        return None
    today = _today(zone, now)
    reached = now
    for day in (today - _DAY, today, today + _DAY):
        begin, end = _night(quiet, zone, day)
        if begin <= reached < end:
            reached = end
    return reached if reached > now else None


@lru_cache(maxsize=4_096)
def _night(quiet: Quiet, zone: str, day: date) -> tuple[datetime, datetime]:
    """Return begin and end of the quiet time that begins on this local day."""
    end_day = day if quiet.start < quiet.end else day + _DAY
    return first_moment(zone, Slot(day, quiet.start)), _last_moment(zone, Slot(end_day, quiet.end))


def first_moment(zone: str, slot: Slot) -> datetime:
    """Return when clocks of the zone first show this local time, or have jumped over it."""
    clock, naive = ZoneInfo(zone), datetime.combine(slot.day, slot.time)
    early, late = _readings(clock, naive)
    return early if early <= late else _jump(clock, late, early)


def _last_moment(zone: str, slot: Slot) -> datetime:
    clock, naive = ZoneInfo(zone), datetime.combine(slot.day, slot.time)
    early, late = _readings(clock, naive)
    return late if early <= late else _jump(clock, late, early)


def _readings(clock: ZoneInfo, naive: datetime) -> tuple[datetime, datetime]:
    """Return the moment by the offset before a change of the clocks, and by the one after it.

    They differ only near a change: the first is the smaller where a time is shown twice, the
    greater where it is skipped (PEP 495).
    """
    before = naive.replace(tzinfo=clock).astimezone(UTC)
    after = naive.replace(tzinfo=clock, fold=1).astimezone(UTC)
    return before, after


def _jump(clock: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return when the clocks jump, to the second: after `low`, at or before `high`."""
    old = low.astimezone(clock).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(clock).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high


def _today(zone: str, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _from(schedule: Schedule, zone: str, moment: datetime) -> Iterator[tuple[Slot, datetime]]:
    """Give the slots from the local day of a moment on: none before it comes after the moment."""
    today = _today(zone, moment)
    for ahead in range(_FARTHEST + _WRONG_CLOCK.days + 1):
        yield from _slots(schedule, zone, today + ahead * _DAY)


@lru_cache(maxsize=16_384)
def _slots(schedule: Schedule, zone: str, day: date) -> tuple[tuple[Slot, datetime], ...]:
    """Return the slots of one local day with their moments; of two at one moment the later one."""
    if day.weekday() not in schedule.weekdays or _left_out(zone, day):
        return ()
    slots = [Slot(day, each) for each in schedule.times]
    by_moment = {first_moment(zone, slot): slot for slot in slots}
    return tuple((slot, moment) for moment, slot in by_moment.items())


def _left_out(zone: str, day: date) -> bool:
    """Tell whether clocks of the zone never showed this day: it begins when the next one does."""
    begin = first_moment(zone, Slot(day, time()))
    return begin == first_moment(zone, Slot(day + _DAY, time()))


def _believed(told: Slot, zone: str, now: datetime) -> Slot:
    """Return what was told, unless a clock far ahead said so: then nothing would ever come."""
    today = _today(zone, now)
    return told if told.day <= today + _WRONG_CLOCK else Slot(date.min, time())


def _check(each: time) -> None:
    if each.tzinfo is not None or each.second or each.microsecond or each.fold:
        raise ValueError(f"times are whole minutes without a zone, not {each!r}")


def _clock(each: time) -> str:
    return f"{each:%H:%M}"


def _ranges(days: list[int]) -> str:
    """Return sorted numbers with runs of them as "0-4"."""
    parts: list[list[int]] = []
    for day in days:
        if parts and parts[-1][-1] == day - 1:
            parts[-1].append(day)
        else:
            parts.append([day])
    return ",".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)
