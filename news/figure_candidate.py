"""A number that may be a figure: with what it counts, its qualifier and its sentence."""

from dataclasses import dataclass

from news.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible figure. All positions are tokens."""

    quantity: Quantity
    #: Number and unit, with the counted noun.
    first: int
    after: int
    #: The counted noun, or `after` where there is none.
    noun: int
    unit: str
    #: money, share, time, measure, people, count or "".
    sort: str
    qualifier: str
    #: Number, unit and qualifier.
    region: tuple[int, int]
    sentence: int
    sentence_first: int
    sentence_after: int
    hedged: bool = False
    #: Index of the candidate that this one is a part of, or None.
    part_of: int | None = None

    @property
    def value(self) -> float | tuple[float, float]:
        """The number in base units; (low, high) for a range."""
        low = self.quantity.value or 0.0
        return low if self.quantity.high is None else (low, self.quantity.high)
