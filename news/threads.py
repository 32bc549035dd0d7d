"""Parts of one case over days, and what two reports say differently."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from news.figures import Figure
from news.similar import LINK_WEIGHTS, weighed
from news.similar_features import features
from news.similar_signature import Signature
from news.words_alike import overlap

#: At least this sure, two stories are parts of one case and are linked without asking.
LINK = 0.97
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
_ALIKE = 0.6
#: "более 12 тысяч" and 12 236 say the same; so do two values this close when one is rounded.
_ROUNDING = 0.05


def differing_figures(a: Sequence[Figure], b: Sequence[Figure]) -> list[Differing]:
    """Return the figures that two reports of one event give differently, most important first.

    Each figure is compared with the one whose label is most alike; a value that the other report
    has as well under such a label is no difference, nor is a rounded one.
    """
    found = []
    taken: set[int] = set()
    for mine in a:
        theirs = [n for n, other in enumerate(b) if n not in taken and _is_same_thing(mine, other)]
        if not theirs or any(_agree(mine, b[n]) for n in theirs):
            continue
        best = max(theirs, key=lambda n: (overlap(mine.label, b[n].label), -n))
        if not any(_agree(other, b[best]) and _is_same_thing(other, b[best]) for other in a):
            taken.add(best)
            found.append(Differing(mine.label, mine.unit, mine, b[best]))
    return found


def _is_same_thing(one: Figure, two: Figure) -> bool:
    if one.unit != two.unit or one.group != two.group:
        return False
    return overlap(one.label, two.label) >= _ALIKE


def _agree(one: Figure, two: Figure) -> bool:
    """Tell whether two values can both be true of one thing."""
    (low, high), (other_low, other_high) = _bounds(one), _bounds(two)
    return low <= other_high and other_low <= high


def _bounds(figure: Figure) -> tuple[float, float]:
    """Return what a figure allows: itself, its range, or as far as "около" and "более" reach."""
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    slack = _ROUNDING * max(abs(low), abs(high))
    return (
        low - slack if figure.qualifier in ("about", "less_than", "up_to") else low,
        high + slack if figure.qualifier in ("about", "more_than", "from") else high,
    )
