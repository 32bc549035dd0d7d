"""Words and their stems: what makes one spelling find the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from news.spans import Span

#: Raised whenever a change of the rules would change what search has stored.
VERSION = 1

#: Stems are cut at so many characters: longer "words" are noise, and indexes have limits.
LONGEST = 64

# Letters and digits; accents may follow their letter (decomposed text, stress marks). Apostrophes
# join Latin letters only ("don't", "O'Reilly"): in Cyrillic text they are quotation marks.
_ACCENT = "\u0300-\u036f"
_WORD = re.compile(
    rf"[A-Za-z\u00c0-\u024f{_ACCENT}]+(?:['’][A-Za-z\u00c0-\u024f{_ACCENT}]+)+(?![^\W_])"
    rf"|[^\W_](?:[^\W_]|[{_ACCENT}])*"
)
# Letters whose lower case is one letter, and no apostrophes: a word begins where its first letter
# stands after none, and begins as its stem does.
_PLAIN = re.compile("[\\s -~А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі«»„“”…№–—\u00a0]*")
_ACCENTS = re.compile(f"[{_ACCENT}]")
_NOT_IN_STEM = re.compile(r"[\W_]")
_PLAIN_RUSSIAN = re.compile("[а-я]+")
_KAZAKH = re.compile("[әғқңөұүһі]")
_CYRILLIC = re.compile("[а-я]")
_LATIN = re.compile("[a-z]")

# Where Snowball tears forms of one Russian word apart (measured on the paradigms of 145 words of
# the news: all forms under one stem for 110 words without these rules, for 126 with them).
# String operations where they do: every new word of every article comes here.
_STAN = re.compile("(.*стан)(?:а|у|ом|е|ой|ою|ы|ов|ам|ами|ах)?")  # Казахстан is no participle
_INSTRUMENTAL = "ьми"  # людьми, детьми, дверьми
_SURNAME = ("ов", "ев")  # Петров loses its ending, Петрова only one of two
_LOOSE_END = "аеиоуыэюяйьъ"  # урожай, урожая
_FLEETING = ("ок", "ец", "оц", "ек")  # рынок, рынка
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place and its stem: `text[start:end]`."""

    start: int
    end: int
    stem: str


def words(text: str) -> list[Word]:
    """Return the words of a text with their stems, in text order.

    Russian and English words are stemmed by Snowball (chosen by their letters), Kazakh ones and
    numbers stay as they are; case and "ё" do not count. Parts of a hyphenated word are words.
    """
    return [
        Word(match.start(), match.end(), found)
        for match in _WORD.finditer(text)
        if (found := stem(match[0]))
    ]


def stems(text: str) -> list[str]:
    """Return the stems alone, in text order: what search indexes and asks for."""
    return [found for word in _WORD.findall(text) if (found := stem(word))]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of one word: lower-case letters and digits only, or "" if nothing is left."""
    if _PLAIN_RUSSIAN.fullmatch(word):  # nearly every word of Russian news
        return _russian(word)[:LONGEST]
    folded = fold(word)
    if _KAZAKH.search(folded):
        found = folded
    elif _CYRILLIC.search(folded):
        found = _russian(folded)
    elif _LATIN.search(folded):
        found = _stemmer("english").stemWord(folded.replace("’", "'"))
    else:
        found = folded
    return _NOT_IN_STEM.sub("", found)[:LONGEST]


def _russian(word: str) -> str:
    if "стан" in word and (country := _STAN.fullmatch(word)):
        return country[1]
    stemmer = _stemmer("russian")
    plain = f"{word[:-3]}ами" if word.endswith(_INSTRUMENTAL) else word
    found: str = stemmer.stemWord(plain)
    if found.endswith(_SURNAME) and len(found) > 3:
        found = stemmer.stemWord(found)
    found = found[:3] + found[3:].rstrip(_LOOSE_END)
    if found.endswith(_FLEETING) and found[-3:-2] in _CONSONANTS:
        return found[:-2] + found[-1]
    return found


def fold(text: str) -> str:
    """Return the text with what makes no difference between words removed: case, ё, accents."""
    composed = unicodedata.normalize("NFC", text) if _ACCENTS.search(text) else text
    return _ACCENTS.sub("", composed.casefold()).replace("ё", "е")


def marks(text: str, wanted: frozenset[str]) -> Iterator[tuple[Span, str]]:
    """Give the place and stem of each word whose stem is wanted, in text order.

    A generator, because who shows a hit rarely needs more than the first few. Text of plain
    letters is searched for the beginnings of the stems, which costs a tenth of reading its words.
    """
    starts = (
        (match.start() for match in _beginnings(wanted).finditer(text))
        if _PLAIN.fullmatch(text)
        else (match.start() for match in _WORD.finditer(text))
    )
    for start in starts:
        match = _WORD.match(text, start)
        if match and (found := stem(match[0])) in wanted:
            yield Span(match.start(), match.end()), found


@lru_cache(maxsize=256)
def _beginnings(wanted: frozenset[str]) -> re.Pattern[str]:
    """Match where a word may have one of these stems: stems differ from words in their ends."""
    beginnings = {stem[: max(1, len(stem) - 2)].replace("е", "[её]") for stem in wanted}
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(beginnings)) or '(?!)'})", re.IGNORECASE)


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    # PyStemmer, its fast twin in C, is taken by the package itself where it is installed. Its own
    # cache costs more than a look-up and is never hit: `stem` has one.
    found = snowballstemmer.stemmer(language)
    found.maxCacheSize = 0
    return found
