"""What stands around a number and decides its kind: ages, prison terms, times, law."""

from news import morphology
from news.number_grammar import Reading
from news.number_tokens import Tokens
from news.units import Unit
from news.word_classes import classify
from news.word_lists import words_of

_LAW = words_of(
    "ст статья статьи статье статью статьей статьям статей статьями ч часть части частью п пп "
    "пункт пункта пункту пункте подпункт подпункта глава главы no n article section"
)
_CODES = words_of("ук упк коап тк гк нк фз бап бабы бабының бабына бабымен бапқа кодекса")
_AGE_BEFORE = words_of(
    "возраст возрасте возраста возрастом старше младше моложе исполнилось исполнится исполняется "
    "свои aged age отроду"
)
_WHO = words_of("ему ей им мне вам которому которой которым нам")
_BETWEEN = words_of("было всего уже сейчас лишь только едва будет около до от не тогда")
_PEOPLE = words_of(
    "девочка девочки девочку мальчик мальчика мужчина мужчину мужчины женщина женщину женщины "
    "парень сын сыну дочь дочери ребенок ребенка ребенку детям детей дети лица лиц"
)
_JAIL = (
    "лишени", "тюр", "колони", "заключен", "арест", "каторг", "исправительн", "ограничени",
    "принудительн", "условно", "строгого", "бас", "бостандығынан", "түрме", "jail", "prison",
    "behind", "imprisonment", "probation",
)  # fmt: skip
_SENTENCED = (
    "приговор", "осужд", "осуд", "грозит", "наказани", "сесть", "сел", "sentenc", "jailed",
    "сотта", "айырыл", "кесілді", "лишени", "тюрем",
)  # fmt: skip
_DAY_PARTS = words_of("утра вечера дня ночи ровно am pm часа")


def law_number(tokens: Tokens, reading: Reading) -> bool:
    """Tell whether a number counts articles of law, parts, points or items ("ст. 128", "№ 5")."""
    at = reading.first - 1
    after = tokens.low(reading.after)
    before = tokens.low(at)
    if after in _CODES or (after in ("ст", "п", "ч") and (before.isdecimal() or before in _LAW)):
        return True
    if tokens.low(at) == "." and tokens.low(at - 1) in _LAW:
        return True
    return tokens.low(at) in _LAW


def kind_of_time(tokens: Tokens, reading: Reading, unit: Unit | None) -> str:
    """Return AGE, PENALTY, TIME, DATE or NUMBER for a number with or without a unit of time."""
    if unit is None:
        return _bare(tokens, reading)
    if unit.sort != "time":
        return "NUMBER"
    if unit.name in ("год", "year", "месяц", "жыл") and _is_age(tokens, reading, unit.after):
        return "AGE"
    if _is_penalty(tokens, reading, unit):
        return "PENALTY"
    if unit.name in ("час", "сағат", "hour") and _is_clock(tokens, reading, unit.after):
        return "TIME"
    return "DATE" if _is_relative(tokens, reading, unit.after) else "NUMBER"


def _bare(tokens: Tokens, reading: Reading) -> str:
    low, before = tokens.low(reading.after), tokens.low(reading.first - 1)
    if low.startswith("жас") and tokens.kazakh[reading.after] and len(low) < 9:
        return "AGE"
    if before in ("сағат", "түскі", "таңғы", "кешкі"):
        return "TIME"
    if low in ("am", "pm") or (low in ("утра", "вечера", "ночи") and reading.value <= 24):
        return "TIME"
    if before in ("at", "в", "с", "до", "к") and _clock_digits(tokens.raw(reading.first)):
        return "TIME"
    if before in ("aged", "age") or _after_name(tokens, reading):
        return "AGE"
    return "NUMBER"


def _clock_digits(raw: str) -> bool:
    """Tell "11.30" from a number: hours and two digits of minutes."""
    hours, dot, minutes = raw.partition(".")
    if not dot or len(minutes) != 2 or not (hours + minutes).isdecimal():
        return False
    return int(hours) < 25 and int(minutes) < 60


def _after_name(tokens: Tokens, reading: Reading) -> bool:
    """Tell an age set off by commas: "John Smith, 28, said"."""
    if not (reading.digits and 1 <= reading.value <= 110 and reading.scale == 1):
        return False
    if tokens.low(reading.first - 1) != "," or tokens.low(reading.after) not in (",", "."):
        return False
    at = reading.first - 2
    return tokens.capital(at) and tokens.capital(at - 1) and tokens.raw(at)[1:].islower()


def _is_age(tokens: Tokens, reading: Reading, after: int) -> bool:
    if reading.value > 130:
        return False
    at = _before_row(tokens, reading.first - 1)
    near = [tokens.low(at - back) for back in range(4)]
    if near[0] in _AGE_BEFORE or (near[0] in _BETWEEN and near[1] in _AGE_BEFORE):
        return True
    if _told_of_someone(near) or near[0] in _PEOPLE or _is_so_old(near):
        return True
    if tokens.low(after) in ("old", "отроду") or tokens.low(after) == "от":
        return tokens.low(after) == "old" or tokens.low(after + 1) == "роду"
    return _beside_name(tokens, reading, after)


