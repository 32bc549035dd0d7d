"""Where a label that is too long is cut: at a phrase's beginning or end, never losing its head."""

import re

from news.label_words import CLOSERS, HALF, LOOSE, kind, size, strip_leads
from news.number_tokens import Tokens
from news.word_classes import classify, may_be_nominative


def cut_left(tokens: Tokens, words: list[int], most: int) -> list[int]:
    """Keep the last words, beginning where a phrase begins."""
    surplus = size(tokens, words) - most
    if surplus <= 0:
        return words
    headed = _from_head(tokens, words, most) or _told(tokens, words, most)
    if headed:
        return headed
    first = _skip(tokens, words, surplus)
    verb = next((n for n in range(first, len(words)) if _finite(tokens, words[n])), 0)
    if verb > first and tokens.lows[words[verb - 1]] in ("и", "and") and verb < len(words) - 1:
        return words[verb:]
    for start in range(first, len(words) - 1):
        before, here = kind(tokens, words[start - 1]), kind(tokens, words[start])
        if here in LOOSE and tokens.lows[words[start]] in ("и", "или", "and"):
            continue
        dated = here == "preposition" and kind(tokens, words[start + 1]) == "number"
        if before in HALF or dated or _in_quotes(tokens, words, start):
            continue
        if here == "preposition" or _opens(tokens, words, start):
            return strip_leads(tokens, words[start:])
    return strip_leads(tokens, words[first:])


#: Nouns that say what is measured: a label that lost them says nothing.
_MEASURED = re.compile(
    r"(?:числ|количеств|об[ъь]?ем|сумм|дол[яюией]|размер|стоимост|цен[аыу]|уровен|уровн|доход|расход|"
    r"прибыл|выручк|оборот|долг|дефицит|профицит|населени|тираж|площад|длин|глубин|высот|"
    r"скорост|мощност|бюджет|ставк|инфляц|зарплат|пенси|ущерб|убыт|численност|рейтинг|явк|"
    r"продаж|экспорт|импорт|производств|поставк|затрат|капитализаци|штраф|number|price|cost|"
    r"amount|share|rate|total)\w{0,4}"
)


def _from_head(tokens: Tokens, words: list[int], most: int) -> list[int]:
    """Keep "число жертв столкновений" of a long clause, with a verb at its end; [] if no head."""
    head = next((n for n, at in enumerate(words) if _measured(tokens, words, n)), None)
    if head is None or head > len(words) - 2:
        return []
    while head and kind(tokens, words[head - 1]) in ("adjective", "participle"):
        head -= 1
    end = next((n for n in range(head, len(words)) if _finite(tokens, words[n])), len(words))
    verb = words[end:] if len(words) - end <= 2 else []
    return cut_right(tokens, words[head:end], most - size(tokens, verb)) + verb


def _told(tokens: Tokens, words: list[int], most: int) -> list[int]:
    """Keep who does what of a long clause: "поступления от сбора на суда выросли"; [] if unsure."""
    verb = next((n for n in reversed(range(len(words))) if _finite(tokens, words[n])), 0)
    head = _subject_at(tokens, words, verb)
    if head is None:
        return []
    tail = words[verb:]
    if len(tail) > 2:
        tail = words[verb : verb + 1] + _object(tokens, words, verb + 1)
        if len(tail) == 1:
            return []
    room = most - size(tokens, tail)
    return cut_right(tokens, words[head:verb], room) + tail if room >= 1 else []


def _subject_at(tokens: Tokens, words: list[int], verb: int) -> int | None:
    """Return where a noun in the nominative, with its adjectives, begins before a verb."""
    for n in range(verb):
        here = classify(tokens.lows[words[n]])
        if here.kind != "noun" or here.name or (tokens.capital(words[n]) and n):
            continue
        if here.case != "nomn" and (n or not may_be_nominative(tokens.lows[words[n]])):
            continue
        first = n
        while first and kind(tokens, words[first - 1]) in ("adjective", "participle"):
            first -= 1
        governed = first and kind(tokens, words[first - 1]) in ("preposition", "number", "noun")
        if not governed and not _in_quotes(tokens, words, first):
            return first
    return None


def _object(tokens: Tokens, words: list[int], first: int) -> list[int]:
    """Return the last noun phrase that a verb governs directly ("компенсацию"), or nothing."""
    for n in range(len(words) - 1, first - 1, -1):
        here = classify(tokens.lows[words[n]])
        if here.kind != "noun" or here.case not in ("accs", "nomn") or here.name:
            continue
        start = n
        while start > first and kind(tokens, words[start - 1]) in ("adjective", "participle"):
            start -= 1
        if kind(tokens, words[start - 1]) != "preposition" and len(words) - start <= 5:
            return words[start:]
    return []


def _in_quotes(tokens: Tokens, words: list[int], index: int) -> bool:
    """Tell a word inside quotation marks that open among the words before it."""
    lows = [tokens.lows[at] for at in words[:index]]
    return sum(low in "«“„" for low in lows) > sum(low in CLOSERS for low in lows)


def _measured(tokens: Tokens, words: list[int], index: int) -> bool:
    low = tokens.lows[words[index]]
    if _MEASURED.fullmatch(low) is None:
        return False
    before = kind(tokens, words[index - 1]) if index else ""
    return before != "preposition" and (low.isascii() or may_be_nominative(low))


def _finite(tokens: Tokens, at: int) -> bool:
    return kind(tokens, at) in ("verb", "predicate")


def _skip(tokens: Tokens, words: list[int], count: int) -> int:
    """Return the index after the first `count` words, signs not counted."""
    for index, at in enumerate(words):
        if count <= 0:
            return index
        count -= tokens.lows[at][0].isalnum()
    return len(words)


def _opens(tokens: Tokens, words: list[int], start: int) -> bool:
    """Tell whether a phrase can begin here: a verb, or a word in the nominative."""
    here = kind(tokens, words[start])
    if here in ("verb", "predicate", "infinitive", "other"):
        return True
    return may_be_nominative(tokens.lows[words[start]])


def cut_right(tokens: Tokens, words: list[int], most: int) -> list[int]:
    """Keep the first words, ending where a phrase ends."""
    kept = _skip(tokens, words, max(most, 0))
    if kept == len(words):
        return words
    words = words[:kept]
    while (
        words
        and kind(tokens, words[-1]) in HALF | {"sign"}
        and tokens.lows[words[-1]] not in CLOSERS
    ):
        words = words[:-1]
    return words
