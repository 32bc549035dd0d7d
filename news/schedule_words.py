"""What a person writes about when to be told ("8 и 20 по будням, ночью тихо"), as a value.

Russian, Kazakh and English, mixed as people mix them. Nothing is guessed silently: what was not
understood comes back as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from functools import reduce
from itertools import groupby
from typing import Any

from news.schedule import EVERY_DAY, MOST_TIMES, Quiet, Schedule
from news.schedule_vocabulary import Item, in_part, items

#: What "quiet at night" means without hours.
NIGHT = Quiet(time(23), time(7))
#: Quiet that is none: who writes "quiet off" wants no quiet time any more.
NO_QUIET = Quiet(time(0), time(0))

#: What a part of the day means without an hour.
_USUAL = {"morning": time(8), "day": time(13), "evening": time(20)}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for. What was not spoken of is empty or None, to be left as it is.

    `quiet` is `NO_QUIET` where quiet is to end. `unclear` has the parts of the text that were not
    understood, as they were written.
    """

    at_once: bool = False
    times: tuple[time, ...] = ()
    weekdays: frozenset[int] | None = None
    quiet: Quiet | None = None
    unclear: tuple[str, ...] = ()
    #: Whether nothing else was written, and what was says something of time: "еженедельно".
    vague: bool = False

    @property
    def schedule(self) -> Schedule | None:
        """The schedule that was asked for, on all days if none are named; None without times."""
        return Schedule(self.times, self.weekdays or EVERY_DAY) if self.times else None


def read(text: str) -> Wish:
    """Return what a text asks for; takes any text and raises nothing."""
    parts = reduce(lambda parts, step: list(step(parts)), _STEPS, items(text))
    days, excepted = (_all(parts, "days"), _all(parts, "no_days"))
    weekdays = frozenset[int]().union(*days or [EVERY_DAY]).difference(*excepted)
    return Wish(
        at_once=any(item.kind == "at_once" for item in parts),
        times=tuple(sorted(set(_all(parts, "time")))),
        weekdays=weekdays if weekdays and (days or excepted) else None,
        quiet=next(iter(_all(parts, "quiet")), None),
        unclear=tuple(_unclear(text, parts)) if weekdays else (text.strip(),),
        vague=bool(parts) and all(item.kind in _VAGUE for item in parts),
    )


def _all(parts: list[Item], kind: str) -> list[Any]:
    return [item.value for item in parts if item.kind == kind]


# Each step goes over the items from left to right and puts some together to one.


def _hours(parts: list[Item]) -> Iterator[Item]:
    """Settle hours by the part of the day beside them: "8 вечера", "кешкі 8", "вечером в 8"."""
    at = 0
    while at < len(parts):
        if (end := _hour_with_part(parts, at)) or (end := _part_with_hour(parts, at)):
            inside = parts[at:end]
            hour = next(item for item in inside if item.kind in _HOURS)
            part = next(item for item in inside if item.kind == "part")
            yield _joined("time", in_part(hour.value, part.value), inside)
            at = end
        else:
            yield parts[at]
            at += 1


_HOURS = frozenset(("hour", "bare", "number"))


def _hour_with_part(parts: list[Item], at: int) -> int:
    after = at + 2 if _kind(parts, at + 1) in ("oclock", "filler") else at + 1
    hour = _kind(parts, at) in _HOURS
    return after + 1 if hour and _kind(parts, after) == "part" else 0


def _part_with_hour(parts: list[Item], at: int) -> int:
    after = at + 2 if _kind(parts, at + 1) == "cue" else at + 1
    if _kind(parts, at) != "part" or _kind(parts, after) not in _HOURS:
        return 0
    return 0 if _hour_with_part(parts, after) else after + 1


def _numbers(parts: list[Item]) -> Iterator[Item]:
    """Take "8" for an hour unless it counts something, "восемь" only where a word says so."""
    for at, item in enumerate(parts):
        before, after = _kind(parts, at - 1), _kind(parts, at + 1)
        said = before in ("cue", "from", "to") or after == "oclock"
        counts = item.kind == "bare" and "?" in (before, after)
        if item.kind in _HOURS:
            known = said if item.kind == "number" else not counts
            yield _joined("time" if known else "?", item.value, [item])
        else:
            yield item


