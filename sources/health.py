"""How a source is, as plain values for those who tell people. Pure: `now` is passed in.

Silence is judged by the source's own weeks: what did it bring in the same hours of the weeks
before? So a newsroom that sleeps at night and rests on Sundays is not called silent for that.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from sources.rhythm import median, past, usual_gap

WEEK = timedelta(days=7)
#: Weeks that a silence is compared with, and how many of them there must be.
WEEKS = 4
ENOUGH_WEEKS = 2
#: How long before its last news a source's rhythm is taken from.
KEPT = timedelta(days=35)
#: Pieces of news that came in the same hours of other weeks, on average, before silence is said.
#: By chance alone nothing comes instead of three in one case of twenty (Poisson), of four in fifty.
EXPECTED = 4.0
#: Without such weeks: silent for so many usual gaps, and so much longer than ever before.
GAPS = 4
LONGER = 1.5
#: Gaps of a weekday that are needed to speak of it.
ENOUGH_GAPS = 3


class State(StrEnum):
    """What an editor wants to know first; the first that holds."""

    PAUSED = "paused"
    FAILING = "failing"
    EMPTY = "empty"
    NEW = "new"
    SILENT = "silent"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a source. Times aware."""

    #: Times of its news in any order, of the last five weeks or as many as are kept.
    published: Sequence[datetime] = ()
    paused_since: datetime | None = None
    #: Since when every look has failed.
    failing_since: datetime | None = None
    #: Since when every look has brought an answer without a single entry ("200, but empty").
    empty_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """How a source is."""

    state: State
    #: Since when it is paused, failing or empty; the last news of one that is silent.
    since: datetime | None
    #: The usual time between two pieces of news on this weekday, None where it is not known.
    usual_gap: timedelta | None
    #: Since the last news, None where there was none.
    silent_for: timedelta | None


def health(record: Record, now: datetime, zone: tzinfo = UTC) -> Health:
    """Judge a source; weekdays are those of `zone`."""
    every = past(record.published, now)
    times = [time for time in every if every[-1] - time <= KEPT]
    state, since = _state(record, times, now)
    return Health(
        state=state,
        since=since,
        usual_gap=gap_on(times, now.astimezone(zone).weekday(), zone),
        silent_for=now - times[-1] if times else None,
    )


def gap_on(times: Sequence[datetime], weekday: int, zone: tzinfo) -> timedelta | None:
    """Return the usual gap that begins on a weekday (0 is Monday), of any day if it had too few."""
    gaps = [
        after - before
        for before, after in pairwise(times)
        if before.astimezone(zone).weekday() == weekday and after - before >= timedelta(minutes=1)
    ]
    return median(gaps) if len(gaps) >= ENOUGH_GAPS else usual_gap(times)


def is_overdue(times: Sequence[datetime], now: datetime) -> bool:
    """Tell whether a source is silent beyond its own rhythm; `times` are sorted and past."""
    if len(times) < 2:
        return bool(times) and now - times[0] > KEPT
    return _misses_its_week(times, now) or _outlasts_its_gaps(times, now)


def _state(
    record: Record, times: Sequence[datetime], now: datetime
) -> tuple[State, datetime | None]:
    known = (
        (State.PAUSED, record.paused_since),
        (State.FAILING, record.failing_since),
        (State.EMPTY, record.empty_since),
    )
    for state, since in known:
        if since:
            return state, since
    if not times:
        return State.NEW, None
    if is_overdue(times, now):
        return State.SILENT, times[-1]
    return State.WELL, None


def _misses_its_week(times: Sequence[datetime], now: datetime) -> bool:
    """Compare the silence with the same hours of the weeks before."""
    last = times[-1]
    if now - last >= WEEK:
        return False
    counts = [
        sum(last - week * WEEK < time <= now - week * WEEK for time in times)
        for week in range(1, WEEKS + 1)
        if last - week * WEEK >= times[0]
    ]
    return len(counts) >= ENOUGH_WEEKS and min(counts) > 0 and statistics.mean(counts) >= EXPECTED


def _outlasts_its_gaps(times: Sequence[datetime], now: datetime) -> bool:
    """Compare the silence with every one before."""
    silence = now - times[-1]
    usual = usual_gap(times)
    longest = max(after - before for before, after in pairwise(times))
    return usual is not None and silence > max(GAPS * usual, LONGER * longest)
