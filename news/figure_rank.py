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
    if quantity.kind == "AGE" and tokens.low(candidate.region[0] - 1) in _LIMIT:
        return "key"
    if (
        quantity.kind == "AGE"
        or quantity.role == "adjective"
        or (quantity.role == "vague" and candidate.qualifier == "about")
        or conversion(tokens, candidate)
        or _background(tokens, candidate)
    ):
        return "minor"
    if candidate.sort == "time" and quantity.kind != "PENALTY":
        return "key" if _time_is_the_point(tokens, candidate) else "minor"
    if candidate.unit in ("раз", "time", "рет"):
        return "key" if tokens.low(candidate.region[0] - 1) == "в" else "minor"
    if tokens.low(candidate.region[0] - 1) in _DEFINITE and not (
        candidate.sort in ("money", "share") or _all_harmed(tokens, candidate)
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


#: An age after these is a limit ("не моложе 25 лет") and no one's own.
_LIMIT = words_of("старше моложе младше")
_POINT = re.compile(r"рекорд|впервые|заседани|длил|продолжал|гаранти|срок|мораторий|отпуск|пенси")


#: A number after these has been told before, or only helps the sentence.
_DEFINITE = words_of("все всех всем эти этих этим the these those бұл осы")


def _all_harmed(tokens: Tokens, candidate: Candidate) -> bool:
    """Tell "погибли все 27 человек": that none was spared is the news."""
    every = tokens.low(candidate.region[0] - 1) in ("все", "всех", "всем", "all")
    harmed = candidate.sort == "people" and candidate.quantity.digits
    return every and harmed and _casualty(tokens, candidate)


def _one_of(tokens: Tokens, candidate: Candidate) -> bool:
    """Tell "одного из пяти кланов", "one of the two"."""
    at = candidate.region[0] - 1
    return tokens.low(at) in ("из", "of") and tokens.low(at - 1).startswith(("один", "одн", "one"))


def _distance(tokens: Tokens, candidate: Candidate) -> bool:
    """Tell a distance in passing: "в 4 км от дома", "на глубине 8 метров"."""
    if candidate.unit not in ("км", "м", "mile", "km", "m", "см"):
        return False
    before = " ".join(tokens.lows[max(candidate.region[0] - 5, 0) : candidate.region[0]])
    if _MEASURED.search(before) is not None:
        return False
    return tokens.low(candidate.after) in ("от", "from", "away", "к") or (
        not candidate.quantity.digits or (candidate.quantity.value or 0) < 10
    )


#: The length of a thing is no distance in passing.
_MEASURED = re.compile(r"протяж[её]нност|\bдлин[аоы]|дистанци|ширин[аоы]|\blength|\bdistance")


def _time_is_the_point(tokens: Tokens, candidate: Candidate) -> bool:
    around = " ".join(tokens.lows[candidate.sentence_first : candidate.after])
    value = candidate.quantity.value or 0
    beside = tokens.low(candidate.region[0] - 1)
    if beside.startswith(("продлится", "длился", "длилась", "длилось", "lasted")) and value >= 10:
        return True
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


def _background(tokens: Tokens, candidate: Candidate) -> bool:
    """Tell what only sets the scene: how many live in a place, the term of an earlier case."""
    if candidate.sentence < 2:
        return False
    if candidate.sort == "people":
        first = max(candidate.region[0] - 4, candidate.sentence_first)
        words = tokens.lows[first : candidate.region[0]]
        return any(low.startswith("населени") or low == "population" for low in words)
    if candidate.quantity.kind != "PENALTY":
        return False
    words = tokens.lows[candidate.sentence_first : candidate.region[0]]
    return any(_EARLIER.fullmatch(low) for low in words)


#: A year before the term in its sentence ("в 1998 году осудили на 10 лет"): the news names none.
_EARLIER = re.compile(r"(?:19|20)[0-9]{2}")


def conversion(tokens: Tokens, candidate: Candidate) -> bool:
    """Tell a sum that repeats the sum before in another currency: in brackets, or after "это"."""
    at = candidate.region[0] - 1
    equals = tokens.low(at) in ("это", "is") and tokens.low(at - 1) in ("—", "–", "-", "which")
    if candidate.sort != "money" or not (tokens.low(at) == "(" or equals):
        return False
    before = range(max(candidate.sentence_first, at - 5 - 3 * equals), candidate.region[0])
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
