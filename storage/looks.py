"""How looks at sources went."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from storage.database import Parameters, Row
from storage.values import cleaned, micros, moment

LOOKED = """
UPDATE sources SET next_look_at = CASE
    WHEN next_look_at = coalesce(CAST(:due_at AS BIGINT), next_look_at) THEN :next_look_at
    ELSE next_look_at END,
  etag = CAST(:etag AS TEXT),
  last_modified = CAST(:last_modified AS TEXT), body_mark = CAST(:body_mark AS TEXT),
  shown_marks = CAST(:shown_marks AS TEXT), looked_at = :looked_at,
  ok_at = CAST(:ok_at AS BIGINT), status = CAST(:status AS INTEGER),
  failure = CAST(:failure AS TEXT), failures = :failures, gone = :gone,
  whole = :whole, half = :half, failing_since = CAST(:failing_since AS BIGINT),
  empty_since = CAST(:empty_since AS BIGINT), news_at = CAST(:news_at AS BIGINT),
  usual_gap = CAST(:usual_gap AS INTEGER),
  title = CASE WHEN named = 1 OR CAST(:title AS TEXT) IS NULL THEN title ELSE :title END,
  site = coalesce(CAST(:site AS TEXT), site)
WHERE id = :id"""


@dataclass(frozen=True, slots=True)
class Look:
    """How the last look at a source went; all of it is replaced by the next one."""

    next_look_at: datetime
    #: To be sent back, so that an unchanged source answers without a body.
    etag: str | None = None
    last_modified: str | None = None
    #: A digest of the last body: the same again is not read.
    body_mark: str | None = None
    #: Digests of the entries that it showed, in one string: the same again are not compared.
    shown_marks: str | None = None
    looked_at: datetime | None = None
    #: The last look that brought entries, None while none has.
    ok_at: datetime | None = None
    #: Of the last answer; None where there was none.
    status: int | None = None
    #: Why it failed: a key, and after ": " the truth for the log.
    failure: str | None = None
    #: Failures, and answers of 410, in a row.
    failures: int = 0
    gone: int = 0
    #: Of the latest pages so many were read whole, so many only half.
    whole: int = 0
    half: int = 0
    failing_since: datetime | None = None
    empty_since: datetime | None = None
    #: When its last news came, and what usually lies between two pieces of it; in whole seconds.
    news_at: datetime | None = None
    usual_gap: timedelta | None = None


_LOOK = tuple(field.name for field in fields(Look))


@dataclass(frozen=True, slots=True)
class Looked:
    """A look at a source that is to be written down."""

    source_id: int
    look: Look
    #: As the feed says them, None where it did not come.
    title: str | None = None
    site: str | None = None
    #: When the source was due, as the look found it: who has changed that meanwhile wants another
    #: look, and gets it. None: the look decides.
    due_at: datetime | None = None


def looked_values(looked: Looked) -> Parameters:
    """Return the parameters of LOOKED."""
    return {
        "id": looked.source_id,
        **{name: _stored(getattr(looked.look, name)) for name in _LOOK},
        "title": _told(looked.title),
        "site": _told(looked.site),
        "due_at": _stored(looked.due_at),
    }


def look_of(row: Row) -> Look:
    """Return the look that columns tell of, in the order of the fields of `Look`."""
    next_look_at, etag, last_modified, body_mark, shown_marks, looked_at, ok_at, *more = row
    status, failure, failures, gone, whole, half, failing, empty, news_at, usual_gap = more
    return Look(
        moment(next_look_at),
        etag,
        last_modified,
        body_mark,
        shown_marks,
        time_of(looked_at),
        time_of(ok_at),
        status,
        failure,
        failures,
        gone,
        whole,
        half,
        time_of(failing),
        time_of(empty),
        time_of(news_at),
        seconds_of(usual_gap),
    )


def _told(text: str | None) -> str | None:
    return cleaned(text) if text else None


def _stored(value: datetime | timedelta | int | str | None) -> int | str | None:
    if isinstance(value, datetime):
        return micros(value)
    return round(value.total_seconds()) if isinstance(value, timedelta) else value


def time_of(value: int | None) -> datetime | None:
    """Return the aware UTC time of a column that may be empty."""
    return None if value is None else moment(value)


def seconds_of(value: int | None) -> timedelta | None:
    """Return a length that is kept in seconds; none where there are none."""
    return timedelta(seconds=value) if value else None
