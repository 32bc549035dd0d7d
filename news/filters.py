"""What a reader wants to be told of, and what not: words, people, places, sources, topics.

`+Астана −спорт "торговля людьми" тема:суды` reads: tell me of Astana, of human trafficking and of
the courts, but of nothing in which sport is named. Words match in all their forms.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from news import filter_text
from news.filter_text import Piece
from news.spans import Span
from news.terms import Found, Index, Pattern, Terms, label_key, pattern
from news.word_classes import classify
from news.word_lists import words_of
from news.words import fold, words

#: Bounds of a filter: characters of the whole and of a term, terms, words of a phrase.
LONGEST = 1000
LONGEST_TERM = 80
MOST_TERMS = 30
MOST_WORDS = 8


class Kind(StrEnum):
    """What a term is looked for in."""

    WORDS = "words"
    SOURCE = "source"
    TOPIC = "topic"


class Wrong(StrEnum):
    """Why a text is no filter."""

    #: Nothing that could be looked for.
    EMPTY = "empty"
    #: Signs or prefixes with nothing behind them; `word` is the prefix, if any.
    ONLY_SIGNS = "only_signs"
    #: More than `LONGEST` characters.
    TOO_LONG = "too_long"
    #: More than `MOST_TERMS`; `word` is the first one too many.
    TOO_MANY = "too_many"
    #: A term of more than `LONGEST_TERM` characters or `MOST_WORDS` words.
    LONG_TERM = "long_term"
    #: A word that stands in every story ("в", "and"), or a single letter.
    COMMON = "common"
    #: A quotation mark that nothing closes; `word` is what stands behind it.
    OPEN_QUOTE = "open_quote"
    #: The same term is wanted and not wanted.
    BOTH = "both"
    #: There is no such topic.
    UNKNOWN_TOPIC = "unknown_topic"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is no filter, with the words it is about as typed ("" where it is the whole)."""

    key: Wrong
    word: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for."""

    kind: Kind
    #: As typed, without sign and quotation marks.
    text: str
    pattern: Pattern = field(repr=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader wants in and out.

    A story matches when any term of `plus` is in it, or there is none, and no term of `minus` is.
    `str(filter)` is what is stored: `parse` gives the same filter for it.
    """

    #: Of the person who typed it: says how words are read that two languages could have.
    language: str
    plus: tuple[Term, ...]
    minus: tuple[Term, ...]

    def __str__(self) -> str:
        wanted = [f"+{_written(term, self.language)}" for term in self.plus]
        unwanted = [f"−{_written(term, self.language)}" for term in self.minus]
        return " ".join(wanted + unwanted)


_PREFIXES = {
    "ru": {Kind.SOURCE: "источник:", Kind.TOPIC: "тема:"},
    "kk": {Kind.SOURCE: "дереккөз:", Kind.TOPIC: "тақырып:"},
    "en": {Kind.SOURCE: "source:", Kind.TOPIC: "topic:"},
}
_BARE = re.compile(r"[^\W_](?:[\w./-]*[^\W_])?")


def _written(term: Term, language: str) -> str:
    prefix = _PREFIXES.get(language, _PREFIXES["en"]).get(term.kind, "")
    return prefix + (term.text if _BARE.fullmatch(term.text) else f'"{term.text}"')


def parse(
    text: str, language: str, topic: Callable[[str], str | None] | None = None
) -> Filter | Refusal:
    """Read what somebody typed; the refusal says what is wrong with it. Never raises on any text.

    Words without a sign count as plus. Any dash is a minus, any quotation marks make a phrase.
    "source:", "источник:", "дереккөз:", "topic:", "тема:", "тақырып:" name a source or a topic.
    "и", "или", "and", "or", "және", "немесе" between words say what is so anyway and are dropped.
    Names of several words that the lists know ("Иван Петров") are one term.

    `topic` gives what a topic is called (without quotation marks) for what was typed, None for
    what is none; without it every topic is taken as typed.
    """
    if len(text) > LONGEST:
        return Refusal(Wrong.TOO_LONG)
    found = filter_text.pieces(text, language)
    asked = [piece for piece in found if piece.kind != "sign" and not _joins(piece)]
    refusals = (_refusal(piece, language) for piece in asked)
    wrong = _nothing(found, asked) or next(filter(None, refusals), None)
    return wrong or _filter(asked, language, topic or str)


_JOINING = words_of("и или and or және немесе")


def _joins(piece: Piece) -> bool:
    return not piece.signed and piece.kind == "words" and fold(piece.text) in _JOINING


def _nothing(found: list[Piece], asked: list[Piece]) -> Refusal | None:
    """Refuse a text without terms, and one that ends in a prefix."""
    if not found:
        return Refusal(Wrong.EMPTY)
    if found[-1].kind == "sign" and (found[-1].text or not asked):
        return Refusal(Wrong.ONLY_SIGNS, found[-1].text)
    return None if asked else Refusal(Wrong.COMMON, found[0].text)


def _refusal(piece: Piece, language: str) -> Refusal | None:
    """Refuse a piece that cannot be looked for."""
    if piece.kind == "open":
        return Refusal(Wrong.OPEN_QUOTE, piece.text)
    said = words(piece.text)
    if len(piece.text) > LONGEST_TERM or len(said) > MOST_WORDS:
        return Refusal(Wrong.LONG_TERM, piece.text)
    if piece.kind == Kind.WORDS and len(said) == 1 and _is_common(piece.text, language):
        return Refusal(Wrong.COMMON, piece.text)
    return None


