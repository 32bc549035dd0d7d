"""People's names in Russian: their nominative, with given name and surname in one gender and case.

pymorphy3 knows the common names; of the others (most surnames of Central Asia) it guesses badly, so
their readings come from the endings that Russian gives to names.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from news import gazetteer, morphology

Cases = frozenset[str]

_ALL = frozenset(("nomn", "gent", "datv", "accs", "ablt", "loct"))
_GRAMMEMES = frozenset(("Name", "Surn", "Patr"))

#: (ending, what stands for it in the nominative, gender, cases) of names no dictionary has.
_ENDINGS: tuple[tuple[str, str, str, str], ...] = (
    ("ского", "ский", "masc", "gent accs"),
    ("скому", "ский", "masc", "datv"),
    ("ским", "ский", "masc", "ablt"),
    ("ском", "ский", "masc", "loct"),
    ("ской", "ская", "femn", "gent datv ablt loct"),
    ("скую", "ская", "femn", "accs"),
    ("овым", "ов", "masc", "ablt"),
    ("евым", "ев", "masc", "ablt"),
    ("ёвым", "ёв", "masc", "ablt"),
    ("иным", "ин", "masc", "ablt"),
    ("овой", "ова", "femn", "gent datv ablt loct"),
    ("евой", "ева", "femn", "gent datv ablt loct"),
    ("иной", "ина", "femn", "gent datv ablt loct"),
    ("ой", "а", "femn", "ablt"),
    ("ей", "я", "femn", "ablt"),
    ("ом", "", "masc", "ablt"),
    ("ем", "й", "masc", "ablt"),
    ("ем", "", "masc", "ablt"),
    ("ем", "ь", "masc", "ablt"),
    ("а", "", "masc", "gent accs"),
    ("у", "", "masc", "datv"),
    ("е", "", "masc", "loct"),
    ("ы", "а", "femn", "gent"),
    ("и", "а", "femn", "gent"),
    ("е", "а", "femn", "datv loct"),
    ("у", "а", "femn", "accs"),
    ("я", "й", "masc", "gent accs"),
    ("ю", "й", "masc", "datv"),
    ("я", "ь", "masc", "gent accs"),
    ("ю", "ь", "masc", "datv"),
    ("и", "я", "femn", "gent datv loct"),
    ("ю", "я", "femn", "accs"),
)

_VOWELS = frozenset("аеёиоуыэюя")

#: Where a preposition alone says the case.
_GOVERNED = {
    "с": "ablt",
    "со": "ablt",
    "между": "ablt",
    "перед": "ablt",
    "над": "ablt",
    "под": "ablt",
    "к": "datv",
    "ко": "datv",
    "о": "loct",
    "об": "loct",
    "при": "loct",
    "у": "gent",
    "от": "gent",
    "для": "gent",
    "из": "gent",
    "без": "gent",
    "против": "gent",
    "после": "gent",
    "про": "accs",
    "через": "accs",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: its nominative, gender ("" for either) and possible cases."""

    nominative: str
    gender: str
    cases: Cases
    #: How likely, higher is likelier.
    weight: float


@lru_cache(maxsize=20_000)
def readings(words: tuple[str, ...]) -> tuple[Reading, ...]:
    """Return the ways to read a person's name, likeliest first; at least one."""
    found = [Reading("", "", _ALL, 0.0)]
    for word in words:
        found = [both for left in found for right in _word(word) if (both := _agree(left, right))]
    if not found:
        return (Reading(" ".join(words), "", _ALL, 0.0),)
    best: dict[str, Reading] = {}
    for reading in sorted(found, key=lambda r: -r.weight):
        best.setdefault(reading.nominative, reading)
    return tuple(best.values())


def choose(candidates: Sequence[Reading], cases: Cases, votes: Counter[str]) -> Reading:
    """Choose a reading: what other mentions say too, then what the context's cases allow."""

    def rank(reading: Reading) -> tuple[float, ...]:
        last = reading.nominative.rsplit(" ", 1)[-1].lower()
        fits = bool(reading.cases & cases) if cases else 0.5
        return (votes[last], fits, reading.weight + ("nomn" in reading.cases) * 0.15)

    return max(candidates, key=rank)


