"""Numbers that are no figures: names, lists, addresses, phones, scores, turns of speech."""

import re

from news.counted import Counted
from news.dates import MONTHS
from news.number_grammar import forms_at
from news.number_tokens import Tokens
from news.quantity import Quantity
from news.word_lists import words_of

_NEVER = frozenset({"DATE", "TIME"})
_ADDRESS = words_of(
    "дом д корпус корп кв квартира квартиры офис оф строение стр кабинет кабинете тел телефон "
    "телефону факс каб рейс рейса рейсом трасса трассе трассы маршрут маршрута "
    "type version level phase grade chapter page season episode room flat gate route highway "
    "channel "
    "типа категории уровня степени уровень этап этапа серии сезон сезона палата палате сектор "
    "блок блоке лот класс класса гимназия лицей"
)
_INCIDENTAL = words_of(
    "первые первых первым последние последних последним оба обе остальные остальных другие других "
    "первую первая первой other both first last"
)
_IDIOMS = re.compile(
    r"(?:в двух словах|в двух шагах|на все сто|как дважды два|раз[- ]два|сто раз|семь раз от?мер|"
    r"двух зайцев|с тысячей мелоч|на двух стульях|из первых рук|палка о двух|один на один|"
    r"один за другим|одно и то же|в один голос|ни один|ни одного|ни одна|ни одной|пять минут|"
    r"двадцать четыре часа в сутки|24 часа в сутки|на сто процентов|на 100 процентов уверен|"
    r"one of a kind|one another|one day|at one|бірінен соң бірі|жүз рет)"
)
_PHONE_MARKS = frozenset("-–()+")


def is_trap(tokens: Tokens, quantity: Quantity, counted: Counted | None, start: int) -> bool:
    """Tell whether a number of a sentence (from token `start`) is no quantity of the news."""
    if quantity.kind in _NEVER or quantity.role in ("score", "law", "ordinal", "times", "date"):
        return True
    if quantity.kind == "ORDINAL" or (quantity.role == "adjective" and not quantity.digits):
        return True
    if _idiom(tokens, quantity) or (not quantity.unit and _title(tokens, quantity)):
        return True
    if tokens.low(quantity.first - 1) in _INCIDENTAL and quantity.sort not in ("money", "share"):
        return True
    if _both_sides(tokens, quantity, counted) or _last_years(tokens, quantity):
        return True
    if quantity.role == "fraction" and _half_of_a_series(tokens, quantity):
        return True
    if quantity.role == "one":
        return not _counts_one(tokens, quantity, counted)
    if not quantity.digits or quantity.unit or quantity.scale > 1:
        return False
    return _bare_trap(tokens, quantity, counted, start)


def _bare_trap(tokens: Tokens, quantity: Quantity, counted: Counted | None, start: int) -> bool:
    """Judge a number in digits that has neither unit nor scale."""
    return (
        _list_number(tokens, quantity)
        or _part_of_name(tokens, quantity, counted, start)
        or _address(tokens, quantity)
        or _phone(tokens, quantity)
        or _ordinal_name(quantity, counted)
        or _day(tokens, quantity)
    )


_SIDES = words_of("страна сторона государство держава country side nation ел тарап мемлекет")
_OF_TWO = words_of("двух двумя двум")


def _both_sides(tokens: Tokens, quantity: Quantity, counted: Counted | None) -> bool:
    """Tell "договор двух стран" and "between two countries": who they are is known."""
    if quantity.value != 2 or quantity.digits or counted is None or counted.unit not in _SIDES:
        return False
    before = tokens.low(quantity.first - 1)
    if before == "the":
        before = tokens.low(quantity.first - 2)
    if tokens.kazakh[quantity.first]:
        return tokens.low(quantity.after).endswith(("дің", "тің", "тың"))
    return before in ("между", "between") or (
        tokens.low(quantity.first) in _OF_TWO and before[:1].isalpha() and before not in _SPOKEN_OF
    )


