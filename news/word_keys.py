"""What a word may be, as keys: two words are the same when they share one.

Russian words by their lemmas, all of them ("стали" is steel and became), those that no dictionary
has by their stem; Kazakh words by what may be left of them without endings; English ones by stem.
"""

import re
from functools import lru_cache

from news import kazakh, morphology
from news.words import fold, stem

_KAZAKH = re.compile("[әғқңөұүһі]")
_CYRILLIC = re.compile("[а-я]")
#: Before the stem of a word that Russian's dictionary does not have: no lemma looks like it.
_UNKNOWN = "~"
_NAMES = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn"))

Keys = frozenset[str]


@lru_cache(maxsize=50_000)
def of_text(word: str, language: str) -> Keys:
    """Return the keys of a word as it stands in a text of that language ("ru", "kk" or "en")."""
    folded = fold(word)
    if not _CYRILLIC.search(folded):
        return _latin(word, folded)
    if language == "kk" or _KAZAKH.search(folded):
        return frozenset(kazakh.roots(folded))
    lemmas = _lemmas(folded)
    if lemmas and not word[:1].isupper():
        return lemmas
    # A name may look like a form of a common word ("Асану" is of "Асан" and of "асана").
    return lemmas | {_UNKNOWN + stem(word)}


@lru_cache(maxsize=50_000)
def of_term(word: str, language: str) -> Keys:
    """Return the keys of a word that someone of that language looks for, in texts of any language.

    A word that is a dictionary form itself means that ("рой" is a swarm, not "dig!"); names are
    taken in all their readings ("марина" may be asked for as the genitive of "Марин").
    """
    folded = fold(word)
    if not _CYRILLIC.search(folded):
        return _latin(word, folded)
    if language == "kk" or _KAZAKH.search(folded):
        asked = frozenset((folded, fold(kazakh.nominative(folded))))
        return asked if morphology.is_known(folded) else asked | {_UNKNOWN + stem(word)}
    lemmas = _lemmas(folded)
    if folded in lemmas and not word[:1].isupper():
        return _names(folded) | {folded}
    # "Токаев" may be a name though the dictionary takes it for many "токай".
    return lemmas | {folded, _UNKNOWN + stem(word)}


def _lemmas(folded: str) -> Keys:
    """Return the lemmas that the dictionary has for a Russian word; none for unknown words."""
    return frozenset(fold(form.lemma) for form in morphology.name_forms(folded))


def without_stems(keys: Keys) -> Keys:
    """Return those of a word's keys that are words themselves."""
    return frozenset(key for key in keys if key[0] != _UNKNOWN)


def _names(folded: str) -> Keys:
    forms = morphology.name_forms(folded)
    return frozenset(fold(form.lemma) for form in forms if form.grammemes & _NAMES)


def _latin(word: str, folded: str) -> Keys:
    return frozenset((stem(word) or folded,))
