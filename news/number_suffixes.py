"""What is glued to a number in digits: "20-летний", "50-процентным", "32-м", "135-тен", "20км"."""

import re
from dataclasses import dataclass

from news.number_grammar import Reading
from news.number_tokens import Tokens
from news.units import money_code
from news.word_lists import words_of


@dataclass(frozen=True, slots=True)
class Suffix:
    """A suffix up to token `after`; `case_only` when it only inflects the number ("15-ти")."""

    kind: str
    unit: str
    sort: str
    after: int
    case_only: bool = False


_RU_ORDINAL = words_of("й я е го му м х ая ый ой ый-м ого ому ом ую ую ю ые ых ыми ым ми ми")
_RU_CASE = words_of("ти ми и ю ех мя ух")
_ORDINAL = words_of("st nd rd th")
_KK_ORDINAL = re.compile(r"(?:ы|і)?(?:нш|ш)[ыі][а-яәғқңөұүһі]{0,6}")
_KK_CASE = re.compile(
    r"(?:[гғқк][ае]|[нтд][ыіае]н?|[нтд]ың|[нтд]ің|[дтн][ае]й?[ыі]?[нғ]?[еа]?|[мбп]ен|"
    r"[сі]?[ыі]н?[аея]?н?"
    r"|[еа]?у[ыі]?|т[еа]й[ыі]?|д[еа]й[ыі]?|лық|лік|л[аея]ған|леген)"
)
#: Adjectives of measure: stem, unit, sort.
_ADJECTIVES = (
    ("летн", "год", "time"), ("лети", "год", "time"), ("годовал", "год", "time"),
    ("процент", "%", "share"), ("дневн", "день", "time"), ("часов", "час", "time"),
    ("минутн", "минута", "time"), ("секундн", "секунда", "time"), ("месячн", "месяц", "time"),
    ("недельн", "неделя", "time"), ("километр", "км", "measure"), ("сантиметр", "см", "measure"),
    ("миллиметр", "мм", "measure"), ("метров", "м", "measure"), ("тонн", "тонна", "measure"),
    ("литров", "л", "measure"), ("градусн", "градус", "measure"), ("этажн", "этаж", "count"),
    ("странич", "страница", "count"), ("комнатн", "комната", "count"), ("местн", "место", "count"),
    ("кратн", "раз", "measure"), ("балльн", "балл", "measure"), ("сери", "серия", "count"),
    ("year-old", "year", "time"), ("year", "year", "time"), ("month", "month", "time"),
    ("week", "week", "time"), ("day", "day", "time"), ("hour", "hour", "time"),
    ("minute", "minute", "time"), ("mile", "mile", "measure"), ("metre", "m", "measure"),
    ("жаст", "жыл", "time"), ("жасар", "жыл", "time"),
)  # fmt: skip
_AGES = ("летн", "лети", "годовал", "year-old", "жаст", "жасар")


def read_suffix(tokens: Tokens, reading: Reading) -> Suffix | None:
    """Read the suffix of a number in digits, or None when a space or a sign follows it."""
    at = reading.after
    if reading.scale > 1:
        return None
    if not tokens.glued(at):
        return _measure(tokens, reading, tokens.low(at), at + 1) if _spaced(tokens, at) else None
    if tokens.low(at) in "-\u2011\u2010–" and tokens.glued(at + 1):
        at += 1
    low = tokens.low(at)
    if not low[:1].isalpha():
        return None
    return _measure(tokens, reading, low, at + 1) or _ending(low, at + 1, reading)


def _spaced(tokens: Tokens, at: int) -> bool:
    """Tell an adjective that lost its hyphen: "47 летний", "54 процентным"."""
    stems = ("летни", "летне", "летня", "летню", "процентн", "месячн", "дневн", "минутн")
    return tokens.low(at).startswith(stems) and not tokens.low(at + 1).startswith("пункт")


def _measure(tokens: Tokens, reading: Reading, low: str, after: int) -> Suffix | None:
    for stem, unit, sort in _ADJECTIVES:
        if low.startswith(stem):
            return Suffix(_kind(tokens, low, sort, after), unit, sort, after)
    code = money_code(re.sub(r"(?:ов|лев|нов)(?:ый|ая|ое|ой|ую|ого|ом|ым|ые|ых)$", "", low))
    return Suffix("MONEY", code, "money", after) if code and len(low) > 3 else None


def _kind(tokens: Tokens, low: str, sort: str, after: int) -> str:
    if sort == "share":
        return "PERCENT"
    if not low.startswith(_AGES):
        return "NUMBER"
    return "PENALTY" if tokens.low(after).startswith(("срок", "заключен")) else "AGE"


#: "90-х" is a decade: of tens only these are written so, people are "20-ти".
_DECADES = range(20, 100, 10)


def _ending(low: str, after: int, reading: Reading) -> Suffix | None:
    integer = reading.value == int(reading.value) if reading.value < 1e15 else False
    if low in ("х", "s", "шы", "е", "ые", "ых") and 1000 <= reading.value <= 2100 and integer:
        return Suffix("DATE", "", "", after)
    if low == "х" and reading.value in _DECADES:
        return Suffix("DATE", "", "", after)
    if low == "ми" and integer and reading.value % 10 not in (7, 8):
        return Suffix("ORDINAL", "", "", after)
    if low in ("х", "мя", "ти", "ми") or low in _RU_CASE:
        return Suffix("NUMBER", "", "", after, case_only=True)
    if low in _RU_ORDINAL or low in _ORDINAL or _KK_ORDINAL.fullmatch(low):
        return Suffix("ORDINAL", "", "", after)
    if _KK_CASE.fullmatch(low):
        return Suffix("NUMBER", "", "", after, case_only=True)
    return None
