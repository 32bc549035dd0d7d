"""The mending of labels: what to strip, where to cut, how to set the words again."""

from news.number_tokens import Tokens
from news.word_classes import classify
from news.word_lists import phrases_of, words_of

_CONTENT = words_of("noun verb predicate infinitive adjective participle gerund other")

_LEAD_PHRASES = phrases_of(
    "при этом|кроме того|тем временем|в частности|из них|в том числе|из которых|после чего|"
    "в то же время|кроме этого|помимо этого|вместе с тем|речь идет о|речь идет об|в итоге|"
    "в результате|то есть|в целом|в общем|более того|к тому же|и|а|но|однако|также|еще|уже|только|"
    "лишь|всего|что|это|причем|даже|затем|потом|поэтому|например|включая|то|где|когда|которые|"
    "который|которая|которое|как|куда|откуда|таким образом|оказалось|якобы|"
    "and|but|while|also|that|which|who|"
    "meanwhile|however|including|with|of them|of which|of whom|on which|in which|"
    "at which|ал|және|бірақ|оның ішінде|соның ішінде|"
    "сондай-ақ|тағы"
)
_TAIL_PHRASES = phrases_of(
    "на общую сумму|на сумму|в размере|в сумме|в объеме|стоимостью|на сумму в|в количестве|"
    "на уровне|в среднем|с результатом|в течение|в течении|на протяжении|в возрасте|сроком|в виде|"
    "площадью|на срок|в период|составит|составил|составила|составило|составили|составляет|"
    "составляют|составлял|составляла|составят|составляло|достигал|достигла|достиг|достигло|"
    "достигает|достигли|превысил|превысила|превысило|превысили|превышает|превышают|равен|"
    "равна|равняется|насчитывает|оценивается|оценивают|оценивался|оценивалась|было|стало|это|"
    "еще|уже|лишь|только|всего|ровно|по|не|и|а|или|и еще|свои|его|of|by|to|at|a|an|the|for|in|"
    "was|is|were|are|and|some|another|with|from|жалпы|және|тағы|құны"
)
_Phrases = dict[str, list[tuple[str, ...]]]


def _by_word(phrases: tuple[tuple[str, ...], ...], index: int) -> _Phrases:
    """Group phrases by their first (0) or last (-1) word, longest first."""
    table: _Phrases = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        table.setdefault(phrase[index], []).append(phrase)
    return table


_LEADS_BY_WORD = _by_word(_LEAD_PHRASES, 0)
_TAILS_BY_WORD = _by_word(_TAIL_PHRASES, -1)
LOOSE = frozenset({"preposition", "conjunction", "particle", "article"})
LOOSE_OR_SIGN = LOOSE | {"sign"}
_HANGING = frozenset(("which", "that", "who"))
HALF = LOOSE | {"adjective"}
ADJECTIVAL = frozenset({"adjective", "participle"})
OPENERS, CLOSERS = "«“„(", "»”)"


def kind(tokens: Tokens, at: int) -> str:
    """Return the class of a token for labels; "sign" for what is no word."""
    low = tokens.lows[at]
    if low[0].isdecimal():
        return "number"
    if not low[0].isalpha():
        return "sign"
    if tokens.kazakh[at]:
        return "other"
    if low == "против" and not tokens.low(at + 1)[:1].isalpha():
        return "adverb"
    return classify(low).kind


def content(tokens: Tokens, words: list[int]) -> int:
    """Return how many of the words say something by themselves."""
    return sum(kind(tokens, at) in _CONTENT for at in words)


def has_verb(tokens: Tokens, words: list[int]) -> bool:
    """Tell whether words have a predicate (Kazakh: cannot be told, never)."""
    return any(kind(tokens, at) in ("verb", "predicate", "infinitive") for at in words)


def size(tokens: Tokens, words: list[int]) -> int:
    """Count the words, without signs."""
    return sum(tokens.lows[at][0].isalnum() for at in words)


def subject(tokens: Tokens, words: list[int]) -> list[int]:
    """Return what stands before the verb when it is short and begins in the nominative."""
    end = next((n for n, at in enumerate(words) if kind(tokens, at) in ("verb", "predicate")), 0)
    if not 0 < end <= 5:
        return []
    first = classify(tokens.lows[words[0]])
    return words[:end] if first.case == "nomn" or first.kind == "pronoun" else []


def last_noun_phrase(tokens: Tokens, words: list[int]) -> list[int]:
    """Return the noun or name that words end on, with its adjectives and quoted name."""
    start = end = len(words)
    if words and tokens.lows[words[-1]] in CLOSERS:
        while start and tokens.lows[words[start - 1]] not in OPENERS:
            start -= 1
        end = start = max(start - 1, 0)
    while start and end - start < 3:
        here, word = kind(tokens, words[start - 1]), words[start - 1]
        place = start > 1 and kind(tokens, words[start - 2]) == "preposition"
        noun_before = here == "noun" and start < end and (place or not tokens.capital(word))
        if here not in ("noun", "adjective", "other") or noun_before:
            break
        start -= 1
    return words[start:]


def clean_left(tokens: Tokens, words: list[int], *, keep_preposition: bool = False) -> list[int]:
    """Strip what leads into the clause and what leads up to the number.

    A last preposition stays when asked: it governs what follows the number.
    """
    words = strip_leads(tokens, _strip_signs(tokens, words))
    if keep_preposition:
        kept = _strip_more(tokens, words)
        if kept and kind(tokens, kept[-1]) == "preposition":
            return kept
    return _strip_tails(tokens, words)


