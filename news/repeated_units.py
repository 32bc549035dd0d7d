"""Fractions whose unit stands elsewhere: "до 37,5" in a headline, "37,5 процента" under it."""

from dataclasses import replace

from news.elided_money import NO_NOUN
from news.number_tokens import Tokens
from news.quantity import Quantity

_KINDS = {"share": "PERCENT", "money": "MONEY", "measure": "NUMBER"}


def with_repeated_units(tokens: Tokens, found: list[Quantity]) -> list[Quantity]:
    """Give a bare fraction the unit that the same number has in another place.

    Fractions only, and only where the text gives one unit for them: a whole number is met with
    different things by chance, "37,5" hardly.
    """
    if not any(_is_bare_fraction(tokens, one) for one in found):
        return found
    said: dict[float, set[tuple[str, str]]] = {}
    for one in found:
        if one.value is not None and one.high is None and one.sort in _KINDS:
            said.setdefault(one.value, set()).add((one.unit, one.sort))
    return [
        _like(one, units)
        if _is_bare_fraction(tokens, one) and (units := said.get(one.value or 0.0))
        else one
        for one in found
    ]


def _is_bare_fraction(tokens: Tokens, one: Quantity) -> bool:
    """Tell "до 37,5" with neither unit nor noun after it."""
    if one.kind != "NUMBER" or one.unit or not one.digits or one.role != "number":
        return False
    if one.value is None or one.high is not None or one.value == int(one.value):
        return False
    follows = tokens.low(one.after)
    return follows in NO_NOUN or not follows.strip()


def _like(one: Quantity, units: set[tuple[str, str]]) -> Quantity:
    """Return the number with the unit, if there is but one."""
    if len(units) != 1:
        return one
    ((unit, sort),) = units
    return replace(one, kind=_KINDS[sort], unit=unit, sort=sort)