_COMMON = words_of(
    "a an the of in on at by for to from with without not no as is are was be it its this that "
    "but if than so except про кроме без"
)
_COMMON_KAZAKH = words_of(
    "мен бен пен да де та те ма ме ба бе па пе үшін туралы емес жоқ бар бұл сол осы ол"
)
_COMMON_CLASSES = frozenset(("preposition", "conjunction", "particle", "pronoun"))


def _is_common(word: str, language: str) -> bool:
    """Whether a word stands in every story, or may mean the opposite of what it would do here.

    "не спорт" and "кроме спорта" are refused rather than taken for a wish to read of sport.
    """
    low = fold(word)
    if len(low) < 2 or low in _COMMON:
        return True
    return low in _COMMON_KAZAKH if language == "kk" else classify(low).kind in _COMMON_CLASSES


def _filter(
    asked: list[Piece], language: str, topic: Callable[[str], str | None]
) -> Filter | Refusal:
    sides: dict[bool, dict[Pattern, Term]] = {True: {}, False: {}}
    for piece in asked:
        called = topic(piece.text) if piece.kind == Kind.TOPIC else piece.text
        if called is None:
            return Refusal(Wrong.UNKNOWN_TOPIC, piece.text)
        term = _term(Kind(piece.kind), called, language)
        if any(_same(term, other) for other in sides[not piece.wanted].values()):
            return Refusal(Wrong.BOTH, piece.text)
        sides[piece.wanted].setdefault(term.pattern, term)
        if sum(map(len, sides.values())) > MOST_TERMS:
            return Refusal(Wrong.TOO_MANY, piece.text)
    made = Filter(language, *(tuple(side.values()) for side in sides.values()))
    return made if len(str(made)) <= LONGEST else Refusal(Wrong.TOO_LONG)


def _same(one: Term, other: Term) -> bool:
    """Whether two terms are found in the same place."""
    if len(one.pattern) != len(other.pattern):
        return False
    return not any(map(frozenset.isdisjoint, one.pattern, other.pattern))


def _term(kind: Kind, text: str, language: str) -> Term:
    label = (frozenset((label_key(kind, text),)),)
    return Term(kind, text, pattern(text, language) if kind is Kind.WORDS else label)


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of a filter in a story."""

    term: Term
    #: The words as they stand in the text; what the source or topic is called.
    form: str
    #: Where in the text; None for a source or a topic.
    span: Span | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one filter says to one story."""

    #: The term that brought the story, the first in the text; None for a filter without any.
    by: Hit | None
    #: The unwanted term that keeps the story away, or None.
    against: Hit | None = None

    @property
    def matches(self) -> bool:
        """Whether the story is for this reader."""
        return self.against is None


Reader = TypeVar("Reader", bound=Hashable)


class FilterSet(Generic[Reader]):
    """The filters of many readers as one index.

    A story is looked through once, however many filters there are; what it costs grows with the
    story and with the verdicts given.
    """

    def __init__(self, filters: Mapping[Reader, Filter] | None = None) -> None:
        self._filters: dict[Reader, Filter] = {}
        #: Those that want all but a few things.
        self._open: dict[Reader, None] = {}
        self._plus: Index[Reader, Term] = Index()
        self._minus: Index[Reader, Term] = Index()
        for reader, wanted in (filters or {}).items():
            self.put(reader, wanted)

    def put(self, reader: Reader, wanted: Filter) -> None:
        """Keep a reader's filter, instead of the one kept before."""
        self.drop(reader)
        self._filters[reader] = wanted
        if not wanted.plus:
            self._open[reader] = None
        for index, side in ((self._plus, wanted.plus), (self._minus, wanted.minus)):
            for term in side:
                index.put(term.pattern, reader, term)

    def drop(self, reader: Reader) -> None:
        """Forget a reader's filter, if there is one."""
        wanted = self._filters.pop(reader, None)
        if wanted is None:
            return
        self._open.pop(reader, None)
        for index, side in ((self._plus, wanted.plus), (self._minus, wanted.minus)):
            for term in side:
                index.drop(term.pattern, reader)

    def __len__(self) -> int:
        return len(self._filters)

    def verdicts(self, terms: Terms) -> dict[Reader, Verdict]:
        """Return what each filter says to a story; a filter that nothing speaks for is left out."""
        found: dict[Reader, Verdict] = {}
        for hit, owners in self._plus.find(terms):
            for reader, term in owners.items():
                if reader not in found:
                    found[reader] = Verdict(_hit(term, hit))
        found |= dict.fromkeys(self._open, Verdict(None))
        for hit, owners in self._minus.find(terms):
            _exclude(found, hit, owners)
        return found


def _exclude(verdicts: dict[Reader, Verdict], found: Found, owners: Mapping[Reader, Term]) -> None:
    """Turn the verdicts of those who do not want what was found; the first term stays said."""
    fewer, others = sorted((owners.keys(), verdicts.keys()), key=len)
    for reader in [reader for reader in fewer if reader in others]:
        if verdicts[reader].against is None:
            verdicts[reader] = Verdict(verdicts[reader].by, _hit(owners[reader], found))


def _hit(term: Term, found: Found) -> Hit:
    return Hit(term, found.form, found.span)
