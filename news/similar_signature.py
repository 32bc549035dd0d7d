"""What is kept of a story to tell whether another one reports the same event.

Hashes of words, names as they sound, numbers and days: under two kilobytes, no text.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from zlib import crc32

from news import names as name_finder
from news import numbers, story
from news import text as texts
from news.analysis import Analysis
from news.names import Name
from news.numbers import Number
from news.rarity import rarity, terms
from news.similar_days import days
from news.similar_names import name_key
from news.story import Story

_Key = TypeVar("_Key", str, int)

#: Raised whenever stored signatures cannot be compared with new ones.
VERSION = 2

#: What is kept at most, so that a signature stays small and two are compared quickly.
TERMS, TITLE, NAMES, NUMBERS, DAYS = 96, 20, 20, 20, 8
#: Read so far: what a text says later does not make it another event.
READ = 12_000

_BITS = 30
_MASK = (1 << _BITS) - 1


@dataclass(frozen=True, slots=True)
class Signature:
    """A story as it is compared. "Head" is the headline with the first two sentences."""

    version: int
    language: str
    #: Words that are no numbers, as 30-bit hashes of their stems, weightiest first.
    terms: tuple[int, ...]
    #: Their weights in sixteenths: rarity, more where a word recurs or stands in the head.
    weights: tuple[int, ...]
    #: Hashes of the headline's words, and how rare each is, in sixteenths.
    title: tuple[int, ...]
    title_weights: tuple[int, ...]
    #: Keys of people ("p…"), organisations ("o…"), places ("l…"), those of the head first; the last
    #: character is a digit, how rare the name is.
    names: tuple[str, ...]
    head_names: int
    #: Numbers in base units ("90000", "14.25"), those of the head first.
    numbers: tuple[str, ...]
    head_numbers: int
    #: Days of the calendar as month * 100 + day, those of the head first.
    days: tuple[int, ...]
    head_days: int
    #: Keys ("p…", without the digit) of people who speak for an office: ministers and mayors are in
    #: the news of many cases.
    offices: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the signature as JSON keeps it: under two kilobytes when written."""
        return {
            "v": self.version,
            "l": self.language,
            "t": _packed(self.terms),
            "tw": _small(self.weights),
            "h": _packed(self.title),
            "hw": _small(self.title_weights),
            "n": " ".join(self.names),
            "nh": self.head_names,
            "f": " ".join(self.numbers),
            "fh": self.head_numbers,
            "d": list(self.days),
            "dh": self.head_days,
            "o": " ".join(self.offices),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Signature":
        """Return the signature that `as_json` wrote. KeyError, TypeError or ValueError if none."""
        return cls(
            version=kept["v"],
            language=kept["l"],
            terms=_unpacked(kept["t"]),
            weights=_unsmall(kept["tw"]),
            title=_unpacked(kept["h"]),
            title_weights=_unsmall(kept["hw"]),
            names=tuple(kept["n"].split()),
            head_names=kept["nh"],
            numbers=tuple(kept["f"].split()),
            head_numbers=kept["fh"],
            days=tuple(kept["d"]),
            head_days=kept["dh"],
            offices=tuple(kept["o"].split()),
        )


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_WIDTH = _BITS // 6


def _packed(hashes: Iterable[int]) -> str:
    return "".join(
        _LETTERS[number >> shift & 63] for number in hashes for shift in range(0, _BITS, 6)
    )


def _unpacked(text: str) -> tuple[int, ...]:
    return tuple(
        sum(_VALUES[letter] << 6 * at for at, letter in enumerate(text[start : start + _WIDTH]))
        for start in range(0, len(text), _WIDTH)
    )


def _small(weights: Iterable[int]) -> str:
    """Write weights of up to twelve bits, two letters each."""
    return "".join(_LETTERS[weight >> 6] + _LETTERS[weight & 63] for weight in weights)


def _unsmall(text: str) -> tuple[int, ...]:
    pairs = zip(text[::2], text[1::2], strict=True)
    return tuple(_VALUES[high] << 6 | _VALUES[low] for high, low in pairs)


def signature(source: str | Analysis, published: date | None = None) -> Signature:
    """Return the signature of a text, or of an article that was analysed already.

    `published` is the local day on which it came out: it tells which day "вчера" was. Never raises
    on any text.
    """
    if isinstance(source, Analysis):
        return _signature(source.story, source.names, published)
    read = story.read(source[:READ])
    return _signature(read, name_finder.extract(read.text, read=read), published)


def _signature(read: Story, names: Sequence[Name], published: date | None) -> Signature:
    body, head_end = _body(read)
    language = read.language
    weighed = _weighed(body, head_end, language)
    title = _title(read, language)
    people = _split(_named(names, language), head_end, NAMES)
    figures = _split(_numbers(body), head_end, NUMBERS)
    when = _split(((day.start, day.code) for day in days(body, published)), head_end, DAYS)
    return Signature(
        version=VERSION,
        language=language,
        terms=tuple(hashed for hashed, _ in weighed),
        weights=tuple(weight for _, weight in weighed),
        title=tuple(title),
        title_weights=tuple(title.values()),
        names=tuple(people[0]),
        head_names=people[1],
        numbers=tuple(figures[0]),
        head_numbers=figures[1],
        days=tuple(when[0]),
        head_days=when[1],
        offices=tuple(_offices(names, language))[:NAMES],
    )


def _body(read: Story) -> tuple[str, int]:
    """Return the text with what is no article blanked (offsets stay), and where its head ends."""
    text = list(read.text[:READ])
    for part in (*read.furniture, read.author, read.photo_credit, read.published):
        if part is not None:
            text[part.start : part.end] = " " * (min(part.end, len(text)) - part.start)
    body = "".join(text)
    sentences = texts.sentences(body)
    opening = 3 if read.title is not None else 2
    return body, sentences[min(opening, len(sentences)) - 1].end if sentences else 0


def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) & _MASK


