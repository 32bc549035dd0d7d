"""Which figures a reader would repeat: group, weight and order."""

import re

from news.figure_candidate import Candidate
from news.number_tokens import Tokens
from news.word_lists import words_of

_GROUPS = {"money": "money", "share": "share", "people": "people"}


def group(candidate: Candidate) -> str:
    """Return money, people, penalty, share or other."""
    if candidate.quantity.kind == "PENALTY":
        return "penalty"
    return _GROUPS.get(candidate.sort, "other")


def weight(tokens: Tokens, candidate: Candidate, repeats: int = 0) -> str:
    """Return key or minor: ages, conversions in brackets, passing times and lengths are minor.

    A small count is key when it is said again (`repeats` times).
    """
    quantity = candidate.quantity
    if (
        quantity.kind == "AGE"
        or quantity.role == "adjective"
        or (quantity.role == "vague" and candidate.qualifier == "about")
        or _conversion(tokens, candidate)
    ):
        return "minor"
    if candidate.sort == "time" and quantity.kind != "PENALTY":
        return "key" if _time_is_the_point(tokens, candidate) else "minor"
    if candidate.unit in ("раз", "time", "рет"):
        return "key" if tokens.low(candidate.region[0] - 1) == "в" else "minor"
    if tokens.low(candidate.region[0] - 1) in _DEFINITE and candidate.sort not in (
        "money",
        "share",
    ):
        return "minor"
    if _one_of(tokens, candidate) or _distance(tokens, candidate):
        return "minor"
    small = not quantity.digits and quantity.scale == 1 and (quantity.value or 0) < 10
    if candidate.sort == "count" and small and not repeats:
        return "minor"
    lede = candidate.sentence == 0 and (quantity.value or 0) > 2
    if candidate.sort == "people" and small and not (lede or _casualty(tokens, candidate)):
        return "minor"
    return "key"


_POINT = re.compile(r"рекорд|впервые|заседани|длил|продолжал|гаранти|срок|мораторий|отпуск|пенси")


#: A number after these has been told before, or only helps the sentence.
_DEFINITE = words_of("все всех всем эти этих этим the these those бұл осы")


def _one_of(tokens: Tokens, candidate: Candidate) -> bool:
    """Tell "одного из пяти кланов", "one of the two"."""
    at = candidate.region[0] - 1
    return tokens.low(at) in ("из", "of") and tokens.low(at - 1).startswith(("один", "одн", "one"))


def _distance(tokens: Tokens, candidate: Candidate) -> bool:
    """Tell a distance in passing: "в 4 км от дома", "на глубине 8 метров"."""
    if candidate.unit not in ("км", "м", "mile", "km", "m", "см"):
        return False
    return tokens.low(candidate.after) in ("от", "from", "away", "к") or (
        not candidate.quantity.digits or (candidate.quantity.value or 0) < 10
    )


def _time_is_the_point(tokens: Tokens, candidate: Candidate) -> bool:
    around = " ".join(tokens.lows[candidate.sentence_first : candidate.after])
    value = candidate.quantity.value or 0
    return value >= 30 and (candidate.qualifier == "more_than" or _POINT.search(around) is not None)


_CASUALTY = re.compile(
    r"\bуби[тлв]|погиб|ран[еи]|постра|травм|задержа|арест|скончал|умер|жертв|пропал|спас|госпитал|"
    r"эвакуир|унес|жизн[ьи]|реанимац|выжи|уто[пн]|заболе|заражен|осужд|обвин|подозрева|похи|освобо|родил|"
    r"killed|died|dead|injur|wound|arrest|miss|rescued|charged|қаза|жарала|қайтыс|ұстал|зардап"
)


def _casualty(tokens: Tokens, candidate: Candidate) -> bool:
    first = max(candidate.sentence_first, candidate.first - 10)
    after = min(candidate.sentence_after, candidate.after + 6)
    return _CASUALTY.search(" ".join(tokens.lows[first:after])) is not None


def _conversion(tokens: Tokens, candidate: Candidate) -> bool:
    """Tell a sum in brackets that repeats the sum before in another currency."""
    if candidate.sort != "money" or tokens.low(candidate.region[0] - 1) != "(":
        return False
    before = range(max(candidate.sentence_first, candidate.region[0] - 6), candidate.region[0])
    return any(tokens.lows[at][:1].isdecimal() for at in before)


_VALUE = {"money": 3.0, "people": 3.0, "share": 2.5, "count": 2.0, "time": 1.5, "measure": 1.5}


def importance(tokens: Tokens, candidate: Candidate, position: float, mentions: int) -> float:
    """Return how far to the front a figure belongs; `position` runs from 0 (start) to 1 (end)."""
    score = _VALUE.get(candidate.sort, 1.0)
    if candidate.quantity.kind == "PENALTY":
        score = 3.0
    if candidate.sort == "people" and _casualty(tokens, candidate):
        score += 1.0
    score += 2.0 * (1.0 - position) + 0.7 * (mentions - 1)
    score -= 0.5 if candidate.part_of is not None else 0.0
    return score - (10.0 if weight(tokens, candidate, mentions - 1) == "minor" else 0.0)
