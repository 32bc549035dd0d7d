"""Dates of feed entries: any spelling that names a day becomes aware UTC; anything else None.

Read are RFC 822 with the errors seen in the wild, ISO 8601 and its parts, seconds and milliseconds
since 1970, and day-month-year with month names in the languages of `_MONTHS`. Where a spelling
leaves something open:

- no zone: UTC; an unknown zone name: UTC; an offset beyond 15 hours: UTC
- two-digit years: 00-49 are of this century (RFC 2822)
- `05/03/2024`: the day stands first, unless that cannot be or am/pm follows
- only a day: midnight; only a month or a year: its first day
- words that need a clock ("сегодня, 12:30", "2 hours ago"), times without a day, days without a
  year: None, as are days that do not exist
- years before 1900 and from 2200 on, and the very start of 1970: None; programs write them for
  "no date". A date in the future is given as it stands: who knows the time of fetching judges it.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

#: Longer texts are no dates.
_LONGEST = 120
_YEARS = range(1900, 2200)
_FARTHEST = timedelta(hours=15)

#: The beginnings of the names of the months, January first.
_MONTHS = (
    "jan янв қаң каң січ січ ene gen stycz ιαν",
    "feb fév fev фев ақп акп лют lut φεβ",
    "mar már mär mrz мар нау бер maa μαρ",
    "apr ápr avr abr апр сәу сау кві kwi απρ",
    "may mai maj máj мая май мам тра mag mei μαι μαϊ μάι",
    "jun jún juin giu июн мау чер cze ιουν ιούν",
    "jul júl juil lug июл шіл шил лип lip ιουλ ιούλ",
    "aug aoû aou ago авг там сер sie αυγ αύγ",
    "sep sze set сен қыр кыр вер wrz σεπ",
    "oct okt out ott окт қаз каз жов paź paz οκτ",
    "nov ноя қар кар лис lis νοε νοέ",
    "dec dez déc dic die дек жел гру gru δεκ",
)
_BY_NAME = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

#: Named zones, in minutes east of UTC. Where a name has several meanings, the one of RFC 822 or of
#: Europe. ALMT: Kazakhstan has had one time since 2024-03-01.
_BY_OFFSET = {
    -600: "hst",
    -540: "akst",
    -480: "pst akdt pt",
    -420: "mst pdt",
    -360: "cst mdt ct",
    -300: "est cdt et",
    -240: "edt ast",
    -210: "nst",
    -180: "adt brt art",
    -150: "ndt",
    0: "z ut utc gmt wet",
    60: "bst west cet met mez",
    120: "cest mesz mest eet sast",
    180: "eest trt msk мск",
    240: "msd samt gst azt",
    300: "yekt uzt pkt almt alm qyzt aqtt orat tmt",
    330: "ist",
    360: "omst kgt",
    420: "novt krat ict wib",
    480: "irkt hkt sgt awst",
    540: "jst kst yakt",
    600: "vlat aest",
    660: "aedt magt",
    720: "pett nzst",
    780: "nzdt",
}
_ZONES = {name: minutes for minutes, names in _BY_OFFSET.items() for name in names.split()}

_ISO = re.compile(
    r"(?P<year>(?:1\d|2[01])\d\d)"
    r"(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d))?|-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    r"|-?W(?P<week>\d\d)(?:-?(?P<weekday>[1-7]))?|-?(?P<ordinal>\d{3}))?"
    r"(?:(?:\s*[T,]\s*|\s+|(?<=\d{8}))(?P<rest>\d.*))?",
    re.IGNORECASE,
)
#: ISO with two-digit years or months only, as RFC 822's authors never meant it: 03-12-31, -0312.
_SHORT_ISO = re.compile(r"-?(\d\d)-?(\d\d)(?:-?(\d\d))?(?:T(?P<rest>\d.*))?")
_TIME = re.compile(
    r"(?<![\d+-])(?P<hour>\d{1,2})\s?[:h.]\s?(?P<minute>\d{1,2})(?:\s?[:.]\s?(?P<second>\d{1,2}))?"
    r"(?:[.,:](?P<fraction>\d{1,9}))?(?![\d.])\s*(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_COMPACT_TIME = re.compile(r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?:[.,]\d+)?(?=\D|$)")
_BARE_HOUR = re.compile(
    r"(?P<hour>\d{1,2})\s?(?P<half>[ap]\.?m\b\.?)|(?P<iso>\d\d)(?=Z|[+-]|$)", re.I
)
_OFFSET = re.compile(r"([+\-−–])\s?(\d{1,2}):?(\d\d)?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})([./\-])\s?(\d{1,2})[./\-]\s?(\d{1,4})(?!\d)")
_KOREAN = re.compile(r"(\d{4})년\s*(\d{1,2})월\s*(\d{1,2})일")
_AFTERNOON = re.compile(r"오후\s*(\d[\d:]*)")
_HALF = re.compile(r"[ap]m\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|-?го|\.)?[\s\-/.,]*(?:de |of )?"
    r"(?P<month>[^\W\d_]{3,})\.?[\s\-/.,]*(?:de |of )?['’]?(?P<year>\d{4}|\d{2})(?!\d)"
    r"|(?P<month2>[^\W\d_]{3,})\.?[\s\-/]*(?P<day2>\d{1,2})(?:st|nd|rd|th)?[\s,\-/]+(?P<year2>\d{4})(?!\d)"
    r"|(?P<year3>\d{4})[\s\-/]+(?:(?:жылғы|жылы|ж\.)\s*)?(?P<a3>\d{1,2})?[\s\-/]*"
    r"(?P<month3>[^\W\d_]{3,})(?(a3)|[\s\-/.]*(?P<b3>\d{1,2})?)"
    r"|(?P<month4>[^\W\d_]{3,})\s+(?P<day4>\d{1,2})\s+(?=\d.*?\s(?P<year4>\d{4})(?!\d))",
    re.IGNORECASE,
)
#: What nearly all feeds write: RFC 822 in English with a number for the zone, and ISO 8601 in full.
_USUAL = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun), )?(?P<day>\d{1,2}) (?P<month>[a-z]{3})"
    r" (?P<year>(?:19|2[01])\d\d) (?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)"
    r" (?:(?P<sign>[+-])(?P<east>0\d|1[0-4])(?P<past>[0-5]\d)|GMT|UTC|Z)"
    r"|(?P<iso>(?:19|2[01])\d\d-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?"
    r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d))",
    re.IGNORECASE | re.ASCII,
)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{13}")


@lru_cache(maxsize=1000)
def parse(text: str) -> datetime | None:
    """Return the moment that a feed's date names, as aware UTC, or None."""
    text = " ".join(text.split()) if len(text) <= _LONGEST else ""
    for read in (_usual, _epoch, _iso, _named, _short_iso, _korean, _numeric):
        try:
            found = read(text)
        except (ValueError, OverflowError):
            return None
        if found is not None:
            return _plausible(found)
    return None


