"""How values look in the database: times as whole microseconds, numbers of 64 bits, clean text."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from storage.errors import Unstorable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def micros(moment: datetime) -> int:
    """Return an aware time as whole microseconds since 1970 (exact, unlike a float)."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(micros: int) -> datetime:
    """Return the aware UTC time of `micros`."""
    return _EPOCH + timedelta(microseconds=micros)


def fits(number: int) -> bool:
    """Whether a number can be an id: callback data and JSON can carry anything."""
    return -(2**63) <= number < 2**63


def storable(text: str) -> str:
    """Return the text unchanged; raise Unstorable if no database of ours could give it back."""
    if _UNSTORABLE.search(text):
        raise Unstorable("The text has characters that cannot be stored.")
    return text


def cleaned(text: str) -> str:
    """Return the text without what cannot be stored (for names and titles that others choose)."""
    return _UNSTORABLE.sub("", text)
