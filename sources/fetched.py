"""What a fetch brings: the body and what its headers say, as values. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import takewhile

#: Statuses of redirects …
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: … and of those that are meant for ever.
PERMANENT = frozenset({301, 308})
#: Longest validator (ETag, Last-Modified) that is sent back, in characters.
_VALIDATOR = 500
_SECONDS = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect: the address that was asked, its status, and where it led."""

    url: str
    status: int
    to: str


@dataclass(frozen=True, slots=True)
class Accept:
    """What is asked for, and what is taken. Servers name feeds in every way, so words decide."""

    header: str
    #: Words of which a content type must have one; none at all means that every type is taken.
    words: tuple[str, ...] = ()

    def takes(self, content_type: str | None) -> bool:
        """Tell whether a content type is one of these; one that is not named is."""
        kind = (content_type or "").partition(";")[0].strip().lower()
        return not self.words or not kind or any(word in kind for word in self.words)


ANYTHING = Accept("*/*")
#: Feeds, and pages that may name one.
FEED = Accept(
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9,"
    " text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1",
    ("xml", "rss", "rdf", "atom", "json", "text/html", "text/plain", "octet-stream", "unknown"),
)
PAGE = Accept("text/html, application/xhtml+xml, */*;q=0.1", ("html", "xml", "text/plain"))


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer of success: 2xx with its body, or 304 without."""

    #: Where it was in the end, made normal.
    url: str
    status: int
    #: Unpacked, not decoded; empty for 304.
    body: bytes
    #: As the server wrote it, with its charset if it named one.
    content_type: str | None = None
    #: To be given back in the next fetch.
    etag: str | None = None
    last_modified: str | None = None
    #: Seconds for which the server says that nothing changes (0: always ask), None if it is silent.
    max_age: float | None = None
    #: Seconds that the server asks to wait, None if it does not.
    retry_after: float | None = None
    hops: tuple[Hop, ...] = ()

    @property
    def not_modified(self) -> bool:
        """Tell whether nothing has changed since the last fetch."""
        return self.status == 304

    @property
    def moved_to(self) -> str | None:
        """Return the address to be stored instead of the one asked for, None to keep it.

        That is as far as all redirects were permanent: behind one that is not, the way may change.
        """
        permanent = list(takewhile(lambda hop: hop.status in PERMANENT, self.hops))
        return permanent[-1].to if permanent else None


def validator(value: str | None) -> str | None:
    """Return an ETag or Last-Modified that can be sent back, None for one that cannot."""
    if value and value.isascii() and value.isprintable() and len(value) <= _VALIDATOR:
        return value
    return None


def plain(value: str | None) -> str | None:
    """Return a header's value in ASCII, with question marks for what a server should not send."""
    return value.encode("ascii", "replace").decode() if value else None


def max_age(headers: Mapping[str, str]) -> float | None:
    """Return for how many seconds an answer stays fresh: Cache-Control, else Expires (RFC 9111)."""
    directives = [part.strip().lower() for part in headers.get("Cache-Control", "").split(",")]
    if "no-cache" in directives or "no-store" in directives:
        return 0.0
    for directive in directives:
        name, _, value = directive.partition("=")
        if name == "max-age" and _SECONDS.fullmatch(value.strip('"')):
            return max(0.0, float(value.strip('"')) - _age(headers))
    expires, date = _date(headers.get("Expires")), _date(headers.get("Date"))
    return max(0.0, (expires - date).total_seconds()) if expires and date else None


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds of a Retry-After, which has seconds or a date (RFC 9110)."""
    if value and _SECONDS.fullmatch(value.strip()):
        return float(value)
    date = _date(value)
    return max(0.0, (date - now).total_seconds()) if date else None


def _age(headers: Mapping[str, str]) -> float:
    """Return how long a cache on the way has had the answer already."""
    value = headers.get("Age", "")
    return float(value) if _SECONDS.fullmatch(value) else 0.0


def _date(value: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(value) if value and len(value) < 100 else None
    except (ValueError, TypeError, OverflowError):
        return None
    if date is None:
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date
