"""How long a person wants a pause ("3d", "две недели", "дүйсенбіге дейін"), as a moment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from news import kazakh
from news.schedule import Schedule, Slot, first_moment, next_after
from news.schedule_vocabulary import DAY_NAMES, LONGEST, VOCABULARY, fold, in_part
from news.word_lists import phrases_of, words_of

#: Nobody means a longer pause; one without end is another thing.
LONGEST_PAUSE = timedelta(days=5 * 366)

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause: its end as aware UTC, None for one without end.

    Where `unclear` has anything, the text was not understood.
    """

    until: datetime | None = None
    unclear: tuple[str, ...] = ()


def read(text: str, zone: str, now: datetime) -> Pause:
    """Return what pause a text asks for; takes any text and raises nothing because of it.

    Days, weeks and months end at the same time on the zone's clocks, "until Monday" when Monday
    begins there, and an empty text asks for a pause without end.
    """
    words = [fold(word) for word in _WORD.findall(_ORDINAL.sub("", text[:LONGEST]))]
    words = [word for word in words if word not in _FILLER]
    if not words or (len(words) == 1 and words[0] in _ENDLESS):
        return Pause()
    dated = _date(words, now.date())
    named = _UNTIL & set(words) or (dated and dated[1] == len(words))
    until = _moment(words, zone, now) if named else _length(words, zone, now)
    if until is None or not now < until <= now + LONGEST_PAUSE or len(text) > LONGEST:
        return Pause(unclear=(text.strip(),))
    return Pause(until)


_WORD = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[:.][0-9]{1,2}(?:\.[0-9]{2,4})?|[0-9]+|[^\W\d_]+|[^\s,;.!]"
)
_ORDINAL = re.compile(r"(?<=[0-9])-?(?:ге|ке|ға|қа|го|ого|е|th|st|nd|rd)\b", re.IGNORECASE)
_UNTIL = words_of("до until till untill дейін шейін")
_ENDLESS = words_of("навсегда бессрочно forever indefinitely always мәңгі мәңгілік")
_FILLER = words_of("на for и and мен пен в во к at by the of сағатқа пауза паузу pause үзіліс on")

# Lengths: "1 неделя 2 дня", "12h", "бір апта"

_UNITS = {
    word: unit
    for unit, words in zip(
        ("minutes", "hours", "days", "weeks", "months", "years"),
        phrases_of(
            "m min mins minute minutes м мин минута минуту минуты минут минутқа|"
            "h hr hrs hour hours ч час часа часов часик сағат|"
            "d day days д дн день денек дня дней сутки суток күн күнге тәулік тәулікке|"
            "w wk wks week weeks н нед неделя неделю недели недель недельку апта аптаға|"
            "mo month months мес месяц месяца месяцев ай айға|"
            "y yr year years г год года лет жыл жылға"
        ),
        strict=True,
    )
    for word in words
}
_WHOLE = {"полчаса": (30, "minutes"), "полдня": (12, "hours"), "полгода": (6, "months")}
_COUNTS = {
    word: count
    for count, words in enumerate(
        phrases_of(
            "a an one один одну одна бір|two couple два две двое пару пара екі|"
            "three три трое үш|four четыре төрт|five пять бес|six шесть алты|seven семь жеті|"
            "eight восемь сегіз|nine девять тоғыз|ten десять он"
        ),
        1,
    )
    for word in words
}


def _length(words: list[str], zone: str, now: datetime) -> datetime | None:
    """Return the end of a pause that is told by its length, None if it is not."""
    total = dict.fromkeys(("minutes", "hours", "days", "weeks", "months", "years"), 0)
    count: int | None = None
    for word in words:
        amount, unit = _WHOLE.get(word, (1 if count is None else count, _UNITS.get(word)))
        if unit:
            total[unit] += amount
            count = None
        elif (count := _count(word)) is None:
            return None
    return None if count is not None else _later(total, zone, now)


def _count(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) < 6 else _COUNTS.get(word)


def _later(total: dict[str, int], zone: str, now: datetime) -> datetime | None:
    exact = timedelta(hours=total["hours"], minutes=total["minutes"])
    if total["years"] > 5 or total["months"] > 60 or total["days"] > 2_000 or total["weeks"] > 260:
        return None
    days = timedelta(days=total["days"], weeks=total["weeks"])
    months = total["months"] + 12 * total["years"]
    if not days and not months:
        return now + exact
    local = now.astimezone(ZoneInfo(zone))
    day = _months_later(local.date(), months) + days
    return first_moment(zone, Slot(day, time(local.hour, local.minute))) + exact


