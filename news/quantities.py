"""Numbers with their units and kinds: what `numbers` gives out and `figures` chooses from."""

import re
from bisect import bisect_right
from dataclasses import replace

from news.dates import MONTHS, calendar, is_year
from news.elided_money import with_elided_money
from news.number_adjectives import worded
from news.number_context import kind_of_time, law_number
from news.number_grammar import GLYPHS, Reading, forms_at, read_range
from news.number_suffixes import Suffix, read_suffix
from news.number_tokens import Tokens
from news.number_words import RUSSIAN
from news.quantity import Quantity
from news.repeated_units import with_repeated_units
from news.units import DOLLAR_PREFIXES, SIGNS, Unit, read_money, read_unit
from news.word_lists import words_of

#: Words and signs that a number expression can begin with; all other tokens are passed over. Of
#: Kazakh sentences every token is tried.
_STARTS = frozenset(RUSSIAN) | MONTHS | frozenset(SIGNS) | GLYPHS
_STARTS |= frozenset(DOLLAR_PREFIXES)


#: What else tells of a number: digits, a pair ("пять-шесть"), a worded adjective ("двухлетний").
#: Apart, because an expression with one beginning finds its places ten times as fast.
_HINTS = (
    re.compile(r"\d+"),
    re.compile(r"-(?<=[^\W\d_]-)(?=[^\W\d_])"),
    re.compile(r"лет[ин](?<=[^\W\d_]лет[ин])"),
    re.compile("процентн"),
    re.compile("годовал"),
)


def _starts(tokens: Tokens) -> list[int]:
    """Return the tokens where a number expression may begin, in order."""
    words = _STARTS.intersection(tokens.lows)
    found = {at for at, low in enumerate(tokens.lows) if low in words} if words else set()
    starts, text = tokens.starts, tokens.text
    hits = [hit.start() for hint in _HINTS for hit in hint.finditer(text)]
    found.update([bisect_right(starts, hit) - 1 for hit in hits])
    if any(tokens.kazakh):
        found.update(at for at, kazakh in enumerate(tokens.kazakh) if kazakh)
    return sorted(found)


#: A text with more numbers is data, no text: the first ones are read, so that time is bounded.
MOST_NUMBERS = 50_000
#: Places where a number may begin that are tried: those of a megabyte of plain text.
_MOST_TRIED = 120_000


def quantities(tokens: Tokens, most: int = MOST_NUMBERS) -> list[Quantity]:
    """Find all number expressions (the first `most`), in text order, without overlaps."""
    found: list[Quantity] = []
    free = 0
    links = _links(tokens.text)
    for at in _starts(tokens)[:_MOST_TRIED]:
        if at < free or (links and _inside(tokens.starts[at], links)):
            continue
        quantity = quantity_at(tokens, at)
        if quantity is None:
            continue
        if found and (joined := _compound(tokens, found[-1], quantity)):
            found.pop()
            quantity = joined
        found.append(quantity)
        free = max(quantity.after, at + 1)
        if len(found) >= most:
            break
    return with_repeated_units(tokens, with_elided_money(tokens, found))


_LINK = re.compile(r"(?:https?://|www\.)\S{1,2000}|\b[\w.-]{1,60}@\w")


def _links(text: str) -> list[tuple[int, int]]:
    """Return the characters of web and mail addresses: their digits are no numbers."""
    if "http" not in text and "www." not in text:
        return []
    return [match.span() for match in _LINK.finditer(text)]


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (at, len(spans) and spans[-1][1] + 1)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]


#: "3 года и 8 месяцев" is 44 months: the greater unit, the smaller one, how many of it.
_COMPOUNDS = {
    ("год", "месяц"): 12, ("час", "минута"): 60, ("минута", "секунда"): 60, ("year", "month"): 12,
    ("hour", "minute"): 60, ("жыл", "ай"): 12, ("сағат", "минут"): 60, ("месяц", "день"): 30,
}  # fmt: skip


def _compound(tokens: Tokens, one: Quantity, two: Quantity) -> Quantity | None:
    """Join two quantities of time that stand together into one, in the smaller unit."""
    factor = _COMPOUNDS.get((one.unit, two.unit))
    if factor is None or one.value is None or two.value is None or one.high or two.high:
        return None
    joined = two.first == one.after or (
        two.first == one.after + 1 and tokens.low(one.after) in ("и", "and")
    )
    if not joined or two.value >= factor:
        return None
    if one.unit in ("час", "hour") and one.value <= 24 and tokens.low(one.first - 1) in _CLOCK:
        return replace(one, after=two.after, kind="TIME", value=None)
    kind = "PENALTY" if "PENALTY" in (one.kind, two.kind) else one.kind
    value = one.value * factor + two.value
    return replace(one, after=two.after, value=value, unit=two.unit, kind=kind)


