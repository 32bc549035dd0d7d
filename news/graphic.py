"""Whether a story describes violence, bodies or abuse so that nobody should meet it unprepared.

Crime is not graphic by itself: what counts is what is told of it. Few are named rather than many.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from news import gazetteer, terms
from news import text as texts
from news.spans import Span
from news.terms import Found, Index, Reading, Terms

#: So many details beside an act in one sentence make a story graphic, and so many such sentences
#: with one detail each.
_DETAILS = 2
_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Graphic:
    """The words that make a story graphic, in text order; their offsets are the story's."""

    words: tuple[Found, ...]


def judge(reading: Reading | Terms, language: str | None = None) -> Graphic | None:
    """Return what makes a story graphic, None for one that is not.

    Graphic is what names a maimed body or a killing by torment ("расчленённое тело"), and what
    tells acts of violence with their details ("нанёс … ножом … в горло"). Sentences about films,
    matches, laws and counts tell nothing.
    """
    read = reading if isinstance(reading, Terms) else Terms.of(reading, language)
    told = [sentence for sentence in map(_told, _sentences(read)) if sentence]
    if len(told) < _SENTENCES and not any(map(_is_enough, told)):
        return None
    return Graphic(tuple(found for words in told for found in words))


#: The words of a sentence with their classes, see `lists/graphic_ru.txt`.
_Words = dict[Found, str]


def _told(said: _Words) -> _Words:
    """Return the words of a sentence that tell of violence: gore, or an act with its details."""
    kinds = set(said.values())
    if "unreal" in kinds or not ("gore" in kinds or {"act", "detail"} <= kinds):
        return {}
    once: dict[object, Found] = {}
    for found, kind in said.items():
        if kind != "act" or "detail" in kinds:
            once.setdefault(kind if kind == "act" else found.pattern, found)
    return {found: said[found] for found in once.values()}


def _is_enough(told: _Words) -> bool:
    kinds = list(told.values())
    return "gore" in kinds or kinds.count("detail") >= _DETAILS


def _sentences(read: Terms) -> Iterator[_Words]:
    """Give the sentences that have words of the lists."""
    starts = [sentence.start for sentence in texts.sentences(read.text[: terms.READ])]

    for _, said in groupby(_listed(read), key=lambda one: bisect_right(starts, one[0].start)):
        yield {found: kind for _, found, kind in said}


def _listed(read: Terms) -> Iterator[tuple[Span, Found, str]]:
    """Give the listed words of a story; where two share a word, the longer one."""
    last: tuple[Span, Found, str] | None = None
    for found, kinds in _lists().everywhere(read):
        one = found.span or Span(0, 0), found, min(kinds, key=_KINDS.index)
        if last is None or one[0].start >= last[0].end:
            if last is not None:
                yield last
            last = one
        elif one[0].end - one[0].start > last[0].end - last[0].start:
            last = one
    if last is not None:
        yield last


_KINDS = ("unreal", "gore", "act", "detail")


@cache
def _lists() -> Index[str, None]:
    """Return the words of all languages by class."""
    index: Index[str, None] = Index()
    for language in texts.LANGUAGES:
        for line in gazetteer.lines(f"graphic_{language}.txt"):
            kind, _, listed = line.partition(":")
            for said in listed.split("|"):
                index.put(terms.pattern(said, language), kind, None)
    return index
