"""A number with its unit and kind, in tokens."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number expression; tokens `first` to `after` (exclusive) hold number and unit."""

    first: int
    after: int
    #: Where the number itself ends; the unit follows.
    number_after: int
    kind: str
    value: float | None
    high: float | None
    unit: str
    #: Sort of the unit: money, share, time, measure, people or "" (see `units.Unit`).
    sort: str
    #: Role of the number (see `number_grammar.Reading`), or adjective ("20-летний") or law.
    role: str
    digits: bool
    scale: float = 1.0
