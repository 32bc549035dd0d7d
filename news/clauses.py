"""A sentence as clauses: where the words that belong to a number begin and end."""

import re
from dataclasses import dataclass

from news.number_tokens import Tokens
from news.word_classes import classify
from news.word_lists import words_of


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `after` (exclusive), and the sign that opened them ("" at the start)."""

    first: int
    after: int
    opener: str


_BREAKS = frozenset(",;:()[]\n")
_DASHES = frozenset("-–—−")
_OPEN, _CLOSE = frozenset("«“„"), frozenset("»”")
_LONGEST_QUOTE = 9
_JOINERS = words_of("и а но или либо and but while or as when with жəне және ал бірақ")


def clauses(tokens: Tokens, first: int, after: int, regions: list[tuple[int, int]]) -> list[Clause]:
    """Cut a sentence at commas, dashes and brackets, and at "и" between two numbers' regions."""
    parts: list[Clause] = []
    inside = _protected(tokens, first, after, regions)
    start, opener = first, ""
    for at in range(first, after):
        if at in inside or not _breaks(tokens, at, first, regions):
            continue
        if at > start:
            parts.append(Clause(start, at, opener))
        word = tokens.lows[at][0].isalpha()
        start, opener = at + 1, tokens.lows[at] if not word else "и"
    if start < after:
        parts.append(Clause(start, after, opener))
    return parts


def _protected(tokens: Tokens, first: int, after: int, regions: list[tuple[int, int]]) -> set[int]:
    """Return the tokens that never break: inside numbers and inside short quotations."""
    inside = {at for start, end in regions for at in range(start, end)}
    opened = -1
    for at in range(first, after):
        low = tokens.lows[at]
        if low in _OPEN or (low == '"' and opened < 0):
            opened = at
        elif (low in _CLOSE or low == '"') and opened >= 0:
            if at - opened <= _LONGEST_QUOTE:
                inside.update(range(opened, at + 1))
            opened = -1
    return inside


def _breaks(tokens: Tokens, at: int, first: int, regions: list[tuple[int, int]]) -> bool:
    low = tokens.lows[at]
    if low in _BREAKS:
        return True
    if low in _DASHES:
        return not tokens.glued(at) or not tokens.glued(at + 1)
    return low in _JOINERS and _between(at, first, regions)


def _between(at: int, first: int, regions: list[tuple[int, int]]) -> bool:
    """Tell whether numbers stand on both sides of a joining word, the next one near."""
    before = any(end <= at and start >= first for start, end in regions)
    return before and any(at < start <= at + 7 for start, _ in regions)


_SAYS = (
    "сообщ", "заяв", "отмет", "отмеч", "рассказ", "передае", "переда", "уточн", "пиш", "подчерк",
    "сказа", "добав", "поясн", "объясн", "говор", "напомн", "утвержда", "указа", "следует", "said",
    "says", "told", "according", "reported", "added", "хабарла", "мәлімде", "деді", "дейді",
)  # fmt: skip
_SOURCE = re.compile(
    r"(?:по|согласно) (?:\w+ ){0,2}?(?:данным|словам|информаци|оценк|мнени|сообщени|подсчет|"
    r"прогноз|"
    r"верси|сведени|сообщ|расчет|отчет|статистик|документ)|^по словам|^согласно|^как |^об этом|"
    r"мәліметінше|деректеріне|according to"
)


def attribution(tokens: Tokens, clause: Clause) -> bool:
    """Tell whether a clause only says where the news comes from."""
    lows = tokens.lows[clause.first : clause.after]
    if len(lows) > 14:
        return False
    text = " ".join(lows)
    if _SOURCE.search(text):
        if not text.startswith("как ") and any(map(_tells, lows)):
            return False  # "по подсчётам властей, ..." without the comma: the news itself
        return len(lows) <= 10 or text.startswith(("по ", "согласно", "according"))
    return len(lows) <= 9 and any(low.startswith(_SAYS) for low in lows)


def _tells(low: str) -> bool:
    """Tell a verb other than "сообщил" and its kin."""
    return not low.isascii() and classify(low).kind in _PREDICATES and not low.startswith(_SAYS)


_PREDICATES = frozenset(("verb", "predicate"))


def inset(tokens: Tokens, clause: Clause) -> bool:
    """Tell a clause that hangs on the one before: a participle, "который", a name in dashes."""
    first = tokens.lows[clause.first]
    second = tokens.low(clause.first + 1)
    if first.startswith("котор") or second.startswith("котор"):
        return True
    if clause.opener in "—–-(" and clause.opener:
        return True
    return not tokens.kazakh[clause.first] and classify(first).kind in ("participle", "gerund")
