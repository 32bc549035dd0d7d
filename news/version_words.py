"""A sentence of one version of a story as words and numbers, to be held against another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from news import people, word_keys
from news.number_tokens import Tokens
from news.quantities import quantities
from news.quantity import Quantity
from news.spans import Part
from news.word_keys import Keys
from news.word_lists import words_of
from news.words import LONGEST, fold


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a sentence, with its offsets in the article."""

    low: str
    start: int
    end: int
    keys: Keys
    #: Begins with a capital letter, and no sentence does with it.
    capital: bool
    #: Of a Kazakh text or sentence.
    kazakh: bool
    #: What it may be as a name or a part of one, see `name_keys`.
    names: Keys


@lru_cache(maxsize=50_000)
def name_keys(word: str, language: str) -> Keys:
    """Return what a word may be in the nominative: "Сатова" is of "Сатов", never of "Сатаев".

    The keys of words that no dictionary has are stems, by which such names would be one.
    """
    keys = word_keys.of_text(word, language)
    if language == "kk" or not word[:1].isupper() or len(word) > LONGEST:
        return keys
    nominatives = (reading.nominative for reading in people.readings((word,)))
    return word_keys.without_stems(keys) | frozenset(map(fold, nominatives))


class Sentence:
    """A sentence with its words and numbers, read when they are asked for."""

    def __init__(self, part: Part, language: str) -> None:
        self.part = part
        self._language = language
        self._tokens = Tokens(part.text)

    @cached_property
    def words(self) -> list[Token]:
        """Return its words and numbers, marks left out."""
        found = [at for at, low in enumerate(self._tokens.lows) if low[0].isalnum()]
        return [self._word(at, first=at == found[0]) for at in found]

    def _word(self, at: int, *, first: bool) -> Token:
        tokens, offset = self._tokens, self.part.start
        raw = tokens.raw(at)
        return Token(
            tokens.low(at),
            offset + tokens.starts[at],
            offset + tokens.ends[at],
            word_keys.of_text(raw, self._language),
            tokens.capital(at) and not first,
            self._language == "kk" or bool(tokens.kazakh[at]),
            name_keys(raw, self._language),
        )

    @cached_property
    def keys(self) -> Keys:
        """Return the keys of all its words."""
        return frozenset().union(*(word.keys for word in self.words))

    @cached_property
    def names(self) -> Keys:
        """Return the name keys of all its words."""
        return frozenset().union(*(word.names for word in self.words))

    @cached_property
    def numbers(self) -> list["NumberSaid"]:
        """Return its numbers, dates and times too."""
        return [
            NumberSaid(
                _part(self._tokens, found, self.part.start), found, _digits(self._tokens, found)
            )
            for found in quantities(self._tokens)
        ]

    def part_of(self, words: Sequence[Token]) -> Part:
        """Return the words from the first to the last of some, verbatim."""
        start, end = words[0].start, words[-1].end
        return Part(self.part.text[start - self.part.start : end - self.part.start], start, end)


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A number of a sentence."""

    part: Part
    quantity: Quantity
    #: Of a date, a time, an article of law: what cannot be reckoned is compared by its words.
    words: frozenset[str] = field(default_factory=frozenset)

    def shelves(self) -> Iterator[object]:
        """Give what two numbers have in common that say the same, one of it at least."""
        if self.quantity.value is None:
            yield from self.words
        else:
            yield self.quantity.value, self.quantity.high

    def same(self, other: "NumberSaid") -> bool:
        """Whether two numbers say the same, in digits or in words, with or without a unit."""
        one, two = self.quantity, other.quantity
        if one.value is None or two.value is None:
            return self.words <= other.words or other.words <= self.words
        if (one.value, one.high) != (two.value, two.high):
            return False
        return one.unit == two.unit or not one.unit or not two.unit or _counts(one, two)


def _counts(one: Quantity, two: Quantity) -> bool:
    """Whether both count things or people: 5 passengers may well be 5 people."""
    return {one.sort, two.sort} <= {"", "people", "count"}


def _part(tokens: Tokens, found: Quantity, offset: int) -> Part:
    start, end = tokens.starts[found.first], tokens.ends[found.after - 1]
    return Part(tokens.text[start:end], offset + start, offset + end)


_EMPTY = words_of("год года году годом г в of the жылы жылғы жыл")


def _digits(tokens: Tokens, found: Quantity) -> frozenset[str]:
    """Return what a date or a time says: its numbers without zeros before, its month by letters."""
    lows = tokens.lows[found.first : found.after]
    pieces = (piece for low in lows for piece in re.split(r"[.:/-]", low) if piece)
    return frozenset(
        piece.lstrip("0") or "0" if piece.isdecimal() else piece[:3]
        for piece in pieces
        if piece not in _EMPTY and piece[0].isalnum()
    )


def changed_numbers(
    old: Sequence[NumberSaid], new: Sequence[NumberSaid]
) -> list[tuple[NumberSaid | None, NumberSaid | None]]:
    """Return the numbers that gave way to others, then those that only one sentence has."""
    gone, came = _without(old, new), _without(new, old)
    pairs: list[tuple[NumberSaid | None, NumberSaid | None]] = []
    for fits in (_same_unit, _same_sort):
        for one in list(gone):
            other = next((two for two in came if fits(one.quantity, two.quantity)), None)
            if other is not None:
                pairs.append((one, other))
                gone.remove(one)
                came.remove(other)
    return [*pairs, *((one, None) for one in gone), *((None, two) for two in came)]


def _same_unit(one: Quantity, two: Quantity) -> bool:
    return one.unit == two.unit and (one.value is None) == (two.value is None)


def _same_sort(one: Quantity, two: Quantity) -> bool:
    return (one.value is None) == (two.value is None)


def _without(some: Sequence[NumberSaid], others: Sequence[NumberSaid]) -> list[NumberSaid]:
    """Return the numbers for which the others have none left that says the same."""
    left, found = list(others), []
    for one in some:
        same = next((other for other in left if one.same(other)), None)
        if same is None:
            found.append(one)
        else:
            left.remove(same)
    return found