def _plausible(moment: datetime) -> datetime | None:
    moment = moment.astimezone(UTC)
    if moment.year not in _YEARS or moment == _NEVER:
        return None
    return moment


def _usual(text: str) -> datetime | None:
    """Read what nearly all feeds write; the others would read the same out of it, but slowly."""
    match = _USUAL.fullmatch(text)
    if match is None:
        return None
    day, month, year, hour, minute, second, sign, east, past, iso = match.groups()
    if iso:
        return datetime.fromisoformat(iso.upper())
    number = _BY_NAME.get(month.lower())
    if number is None:
        return None
    moment = datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    offset = timedelta(minutes=int(east) * 60 + int(past)) if sign else timedelta(0)
    return moment + offset if sign == "-" else moment - offset


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text) / (1000 if len(text) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC)


def _iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text) or _ISO.fullmatch(text.replace("/", "-"))
    if match is None:
        match = re.match(r"(?:.*?\s)?(?=\d{4}-\d\d-\d\d)", text)
        match = match and _ISO.fullmatch(text, match.end())
    return _at(_iso_day(match), match["rest"] or "") if match else _iso_with_zone(text)


def _iso_with_zone(text: str) -> datetime | None:
    """Read an ISO day that has a zone but no time: `2003-12-31+03:00`, `2003-12-31Z`."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)\s?(Z|[+-]\d\d:?\d\d)", text)
    return datetime.fromisoformat(match[1]).replace(tzinfo=_zone(match[2])) if match else None


def _iso_day(match: re.Match[str]) -> datetime:
    year = int(match["year"])
    if match["week"]:
        return datetime.fromisocalendar(year, int(match["week"]), int(match["weekday"] or 1))
    if match["ordinal"]:
        day = datetime(year, 1, 1) + timedelta(int(match["ordinal"]) - 1)  # noqa: DTZ001
        if day.year != year:
            raise ValueError("no such day of the year")
        return day
    return _day(
        year, int(match["month"] or match["m1"] or 1), int(match["day"] or match["d1"] or 1)
    )


def _short_iso(text: str) -> datetime | None:
    match = _SHORT_ISO.fullmatch(text)
    if match is None:
        return None
    return _at(_day(_full_year(match[1]), int(match[2]), int(match[3] or 1)), match["rest"] or "")


def _named(text: str) -> datetime | None:
    """Read a day whose month is written as a word."""
    for match in _NAMED.finditer(text):
        part = match.groupdict()
        month = _month(part["month"] or part["month2"] or part["month3"] or part["month4"])
        day = part["day"] or part["day2"] or part["a3"] or part["b3"] or part["day4"]
        year = part["year"] or part["year2"] or part["year3"] or part["year4"]
        if month and day and year:
            return _at(_day(_full_year(year), month, int(day)), _without(text, match))
    return None


def _without(text: str, match: re.Match[str]) -> str:
    """Return what stands around a found day, where the time and the zone are."""
    return f"{text[: match.start()]} {text[match.end() :]}"


def _numeric(text: str) -> datetime | None:
    """Read a day written in figures only."""
    match = _NUMERIC.search(text)
    if match is None:
        return None
    one, mark, two, three = match.groups()
    rest = _without(text, match)
    if len(one) > 2:
        return _at(_day(int(one), int(two), int(three)), rest)
    american = int(two) > 12 or (mark == "/" and int(one) <= 12 and bool(_HALF.search(rest)))
    day, month = (two, one) if american else (one, two)
    return _at(_day(_full_year(three), int(month), int(day)), rest)


def _korean(text: str) -> datetime | None:
    """Read a day with the Korean words for year, month and day; its time is Seoul's."""
    match = _KOREAN.search(text)
    if match is None:
        return None
    rest = _AFTERNOON.sub(r"\1 pm", _without(text, match))
    return _at(_day(int(match[1]), int(match[2]), int(match[3])), f"{rest} kst")


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day)  # noqa: DTZ001 -- `_at` adds the time and the zone


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def _month(name: str) -> int | None:
    """Return the number of a month by the beginning of its name, else None."""
    name = name.lower()
    return next((_BY_NAME[name[:size]] for size in (5, 4, 3) if name[:size] in _BY_NAME), None)


