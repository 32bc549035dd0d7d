"""Every number expression of a text, figure or not."""

from dataclasses import dataclass

from news.number_tokens import Tokens
from news.quantities import quantities
from news.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression: `text[start:end]`, read."""

    start: int
    end: int
    #: MONEY, PERCENT, NUMBER, AGE, DATE, TIME, ORDINAL or PENALTY.
    kind: str
    #: In base units; (low, high) for a range; None where there is no single one (dates, times).
    value: float | tuple[float, float] | None
    #: ISO code for money, "%", else a lower-case lemma; "" for a bare number.
    unit: str


def find(text: str) -> list[Number]:
    """Find the number expressions in text order, without overlaps; at most `MOST_NUMBERS`."""
    tokens = Tokens(text)
    return [_number(tokens, quantity) for quantity in quantities(tokens)]


def _number(tokens: Tokens, quantity: Quantity) -> Number:
    value: float | tuple[float, float] | None = quantity.value
    if quantity.value is not None and quantity.high is not None:
        value = (quantity.value, quantity.high)
    start, end = tokens.starts[quantity.first], tokens.ends[quantity.after - 1]
    return Number(start, end, quantity.kind, value, quantity.unit)
