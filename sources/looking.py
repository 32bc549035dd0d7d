"""What a look at a source leaves behind: when to look again, and what is known of its health. Pure.

Each function takes the look before and gives the one that takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sources.fetch_errors import FetchError, StatusError
from sources.fetched import Fetched
from sources.health import Health, Record, health
from sources.rhythm import Look as Wishes
from sources.rhythm import Rhythm, next_look, should_pause
from storage.looks import Look
from storage.sources import Source

#: Pages of which it is remembered whether they were read whole: about so many of the latest.
PAGES = 20
#: Of the latest pages at least so many, and this share of them, only half: worth a word.
HALVES, HALF = 3, 0.4
#: Longest truth that is kept of a failure.
_TRUTH = 200


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is, and a chance from 0 to 1 that spreads looks."""

    now: datetime
    chance: float = 0.0


@dataclass(frozen=True, slots=True)
class Marks:
    """Digests of what came: of its bytes, and of each entry that it shows."""

    body: str
    shown: str | None


def unchanged(source: Source, fetched: Fetched, at: Moment) -> Look:
    """Return the look after an answer that brought nothing new: 304, or the same bytes."""
    last = source.look
    return replace(
        last,
        next_look_at=_next(source, at, max_age=fetched.max_age, retry_after=fetched.retry_after),
        etag=fetched.etag or last.etag,
        last_modified=fetched.last_modified or last.last_modified,
        looked_at=at.now,
        ok_at=last.ok_at if last.empty_since else at.now,
        status=fetched.status,
        failure=None,
        failures=0,
        gone=0,
        failing_since=None,
    )


def read(source: Source, fetched: Fetched, marks: Marks, at: Moment) -> Look:
    """Return the look after an answer with entries."""
    return replace(
        unchanged(source, fetched, at),
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        body_mark=marks.body,
        shown_marks=marks.shown,
        ok_at=at.now,
        empty_since=None,
    )


def with_news(source: Source, rhythm: Rhythm) -> Source:
    """Return a source with the rhythm that its news of this look tells."""
    look = replace(source.look, news_at=rhythm.last, usual_gap=rhythm.gap)
    return replace(source, look=look)


def empty(source: Source, fetched: Fetched, body_mark: str, at: Moment) -> Look:
    """Return the look after a feed without an entry: right for a new one, and odd for others."""
    looked = read(source, fetched, Marks(body_mark, source.look.shown_marks), at)
    since = source.look.empty_since or at.now
    return replace(looked, ok_at=source.look.ok_at, empty_since=since)


def failed(source: Source, error: FetchError | str, at: Moment, status: int | None = None) -> Look:
    """Return the look after a failure: of the fetch, or ("key: truth") of what was fetched."""
    last = source.look
    failures = last.failures + 1
    wait = error.retry_after if isinstance(error, StatusError) else None
    gone = isinstance(error, StatusError) and error.gone
    told = error if isinstance(error, str) else f"{error.key}: {error}"
    return replace(
        last,
        next_look_at=_next(source, at, failures=failures, retry_after=wait),
        looked_at=at.now,
        status=error.status if isinstance(error, StatusError) else status,
        failure=told[:_TRUTH],
        failures=failures,
        gone=last.gone + 1 if gone else 0,
        failing_since=last.failing_since or at.now,
    )


def is_hopeless(look: Look, now: datetime) -> bool:
    """Tell whether a source has failed for so long that it is to be paused."""
    return should_pause(look.failing_since, look.failures, now, gone=look.gone)


def with_pages(look: Look, whole: int, half: int) -> Look:
    """Return a look with pages counted that were read whole, and only half."""
    whole, half = look.whole + whole, look.half + half
    while whole + half > PAGES:
        whole, half = whole // 2, half // 2
    return replace(look, whole=whole, half=half)


def is_half_read(look: Look) -> bool:
    """Tell whether a source's pages are often read only half."""
    pages = look.whole + look.half
    return look.half >= HALVES and look.half >= HALF * pages


def health_of(source: Source, times: Sequence[datetime], now: datetime) -> Health:
    """Return how a source is; `times` are those of its news."""
    look = source.look
    record = Record(times, source.paused_at, look.failing_since, look.empty_since)
    return health(record, now)


def _next(
    source: Source,
    at: Moment,
    *,
    failures: int = 0,
    max_age: float | None = None,
    retry_after: float | None = None,
) -> datetime:
    wishes = Wishes(failures, max_age, retry_after)
    rhythm = Rhythm(source.look.news_at, source.look.usual_gap)
    return next_look(rhythm, at.now, look=wishes, chance=at.chance, every=source.every)
