"""Parts of one case over days, and what two reports say differently."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from news.figures import Figure
from news.similar import LINK_WEIGHTS, weighed
from news.similar_features import features
from news.similar_signature import Signature
from news.words_alike import overlap

#: At least this sure, two stories are parts of one case and are linked without asking: the lowest
#: multiple of 0.05 that links nothing wrongly among the pairs that weights are learnt from.
LINK = 0.85
#: Between this and `LINK` the editor is asked; below, the stories are strangers.
ASK = 0.30

#: How the belief wanes: the same names after a year are more often another case. Set by hand.
_WANES, _MONTH = 0.4, 30.0


def same_case(a: Signature, b: Signature, days_apart: float) -> float:
    """Return the belief (0..1) that two stories are parts of one case: arrest, court, verdict.

    By shared people, places and rare words; `days_apart` is the time between them. Two reports of
    one event are parts of one case as well: ask `news.similar.belief` first.
    """
    total = weighed(features(a, b), LINK_WEIGHTS)
    total -= _WANES * math.log1p(abs(days_apart) / _MONTH)
    return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Differing:
    """Two figures for the same thing: "источник А: 3, источник Б: 4"."""

    #: What both measure, as the first report says it.
    label: str
    unit: str
    a: Figure
    b: Figure


#: So much of two labels must agree, by words, to be about the same thing.
_ALIKE = 0.5
#: Values further apart than this many times measure different things, whatever their labels say.
_TIMES = 2.5
#: Ages and temperatures: a report has many, and their labels ("возраст", "днём") do not tell which.
_VARYING = frozenset({"год", "жыл", "year", "градус", "degree"})
#: How far "около" reaches, and how far "более" and "до" do: "свыше тысячи" may be 1 200.
_ABOUT, _OPEN = 0.05, 0.25

#: What befell people: newsrooms word it in too many ways for labels to be compared by words.
_FATES = tuple(
    re.compile(rf"\b(?:{words.replace(' ', '|')})", re.IGNORECASE)
    for words in (
        "погиб умер сконча жертв die dead kill death қаза өл",
        "ранен пострада госпитал больниц травм hurt injur wound hospital жарал зардап аурухана",
        "заболе отрав заразил заражен заражён ill sick infect poison ауыр улан",
        "задержа арест detain arrest ұстал",
        "эвакуир вывез evacuat moved көшір",
        "пропал missing жоғал",
    )
)


def differing_figures(a: Sequence[Figure], b: Sequence[Figure]) -> list[Differing]:
    """Return the figures that two reports of one event give differently, most important first.

    A figure is compared with the nearest one for the same thing: the same unit under a like label,
    or people with the same fate. A value that the other report has as well is no difference, nor
    is one that "более" or "около" allows.
    """
    found = []
    taken: set[int] = set()
    for mine in a:
        theirs = [n for n, other in enumerate(b) if n not in taken and _is_same_thing(mine, other)]
        if not theirs or any(_agree(mine, b[n]) for n in theirs):
            continue
        best = min(theirs, key=lambda n: (_times(mine, b[n]), n))
        if not any(_agree(other, b[best]) and _is_same_thing(other, b[best]) for other in a):
            taken.add(best)
            found.append(Differing(mine.label, mine.unit, mine, b[best]))
    return found


def _is_same_thing(one: Figure, two: Figure) -> bool:
    if one.group != two.group or _times(one, two) > _TIMES:
        return False
    if one.group == "people" and _fates(one) & _fates(two):
        return True
    if one.unit != two.unit or one.unit in _VARYING:
        return False
    told = min(len(figure.label.split()) for figure in (one, two))
    return told > 1 and overlap(one.label, two.label) >= _ALIKE


def _fates(figure: Figure) -> set[int]:
    return {at for at, pattern in enumerate(_FATES) if pattern.search(figure.label)}


def _times(one: Figure, two: Figure) -> float:
    """Return how many times the greater value is the lesser one; nothing is a multiple of zero."""
    lesser, greater = sorted(abs(_bounds(figure)[0]) for figure in (one, two))
    return greater / lesser if lesser else math.inf if greater else 1.0


def _agree(one: Figure, two: Figure) -> bool:
    """Tell whether two values can both be true of one thing."""
    (low, high), (other_low, other_high) = _bounds(one), _bounds(two)
    return low <= other_high and other_low <= high


def _bounds(figure: Figure) -> tuple[float, float]:
    """Return what a figure allows: itself, its range, or as far as "около" and "более" reach."""
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    most = max(abs(low), abs(high))
    if figure.qualifier == "about":
        return low - _ABOUT * most, high + _ABOUT * most
    return (
        low - _OPEN * most if figure.qualifier in ("less_than", "up_to") else low,
        high + _OPEN * most if figure.qualifier in ("more_than", "from") else high,
    )
