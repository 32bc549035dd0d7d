"""How exact a number is said to be: "около", "более", "до", "астам", "at least"; and hearsay."""

import re

from news.number_tokens import Tokens
from news.word_lists import words_of

ABOUT, MORE, LESS, UP_TO, FROM = "about", "more_than", "less_than", "up_to", "from"

#: One to three words before the number, longest first.
_BEFORE: dict[tuple[str, ...], str] = {
    tuple(words.split()): name
    for name, phrases in {
        ABOUT: "около|примерно|приблизительно|порядка|почти|где-то|ориентировочно|в районе|"
        "в среднем|чуть больше чем|несколько|нескольких|нескольким|несколькими|пара|пару|более "
        "или менее|"
        "about|around|nearly|almost|roughly|some|approximately|an estimated|estimated|close to|"
        "several|a few|шамамен|жуық|бірнеше",
        MORE: "более|более чем|больше|больше чем|свыше|чуть более|чуть больше|намного больше|"
        "превысил|превысила|превысило|превысили|превышает|превышают|превысит|превышал|"
        "превышающую|превышающий|превышающая|превышающее|превышающие|превышающего|превышающей|"
        "превышающем|превышающим|превышающих|"
        "over|more than|above|exceeding|exceeded|exceeds|in excess of",
        LESS: "менее|менее чем|меньше|меньше чем|ниже|чуть менее|чуть меньше|"
        "less than|under|fewer than|below|just under",
        UP_TO: "до|вплоть до|не более|не более чем|не больше|не свыше|максимум|не превышает|"
        "не превышал|не превысил|не превысит|up to|at most|no more than|as many as|as much as|"
        "a maximum of|не старше",
        FROM: "от|не менее|не менее чем|не меньше|как минимум|минимум|по меньшей мере|"
        "по крайней мере|at least|a minimum of|from|no less than|no fewer than|кемінде|кемі|"
        "начиная с",
    }.items()
    for words in phrases.split("|")
    for words in [words]
}  # fmt: skip
_AFTER_KAZAKH = {
    "астам": MORE, "артық": MORE, "аса": MORE, "асады": MORE, "асты": MORE, "астамға": MORE,
    "жуық": ABOUT, "таяу": ABOUT, "шамасында": ABOUT, "шамалы": ABOUT, "жуығы": ABOUT,
    "жуықтады": ABOUT, "шақты": ABOUT, "шамалас": ABOUT,
    "жуықтаған": ABOUT, "дейін": UP_TO, "дейінгі": UP_TO, "кем": LESS,
    "аз": LESS, "бастап": FROM, "кем емес": FROM,
}  # fmt: skip
#: "Вырос до 5 млн" gives the number reached, not a bound.
_REACHED = re.compile(
    r"(?:вырос|возрос|возрастет|возрастут|возраста[лею]|возрасти$|раст[еу]|увелич|сократ|снизи|снижа|упал|подня[лт]|подним|повыс|расшир|уменьш|подешев|подорож|"
    r"усил|ускор|замедл|ослаб|похолод|потепл|доведен|довел|доход|дошл|rose|fell|grew|increas|cut|drop|rais|declin|slip|climb|soar)"
)
#: "Не набрал более 50 %" sets a bound; "не указал более 5 млн" does not.
_BOUNDED = re.compile(
    r"(?:на[бс]ра|набир|насчит|превы|состав|достиг|получ|подни|длит|длил|занима|занял|сто[ия]|"
    r"вес[ия]|хват|собра|собир|име|дал|дает|прожи|жив|прож|выдерж|ожида|требу)"
)
#: Prepositions between qualifier and number: "примерно в 10 минутах", "более чем за 100 лет".
_INNER = words_of("в на за с к по через in at")
_HEDGED = re.compile(
    r"по предварительн|предположительн|по неподтвержд|якобы|по некоторым данным|может составить|"
    r"могло составить|возможно|вероятно|по слухам|по оценкам? следств|по версии следств|"
    r"ориентировочн|предварительно|алдын ала|болжам|мүмкін|allegedly|alleged|preliminary|"
    r"reportedly|unconfirmed|believed to|suspected|is thought to"
)


