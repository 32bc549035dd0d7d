"""What a figure measures, in the words of its sentence: the clause without its number, mended."""

from dataclasses import dataclass

from news.clauses import Clause, attribution, clauses
from news.label_grammar import mended
from news.label_words import (
    clean_left,
    clean_right,
    content,
    cut_left,
    cut_right,
    kind,
    lead_with_verb,
    render,
)
from news.number_tokens import Tokens

#: A label is read beside its number: longer ones are sentences.
MOST_WORDS = 10
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands, in tokens: its sentence, its own words, and the other numbers there."""

    #: The sentence, `first` to `after` (exclusive).
    first: int
    after: int
    #: Qualifier, number and unit.
    region_first: int
    region_after: int
    #: The counted noun that belongs in the label, with its adjectives; `region_after` if none.
    noun: int
    #: The regions of all numbers of the sentence, this one too.
    regions: tuple[tuple[int, int], ...]
    #: PENALTY, MONEY, ... and the sort of the unit, for the mending.
    kind: str = "NUMBER"
    sort: str = ""
    #: The number asks for the noun's genitive singular ("два тендера").
    few: bool = False
    #: Words of the whole that this number is a part of ("из 135 преступлений"), or "".
    whole: str = ""


def label(tokens: Tokens, place: Place) -> str:
    """Write the label of the number at a place; at most `MOST_WORDS` words of the text."""
    parts = clauses(tokens, place.first, place.after, list(place.regions))
    here = next(
        (n for n, part in enumerate(parts) if part.first <= place.region_first < part.after), None
    )
    if here is None:
        return ""
    words = _own_words(tokens, parts, here, place)
    if _thin(tokens, words, place):
        words = _with_neighbour(tokens, parts, here, place, words)
    else:
        words = _with_participle(tokens, parts, here, place, words)
    changed = mended(tokens, words, place.region_first, place.region_after, place)
    said = render(tokens, words, changed)
    return f"{place.whole} {said}".strip() if place.whole else said


def _own_words(tokens: Tokens, parts: list[Clause], here: int, place: Place) -> list[int]:
    """Return the words of a number's own clause, in the order of the sentence."""
    clause = parts[here]
    before = [end for start, end in place.regions if clause.first <= end <= place.region_first]
    behind = [start for start, _ in place.regions if place.region_after <= start < clause.after]
    start, stop = max([*before, clause.first]), min([*behind, clause.after])
    left = clean_left(tokens, list(range(start, place.region_first)), keep_preposition=_governs(place))
    noun = list(range(place.noun, place.region_after))
    right = clean_right(tokens, noun + list(range(place.region_after, stop)))
    if not right:
        return cut_left(tokens, lead_with_verb(tokens, left), MOST_WORDS)
    right = cut_right(tokens, right, max(MOST_WORDS - len(left), 6))
    return cut_left(tokens, left, MOST_WORDS - len(right)) + right


def _governs(place: Place) -> bool:
    """Tell whether a preposition before the number governs what follows it ("к 5 годам тюрьмы")."""
    return place.kind == "PENALTY" or place.noun < place.region_after


def _thin(tokens: Tokens, words: list[int], place: Place) -> bool:
    return content(tokens, words) < 2 or len(words) < FEWEST_WORDS - bool(place.whole)


def _with_participle(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Add ", связанных с торговлей людьми" where it follows the counted noun and there is room."""
    if here + 1 >= len(parts) or parts[here + 1].opener != ",":
        return words
    last = parts[here].after - 1
    if not words or words[-1] != last or kind(tokens, parts[here + 1].first) != "participle":
        return words
    more = clean_right(tokens, _outside_regions(parts[here + 1], place.regions))
    if len(words) + len(more) > MOST_WORDS + 1:
        return words
    return [*words, parts[here + 1].first - 1, *more]


def _neighbours(parts: list[Clause], here: int, place: Place) -> tuple[int, ...]:
    """Return where to look for more words: around an inset first, then before, then after."""
    if place.whole:
        return (1, -2)
    inset = here >= 2 and parts[here].opener in "—–-)" and parts[here - 1].opener in "—–-("
    return (-2, -1, 1) if inset else (-1, -2, 1, -3)


def _with_neighbour(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Add the clause before, else the one after, to words that say too little alone."""
    for step in _neighbours(parts, here, place):
        at = here + step
        if not 0 <= at < len(parts) or attribution(tokens, parts[at]):
            continue
        more = _outside_regions(parts[at], place.regions)
        more = clean_left(tokens, more) if step < 0 else more
        more = [token for token in clean_right(tokens, more) if token not in words]
        if not content(tokens, more):
            continue
        if step > 0:
            return words + cut_right(tokens, more, MOST_WORDS - len(words))
        return cut_left(tokens, more, MOST_WORDS - len(words)) + words
    return words


def _outside_regions(clause: Clause, regions: tuple[tuple[int, int], ...]) -> list[int]:
    taken = {at for start, end in regions for at in range(start, end)}
    return [at for at in range(clause.first, clause.after) if at not in taken]