def _at(day: datetime, rest: str) -> datetime:
    """Return a day with the time and zone that stand in the rest of its text."""
    match = _TIME.search(rest) or _COMPACT_TIME.match(rest.lstrip()) or _BARE_HOUR.search(rest)
    if match is None:
        return day.replace(tzinfo=_zone(rest))
    zone = match.string[match.end() :]
    return (day + _time(match)).replace(tzinfo=_zone(zone))


def _time(match: re.Match[str]) -> timedelta:
    part = match.groupdict()
    hour, minute = int(part["hour"] or part.get("iso") or 0), int(part.get("minute") or 0)
    second = min(int(part.get("second") or 0), 59)  # a leap second is the last one of its minute
    half = (part.get("half") or " ")[0].lower()
    if half in "ap" and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        raise ValueError("no such time")
    micro = int((part.get("fraction") or "0")[:6].ljust(6, "0"))
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)


def _zone(text: str) -> timezone:
    """Return the zone in a text: an offset, else a name, else UTC."""
    match = _OFFSET.search(text)
    if match:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        offset = timedelta(minutes=-minutes if match[1] != "+" else minutes)
    else:
        names = (name.lower() for name in _WORD.findall(text))
        offset = timedelta(minutes=next((_ZONES[name] for name in names if name in _ZONES), 0))
    return timezone(offset) if abs(offset) <= _FARTHEST else UTC