_CLOCK = words_of("в с до к около после начало — – at")


def quantity_at(tokens: Tokens, at: int) -> Quantity | None:
    """Read the number expression that begins at a token: with its sign, if one stands before."""
    dated = calendar(tokens, at)
    if dated:
        return Quantity(at, dated, dated, "DATE", None, None, "", "", "date", False)
    prefix = _prefix(tokens, at)
    reading = read_range(tokens, at + prefix)
    if reading is None:
        return _worded(tokens, at)
    if reading.role == "one" and _no_count(tokens, reading):
        return None
    if _row_of_numbers(tokens, reading) or _quarter(tokens, reading):
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


def _worded(tokens: Tokens, at: int) -> Quantity | None:
    found = worded(tokens.lows[at])
    if found is None:
        return None
    kind, value, unit = found
    if tokens.low(at + 1).startswith(("срок", "заключен")):
        kind = "PENALTY"
    return Quantity(at, at + 1, at + 1, kind, value, None, unit, "time", "adjective", False)


def _no_count(tokens: Tokens, reading: Reading) -> bool:
    """Tell "один из лидеров", "ещё один", "один и тот же": no count of one."""
    if reading.digits:
        return False
    after, before = tokens.low(reading.after), tokens.low(reading.first - 1)
    if after in ("из", "of", "и", "another") or before in ("еще", "ещё", "ни", "no", "another"):
        return True
    return after in ("day", "time", "thing", "man's") and before in ("", ",", ".")


def _quarter(tokens: Tokens, reading: Reading) -> bool:
    """Tell the quarter of a year ("бірінші тоқсанда") from the number ninety."""
    if not tokens.lows[reading.first].startswith("тоқсан") or reading.after > reading.first + 1:
        return False
    before = tokens.low(reading.first - 1)
    return before.endswith(("нші", "ншы")) or before in ("алғашқы", "өткен", "осы", "келесі")


def _row_of_numbers(tokens: Tokens, reading: Reading) -> bool:
    """Tell codes and tables: "05 01 04 03"."""
    if not reading.digits or reading.scale > 1 or reading.after != reading.first + 1:
        return False
    before, after = tokens.low(reading.first - 1), tokens.low(reading.after)
    return before[:1].isdecimal() and after[:1].isdecimal()


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
    if suffix and (scaled := _scaled(tokens, reading, suffix)):
        reading, suffix = scaled, None
    at = suffix.after if suffix else reading.after
    if tokens.low(reading.first - 1) == "№":
        return _make(reading, "NUMBER", role="law")
    if law_number(tokens, reading):
        return _make(reading, "ORDINAL", role="law")
    unit = read_unit(tokens, _over_dot(tokens, at))
    year = is_year(tokens, reading, unit, at)
    if year:
        return _make(reading, "DATE", Unit("", "", year))
    if suffix and unit is None:
        unit = Unit("", "", suffix.after)
    return _with_unit(tokens, reading, unit)


def _scaled(tokens: Tokens, reading: Reading, suffix: Suffix) -> Reading | None:
    """Read "4-х миллионов": the scale after an inflected number."""
    word = forms_at(tokens, suffix.after).get(tokens.low(suffix.after))
    if word is None or word.role != "scale" or reading.high is not None:
        return None
    value = reading.value * word.value
    return replace(reading, after=suffix.after + 1, value=value, scale=word.value)


def _over_dot(tokens: Tokens, at: int) -> int:
    """Step over the dot of "тыс." and the "of" of "hundreds of dollars"."""
    if tokens.low(at) == "of" and tokens.low(at - 1).endswith("s"):
        return at + 1 if read_money(tokens, at + 1) else at
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
    if suffix.kind == "ORDINAL" and _years_of(tokens, suffix.after):
        return replace(_make(reading, "AGE", unit), unit="год", role="ordinal")
    return _make(reading, suffix.kind, unit, role="adjective" if suffix.kind != "ORDINAL" else None)


def _years_of(tokens: Tokens, at: int) -> bool:
    """Tell "на 83-м году жизни" and "75-й годовщины" from other ordinals."""
    low = tokens.low(at)
    return low.startswith("годовщин") or (low == "году" and tokens.low(at + 1) in ("жизни", "ушел"))


def _with_unit(tokens: Tokens, reading: Reading, unit: Unit | None) -> Quantity:
    if unit is None:
        return _make(reading, kind_of_time(tokens, reading, None))
    if unit.sort == "money":
        return _make(reading, "MONEY", unit)
    if unit.sort == "share":
        return _make(reading, "PERCENT", unit)
    return _make(reading, kind_of_time(tokens, reading, unit), unit)
