"""Russian word forms: lemmas, nominatives and their agreement, from pymorphy3.

The dictionaries load on the first call and not at import: the bot's start-up does not wait for
them. All answers are cached and do not depend on what was asked before.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

#: Longer "words" (links, base64, glued text) are returned as they are: analysing one costs time
#: quadratic in its length.
LONGEST_WORD = 40

_CACHED = 50_000

#: Words in capitals up to this length are abbreviations: they have no cases ("СИЗО", "ИГ").
_ABBREVIATION = 5


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word form; grammemes as in OpenCorpora ("NOUN", "Surn", "gent", "masc")."""

    lemma: str
    grammemes: frozenset[str]
    #: Share of this reading among all, 0..1.
    score: float
    #: Lower-case forms by (case, number, gender or ""), asked through `inflect`.
    index: int


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer  # here, not above: the bot's start does not wait for it

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=_CACHED)
def _parses(word: str) -> tuple[Any, ...]:
    """Return pymorphy3's readings of a lower-case word, likeliest first."""
    return tuple(_analyzer().parse(word))


@lru_cache(maxsize=_CACHED)
def forms(word: str) -> tuple[Form, ...]:
    """Return the readings of a word, likeliest first; none for what is no Russian word."""
    if not _is_russian(word):
        return ()
    parses = _parses(word.lower())
    return tuple(
        Form(p.normal_form, frozenset(p.tag.grammemes), p.score, i) for i, p in enumerate(parses)
    )


@lru_cache(maxsize=_CACHED)
def name_forms(word: str) -> tuple[Form, ...]:
    """As `forms`, in no order and at half the cost: without how often each reading is meant.

    Only readings that the dictionary has; none for other words.
    """
    if not is_known(word):
        return ()
    return tuple(
        Form(p.normal_form, frozenset(p.tag.grammemes), p.score, i)
        for i, p in enumerate(_unranked(word.lower()))
    )


@lru_cache(maxsize=_CACHED)
def _unranked(word: str) -> tuple[Any, ...]:
    return tuple(_unranking().parse(word))


@lru_cache(maxsize=1)
def _unranking() -> Any:
    """Return a second face of the analyzer, on the same dictionaries, that does not rank."""
    ranking = _analyzer()
    analyzer = object.__new__(type(ranking))
    analyzer.__dict__.update(ranking.__dict__)
    analyzer.prob_estimator = None
    return analyzer


def name_nominative(word: str, form: Form) -> str:
    """Return the nominative singular of a reading out of `name_forms(word)`, in its letter case."""
    changed = _unranked(word.lower())[form.index].inflect({"nomn", "sing"})
    return _cased_like(word, str(changed.word)) if changed is not None else word


@lru_cache(maxsize=_CACHED)
def lemma(word: str) -> str:
    """Return the dictionary form, in lower case; a word that cannot be read comes back lowered."""
    readings = forms(word)
    return readings[0].lemma if readings else word.lower()


@lru_cache(maxsize=_CACHED)
def part_of_speech(word: str) -> str:
    """Return the likeliest part of speech ("NOUN", "VERB", "ADJF", …), or ""."""
    return str(_parses(word.lower())[0].tag.POS or "") if _is_russian(word) else ""


@lru_cache(maxsize=_CACHED)
def is_known(word: str) -> bool:
    """Whether the dictionary has the word; the readings of others are guesses by their ending."""
    return _is_russian(word) and bool(_analyzer().word_is_known(word.lower()))


def inflect(word: str, *grammemes: str) -> str | None:
    """Put a word into the form asked for ("nomn", "plur"), keeping its letter case.

    None when no reading of the word has such a form.
    """
    for form in forms(word):
        changed = inflect_form(word, form, *grammemes)
        if changed is not None:
            return changed
    return None


@lru_cache(maxsize=_CACHED)
def inflect_form(word: str, form: Form, *grammemes: str) -> str | None:
    """As `inflect`, for one reading out of `forms(word)`."""
    changed = _parses(word.lower())[form.index].inflect(set(grammemes))
    return _cased_like(word, str(changed.word)) if changed is not None else None


@lru_cache(maxsize=_CACHED)
def nominative(phrase: str) -> str:
    """Put a noun phrase into the nominative, number kept: "Центральной Азии" → "Центральная Азия".

    The words up to and with the first noun are turned, agreeing with it; what follows (a genitive,
    a name in quotes) stays. What cannot be read stays as it is.
    """
    words = phrase.split(" ")
    if words[0].isupper() and len(words[0]) <= _ABBREVIATION:
        return phrase
    head = next((i for i, word in enumerate(words) if _noun(word) is not None), None)
    if head is None:
        return phrase if len(words) > 1 else inflect(phrase, "nomn") or phrase
    noun = _noun(words[head])
    if noun is None:
        return phrase
    number = "plur" if "plur" in noun.grammemes else "sing"
    agreeing = _agreement(noun, number)
    turned = [inflect(word, *agreeing) or word for word in words[:head]]
    turned.append(inflect_form(words[head], noun, "nomn", number) or words[head])
    return " ".join(turned + words[head + 1 :])


def _agreement(noun: Form, number: str) -> tuple[str, ...]:
    if number == "plur":
        return ("nomn", "plur")
    gender = next((g for g in ("masc", "femn", "neut") if g in noun.grammemes), "masc")
    return ("nomn", "sing", gender)


def _noun(word: str) -> Form | None:
    readings = forms(word)
    if not readings or not readings[0].grammemes & {"NOUN"}:
        return None
    return readings[0]


@lru_cache(maxsize=_CACHED)
def _is_russian(word: str) -> bool:
    if not 0 < len(word) <= LONGEST_WORD:
        return False
    return all("а" <= c <= "я" or c in "ё-" for c in word.lower())


def _cased_like(model: str, word: str) -> str:
    if len(model) > 1 and model.isupper():
        return word.upper()
    parts = model.split("-")
    words = word.split("-")
    if len(parts) != len(words):
        parts = [model] * len(words)
    return "-".join(
        w[:1].upper() + w[1:] if p[:1].isupper() else w for p, w in zip(parts, words, strict=True)
    )
