"""When a page was published: dates of data and dates shown to readers, in three languages.

A time without a zone is the local time of the site: of Almaty on .kz, of Moscow on .ru and .рф, by
the table below; UTC elsewhere. A date without a time is its midnight there.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

#: The zone of the capital, by the last label of the host.
_ZONES = {
    "kz": "Asia/Almaty",
    "ru": "Europe/Moscow",
    "su": "Europe/Moscow",
    "xn--p1ai": "Europe/Moscow",
    "рф": "Europe/Moscow",
    "қаз": "Asia/Almaty",
    "xn--80ao21a": "Asia/Almaty",
    "by": "Europe/Minsk",
    "ua": "Europe/Kyiv",
    "kg": "Asia/Bishkek",
    "uz": "Asia/Tashkent",
    "uk": "Europe/London",
    "de": "Europe/Berlin",
}
_NAMED = (
    (re.compile(r"мск|москв|msk", re.I), 180),
    (re.compile(r"астан|алмат|нур-султан|нұр-сұлтан|almaty|astana", re.I), 300),
    (re.compile(r"\b(?:utc|gmt|z)\b", re.I), 0),
    (re.compile(r"\bedt\b", re.I), -240),
    (re.compile(r"\b(?:est|et)\b", re.I), -300),
    (re.compile(r"\bbst\b|\bcet\b", re.I), 60),
    (re.compile(r"\bcest\b|\beet\b", re.I), 120),
    (re.compile(r"\bpst\b", re.I), -480),
    (re.compile(r"\bpdt\b", re.I), -420),
)
_OFFSET = re.compile(r"(?:GMT|UTC|\d)\s?([+−-])(\d{1,2})(?::?(\d{2}))?\b", re.I)
_MONTHS = {
    stem: number
    for number, stems in enumerate(
        (
            "янв қаңтар jan",
            "фев ақпан feb",
            "март мар наурыз mar",
            "апр сәуір apr",
            "мая май мамыр may",
            "июн маусым jun",
            "июл шілде jul",
            "авг тамыз aug",
            "сен қыркүйек sep",
            "окт қазан oct",
            "ноя қараша nov",
            "дек желтоқсан dec",
        ),
        1,
    )
    for stem in stems.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})[^\W\d_]{{0,8}}\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DAYS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d{2})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)",
        r"(?<![\d.])(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>(?:19|20)\d{2})\b",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s)?{_MONTH},?[\s-]{{1,3}}{_YEAR}",
        rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}",
        rf"{_YEAR}\s?(?:жылғы|жылдың|жыл|ж\.)?,?\s(?P<day>\d{{1,2}})[\s-]{_MONTH}",
        rf"(?<!\d)(?P<day>\d{{1,2}})[\s-]{_MONTH},?\s{_YEAR}",
    )
)
_TIME = re.compile(r"(?<![\d.+−-])(\d{1,2})[:](\d{2})(?::(\d{2}))?(?:\s?([ap])\.?m\b)?", re.I)
_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ]|$)")


def zone_of(host: str) -> tzinfo:
    """Return the zone in which a site writes times without one."""
    name = _ZONES.get(host.rsplit(".", 1)[-1].lower())
    return ZoneInfo(name) if name else UTC


def parse(said: str, zone: tzinfo) -> datetime | None:
    """Return a date as written in data or for readers as aware UTC, or None when it is no date.

    "2025-11-23T09:15:00+05:00", "Sun, 23 Nov 2025 04:15:00 GMT", "1763871300", "23 ноября 2025,
    09:15", "2025 жылғы 23 қараша, 09:15", "November 23, 2025 9:15 am EST". Dates outside of 1990 to
    2100 are none.
    """
    said = said.strip()[:120]
    try:
        found = _iso(said) or _of_mail(said) or _stamp(said) or _shown(said, zone)
        if found is None:
            return None
        found = (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return found if 1990 <= found.year < 2100 else None


def _iso(said: str) -> datetime | None:
    if not _ISO.match(said):
        return None
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _of_mail(said: str) -> datetime | None:
    if not re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d", said):
        return None
    return parsedate_to_datetime(said)


def _stamp(said: str) -> datetime | None:
    """Read seconds or milliseconds since 1970."""
    if not re.fullmatch(r"\d{9,10}|\d{12,13}", said):
        return None
    return datetime.fromtimestamp(int(said[:10] if len(said) != 12 else said[:9]), UTC)


def _shown(said: str, zone: tzinfo) -> datetime | None:
    day = next((found for pattern in _DAYS if (found := pattern.search(said))), None)
    if day is None:
        return None
    month = day["month"].lower()
    number = int(month) if month.isdecimal() else _MONTHS[month]
    rest = said[: day.start()] + " " + said[day.end() :]
    hour, minute, second = _clock(rest)
    date = datetime(int(day["year"]), number, int(day["day"]), hour, minute, second, tzinfo=UTC)
    return date.replace(tzinfo=_zone_in(rest) or zone)


def _clock(rest: str) -> tuple[int, int, int]:
    time = _TIME.search(rest)
    if time is None:
        return 0, 0, 0
    hour = int(time[1])
    if time[4]:
        hour = hour % 12 + (12 if time[4].lower() == "p" else 0)
    return hour, int(time[2]), int(time[3] or 0)


def _zone_in(rest: str) -> tzinfo | None:
    if offset := _OFFSET.search(rest):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    for pattern, minutes in _NAMED:
        if pattern.search(rest):
            return timezone(timedelta(minutes=minutes))
    return None
