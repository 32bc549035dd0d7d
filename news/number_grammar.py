"""How digits and number words make one number: "1,5 млн", "двадцать пять тысяч", "екі жарым"."""

import re
from dataclasses import dataclass, replace

from news.number_sum import ORDER, SHORT_SCALES, Sum
from news.number_tokens import Tokens
from news.number_words import KAZAKH, RUSSIAN, Forms, NumberWord
from news.units import SIGNS


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read from tokens `first` (inclusive) to `after` (exclusive)."""

    first: int
    after: int
    value: float
    #: number, group (двое), vague (сотни), fraction, times (дважды), ordinal, clock, date, one
    #: (одного: often no count) or score.
    role: str
    digits: bool = False
    #: The scale it ends on ("2 млн": 1e6), else 1.
    scale: float = 1.0
    #: The upper end of a range.
    high: float | None = None


_GROUPS = re.compile(r"[ \u00a0\u202f\u2009]")
_GLYPH_VALUES = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
GLYPHS = frozenset(_GLYPH_VALUES)
#: More digits are an account, a code or a phone.
_MOST_DIGITS = 15
_DASHES = frozenset("-–—−‑")


def forms_at(tokens: Tokens, index: int) -> Forms:
    """Return the number words of the language that a token stands in."""
    return KAZAKH if index < len(tokens) and tokens.kazakh[index] else RUSSIAN


def read(tokens: Tokens, index: int) -> Reading | None:
    """Read the number that begins at a token, or None."""
    low = tokens.low(index)
    if not low:
        return None
    if low[0].isdecimal():
        return _read_digits(tokens, index)
    if low in _GLYPH_VALUES:
        return Reading(index, index + 1, _GLYPH_VALUES[low], "fraction")
    forms = forms_at(tokens, index)
    word = forms.get(low)
    if word is None:
        return _read_pair(tokens, index, forms) if "-" in low else None
    return _read_words(tokens, index, forms, word)


def _read_pair(tokens: Tokens, index: int, forms: Forms) -> Reading | None:
    """Read "пять-шесть" as a range and "twenty-five" as a sum."""
    left, _, right = tokens.low(index).partition("-")
    low, high = forms.get(left), forms.get(right)
    if low is None or high is None or low.role not in ORDER:
        return None
    if high.role in ("ordinal", "fraction"):
        role, value = high.role, low.value * high.value if high.role == "fraction" else low.value
        return Reading(index, index + 1, value, role)
    if high.role not in ORDER:
        return None
    if low.role == "ten" and high.role == "digit" and low.value > 10:
        start = NumberWord(low.value + high.value, "teen")
        return _sum_words(tokens, index, index + 1, forms, start.value)
    if high.value <= low.value:
        return None
    rest = _sum_words(tokens, index, index + 1, forms, low.value)
    factor = rest.value / low.value if low.value else 1.0
    return replace(rest, high=high.value * factor, role="number")


def _read_digits(tokens: Tokens, index: int) -> Reading | None:
    raw = tokens.low(index)
    if len(raw) > _MOST_DIGITS + 6:
        return None
    special = _special(tokens, index, raw)
    if special:
        return special
    value = _decimal(tokens, index, raw)
    if value is None:
        return None
    after = index + 1
    if tokens.kazakh[index] and (tail := _spaced_decimals(tokens, after)):
        value, after = float(f"{int(value)}.{tail}"), after + 2
    if tokens.low(after) in _GLYPH_VALUES:
        value += _GLYPH_VALUES[tokens.low(after)]
        after += 1
    return _sum_words(tokens, index, after, forms_at(tokens, index), value, digits=True)


def _spaced_decimals(tokens: Tokens, at: int) -> str:
    """Return the decimals of "12, 9 миллиард", as transcripts of Kazakh speech write it."""
    tail = tokens.low(at + 1)
    if tokens.low(at) != "," or not tokens.glued(at) or len(tail) > 2 or not tail.isdecimal():
        return ""
    if not tokens.raw(at - 1).isdecimal() or len(tokens.raw(at - 1)) > 3:
        return ""
    follows = tokens.low(at + 2)
    measured = follows == "%" or follows.startswith(("пайыз", "процент"))
    return tail if measured or _scale_at(tokens, at + 2) else ""


def _special(tokens: Tokens, index: int, raw: str) -> Reading | None:
    """Read what has the shape of a time, a score, a date or a fraction."""
    if ":" in raw:
        hours, _, minutes = raw.partition(":")
        clock = len(minutes) >= 2 and hours.isdecimal() and len(hours) < 3 and int(hours) < 25
        return Reading(index, index + 1, 0, "clock" if clock else "score", digits=True)
    if "/" in raw:
        over, _, under = raw.partition("/")
        if under.isdecimal() and over.isdecimal() and 0 < int(over) < int(under) <= 10:
            return Reading(index, index + 1, int(over) / int(under), "fraction", digits=True)
        return Reading(index, index + 1, 0, "date", digits=True)
    if raw.count(".") == 2 and re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2,4}", raw):
        return Reading(index, index + 1, 0, "date", digits=True)
    return None


def _decimal(tokens: Tokens, index: int, raw: str) -> float | None:
    """Return the value of a digit group, telling thousands separators from decimal signs."""
    plain = _GROUPS.sub("", raw)
    if sum(map(str.isdecimal, plain)) > _MOST_DIGITS:
        return None
    marks = [sign for sign in plain if sign in ".,"]
    if len(marks) > 1:
        if len(set(marks)) == 2 and plain.rindex(marks[-1]) > plain.index(marks[0]):
            return _mixed(plain, marks)
        groups = re.split(r"[.,]", plain)
        return float("".join(groups)) if all(len(g) == 3 for g in groups[1:]) else None
    if not marks:
        return float(plain)
    head, tail = re.split(r"[.,]", plain)
    if (
        len(tail) == 3
        and head != "0"
        and len(head) < 4
        and _thousands(tokens, index, marks[0], tail)
    ):
        return float(head + tail)
    return float(f"{head}.{tail}")


def _mixed(plain: str, marks: list[str]) -> float | None:
    """Read "1,234.5" and "1.234,5": the last sign is the decimal one."""
    head, _, tail = plain.rpartition(marks[-1])
    return float(re.sub(r"[.,]", "", head) + "." + tail) if len(set(marks[:-1])) == 1 else None


def _thousands(tokens: Tokens, index: int, mark: str, tail: str) -> bool:
    if _scale_at(tokens, index + 1) is not None or tokens.low(index + 1) == "%":
        return False
    if tail == "000":
        return True
    english = tokens.low(index + 1)[:1].isascii() and tokens.low(index - 1)[:1].isascii()
    return mark == "," if english else mark == "."


def _scale_at(tokens: Tokens, index: int) -> NumberWord | None:
    word = forms_at(tokens, index).get(tokens.low(index))
    if word is None or word.role not in ("scale", "suffix"):
        return None
    if word.role == "suffix" and not tokens.glued(index) and tokens.low(index) not in ("bn", "mln"):
        return None
    return word


def _read_words(tokens: Tokens, index: int, forms: Forms, word: NumberWord) -> Reading | None:
    if word.role in ("ordinal", "times"):
        return Reading(index, index + 1, word.value, word.role)
    if word.role == "group":
        return Reading(index, index + 1, word.value, "group")
    if word.role == "fraction":
        return _read_fraction(tokens, index, forms, word)
    if word.role == "scale":
        reading = _sum_words(tokens, index, index, forms, 0)
        return replace(reading, role="vague") if word.plural else reading
    if word.role in ("suffix", "whole", "half"):
        return None
    return _sum_words(tokens, index, index, forms, 0)


def _read_fraction(tokens: Tokens, index: int, forms: Forms, word: NumberWord) -> Reading:
    """Read "половина" and "half a million", "жарты миллион"."""
    scale_at = index + 1 + (tokens.low(index + 1) in ("a", "of"))
    scale = forms.get(tokens.low(scale_at))
    if scale and scale.role == "scale" and not scale.plural:
        return Reading(index, scale_at + 1, word.value * scale.value, "number", scale=scale.value)
    return Reading(index, index + 1, word.value, "fraction")


def _sum_words(
    tokens: Tokens, first: int, at: int, forms: Forms, value: float, *, digits: bool = False
) -> Reading:
    """Add up number words from token `at`; `value` is what the tokens before it gave."""
    started = at > first
    total = Sum(tokens, forms, at, 0.0, value, digits, started, last=0 if started else 9)
    total.run()
    role = total.role
    if role == "number" and total.value == 1 and not digits and total.at == first + 1:
        role = "one"
    return Reading(first, total.at, total.value, role, digits, total.scale)


def read_range(tokens: Tokens, index: int) -> Reading | None:
    """Read a number or a range: "5–7", "от 100 до 200 млн", "between 5 and 7", "8 или 10"."""
    low = read(tokens, index)
    if low is None or low.role not in ("number", "vague", "one") or low.high is not None:
        return low
    signed = tokens.low(index - 1) in SIGNS
    link = _link(tokens, low.after, index - signed)
    if not link:
        return low
    high = read(tokens, link + (signed and tokens.low(link) == tokens.low(index - 1)))
    if high is None or high.role != "number" or high.high is not None:
        return low
    bottom = low.value * (high.scale if low.scale == 1 and low.value < 1000 else 1)
    if bottom >= high.value:
        bottom = low.value
    if bottom >= high.value or _separate(low, high):
        return low
    high = _last_of_row(tokens, high)
    return Reading(index, high.after, bottom, "number", high.digits, high.scale, high.value)


def _last_of_row(tokens: Tokens, high: Reading) -> Reading:
    """Return the last number of "5—8—10", which is a range from the first to it."""
    if tokens.low(high.after) not in _DASHES:
        return high
    more = read(tokens, high.after + 1)
    if more is None or more.role != "number" or more.high is not None:
        return high
    return more if high.value < more.value < 1000 else high


def _separate(low: Reading, high: Reading) -> bool:
    """Tell "27-200 000" from a range: ends that are worlds apart are no range."""
    return low.value > 0 and high.value / low.value > 1e4 and low.scale == 1 and high.scale == 1


def _link(tokens: Tokens, at: int, first: int) -> int:
    """Return the token after "–", "до", "to", "и" of a range, else 0."""
    if tokens.low(at) == "." and tokens.low(at - 1) in SHORT_SCALES:
        at += 1
    low, before = tokens.low(at), tokens.low(first - 1)
    if low in _DASHES:
        return at + 1
    if low == "до" and before == "от":
        return at + 1
    if low == "to" and before in ("from", "of", "aged", "about", "around"):
        return at + 1
    if low == "and" and before == "between":
        return at + 1
    if low == "и" and before == "между":
        return at + 1
    if low in ("или", "or", "немесе"):
        return at + 1
    return 0
