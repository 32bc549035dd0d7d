"""Where a number stands, as its label needs to know it."""

from dataclasses import dataclass

#: A label is read beside its number: longer ones are sentences.
MOST_WORDS = 10
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands, in tokens: its sentence, its own words, the other numbers there."""

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
    #: Words of the whole that this number is a part of ("из 135 преступлений"), or "".
    whole: str = ""
