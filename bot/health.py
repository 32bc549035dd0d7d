"""How a source is, in plain English for the terminal."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sources import looking
from sources.health import Health, State
from storage.sources import Source

_UNITS = (
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)
#: Failures as people say them, by the keys of `sources.fetch_errors` and `sources.visit`.
_FAILURES = {
    "address": "an address that is not allowed",
    "lookup": "its name has no address",
    "connect": "no connection",
    "tls": "its certificate is wrong",
    "slow": "too slow",
    "large": "too large",
    "broken": "a broken answer",
    "redirects": "redirects without end",
    "status": "refused",
    "type": "no feed: another kind of file",
    "robots": "programs are asked to stay away",
    "not_a_feed": "an answer that is no feed",
    "unreadable": "cannot be read within the limits",
    "fault": "a fault of ours",
}


def in_words(source: Source, times: Sequence[datetime], now: datetime) -> str:
    """Return how a source is: "usually every hour, silent for 9 hours", "200, but empty" …"""
    found = looking.health_of(source, times, now)
    parts = [_state(source, found, now)]
    if looking.is_half_read(source.look):
        parts.append("read only half")
    return "; ".join(parts)


def _state(source: Source, found: Health, now: datetime) -> str:
    since = f" for {span(now - found.since)}" if found.since else ""
    match found.state:
        case State.PAUSED:
            return f"paused{since}: {_why(source)}"
        case State.FAILING:
            return f"fails{since}: {failure(source.look.failure or '')}"
        case State.EMPTY:
            return f"{source.look.status or 200}, but empty{since}"
        case State.NEW:
            return "new" if source.is_new else "no news yet"
        case State.SILENT:
            return f"{_usually(found)}silent{since}"
        case _:
            return f"{_usually(found)}well"


def _usually(found: Health) -> str:
    gap = found.usual_gap
    return f"usually every {span(gap, one=False)}, " if gap else ""


def _why(source: Source) -> str:
    why = source.paused_why or ""
    return "by an editor" if why == "editor" else _FAILURES.get(why, why)


def failure(told: str) -> str:
    """Return a failure ("key: truth") in words, with its truth in brackets."""
    key, _, truth = told.partition(": ")
    words = _FAILURES.get(key, key)
    return f"{words} ({truth})" if truth else words


def span(length: timedelta, *, one: bool = True) -> str:
    """Return a length of time in its largest unit: "9 hours"; "1 hour", or "hour" without `one`."""
    for unit, name in _UNITS:
        if (count := round(length / unit)) >= 1:
            return f"{count} {name}s" if count > 1 else f"1 {name}" if one else name
    return "1 minute" if one else "minute"