def _months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or its last one where it is shorter."""
    month = day.month - 1 + months
    first = day.replace(year=day.year + month // 12, month=month % 12 + 1, day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


# Moments: "до понедельника", "until 18:00", "15 желтоқсанға дейін"

_AHEAD = {
    "завтра": 1,
    "завтрашнего": 1,
    "tomorrow": 1,
    "ертең": 1,
    "послезавтра": 2,
    "бүрсігүні": 2,
}
_WEEK = words_of("недели неделя week апта аптаның")
_SMALL = _UNTIL | words_of("следующей следующего следующий next келесі конца end соңына сағат күні")
_USUAL = {"morning": time(7), "day": time(13), "evening": time(20)}
_MONTHS = {
    start: month
    for month, starts in enumerate(
        phrases_of(
            "янв jan қаңтар|фев feb ақпан|мар mar наурыз|апр apr сәуір|мая май may мамыр|"
            "июн jun маусым|июл jul шілде|авг aug тамыз|сен sep қыркүйек|окт oct қазан|"
            "ноя nov қараша|дек dec желтоқсан"
        ),
        1,
    )
    for start in starts
}
_DATE = re.compile(r"([0-9]{1,2})[.]([0-9]{1,2})(?:[.]([0-9]{2,4}))?")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?")


def _moment(words: list[str], zone: str, now: datetime) -> datetime | None:
    """Return the moment that words with "until" name, None if they name none."""
    today = now.astimezone(ZoneInfo(zone)).date()
    found: dict[str, Any] = {}
    at = 0
    while at < len(words):
        kind, value, used = _named(words[at : at + 3], today)
        if not kind or (kind in found and kind != "small"):
            return None
        found[kind] = value
        at += used
    clock, day = _clock(found.get("clock"), found.get("part")), found.get("day")
    if day:
        return first_moment(zone, Slot(day, clock or time()))
    return next_after(Schedule((clock,)), zone, now) if clock else None


def _named(words: list[str], today: date) -> tuple[str, Any, int]:
    """Return what the first of up to three words name: "day", "clock", "part", "small" or ""."""
    if dated := _date(words, today):
        return "day", *dated
    word = words[0]
    if word in _SMALL:
        return "small", None, 1
    if day := _day(word, today):
        return "day", day, 1
    if part := _stemmed(word, _PARTS):
        return "part", part, 1
    match = _CLOCK.fullmatch(word)
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return "clock", time(int(match[1]), int(match[2] or 0)), 1
    return "", None, 1


def _clock(clock: time | None, part: str | None) -> time | None:
    if clock and part:
        return in_part(clock, part)
    return _USUAL.get(part) if part else clock


_PARTS = {words[0]: value for words, (kind, value) in VOCABULARY.items() if kind == "part"} | {
    "am": "am",
    "pm": "pm",
    "таң": "morning",
    "кеш": "evening",
}


def _day(word: str, today: date) -> date | None:
    """Return the day of "завтра", "понедельника", "недели": a coming one, never today."""
    ahead = _stemmed(word, _AHEAD)
    weekday = 0 if word in _WEEK else _stemmed(word, DAY_NAMES)
    if ahead is None and weekday is not None:
        ahead = (weekday - today.weekday() - 1) % 7 + 1
    return None if ahead is None else today + timedelta(days=ahead)


def _stemmed(word: str, meanings: Mapping[str, _Value]) -> _Value | None:
    """Return what a word means, or a Kazakh one without its case ending."""
    return next((meanings[stem] for stem in kazakh.stems(word) if stem in meanings), None)


def _date(words: list[str], today: date) -> tuple[date, int] | None:
    """Return the day of "15.12", "2026-12-15", "15 декабря 2026", "dec 15" and its words."""
    if match := _DATE.fullmatch(words[0]):
        return _coming(match[1], int(match[2]), match[3], today, 1)
    if len(words[0]) == 10 and words[0][4] == "-":
        iso = words[0].split("-")
        return _coming(iso[2], int(iso[1]), iso[0], today, 1)
    for day, name in (words[:2], words[1::-1]) if len(words) > 1 else ():
        if (month := _month(name)) and re.fullmatch("[0-9]{1,2}", day):
            year = words[2] if re.fullmatch("[0-9]{4}", "".join(words[2:3])) else None
            return _coming(day, month, year, today, 3 if year else 2)
    return None


def _coming(
    day: str, month: int, year: str | None, today: date, used: int
) -> tuple[date, int] | None:
    """Return the day, of this year or the next if none is named; None if there is no such day."""
    try:
        found = date((int(year) % 100 + 2000) if year else today.year, month, int(day))
        return (found.replace(year=today.year + 1) if not year and found <= today else found), used
    except ValueError:
        return None


def _month(word: str) -> int | None:
    return next((month for start, month in _MONTHS.items() if word.startswith(start)), None)
