"""When to look at a source again. Pure: `now` and chance are passed in.

A source is asked about twice in its usual gap between two pieces of news, so that news is found
half a gap late at most. One that falls silent is asked less and less; one that fails, less still,
until its first success.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

#: The shortest and the longest time between two looks.
SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(hours=24)
#: Between looks at a source that nothing is known of yet.
UNKNOWN = timedelta(hours=1)
#: How many of the latest pieces of news tell the usual gap, …
LATEST = 50
#: … and how old they may be: newsrooms change.
MEMORY = timedelta(days=28)
#: News of the same minute came together, and counts as one.
MINUTE = timedelta(minutes=1)
#: The looks in a usual gap, and the looks in the time that a source has been silent.
LOOKS_IN_GAP = 2
LOOKS_IN_SILENCE = 8
#: Cache-Control is believed for so long. Many servers give all their files a day by default, feeds
#: among them, and asking whether one has changed costs next to nothing.
FRESH = timedelta(hours=3)
#: A look may be this part of its time late, so that a thousand sources do not come due together.
SPREAD = 0.1

#: When a source is paused: it has failed for so long, and so many looks in a row.
PATIENCE = timedelta(days=14)
TRIES = 10
#: A source that says that it is gone for ever (410) is believed after so many times.
GONE = 3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a source's latest news tell of when more is to be expected."""

    #: When the last of it came, None where nothing has come yet.
    last: datetime | None = None
    #: The usual time between two pieces of it, None where that is not known.
    gap: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How the last look at a source went, for choosing the next. Times in seconds."""

    #: Failures in a row, this one included; 0 after a success.
    failures: int = 0
    #: What the server says of how long its answer holds (Cache-Control) …
    max_age: float | None = None
    #: … and of when it wants to be left alone until (Retry-After).
    retry_after: float | None = None


def next_look(
    rhythm: Rhythm,
    now: datetime,
    *,
    look: Look | None = None,
    chance: float = 0.0,
    every: timedelta | None = None,
) -> datetime:
    """Return when to look again: from SHORTEST to LONGEST after `now`.

    `chance` from 0 to 1 spreads the looks. `every` is an editor's interval, in place of the
    source's own rhythm; a server's wishes and failures count all the same.
    """
    look = look or Look()
    usual = _clamp(every or interval(rhythm, now))
    wait = _backed_off(usual, look.failures, chance) if look.failures else usual
    asked = max(min(_seconds(look.max_age), FRESH), _seconds(look.retry_after))
    return now + _clamp(max(wait, asked) * (1 + SPREAD * chance))


def interval(rhythm: Rhythm, now: datetime) -> timedelta:
    """Return the time between two looks that a source's own rhythm asks for."""
    if rhythm.last is None:
        return UNKNOWN
    silent = (now - rhythm.last) / LOOKS_IN_SILENCE
    return _clamp(max(rhythm.gap / LOOKS_IN_GAP if rhythm.gap else UNKNOWN, silent))


def rhythm_of(came: Iterable[float], now: datetime) -> Rhythm:
    """Return what the times of a source's news tell (POSIX seconds in any order).

    Those that are to come say nothing: servers' clocks are often ahead.
    """
    at = now.timestamp()
    times = sorted(time for time in came if time <= at)
    if not times:
        return Rhythm()
    recent = [time for time in times if at - time <= MEMORY.total_seconds()][-LATEST:]
    gaps = [after - before for before, after in pairwise(recent)]
    apart = [gap for gap in gaps if gap >= MINUTE.total_seconds()]
    usual = timedelta(seconds=statistics.median(apart)) if apart else None
    return Rhythm(datetime.fromtimestamp(times[-1], UTC), usual)


def usual_gap(times: Sequence[datetime]) -> timedelta | None:
    """Return the median time between pieces of news (sorted), None for fewer than two."""
    gaps = [after - before for before, after in pairwise(times)]
    return median([gap for gap in gaps if gap >= MINUTE])


def median(gaps: Sequence[timedelta]) -> timedelta | None:
    """Return the median, None of nothing."""
    if not gaps:
        return None
    return timedelta(seconds=statistics.median(gap.total_seconds() for gap in gaps))


def past(published: Sequence[datetime], now: datetime) -> list[datetime]:
    """Return the times that are not to come, sorted: servers' clocks are often ahead."""
    return sorted(time for time in published if time <= now)


def should_pause(
    failing_since: datetime | None, failures: int, now: datetime, *, gone: int
) -> bool:
    """Tell whether a source has failed for so long that it rests until an editor says otherwise.

    `gone` counts the looks in a row that were answered with 410.
    """
    if gone >= GONE:
        return True
    return bool(failing_since and failures >= TRIES and now - failing_since >= PATIENCE)


def _backed_off(usual: timedelta, failures: int, chance: float) -> timedelta:
    """Double the time with every failure, up to LONGEST; half of it is left to chance."""
    doubled = min(LONGEST, usual * 2.0 ** min(failures, 12))
    return doubled * (0.5 + 0.5 * chance)


def _seconds(value: float | None) -> timedelta:
    """Return seconds as a server gave them; what is no time at all counts for nothing."""
    if value is None or not math.isfinite(value):
        return timedelta(0)
    return timedelta(seconds=min(max(value, 0.0), LONGEST.total_seconds()))


def _clamp(wait: timedelta) -> timedelta:
    return min(LONGEST, max(SHORTEST, wait))
