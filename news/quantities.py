"""Numbers with their units and kinds: what `numbers` gives out and `figures` chooses from."""

from dataclasses import dataclass

from news.dates import calendar, is_year
from news.number_context import kind_of_time, law_number
from news.number_grammar import Reading, read_range
from news.number_suffixes import Suffix, read_suffix
from news.number_tokens import Tokens
from news.units import DOLLAR_PREFIXES, SIGNS, Unit, read_unit


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


def quantities(tokens: Tokens) -> list[Quantity]:
    """Find all number expressions, in text order, without overlaps."""
    found: list[Quantity] = []
    at, size = 0, len(tokens)
    while at < size:
        quantity = quantity_at(tokens, at)
        if quantity is None:
            at += 1
            continue
        found.append(quantity)
        at = max(quantity.after, at + 1)
    return found


def quantity_at(tokens: Tokens, at: int) -> Quantity | None:
    """Read the number expression that begins at a token: with its sign, if one stands before."""
    dated = calendar(tokens, at)
    if dated:
        return Quantity(at, dated, dated, "DATE", None, None, "", "", "date", False)
    prefix = _prefix(tokens, at)
    reading = read_range(tokens, at + prefix)
    if reading is None:
        return None
    if prefix:
        code = _prefix_code(tokens, at, prefix)
        after = reading.after
        repeated = read_unit(tokens, after)
        if repeated and repeated.sort == "money":
            after, code = repeated.after, repeated.name
        unit = Unit(code, "money", after)
        return _make(reading, "MONEY", unit, first=at)
    return _classify(tokens, reading)


def _prefix(tokens: Tokens, at: int) -> int:
    """Return how many tokens before a number are its money sign: "$", "US$"."""
    low = tokens.low(at)
    if low in SIGNS:
        return 1 if tokens.low(at + 1)[:1].isdecimal() else 0
    if low in DOLLAR_PREFIXES and tokens.low(at + 1) == "$" and tokens.glued(at + 1):
        return 2
    return 0


def _prefix_code(tokens: Tokens, at: int, prefix: int) -> str:
    return DOLLAR_PREFIXES[tokens.low(at)] if prefix == 2 else SIGNS[tokens.low(at)]


def _make(
    reading: Reading,
    kind: str,
    unit: Unit | None = None,
    *,
    first: int | None = None,
    role: str | None = None,
) -> Quantity:
    """Put a reading and its unit together."""
    timeless = kind in ("DATE", "TIME") or (kind == "ORDINAL" and role == "law")
    return Quantity(
        reading.first if first is None else first,
        max(reading.after, unit.after) if unit else reading.after,
        reading.after,
        kind,
        None if timeless else reading.value,
        None if timeless else reading.high,
        unit.name if unit else "",
        unit.sort if unit else "",
        role or reading.role,
        reading.digits,
        reading.scale,
    )


_SPECIAL = {"clock": "TIME", "score": "NUMBER", "date": "DATE"}


def _classify(tokens: Tokens, reading: Reading) -> Quantity | None:
    if reading.role in _SPECIAL:
        return _make(reading, _SPECIAL[reading.role])
    if reading.role == "ordinal":
        return _ordinal(tokens, reading)
    suffix = read_suffix(tokens, reading) if reading.digits else None
    if suffix and not suffix.case_only:
        return _suffixed(tokens, reading, suffix)
    at = suffix.after if suffix else reading.after
    if law_number(tokens, reading):
        return _make(reading, "ORDINAL", role="law")
    unit = read_unit(tokens, _over_dot(tokens, at))
    year = is_year(tokens, reading, unit, at)
    if year:
        return _make(reading, "DATE", Unit("", "", year))
    if suffix and unit is None:
        unit = Unit("", "", suffix.after)
    return _with_unit(tokens, reading, unit)


def _over_dot(tokens: Tokens, at: int) -> int:
    """Step over the dot of "тыс." and "млн."."""
    short = tokens.low(at - 1) in ("тыс", "млн", "млрд", "трлн")
    return at + 1 if short and tokens.low(at) == "." else at


def _ordinal(tokens: Tokens, reading: Reading) -> Quantity:
    """An ordinal, or a date where a year follows ("екі мың он жетінші жылы")."""
    year = reading.value > 1000 and tokens.low(reading.after).startswith(("жыл", "год"))
    if year:
        return _make(reading, "DATE", Unit("", "", reading.after + 1))
    return _make(reading, "ORDINAL")


def _suffixed(tokens: Tokens, reading: Reading, suffix: Suffix) -> Quantity:
    unit = Unit(suffix.unit, suffix.sort, suffix.after)
    return _make(reading, suffix.kind, unit, role="adjective" if suffix.kind != "ORDINAL" else None)


def _with_unit(tokens: Tokens, reading: Reading, unit: Unit | None) -> Quantity:
    if unit is None:
        return _make(reading, kind_of_time(tokens, reading, None))
    if unit.sort == "money":
        return _make(reading, "MONEY", unit)
    if unit.sort == "share":
        return _make(reading, "PERCENT", unit)
    return _make(reading, kind_of_time(tokens, reading, unit), unit)
