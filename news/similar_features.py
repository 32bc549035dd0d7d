"""What two signatures share and in what they differ, as a handful of numbers from 0 to 1."""

import math
from collections.abc import Iterable, Sequence

from news.similar_signature import Signature

#: What tells in one language: `title` and `rare` compare words, the rest what a template leaves
#: open. Shared people and organisations count among the shared rare words already: counted again,
#: they took two statements of one politician for one event.
WITHIN = (
    "title", "rare", "places", "numbers", "days",
    "people_differ", "places_differ", "days_differ", "template", "series",
)  # fmt: skip
#: Across languages there are no words to compare: names by their sounds, numbers and days.
ACROSS = (
    "people", "places", "bodies", "numbers", "days",
    "people_differ", "places_differ", "days_differ",
)  # fmt: skip
#: Parts of a case share who and where; their headlines and figures may have nothing in common. Who
#: speaks for an office is shared by many cases, and does not count.
CASE = ("named", "subjects", "places", "rare", "people_differ", "places_differ")


def features(a: Signature, b: Signature) -> dict[str, float]:
    """Return the features of a pair; the same whichever comes first."""
    differing = _differing(a, b)
    words = _words(a, b)
    open_ones = max(_numbers_differ(a, b), *differing.values())
    return {
        "title": (_contained(a, b) + _contained(b, a)) / 2,
        "rare": _rare(a, b),
        "people": _shared(_kind(a.names, "p"), _kind(b.names, "p")),
        "subjects": _shared(_subjects(a, b), _subjects(b, a)),
        "places": _shared(_kind(a.names, "l"), _kind(b.names, "l")),
        "bodies": _shared(_kind(a.names, "o"), _kind(b.names, "o")),
        "numbers": _numbers(a, b),
        "named": _named(a, b),
        "days": float(not set(a.days).isdisjoint(b.days)),
        **differing,
        "template": words * open_ones,
        "series": _headlines(a, b) * differing["days_differ"],
        "copy": min(1.0, max(0.0, words - _LIKE) / (_EQUAL - _LIKE)) * (1 - open_ones),
    }


#: Texts with less in common are no copies of each other; with more they are.
_LIKE, _EQUAL = 0.8, 0.95


def _words(a: Signature, b: Signature) -> float:
    """Return the cosine of the weighed words."""
    theirs = dict(zip(b.terms, b.weights, strict=True))
    both = sum(w * theirs.get(term, 0) for term, w in zip(a.terms, a.weights, strict=True))
    return both / math.sqrt(_square(a.weights) * _square(b.weights) or 1)


def _square(weights: Sequence[int]) -> int:
    return sum(weight * weight for weight in weights)


def _contained(a: Signature, b: Signature) -> float:
    """Return the share of a headline, by rarity, that the other text has among its words."""
    there = {*b.terms, *b.title}
    pairs = zip(a.title, a.title_weights, strict=True)
    return sum(w for term, w in pairs if term in there) / (sum(a.title_weights) or 1)


def _headlines(a: Signature, b: Signature) -> float:
    """Return how far two headlines are in the same words, numbers aside."""
    mine = dict(zip(a.title, a.title_weights, strict=True))
    both = sum(w * mine.get(term, 0) for term, w in zip(b.title, b.title_weights, strict=True))
    return both / math.sqrt(_square(a.title_weights) * _square(b.title_weights) or 1)


#: A term at least so heavy (rarity 6.5) is rare; ten shared ones are as many as it takes.
_RARE, _MANY = 104, 10


def _rare(a: Signature, b: Signature) -> float:
    """Return how many rare words both have, ten and more being 1."""
    return min(1.0, len(_rare_terms(a) & _rare_terms(b)) / _MANY)


def _rare_terms(one: Signature) -> set[int]:
    return {term for term, w in zip(one.terms, one.weights, strict=True) if w >= _RARE}


#: A person or an organisation this rare belongs to few stories; two are as good as ten.
_UNCOMMON, _ENOUGH = 7, 2


