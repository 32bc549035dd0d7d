"""Which days of the calendar a text speaks of, whatever its language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    (r"янв(?:ар[ьяею])?", "jan(?:uary)?", "қаңтар"),
    (r"фев(?:рал[ьяею])?", "feb(?:ruary)?", "ақпан"),
    (r"март[ае]?", "mar(?:ch)?", "наурыз"),
    (r"апр(?:ел[ьяею])?", "apr(?:il)?", "сәуір"),
    (r"ма[йяею]", "may", "мамыр"),
    (r"июн[ьяею]", "june?", "маусым"),
    (r"июл[ьяею]", "july?", "шілде"),
    (r"авг(?:уст[ае]?)?", "aug(?:ust)?", "тамыз"),
    (r"сент(?:ябр[ьяею])?", "sept?(?:ember)?", "қыркүйек"),
    (r"окт(?:ябр[ьяею])?", "oct(?:ober)?", "қазан"),
    (r"ноя(?:бр[ьяею])?", "nov(?:ember)?", "қараша"),
    (r"дек(?:абр[ьяею])?", "dec(?:ember)?", "желтоқсан"),
)
_MONTH = "|".join(
    rf"(?P<m{at}>{ru}|{en}|{kk}[а-яәғқңөұүһі]*)" for at, (ru, en, kk) in enumerate(_MONTHS, 1)
)
_DAY = r"(?<![\d.,])(?P<{0}>[12]?\d|3[01])(?:-?го|-?е|st|nd|rd|th)?"
_RANGE = rf"(?:{_DAY.format('from')}\s*(?:[-–—,]|и|на|по|and|to)\s*)?{_DAY.format('day')}"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?"
_WRITTEN = re.compile(rf"{_RANGE}\s+(?:of\s+)?(?:{_MONTH})\b\.?{_YEAR}", re.IGNORECASE)
_ENGLISH = re.compile(rf"\b(?:{_MONTH})\.?\s+{_DAY.format('day')}(?![\d:.]){_YEAR}", re.IGNORECASE)
# Without its year "5.03" is a price as often as a day.
_DOTTED = re.compile(
    r"(?<![\d.,])(?P<day>[0-3]?\d)\.(?P<month>[01]\d)\.(?P<year>(?:19|20)\d\d)(?!\d)"
)

#: Words for a day by its distance from the day of writing.
_RELATIVE = {
    -2: r"позавчера|алдыңғы күні",
    -1: r"вчера|накануне|кеше|yesterday",
    0: r"сегодня|бүгін|today|tonight",
    1: r"завтра|ертең|tomorrow",
}
_NEAR = re.compile(
    r"\b(?:" + "|".join(f"(?P<r{at + 2}>{words})" for at, words in _RELATIVE.items()) + r")\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:(?P<w0>понедельник\w*|дүйсенбі\w*|monday)|(?P<w1>вторник\w*|сейсенбі\w*|tuesday)"
    r"|(?P<w2>сред[аууы]\b|сәрсенбі\w*|wednesday)|(?P<w3>четверг\w*|бейсенбі\w*|thursday)"
    r"|(?P<w4>пятниц\w+|жұма(?:да)?\b|friday)|(?P<w5>суббот\w+|сенбі\w*|saturday)"
    r"|(?P<w6>воскресень\w+|жексенбі\w*|sunday))",
    re.IGNORECASE,
)
#: A date this close behind or before "сегодня" or "завтра" says which day that is.
_BESIDE = 4
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text names at `start`: month and day, and the year where it is said."""

    start: int
    month: int
    day: int
    year: int | None = None

    @property
    def code(self) -> int:
        """The day of any year as one number: 506 for the sixth of May."""
        return self.month * 100 + self.day


def days(text: str, published: date | None = None) -> list[Day]:
    """Return the days of a text, in text order.

    "Сегодня", "вчера", "завтра" and weekdays count where it is known when the text was written: by
    `published`, or because the text says so itself ("сегодня, 6 мая").
    """
    written = [*_written(text), *_dotted(text)]
    today = published or _said(text, written)
    near = _resolved(text, today) if today else ()
    return sorted({*written, *near}, key=lambda day: (day.start, day.code))


def _written(text: str) -> Iterator[Day]:
    for pattern in (_WRITTEN, _ENGLISH):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            month = next(at for at in range(1, 13) if groups[f"m{at}"])
            year = int(groups["year"]) if groups["year"] else None
            for name in ("from", "day"):
                if groups.get(name) and int(groups[name]):
                    yield Day(found.start(), month, int(groups[name]), year)


def _dotted(text: str) -> Iterator[Day]:
    for found in _DOTTED.finditer(text):
        month, day = int(found["month"]), int(found["day"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Day(found.start(), month, day, int(found["year"]))


def _said(text: str, written: list[Day]) -> date | None:
    """Return the day of writing where a date stands beside "сегодня" or "завтра"."""
    for near in _NEAR.finditer(text):
        for day in written:
            if 0 <= day.start - near.end() <= _BESIDE and (whole := _date(day)):
                return whole - timedelta(_distance(near))
    return None


def _date(day: Day) -> date | None:
    """Return the day in its year; any leap year where none is said."""
    try:
        return date(day.year or 2024, day.month, day.day)
    except ValueError:
        return None


def _distance(near: re.Match[str]) -> int:
    return next(at for at in _RELATIVE if near[f"r{at + 2}"])


def _resolved(text: str, today: date) -> Iterator[Day]:
    for near in _NEAR.finditer(text):
        yield _day(near.start(), today, _distance(near))
    for named in _WEEKDAY.finditer(text):
        weekday = next(at for at in range(_WEEK) if named[f"w{at}"])
        yield _day(named.start(), today, -((today.weekday() - weekday) % _WEEK))


def _day(start: int, today: date, distance: int) -> Day:
    try:
        when = today + timedelta(distance)
    except OverflowError:
        when = today
    return Day(start, when.month, when.day)