def _words(text: str, language: str) -> list[str]:
    return [term for term in terms(text, language) if not term.isdecimal()]


def _weighed(body: str, head_end: int, language: str) -> list[tuple[int, int]]:
    """Return hashes and weights of the weightiest terms."""
    counts = Counter(_words(body, language))
    head = set(_words(body[:head_end], language))
    found = {
        _hash(term): round(
            16 * rarity(term, language) * (1 + math.log(count)) * (1.3 if term in head else 1)
        )
        for term, count in counts.items()
    }
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(hashed, min(weight, 4095)) for hashed, weight in ordered[:TERMS] if weight]


def _title(read: Story, language: str) -> dict[int, int]:
    """Return the headline's words, or those of the first sentence where there is none."""
    first = texts.sentences(read.text[:READ])[:1]
    said = read.title.text if read.title else first[0].text if first else ""
    words = _words(said, language)[:TITLE]
    return {_hash(word): round(16 * rarity(word, language)) for word in words}


def _named(names: Iterable[Name], language: str) -> Iterable[tuple[int, str]]:
    for name in names:
        if name.mentions[0].start >= READ:
            continue
        key, rare = name_key(name.kind, name.normal, language)
        if len(key) > 1:
            yield name.mentions[0].start, f"{key}{rare:.0f}"


#: Who speaks for the state or for an organisation. Those whom a case may be about (a director, a
#: founder), and who work on one case (a prosecutor, a judge), are not among them.
_OFFICE = re.compile(
    r"\b(?:министр|премьер|президент|аким|мэр|губернатор|глав[аы]|депутат|сенатор|спикер"
    r"|председател|руководител|представител|пресс-секретар|посол"
    r"|әкім|төраға|басшы|баспасөз|елші"
    r"|minister|president|premier|mayor|governor|chief|head|deput|senator|speaker|chair"
    r"|spokes|secretary|ambassador)",
    re.IGNORECASE,
)


def _offices(names: Iterable[Name], language: str) -> Iterable[str]:
    for name in names:
        if name.kind == "PER" and name.role and _OFFICE.search(name.role):
            yield name_key(name.kind, name.normal, language)[0]


def _numbers(body: str) -> Iterable[tuple[int, str]]:
    for number in numbers.find(body):
        for value in _values(number):
            yield number.start, f"{value:.10g}"


def _values(number: Number) -> tuple[float, ...]:
    if number.value is None or number.kind in ("DATE", "TIME"):
        return ()
    return number.value if isinstance(number.value, tuple) else (number.value,)


def _split(found: Iterable[tuple[int, _Key]], head_end: int, most: int) -> tuple[list[_Key], int]:
    """Return what was found, each once, the head's first, and how much of it is the head's."""
    placed: dict[_Key, bool] = {}
    for start, key in sorted(found):
        placed.setdefault(key, start < head_end)
    head = [key for key, at_top in placed.items() if at_top][:most]
    rest = [key for key, at_top in placed.items() if not at_top]
    return (head + rest)[:most], len(head)