def votes(mentions: Iterable[tuple[str, ...]]) -> Counter[str]:
    """Count for each possible surname how many spellings in the text can be read as it."""
    counts: Counter[str] = Counter()
    for words in set(mentions):
        last = {r.nominative.rsplit(" ", 1)[-1].lower() for r in readings(words)}
        counts.update(last)
    return counts


def cases_after(words: Sequence[str]) -> Cases:
    """Return the cases a name may be in after these words, from what stands nearest before it.

    A role agrees with the name, a thing takes the genitive, a preposition governs; names of places
    and organisations between a role and its bearer are passed over. Empty when nothing is known.
    """
    for word in reversed(words):
        if word[:1].isupper() and gazetteer.stem(word) not in gazetteer.stems("roles"):
            continue
        return _cases_by(word.lower())
    return frozenset()


@lru_cache(maxsize=20_000)
def _cases_by(word: str) -> Cases:
    if word in _GOVERNED:
        return frozenset((_GOVERNED[word],))
    for form in morphology.forms(word):
        if "NOUN" in form.grammemes and not form.grammemes & _GRAMMEMES:
            return form.grammemes & _ALL if "anim" in form.grammemes else frozenset(("gent",))
        if "VERB" in form.grammemes or "PREP" in form.grammemes:
            return frozenset()
    return frozenset()


def titled(word: str) -> str:
    """Return an upper-case word as names are written: "СКРЕЛИНГ" is "Скрелинг"."""
    if len(word) < 3 or not word.isupper():
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def _agree(left: Reading, right: Reading) -> Reading | None:
    cases = left.cases & right.cases
    if not cases or (left.gender and right.gender and left.gender != right.gender):
        return None
    return Reading(
        f"{left.nominative} {right.nominative}".strip(),
        left.gender or right.gender,
        cases,
        left.weight + right.weight,
    )


@lru_cache(maxsize=20_000)
def _word(word: str) -> tuple[Reading, ...]:
    if not _declines(word):
        return (Reading(word, "", _ALL, 0.0),)
    if word in gazetteer.given_names("ru") and word[-1] in "еуиоэ":
        return (Reading(word, "", _ALL, 1.5),)
    known = _from_dictionary(word)
    return known or tuple(_from_endings(word))


def _declines(word: str) -> bool:
    return (
        len(word) > 2
        and word[0].isupper()
        and all("а" <= c <= "я" or c in "ё-" for c in word.lower())
    )


def _from_dictionary(word: str) -> tuple[Reading, ...]:
    found: dict[Reading, None] = {}
    for form in morphology.name_forms(word):
        grammemes = form.grammemes
        if not grammemes & _GRAMMEMES or "plur" in grammemes:
            continue
        gender = next((g for g in ("masc", "femn") if g in grammemes), "")
        cases = _ALL if "Fixd" in grammemes else grammemes & _ALL
        nominative = morphology.name_nominative(word, form)
        found[Reading(nominative, gender, cases, 1.0)] = None
    return tuple(found)


def _from_endings(word: str) -> Iterable[Reading]:
    lower = word.lower()
    last = lower[-1]
    if last in "аяь" or last not in _VOWELS:
        gender = "femn" if last in "ая" else "masc" if last != "ь" else ""
        yield Reading(word, gender, frozenset(("nomn",)), _weight(word))
    if last in "оеуюиыэ" or (last not in _VOWELS and last not in "йь"):
        gender = "" if last in _VOWELS else "femn"
        yield Reading(word, gender, _ALL, -0.4)
    for ending, instead, gender, cases in _ENDINGS:
        stem = word[: -len(ending)]
        if lower.endswith(ending) and len(stem) > 1 and _may_end(stem, instead):
            name = stem + instead
            yield Reading(name, gender, frozenset(cases.split()), _weight(name))


def _may_end(stem: str, instead: str) -> bool:
    last = stem[-1].lower()
    if instead in ("", "ь", "а"):
        return last not in _VOWELS and last not in "йьъ"
    return not (instead == "й" and last not in _VOWELS)


def _weight(name: str) -> float:
    """Return how likely a nominative is that no dictionary has."""
    if name in gazetteer.given_names("ru"):
        return 1.5
    if name.endswith(("ов", "ев", "ёв", "ин", "ова", "ева", "ёва", "ина", "ский", "ская")):
        return 0.6
    return 0.2 if name[-1] not in _VOWELS else 0.0