def qualifier(tokens: Tokens, first: int, after: int, low_limit: int) -> tuple[str, int, int]:
    """Return a number's qualifier and the tokens it takes: (name, first, after).

    `first` and `after` bound number and unit; `low_limit` is the first token of the sentence.
    """
    start = _phrase_before(tokens, first, low_limit, 3)
    if start is not None:
        name = _BEFORE[tuple(tokens.lows[start:first])]
        return _adjusted(tokens, name, start, low_limit), start, after
    if first > low_limit and tokens.lows[first - 1] in _INNER:
        start = _phrase_before(tokens, first - 1, low_limit, 2)
        name = _BEFORE[tuple(tokens.lows[start : first - 1])] if start is not None else UP_TO
        if start is not None and name != UP_TO:
            return name, start, after
    if tokens.kazakh[first]:
        return _kazakh(tokens, first, after)
    if (parted := _parted(tokens, first, low_limit)) is not None:
        name, start = parted
        return _adjusted(tokens, name, start, low_limit), start, after
    if _exceeds(tokens, first, low_limit):
        return MORE, first, after
    if tokens.low(after) == "or" and tokens.low(after + 1) == "more":
        return FROM, first, after + 2
    return "exact", first, after


_EXCEEDS = re.compile(r"превы[шс]")


def _exceeds(tokens: Tokens, first: int, low_limit: int) -> bool:
    """Tell "превышающие порог в 10 тысяч" and "превысил отметку в 5 млн"."""
    if tokens.low(first - 1) != "в":
        return False
    words = tokens.lows[max(first - 4, low_limit) : first - 1]
    return any(_EXCEEDS.match(low) for low in words) and "не" not in words


def _phrase_before(tokens: Tokens, at: int, low_limit: int, most: int) -> int | None:
    """Return where the longest qualifier that ends before a token begins, or None."""
    for start in range(max(at - most, low_limit), at):
        if tuple(tokens.lows[start:at]) in _BEFORE:
            return start
    return None


def _parted(tokens: Tokens, first: int, low_limit: int) -> tuple[str, int] | None:
    """Read a qualifier with its commas: "более, чем на 30", "из, примерно, 900"."""
    end = first - (tokens.low(first - 1) in _INNER)
    start = end - 3
    if start >= low_limit and tokens.lows[start + 1 : end] == [",", "чем"]:
        name = _BEFORE.get((tokens.lows[start], "чем"))
        return (name, start) if name else None
    start = first - 3
    if start >= low_limit and tokens.lows[start] == "," == tokens.lows[first - 1]:
        name = _BEFORE.get((tokens.lows[start + 1],))
        return (name, start) if name == ABOUT else None
    return None


def _kazakh(tokens: Tokens, first: int, after: int) -> tuple[str, int, int]:
    """Read the qualifier that follows a Kazakh number ("астам", "жуық") or is its ending."""
    for step in (*range(first, after + 1), after + 1):
        name = _AFTER_KAZAKH.get(tokens.low(step))
        if name:
            return name, first, max(after, step + 1)
    if tokens.lows[after - 1].endswith(("дай", "дей", "тай", "тей")):
        return ABOUT, first, after
    return "exact", first, after


def _adjusted(tokens: Tokens, name: str, start: int, low_limit: int) -> str:
    """Turn the qualifier round where the words before it do: "вырос до", "не набрал более"."""
    before = tokens.low(start - 1) if start > low_limit else ""
    if name == UP_TO and any(
        _REACHED.match(tokens.low(start - back))
        for back in range(1, 9)
        if start - back >= low_limit
    ):
        return "exact"
    if name == FROM and tokens.lows[start] == "from" and _changes(tokens, start):
        return "exact"
    if name == MORE and start - 2 >= low_limit and tokens.low(start - 2) == "не":
        return UP_TO if _BOUNDED.match(before) else name
    return name


def _changes(tokens: Tokens, at: int) -> bool:
    """Tell "fell from 5.2% to 4.8%": both ends are numbers, and neither is a bound."""
    return "to" in tokens.lows[at + 2 : at + 5] and any(
        _REACHED.match(tokens.low(at - back)) for back in range(1, 3)
    )


def hedged(sentence: str) -> bool:
    """Tell whether a sentence marks what it says as preliminary or alleged."""
    return _HEDGED.search(sentence.lower()) is not None
