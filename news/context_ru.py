"""What the words before a name say about it: "шаттл «…»" is a thing, "газета «…»" a firm."""

from collections.abc import Iterator, Sequence

from news import gazetteer, morphology
from news.mentions import Token, is_capitalised, opens_sentence
from news.tagger import Tagged

_QUOTES = frozenset('«»"“”„')
_OPENING = frozenset('«"“„')
_CLOSING = frozenset('»"”“')

#: A name in quotes after "газета" is at most so many tokens long.
_LONGEST = 8


def things(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the stems that names of things and works begin with, as the word before quotes says."""
    kinds = gazetteer.stems("things")
    for i in range(1, len(tokens) - 1):
        if tokens[i].text in _OPENING and gazetteer.stem(tokens[i - 1].text) in kinds:
            yield gazetteer.stem(tokens[i + 1].text)


def is_common_word(tokens: Sequence[Token], span: Tagged) -> bool:
    """Whether the "name" is a word of the dictionary at the start of a sentence."""
    if span.end - span.start != 1 or not opens_sentence(tokens, span.start):
        return False
    word = tokens[span.start].text
    if not word[1:].islower() or not morphology.is_known(word) or gazetteer.find(word):
        return False
    return _is_common(word)


def without_opener(tokens: Sequence[Token], span: Tagged) -> Tagged:
    """Cut the word that opens the sentence off the name it runs into: "Хирург Мадина Алиева"."""
    if span.kind != "PER" or span.end - span.start < 3 or not opens_sentence(tokens, span.start):
        return span
    first, second = tokens[span.start].text, tokens[span.start + 1].text
    named = any("Name" in form.grammemes for form in morphology.name_forms(second))
    if named and morphology.is_known(first) and _is_common(first):
        return Tagged(span.start + 1, span.end, span.kind)
    return span


def _is_common(word: str) -> bool:
    known = {grammeme for form in morphology.forms(word) for grammeme in form.grammemes}
    return not known & {"Orgn", "Geox", "Name", "Surn", "Trad", "Abbr"}


def of_firms(tokens: Sequence[Token], taken: Sequence[bool]) -> Iterator[Tagged]:
    """Yield untagged names after the word for a firm: "газета «…»", "компании Xerox"."""
    firms = gazetteer.stems("firms")
    for start, token in enumerate(tokens[1:], 1):
        quoted = token.text in _OPENING
        if not quoted and not is_capitalised(token.text):
            continue
        if gazetteer.stem(tokens[start - 1].text) not in firms:
            continue
        start += quoted
        end = _end(tokens, start, quoted=quoted)
        if start < end and not any(taken[start:end]):
            yield Tagged(start, end, "ORG")


def _end(tokens: Sequence[Token], start: int, *, quoted: bool) -> int:
    """Return where the name ends, or `start` when there is none."""
    if start >= len(tokens) or not is_capitalised(tokens[start].text):
        return start
    end = start
    while end < len(tokens) and end - start < _LONGEST:
        text = tokens[end].text
        if quoted and text in _CLOSING:
            return end
        if not quoted and not (is_capitalised(text) and _is_brand(text)):
            return end
        end += 1
    return start


def _is_brand(word: str) -> bool:
    """Whether a word without quotes can only be a name: Latin, mixed case or unknown."""
    return word.isascii() or not word[1:].islower() or not morphology.is_known(word)