def _is_so_old(near: list[str]) -> bool:
    """Tell "поэту было 69 лет" and "супруге 27 лет": a person in the dative, and perhaps "было"."""
    if near[0] in ("было", "исполнилось", "исполнится"):
        return True
    who = classify(near[0])
    if who.kind != "noun" or not who.animate:
        return False
    return any("datv" in form.grammemes for form in morphology.forms(near[0]))


def _before_row(tokens: Tokens, at: int) -> int:
    """Step back over the other ages of "31, 24 и 19 лет"."""
    while at > 1 and tokens.low(at) in (",", "и", "and") and tokens.low(at - 1).isdecimal():
        at -= 2
    return at


def _told_of_someone(near: list[str]) -> bool:
    """Tell "ему было всего 14 лет"."""
    for low in near:
        if low in _WHO:
            return True
        if low not in _BETWEEN:
            return False
    return False


def _beside_name(tokens: Tokens, reading: Reading, after: int) -> bool:
    at = reading.first - 1
    closed = tokens.low(after) in (",", ")", ".", "\n", ";", "")
    if tokens.low(at) in (",", "(", "—", "–", "-") and closed:
        before = _before_bracket(tokens, at - 1)
        return tokens.capital(before) and tokens.low(before)[:1].isalpha()
    return (
        tokens.low(at) == "в"
        and tokens.low(after - 1) in ("лет", "года", "год")
        and (
            reading.value > 5
            and not tokens.low(after).startswith(("тюр", "заключ", "лишен", "колон"))
        )
    )


def _before_bracket(tokens: Tokens, at: int) -> int:
    """Step back over the brackets of "Пётр Лис (Peter Lis), 31 год"."""
    if tokens.low(at) != ")":
        return at
    opened = next((n for n in range(at - 1, max(at - 8, -1), -1) if tokens.lows[n] == "("), at + 1)
    return opened - 1


def _is_penalty(tokens: Tokens, reading: Reading, unit: Unit) -> bool:
    if unit.name not in ("год", "месяц", "день", "year", "month", "day", "жыл", "ай", "час"):
        return False
    after = unit.after + (tokens.low(unit.after) in ("in", "в", "of", "бойы", "дейін"))
    if tokens.low(after).startswith(_JAIL):
        return True
    if tokens.low(after).startswith("административн") and tokens.low(after + 1).startswith("арест"):
        return True
    for at in range(reading.first - 1, max(reading.first - 7, -1), -1):
        low = tokens.low(at)
        if low in (".", "\n", "!", "?"):
            return False
        if low.startswith(_SENTENCED):
            return True
        if low.startswith("арестова") and tokens.low(reading.first - 1) == "на":
            return True
    return False


def _is_clock(tokens: Tokens, reading: Reading, after: int) -> bool:
    if reading.value > 24 or reading.high is not None:
        return False
    before = tokens.low(reading.first - 1)
    if before == "на" and _appointed(tokens, reading.first - 1):
        return True
    if before == "до" and _opened_at(tokens, reading.first - 2):
        return True
    if before in ("с", "от") and tokens.low(after) == "до" and tokens.low(after + 1).isdecimal():
        return True
    follows = tokens.low(after) in _DAY_PARTS or tokens.low(after) == "по"
    return follows and before not in ("через", "спустя")


def _appointed(tokens: Tokens, at: int) -> bool:
    """Tell "начало намечено на 19 часов"."""
    words = tokens.lows[max(at - 4, 0) : at]
    return any(low.startswith(("назнач", "намеч", "перенес")) for low in words)


def _opened_at(tokens: Tokens, at: int) -> bool:
    """Tell "с 8 часов утра" right before "до 20 часов"."""
    return any(
        tokens.lows[n] in ("с", "от") and tokens.low(n + 1).isdecimal()
        for n in range(max(at - 5, 0), at)
        if tokens.low(n + 2).startswith(("час", "утра"))
    )


def _is_relative(tokens: Tokens, reading: Reading, after: int) -> bool:
    """Tell "через три дня", "5 лет назад", "последние десять лет"."""
    low, before = tokens.low(after), tokens.low(reading.first - 1)
    if low in ("назад", "ago", "бұрын", "спустя", "earlier", "later", "тому", "кейін"):
        return True
    if before == "за" and low == "до":
        return True  # "за два дня до выборов"
    if before in ("через", "спустя", "ближайшие", "ближайших", "следующие", "след", "назад"):
        return True
    return before.startswith(("последн", "прошедш", "минувш", "соңғы", "last", "past", "next"))