def _strip_more(tokens: Tokens, words: list[int]) -> list[int]:
    """Strip "ещё" and "лишь" that stand between a preposition and its number."""
    while words and kind(tokens, words[-1]) == "particle" and tokens.lows[words[-1]] != "не":
        words = words[:-1]
    return words


def clean_right(tokens: Tokens, words: list[int]) -> list[int]:
    """Strip signs, and a conjunction or preposition left hanging at the end."""
    words = _strip_signs(tokens, words)
    while words and (
        kind(tokens, words[-1]) in LOOSE or tokens.lows[words[-1]] in ("which", "that", "who")
    ):
        words = _strip_signs(tokens, words[:-1])
    return words


_LEADS_UP = words_of(
    "сроком срок размере размер сумму сумме стоимостью возрасте площадью объеме количестве длиной "
    "высотой глубиной весом мощностью ценой тиражом тиражем численностью период течение "
    "прибыли прибылью выручке выручкой обороте оборотом доходе доходом бюджете бюджетом"
)


def clean_before_number(tokens: Tokens, words: list[int]) -> list[int]:
    """Cut "с испытательным сроком" off what stands between two numbers: it is of the second."""
    words = clean_right(tokens, words)
    if words and tokens.lows[words[0]] in ("с", "со", "при"):
        return []  # "до 90 дней с возможностью продления до 3 лет"
    if not words or tokens.lows[words[-1]] not in _LEADS_UP:
        return words
    end = len(words) - 1
    while end and kind(tokens, words[end - 1]) in ADJECTIVAL:
        end -= 1
    if end and kind(tokens, words[end - 1]) == "preposition":
        return clean_right(tokens, words[: end - 1])
    return words


def _strip_signs(tokens: Tokens, words: list[int]) -> list[int]:
    start, end = 0, len(words)
    while (
        start < end
        and kind(tokens, words[start]) == "sign"
        and tokens.lows[words[start]] not in OPENERS
    ):
        start += 1
    while (
        end > start
        and kind(tokens, words[end - 1]) == "sign"
        and tokens.lows[words[end - 1]] not in CLOSERS
    ):
        end -= 1
    return words[start:end]


def strip_leads(tokens: Tokens, words: list[int]) -> list[int]:
    for count, at in enumerate(words[:4]):
        if tokens.lows[at].startswith("котор"):
            owned = count == 1 and kind(tokens, words[0]) == "noun"
            words = words[:owned] + words[count + 1 :]
            break
    while words and (length := _phrase_at(tokens, words, _LEADS_BY_WORD, first=True)):
        if tokens.lows[words[length - 1]] == "результате" and _of_something(tokens, words, length):
            break
        words = words[length:]
    return words


def _of_something(tokens: Tokens, words: list[int], at: int) -> bool:
    """Tell "в результате пожара" from "в результате погибли"."""
    nominal = ("noun", "adjective", "participle", "pronoun", "other")
    return at < len(words) and kind(tokens, words[at]) in nominal


def _strip_tails(tokens: Tokens, words: list[int]) -> list[int]:
    while words:
        last = words[-1]
        if kind(tokens, last) in LOOSE_OR_SIGN and tokens.lows[last] not in CLOSERS:
            words = words[:-1]
            continue
        length = _phrase_at(tokens, words, _TAILS_BY_WORD, first=False)
        if not 0 < length <= len(words) or _described(tokens, words, length):
            break
        words = words[:-length]
    return words


def _described(tokens: Tokens, words: list[int], length: int) -> bool:
    """Tell a noun with its adjective ("испытательным сроком"), which stays with it.

    So does "құны" with whose it is ("зауыттың құны").
    """
    if tokens.lows[words[-1]] == "құны" and len(words) > 1:
        return tokens.lows[words[-2]].endswith(("ның", "нің", "дың", "дің", "тың", "тің"))
    if length != 1 or len(words) < 2 or kind(tokens, words[-1]) != "noun":
        return False
    return kind(tokens, words[-2]) in ("adjective", "participle")


def _phrase_at(tokens: Tokens, words: list[int], table: _Phrases, *, first: bool) -> int:
    """Return the length of the listed phrase that words begin (or end) with, or 0."""
    for phrase in table.get(tokens.lows[words[0 if first else -1]], ()):
        size = len(phrase)
        part = words[:size] if first else words[-size:]
        if tuple(tokens.lows[at] for at in part) == phrase:
            return size
    return 0


def lead_with_verb(tokens: Tokens, words: list[int]) -> list[int]:
    """Turn "на сайты зашло" into "зашло на сайты": after a number the verb comes first."""
    end = len(words)
    start = end
    while start and kind(tokens, words[start - 1]) in ("verb", "predicate", "infinitive"):
        start -= 1
    if start in (0, end) or kind(tokens, words[0]) not in ("preposition", "adverb"):
        return words
    if has_subject(tokens, words[:start]):
        return words
    return words[start:] + words[:start]


def has_subject(tokens: Tokens, words: list[int]) -> bool:
    """Tell whether words hold a pronoun or a noun in the nominative, without a preposition."""
    governed = False
    for at in words:
        word = classify(tokens.lows[at])
        said = word.kind == "pronoun" or (word.kind == "noun" and word.case == "nomn")
        if said and not governed:
            return True
        governed = word.kind == "preposition" or (governed and word.kind in ADJECTIVAL)
    return False