def _named(a: Signature, b: Signature) -> float:
    """Return how many uncommon people and organisations both name, two and more being 1."""
    rare = {n for n in a.names if n[0] in "po" and int(n[-1]) >= _UNCOMMON}
    speaking = {*a.offices, *b.offices}
    both = [name for name in rare.intersection(b.names) if name[:-1] not in speaking]
    return min(1.0, len(both) / _ENOUGH)


_Names = dict[str, int]
#: What is added to what could be shared: one shared name alone does not make the whole.
_FEW, _HEAD_FEW = 4, 2


def _kind(names: Iterable[str], kind: str) -> _Names:
    """Return the names of one kind and how rare each is."""
    return {name[:-1]: int(name[-1]) for name in names if name[0] == kind}


def _subjects(a: Signature, b: Signature) -> _Names:
    """Return the people of one text who speak for an office in neither."""
    speaking = {*a.offices, *b.offices}
    return {key: rare for key, rare in _kind(a.names, "p").items() if key not in speaking}


def _shared(a: _Names, b: _Names) -> float:
    """Return the share of the lighter list of names that the other has too."""
    both = sum(min(weight, b[name]) for name, weight in a.items() if name in b)
    return both / (min(sum(a.values()), sum(b.values())) + _FEW)


def _differing(a: Signature, b: Signature) -> dict[str, float]:
    """Return how far the heads name people, places or days that the other text does not have."""
    return {
        "people_differ": _apart(a, b, "p"),
        "places_differ": _apart(a, b, "l"),
        "days_differ": float(bool(a.days and b.days) and set(a.days).isdisjoint(b.days)),
    }


def _apart(a: Signature, b: Signature, kind: str) -> float:
    """Return the lesser share of a head's names that the other text lacks, of both heads."""
    return min(_missed(a, b, kind), _missed(b, a, kind))


def _missed(a: Signature, b: Signature, kind: str) -> float:
    head, there = _kind(a.names[: a.head_names], kind), _kind(b.names, kind)
    missed = sum(weight for name, weight in head.items() if name not in there)
    return missed / (sum(head.values()) + _HEAD_FEW)


def _numbers(a: Signature, b: Signature) -> float:
    """Return the share of the numbers of the text with fewer that the other has too, by weight."""
    fewer, more = sorted((a.numbers, b.numbers), key=_weight)
    both = sum(_telling(number) * _found(number, more) for number in fewer)
    return both / (_weight(fewer) + 1)


def _numbers_differ(a: Signature, b: Signature) -> float:
    """Return the lesser share of a head's numbers that the other text lacks, of both heads."""
    shares = []
    for one, other in ((a, b), (b, a)):
        head = one.numbers[: one.head_numbers]
        missed = sum(_telling(number) * (1 - _found(number, other.numbers)) for number in head)
        shares.append(missed / (_weight(head) + 0.5))
    return min(shares)


def _weight(numbers: Iterable[str]) -> float:
    return sum(map(_telling, numbers))


def _telling(number: str) -> float:
    """Return how seldom a number is met by chance: 0.2 for "1", 2 for "1247" and "14.25"."""
    digits = number.replace(".", "").strip("-0")
    if len(digits) <= 1:
        return 0.4 if len(number) > 2 else 0.2
    year = len(number) == 4 and number[:2] in ("19", "20")
    return min(2.0, 0.5 * len(digits)) - (0.5 if year else 0)


#: A number that one newsroom rounded ("более 12 тысяч" for 12,236) is worth less than an equal one.
_ROUNDED, _OFF, _LEAST = 0.6, 0.03, 100


def _found(number: str, there: Sequence[str]) -> float:
    """Return how surely a text has a number: 1 as it is, less when rounded, 0 when not."""
    if number in there:
        return 1.0
    value = float(number)
    if value < _LEAST:
        return 0.0
    return _ROUNDED if any(_is_rounded(value, number, other) for other in there) else 0.0


def _is_rounded(value: float, number: str, written: str) -> bool:
    other = float(written)
    if abs(value - other) > _OFF * max(value, other):
        return False
    return min(len(number.rstrip("0")), len(written.rstrip("0"))) <= 2
