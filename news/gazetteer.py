"""Known places and organisations, and which of their names mean the same."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import snowballstemmer

from news import morphology

_WORD = re.compile(r"[\w'’-]+")

#: A known name in any case: its words, each by lemma, in lower case.
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name. `kind` is ORG or LOC; `name` the first of its names, in the nominative."""

    kind: str
    name: str


def lines(name: str) -> list[str]:
    """Return the lines of a data file of this package, without comments and empty ones."""
    text = (files("news") / "lists" / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


@lru_cache(maxsize=64)
def words(language: str, name: str) -> frozenset[str]:
    """Return a named set of words out of `words_<language>.txt`."""
    found: set[str] = set()
    for line in lines(f"words_{language}.txt"):
        head, _, rest = line.partition(": ")
        if head == name:
            found.update(rest.split())
    return frozenset(found)


@lru_cache(maxsize=8)
def given_names(language: str) -> frozenset[str]:
    """Return given names as texts in Kazakh ("kk") or English ("en") spell them."""
    return frozenset(name for line in lines(f"given_{language}.txt") for name in line.split())


@lru_cache(maxsize=8)
def known(language: str) -> dict[str, Entry]:
    """Return the known names of Kazakh or English texts, by their nominative as written."""
    found: dict[str, Entry] = {}
    for kind, file in (("ORG", "organisations"), ("LOC", "places")):
        for line in lines(f"{file}_{language}.txt"):
            names = line.split(" = ")
            for other in names:
                found.setdefault(other.strip(), Entry(kind, names[0].strip()))
    return found


def key(name: str) -> Key:
    """Return the words of a Russian name as lemmas: all its case forms have the same key."""
    return tuple(_lemma(word) for word in _WORD.findall(name))


@lru_cache(maxsize=1)
def russian() -> dict[Key, Entry]:
    """Return the known names of Russian texts by key."""
    known: dict[Key, Entry] = {}
    for kind, name in (("ORG", "organisations_ru.txt"), ("LOC", "places_ru.txt")):
        for line in lines(name):
            names = [part.strip() for part in line.split(" = ")]
            for other in names:
                known.setdefault(key(other), Entry(kind, names[0]))
    return known


def find(name: str) -> Entry | None:
    """Return what is known about a name in a Russian text, in whatever case it stands."""
    return russian().get(key(name))


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    if len(word) > 1 and word.isupper():
        return word.lower().replace("ё", "е")
    if not morphology.is_known(word):
        return str(_stemmer().stemWord(word.lower().replace("ё", "е")))
    for form in morphology.forms(word):
        if form.grammemes & {"Geox", "Name", "Orgn"}:
            return form.lemma.replace("ё", "е")
    return morphology.lemma(word).replace("ё", "е")


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return snowballstemmer.stemmer("russian")
