"""What a figure measures, in the words of its sentence: the clause without its number, mended."""

from dataclasses import dataclass

from news.clauses import Clause, attribution, clauses
from news.label_words import (
    CONTENT,
    clean_left,
    clean_right,
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
    """Where a number stands: its sentence, its own tokens and those of its qualifier."""

    #: Tokens of the sentence, `first` to `after` (exclusive).
    first: int
    after: int
    #: Tokens of qualifier, number and unit; `noun` is the token of a counted noun that belongs
    #: in the label, or `region_after`.
    region_first: int
    region_after: int
    noun: int
    #: The regions of all numbers of the sentence, this one too.
    regions: tuple[tuple[int, int], ...]


def label(tokens: Tokens, place: Place) -> str:
    """Write the label of the number at a place; at most `MOST_WORDS` words."""
    parts = clauses(tokens, place.first, place.after, list(place.regions))
    here = next(
        (n for n, part in enumerate(parts) if part.first <= place.region_first < part.after), None
    )
    if here is None:
        return ""
    words = _own_words(tokens, parts[here], place)
    if _thin(tokens, words):
        words = _with_neighbour(tokens, parts, here, place, words)
    return render(tokens, words[:MOST_WORDS])


def _own_words(tokens: Tokens, clause: Clause, place: Place) -> list[int]:
    """Return the words of a number's own clause in the order of the label."""
    others = [r for r in place.regions if r[0] != place.region_first]
    start = max(
        [end for _, end in others if clause.first <= end <= place.region_first] or [clause.first]
    )
    stop = min([s for s, _ in others if place.region_after <= s < clause.after] or [clause.after])
    left = clean_left(tokens, list(range(start, place.region_first)))
    noun = list(range(place.noun, place.region_after))
    right = clean_right(tokens, noun + list(range(place.region_after, stop)))
    if noun:
        left = lead_with_verb(tokens, left)
        right = cut_right(tokens, right, MOST_WORDS - 2 if left else MOST_WORDS)
        return right + cut_left(tokens, left, MOST_WORDS - len(right))
    if not right:
        return cut_left(tokens, lead_with_verb(tokens, left), MOST_WORDS)
    room = max(MOST_WORDS - len(left), 5)
    right = cut_right(tokens, right, room)
    return cut_left(tokens, left, MOST_WORDS - len(right)) + right


def _thin(tokens: Tokens, words: list[int]) -> bool:
    content = sum(kind(tokens, at) in CONTENT for at in words)
    return content < 2 or len(words) < FEWEST_WORDS


def _with_neighbour(
    tokens: Tokens, parts: list[Clause], here: int, place: Place, words: list[int]
) -> list[int]:
    """Add the clause before, else the one after, to words that say too little alone."""
    for step in (-1, -2, 1):
        at = here + step
        if not 0 <= at < len(parts) or attribution(tokens, parts[at]):
            continue
        more = _outside_regions(parts[at], place.regions)
        more = (
            clean_right(tokens, clean_left(tokens, more)) if step < 0 else clean_right(tokens, more)
        )
        more = [token for token in more if token not in words]
        if not more:
            continue
        if step > 0:
            return words + cut_right(tokens, more, MOST_WORDS - len(words))
        return cut_left(tokens, more, MOST_WORDS - len(words)) + words
    return words


def _outside_regions(clause: Clause, regions: tuple[tuple[int, int], ...]) -> list[int]:
    taken = {at for start, end in regions for at in range(start, end)}
    return [at for at in range(clause.first, clause.after) if at not in taken]
