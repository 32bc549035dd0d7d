"""Dates and years inside running text: they are numbers, but never figures."""

from news.number_grammar import Reading
from news.number_tokens import Tokens
from news.units import Unit
from news.word_lists import word_list, words_of

MONTHS = words_of(
    "январь января январе январем февраль февраля феврале февралем март марта марте мартом "
    "апрель апреля апреле апрелем май мая мае маем июнь июня июне июнем июль июля июле июлем "
    "август августа августе августом сентябрь сентября сентябре сентябрем октябрь октября "
    "октябре октябрем ноябрь ноября ноябре ноябрем декабрь декабря декабре декабрем "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
)
_KK_MONTHS = tuple(
    word_list("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан")
)
_YEAR_WORDS = words_of("год года году годом годы годов годам годами годах г гг")
_DASHES = frozenset("-–—−и,")


def is_month(tokens: Tokens, at: int) -> bool:
    """Tell whether a token names a month. English "may" and "march" must be capitalised."""
    low = tokens.low(at)
    if low in MONTHS:
        return not (low.isascii() and not tokens.capital(at))
    return len(low) > 4 and tokens.kazakh[at] == 1 and low.startswith(_KK_MONTHS)


def _day(tokens: Tokens, at: int) -> bool:
    low = tokens.low(at)
    return low.isdecimal() and len(low) <= 2 and 1 <= int(low) <= 31


def calendar(tokens: Tokens, at: int) -> int:
    """Return the token after a calendar date that begins here ("15 и 16 июля 2024 года"), or 0."""
    if is_month(tokens, at):
        return _after_month(tokens, at + 1)
    if not _day(tokens, at):
        return 0
    step = _skip_ending(tokens, at + 1)
    if is_month(tokens, step):
        return _after_month(tokens, step + 1)
    if tokens.low(step) in _DASHES and _day(tokens, step + 1):
        month = _skip_ending(tokens, step + 2)
        if is_month(tokens, month):
            return _after_month(tokens, month + 1)
    if tokens.low(step) in ("на", "по", "до") and _day(tokens, step + 1):
        return step if is_month(tokens, step + 2) else 0
    return 0


def _skip_ending(tokens: Tokens, at: int) -> int:
    """Step over "-го", "th" and "of" between a day and its month."""
    if tokens.glued(at) and tokens.low(at) in ("st", "nd", "rd", "th"):
        at += 1
    elif tokens.glued(at) and tokens.low(at) == "-" and tokens.low(at + 1) in ("го", "е", "ого"):
        at += 2
    return at + 1 if tokens.low(at) == "of" else at


def _after_month(tokens: Tokens, at: int) -> int:
    if tokens.low(at - 1).isascii() and _day(tokens, at):
        at = _skip_ending(tokens, at + 1)
    step = at + 1 if tokens.low(at) == "," and year_number(tokens, at + 1) else at
    if year_number(tokens, step):
        at = step + 1
        return at + 1 if tokens.low(at) in _YEAR_WORDS else at
    return at


def year_number(tokens: Tokens, at: int) -> bool:
    """Tell whether a token is four digits that can be a year."""
    low = tokens.low(at)
    return len(low) == 4 and low.isdecimal() and 1000 <= int(low) <= 2100


_BEFORE_YEAR = words_of(
    "в с по до к от за на — – - ( и года году год весной летом осенью зимой in since from until of "
    "by , конца начала середины"
)


def is_year(tokens: Tokens, reading: Reading, unit: Unit | None, at: int) -> int:
    """Return the token after the year that a reading is ("2024 жылғы", "2017 год"), or 0."""
    if not year_number(tokens, reading.first) or not _whole(reading):
        return 0
    low = tokens.low(at)
    if low in _YEAR_WORDS or (low.startswith("жыл") and tokens.kazakh[at]):
        return at + 1
    if unit is not None and unit.sort != "time":
        return 0
    if unit is not None and low in ("лет", "years", "дней", "часов", "месяцев"):
        return 0
    if reading.high is not None:
        return reading.after if year_number(tokens, reading.after - 1) else 0
    likely = 1900 <= reading.value <= 2050
    before = tokens.low(reading.first - 1)
    if likely and (before in _BEFORE_YEAR or not low[:1].isalpha()):
        return at
    return at if likely and low in ("и", "по", "а", "но", "или", "until", "and", "to") else 0


def _whole(reading: Reading) -> bool:
    return reading.digits and reading.scale == 1 and reading.role == "number"