def _ranges(parts: list[Item]) -> Iterator[Item]:
    """Put "с 23 до 7", "23:00–7:00", "23-тен 7-ге дейін" and "пн-пт" together."""
    at = 0
    while at < len(parts):
        for kind, between in (("time", _BETWEEN_TIMES), ("days", _BETWEEN_DAYS)):
            if end := _range(parts, at, kind, between):
                ends = [item for item in parts[at:end] if item.kind == kind]
                yield _joined(*_span(kind, *ends), parts[at:end])
                at = end
                break
        else:
            yield parts[at]
            at += 1


_BETWEEN_TIMES = frozenset(("dash", "to"))
_BETWEEN_DAYS = frozenset(("dash", "to", "по"))


def _range(parts: list[Item], at: int, kind: str, between: frozenset[str]) -> int:
    """Return where the range that begins at an item ends, 0 if none begins."""
    first = at + 1 if _kind(parts, at) == "from" else at
    middle = _kind(parts, first + 1)
    if _kind(parts, first) != kind or not _single(parts[first]):
        return 0
    if middle in between or (middle == "and" and first > at):
        last = first + 2
    elif middle == kind and _kind(parts, first + 2) == "until":
        return first + 3 if _single(parts[first + 1]) else 0
    else:
        return 0
    return last + 1 if _kind(parts, last) == kind and _single(parts[last]) else 0


def _single(item: Item) -> bool:
    return item.kind == "time" or len(item.value) == 1


def _span(kind: str, first: Item, last: Item) -> tuple[str, object]:
    if kind == "time":
        return "range", Quiet(first.value, last.value)
    (start,), (end,) = first.value, last.value
    return "days", frozenset((start + n) % 7 for n in range((end - start) % 7 + 1))


def _counts(parts: list[Item]) -> Iterator[Item]:
    """Leave the one out of "1 раз в день"; "5 раз в день" is unclear, not five o'clock."""
    for at, item in enumerate(parts):
        if _kind(parts, at + 1) in _OFTEN and item.kind in ("bare", "number"):
            yield _joined("filler" if item.value == time(1) else "?", None, [item])
        else:
            yield item


_OFTEN = frozenset(("weekly", "once a day"))


def _how_often(parts: list[Item]) -> Iterator[Item]:
    """Settle "раз в день" and "раз в неделю" by the days that are named beside them.

    "раз в день" is every day without any; "раз в неделю" needs one, or leaves open which.
    """
    named = frozenset[int]().union(*_all(parts, "days"))
    for item in parts:
        if item.kind not in _OFTEN:
            yield item
        elif item.kind == "weekly":
            yield _joined("filler" if len(named) == 1 else "vague", None, [item])
        else:
            yield _joined("filler" if named else "days", EVERY_DAY, [item])


def _exceptions(parts: list[Item]) -> Iterator[Item]:
    """Turn days into days not wanted: "кроме воскресенья", "жексенбіден басқа"."""
    excepting = False
    for at, item in enumerate(parts):
        if item.kind == "except" and _after_soft(parts, at + 1) == "days":
            excepting = True
        elif item.kind == "days" and (excepting or _kind(parts, at + 1) == "but"):
            yield _joined("no_days", item.value, [item])
        elif item.kind != "but" or _kind(parts, at - 1) != "days":
            excepting = excepting and item.kind in _SOFT
            yield item


def _after_soft(parts: list[Item], at: int) -> str:
    """Return the kind of the first item from here on that is no small word."""
    return next((item.kind for item in parts[at:] if item.kind not in _SOFT), "")


def _without_quiet(parts: list[Item]) -> Iterator[Item]:
    """Put "без" and "тишины" together; before anything else "без" is unclear."""
    at = 0
    while at < len(parts):
        if parts[at].kind != "without":
            yield parts[at]
        elif _kind(parts, at + 1) == "quiet":
            yield _joined("quiet", NO_QUIET, parts[at : at + 2])
            at += 1
        else:
            yield _joined("?", None, [parts[at]])
        at += 1