def _last_years(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "свыше 28 последних лет": a time that ends today."""
    between = tokens.low(quantity.number_after) in ("последних", "последние", "прошедших")
    return between and tokens.low(quantity.number_after + 1) in _YEARS


_YEARS = words_of("лет года дней дня месяцев месяца недель недели часов")

#: After these "двух стран" counts: "граждане из двух стран", "в двух странах".
_SPOKEN_OF = words_of("из в во до от около более менее на о об для к с ещё еще")


def _half_of_a_series(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "в половине десятого" and "во второй половине списка"."""
    if quantity.digits:
        return False
    forms = forms_at(tokens, quantity.first)
    beside = (forms.get(tokens.low(at)) for at in (quantity.first - 1, quantity.after))
    return any(word is not None and word.role == "ordinal" for word in beside)


#: No month has more days to list.
_MOST_DAYS = 31


def _day(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell the days in "18, 23 и 26 января"."""
    if not 1 <= (quantity.value or 0) <= 31:
        return False
    at, most = quantity.after, quantity.after + 2 * _MOST_DAYS
    while at < most and tokens.low(at) in (",", "и", "and") and tokens.low(at + 1).isdecimal():
        at += 2
    return at > quantity.after and tokens.low(at) in MONTHS


def _idiom(tokens: Tokens, quantity: Quantity) -> bool:
    if quantity.digits and quantity.unit != "%":
        return False
    first, last = max(quantity.first - 3, 0), min(quantity.after + 3, len(tokens))
    return _IDIOMS.search(" ".join(tokens.lows[first:last])) is not None


def _counts_one(tokens: Tokens, quantity: Quantity, counted: Counted | None) -> bool:
    """Tell "убил одного человека" from "один из" and "один день"."""
    if quantity.kind == "PENALTY":
        return True
    people = quantity.sort == "people" or (counted is not None and counted.people)
    if not people or quantity.digits:
        return quantity.digits
    around = " ".join(tokens.lows[max(quantity.first - 8, 0) : quantity.after + 6])
    return _CASUALTY.search(around) is not None


_CASUALTY = re.compile(
    r"уби|погиб|ранен|ранил|ранив|постра|задержа|арест|скончал|умер|пропал|спас|госпитализ|"
    r"killed|died|dead|injured|wounded|arrested|қаза|жарала|қайтыс|ұстал"
)


def _list_number(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "1. Отрешить", "2) ..." and "постановляю 1 Отрешить"."""
    before, after = tokens.low(quantity.first - 1), tokens.low(quantity.after)
    if (before in ("\n", "") or quantity.first == 0) and after in (".", ")", "\n", ""):
        return True
    small = (quantity.value or 0) < 100 and not tokens.low(quantity.after + 1)[:1].isdecimal()
    if after == "." and small and before in (")", ".", ";") and tokens.capital(quantity.after + 1):
        return True
    opened = "(" in tokens.lows[max(quantity.first - 3, 0) : quantity.first]
    if after == ")" and not opened and tokens.glued(quantity.after):
        return True
    if tokens.kazakh[quantity.first]:
        return False
    return tokens.capital(quantity.after) and not tokens.raw(quantity.after).isupper()


def _part_of_name(tokens: Tokens, quantity: Quantity, counted: Counted | None, start: int) -> bool:
    """Tell "Боинг 737", "Vanguard 500", "«112 Украина»", "«17 мгновений весны»"."""
    before = quantity.first - 1
    if tokens.low(before) in ("#", "№", "_", "@"):
        return True
    year = 1900 <= (quantity.value or 0) <= 2050 and tokens.raw(quantity.first).isdecimal()
    if before <= start or (counted is not None and not (year and tokens.capital(before))):
        return False
    low = tokens.low(before)
    if low in ("-", "–", "‑") and tokens.glued(before) and tokens.glued(quantity.first):
        return True
    name = tokens.capital(before) and low[:1].isalpha()
    return name and tokens.low(quantity.after)[:1] not in ("%",)


def _address(tokens: Tokens, quantity: Quantity) -> bool:
    before = quantity.first - 1
    low = tokens.low(before - 1) if tokens.low(before) in (".", "№") else tokens.low(before)
    return low in _ADDRESS


def _phone(tokens: Tokens, quantity: Quantity) -> bool:
    if tokens.low(quantity.first - 1) == "+":
        return True
    around = tokens.lows[max(quantity.first - 4, 0) : quantity.after + 4]
    groups = sum(low[:1].isdecimal() for low in around)
    marks = sum(low in _PHONE_MARKS for low in around)
    return groups >= 3 and marks >= 3


def _ordinal_name(quantity: Quantity, counted: Counted | None) -> bool:
    """Tell "9 канал" and "на 4 курсе": a singular after a number that asks for another form."""
    if counted is None or not counted.singular or quantity.value is None:
        return False
    value = quantity.value
    if value != int(value) or (int(value) % 10 == 1 and int(value) % 100 != 11):
        return False
    few = int(value) % 10 in (2, 3, 4) and int(value) % 100 not in (12, 13, 14)
    return counted.singular != "gent" or not few


def _title(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell a number that opens a name in quotation marks: «Двенадцать стульев», «112 Украина»."""
    before = quantity.first - 1
    if tokens.low(before) not in ("«", '"', "“", "„") or not tokens.glued(quantity.first):
        return False
    ahead = tokens.lows[quantity.after : quantity.after + 6]
    spoken = tokens.low(before - 1) in (":", "\n", "")
    return not spoken and any(low in ("»", '"', "”") for low in ahead)
