"""Known places and organisations, and which of their names mean the same."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import snowballstemmer

from news import morphology

_CYRILLIC = re.compile(f"[А-Яа-яЁё-]{{1,{morphology.LONGEST_WORD}}}")
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


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a Russian word, in lower case: the same for most of its forms.

    A hundred times as fast as a lemma, and wrong more often: what it finds is to be checked.
    """
    lower = word.lower()
    return str(_stemmer().stemWord(lower.replace("ё", "е"))) if _CYRILLIC.fullmatch(word) else lower


@lru_cache(maxsize=64)
def stems(name: str) -> frozenset[str]:
    """Return a named set of Russian words as stems."""
    return frozenset(stem(word) for word in words("ru", name))


@lru_cache(maxsize=50_000)
def key(name: str) -> Key:
    """Return the words of a Russian name as lemmas: all its case forms have the same key."""
    return tuple(_lemma(word) for word in _WORD.findall(name))


@lru_cache(maxsize=1)
def _by_stems() -> dict[Key, list[tuple[str, Entry]]]:
    """Return the known names of Russian texts by stems; forms of other words may be among them."""
    found: dict[Key, list[tuple[str, Entry]]] = {}
    for kind, name in (("ORG", "organisations_ru.txt"), ("LOC", "places_ru.txt")):
        for line in lines(name):
            names = [part.strip() for part in line.split(" = ")]
            for other in names:
                stemmed = tuple(stem(word) for word in _WORD.findall(other))
                found.setdefault(stemmed, []).append((other, Entry(kind, names[0])))
    return found


def find(name: str) -> Entry | None:
    """Return what is known about a name in a Russian text, in whatever case it stands."""
    return find_words(tuple(_WORD.findall(name)))


def find_words(name: tuple[str, ...]) -> Entry | None:
    """Return what is known about a name given as words."""
    candidates = _by_stems().get(tuple(stem(word) for word in name), ())
    return next((entry for other, entry in candidates if _same(name, other)), None)


def _same(name: tuple[str, ...], other: str) -> bool:
    written = " ".join(name)
    if written == other:
        return True
    if other.isupper() and len(other) < 6:
        return False
    return key(written) == key(other)


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    if len(word) > 1 and word.isupper():
        return word.lower().replace("ё", "е")
    if not morphology.is_known(word):
        return stem(word)
    for form in morphology.forms(word):
        if form.grammemes & {"Geox", "Name", "Orgn"}:
            return form.lemma.replace("ё", "е")
    return morphology.lemma(word).replace("ё", "е")


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    found = snowballstemmer.stemmer("russian")
    found.maxCacheSize = 0  # `stem` has a cache
    return found