def _quiets(parts: list[Item]) -> Iterator[Item]:
    """Give the first quiet its hours, which stand after or before it; other ranges are "?"."""
    at, settled = 0, False
    while at < len(parts):
        if end := _quiet(parts, at):
            hours = None if settled else _quiet_hours(parts[at:end])
            yield _joined("quiet" if hours else "?", hours, parts[at:end])
            at, settled = end, True
        else:
            item = parts[at]
            yield _joined("?", None, [item]) if item.kind in ("range", "off") else item
            at += 1


def _quiet(parts: list[Item], at: int) -> int:
    """Return where the quiet ends that begins at an item ("ночью тихо с 23 до 7"), 0 if none."""
    if not _of_quiet(parts[at]) and (_kind(parts, at), _kind(parts, at + 1)) != ("part", "quiet"):
        return 0
    end = last = at + 1
    while end < len(parts) and (_of_quiet(parts[end]) or parts[end].kind in _INSIDE_QUIET):
        end += 1
        last = end if _of_quiet(parts[end - 1]) else last
    return last if any(item.kind == "quiet" for item in parts[at:last]) else 0


_INSIDE_QUIET = frozenset(("filler", "cue", "dash", "по"))


def _of_quiet(item: Item) -> bool:
    return item.kind in ("quiet", "range", "off") or (item.kind, item.value) == ("part", "night")


def _quiet_hours(inside: list[Item]) -> Quiet | None:
    """Return the hours that stand with "quiet"; without any it is the night, but not "вечером"."""
    if any(item.kind == "off" or item.value == NO_QUIET for item in inside):
        return NO_QUIET
    only_night = all(_of_quiet(item) for item in inside if item.kind == "part")
    return next(
        (item.value for item in inside if item.kind == "range"), NIGHT if only_night else None
    )


def _parts_of_day(parts: list[Item]) -> Iterator[Item]:
    """Take a lone "утром" for its usual hour; "до 8" has none, and is unclear."""
    for at, item in enumerate(parts):
        if item.kind == "part":
            usual = _USUAL.get(item.value)
            yield _joined("time" if usual else "?", usual, [item])
        elif item.kind == "time" and _ends_something(parts, at):
            yield _joined("?", None, [item])
        else:
            yield item


def _ends_something(parts: list[Item], at: int) -> bool:
    return _kind(parts, at - 1) == "to" or _kind(parts, at + 1) == "until"


def _groups(parts: list[Item]) -> Iterator[Item]:
    """Leave out what would need a second schedule ("8:00 будни, 10:00 выходные") or is too much."""
    runs = [kind for kind, _ in groupby(item.kind for item in parts if item.kind in _TIMED)]
    seen: list[str] = []
    times: set[time] = set()
    for item in parts:
        if item.kind in _TIMED:
            seen += [item.kind] if seen[-1:] != [item.kind] else []
            times |= {item.value} if item.kind == "time" else set()
            if (len(runs) > 3 and len(seen) > 2) or len(times) > MOST_TIMES:
                item = _joined("?", None, [item])
        yield item


_STEPS: tuple[Callable[[list[Item]], Iterable[Item]], ...] = (
    _counts,
    _hours,
    _numbers,
    _ranges,
    _exceptions,
    _how_often,
    _without_quiet,
    _quiets,
    _parts_of_day,
    _groups,
)

_TIMED = frozenset(("time", "days"))
_SOFT = frozenset(("and", "mark", "dash", "cue", "filler", "oclock", "по", "from"))
_VAGUE = _SOFT | {"vague"}
_UNDERSTOOD = frozenset(("at_once", "time", "days", "no_days", "quiet"))


def _unclear(text: str, parts: list[Item]) -> Iterator[str]:
    """Give what was not understood, with the small words inside it."""
    lost: list[Item] = []
    for item in (*parts, Item("time", None, len(text), len(text))):
        if item.kind in _UNDERSTOOD and lost:
            yield text[lost[0].start : lost[-1].end]
            lost = []
        elif item.kind not in _SOFT and item.kind not in _UNDERSTOOD:
            lost.append(item)


def _joined(kind: str, value: object, inside: list[Item]) -> Item:
    return Item(kind, value, inside[0].start, inside[-1].end)


def _kind(parts: list[Item], at: int) -> str:
    """Return the kind of an item, "" before the first and after the last."""
    return parts[at].kind if 0 <= at < len(parts) else ""
