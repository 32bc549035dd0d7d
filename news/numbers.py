"""Every number expression of a text, figure or not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression: `text[start:end]`, read."""

    start: int
    end: int
    #: MONEY, PERCENT, NUMBER, AGE, DATE, TIME, ORDINAL or PENALTY.
    kind: str
    #: In base units; (low, high) for a range; None where no single value can be given (dates, times).
    value: float | tuple[float, float] | None
    #: ISO code for money, "%", else a lower-case lemma; "" for a bare number.
    unit: str


def find(text: str) -> list[Number]:
    """Find all number expressions, in text order, without overlaps."""
    raise NotImplementedError
