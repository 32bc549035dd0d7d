"""Words that hold a number: "двухлетний", "четырёхпроцентным", "столетие"."""

import re
from functools import lru_cache

_UNITS = {
    "одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8,
    "девяти": 9,
}  # fmt: skip
_TENS = {
    "десяти": 10, "одиннадцати": 11, "двенадцати": 12, "тринадцати": 13, "четырнадцати": 14,
    "пятнадцати": 15, "шестнадцати": 16, "семнадцати": 17, "восемнадцати": 18,
    "девятнадцати": 19, "двадцати": 20, "тридцати": 30, "сорока": 40, "пятидесяти": 50,
    "шестидесяти": 60, "семидесяти": 70, "восьмидесяти": 80, "девяносто": 90, "сто": 100,
    "полутора": 1.5, "двухсот": 200, "трехсот": 300, "пятисот": 500, "тысяче": 1000,
}  # fmt: skip
_ADJECTIVE = re.compile(
    r"(?P<tens>" + "|".join(sorted(_TENS, key=len, reverse=True)) + r")?"
    r"(?P<units>" + "|".join(_UNITS) + r")?"
    r"(?P<unit>летн|лети[еяюй]|процентн|годовал)\w{0,3}"
)


@lru_cache(maxsize=20_000)
def worded(low: str) -> tuple[str, float, str] | None:
    """Return kind, value and unit of a word such as "пятилетнюю" (AGE, 5, год), else None."""
    if low.startswith("полугодовал"):
        return "AGE", 0.5, "год"
    match = _ADJECTIVE.fullmatch(low) if len(low) <= 40 else None
    if match is None or not (match["tens"] or match["units"]):
        return None
    value = _TENS.get(match["tens"] or "", 0) + _UNITS.get(match["units"] or "", 0)
    percent = match["unit"] == "процентн"
    return ("PERCENT", value, "%") if percent else ("AGE", value, "год")
