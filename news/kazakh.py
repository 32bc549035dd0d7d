"""Kazakh word forms: the endings that nouns and names take, cut off again."""

from functools import lru_cache

#: Case endings, longest first: genitive, dative, accusative, locative, ablative, instrumental, and
#: the locative adjective ("Астанадағы"). Each also as it follows a possessive ("облысында").
_CASES = (
    "ндағы ндегі дағы дегі тағы тегі ның нің дың дің тың тің нан нен дан ден тан тен "
    "мен бен пен нда нде ға ге қа ке на не ны ні ды ді ты ті да де та те"
)
_ENDINGS = tuple(sorted(_CASES.split(" "), key=len, reverse=True))

#: After a possessive in -ы/-і the case endings begin with -н, and the accusative is -н alone.
_POSSESSIVE = ("ы", "і")

_VOWELS = frozenset("аәеёиоөуұүыіэюя")


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """Return what the word may be without its case ending: itself first, then shorter ones."""
    whole = word.rstrip("-")
    lower = whole.lower()
    endings = [e for e in _ENDINGS if lower.endswith(e) and len(whole) - len(e) >= 2]
    found = [whole, *(whole[: -len(ending)].rstrip("-") for ending in endings)]
    if lower.endswith(("ын", "ін", "сын", "сін")) and len(whole) > 4:
        found.append(whole[:-1])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def nominative(name: str) -> str:
    """Return a person's or place's name without its case ending, by the ending alone.

    The ending has to agree with the sound before it ("Тоқаевтың" → "Тоқаев", but "Астана" stays).
    """
    for ending in _ENDINGS:
        stem = name[: -len(ending)]
        if name.lower().endswith(ending) and len(stem) >= 3 and _agrees(stem.lower(), ending):
            return stem.rstrip("-")
    return name


def _agrees(stem: str, ending: str) -> bool:
    """Whether Kazakh sound harmony lets this ending follow: its vowel, then its first consonant."""
    vowels = [char for char in stem if char in _VOWELS]
    if not vowels:
        return False
    back = vowels[-1] in "аоұыяёую"
    settled = vowels[-1] not in "иуюя" and not stem.endswith(_RUSSIAN)
    if settled and back != any(char in "аы" for char in ending):
        return False
    return ending[0] in _starts(stem[-1]) and (ending not in _SHORT or stem[-1] in _POSSESSIVE)


#: Endings that only follow a possessive: they would eat too much of other words ("Астана").
_SHORT = frozenset(("на", "не", "нда", "нде", "ндағы", "ндегі"))

#: Surnames of this make take back endings as well as front ones ("Тоқаевтың").
_RUSSIAN = ("ев", "ов", "ёв", "ин", "ын")

_VOICELESS = frozenset("пфкқтсшщхцчһбвгд")


def _starts(last: str) -> str:
    if last in _VOWELS:
        return "нғгдм"
    if last in _VOICELESS:
        return "тқкп"
    if last in "мнң":
        return "дғгнбм"
    return "дғгнм" if last not in "зж" else "дғгнб"


_PLURAL = ("лар", "лер", "дар", "дер", "тар", "тер")
#: "Its" and "their"; those on a vowel's word first.
_ITS = ("сы", "сі", "ы", "і")
_WITH = ("мен", "бен", "пен")
_VOICED = {"б": "п", "г": "к", "ғ": "қ"}


@lru_cache(maxsize=50_000)
def roots(word: str) -> tuple[str, ...]:
    """Return what a word may be without case, possessive and plural endings, in lower case.

    Itself first: "қылмыстарының" gives "қылмыс" among others. Only endings that agree with the
    sounds before them are cut, so that "Астана" stays.
    """
    lower = word.lower()
    found = dict.fromkeys(_without_case(lower))
    for form in tuple(found):
        found.update(dict.fromkeys(_without_possessive(form)))
    found.update(dict.fromkeys(form[:-3] for form in tuple(found) if _is_plural(form)))
    return tuple(found)


def _without_case(word: str) -> list[str]:
    stems = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)]
    cut = [stem for stem in stems if len(stem) > 1 and _may_take(stem, word[len(stem) :])]
    if word.endswith(("ын", "ін")) and len(word) > 4:
        cut.append(word[:-1])
    return [word, *cut]


def _may_take(stem: str, ending: str) -> bool:
    """As `_agrees`; "with" has one vowel for all words ("пышақпен"), names that end so are rare."""
    return _agrees(stem, ending) or (ending in _WITH and ending[0] in _starts(stem[-1]))


def _without_possessive(word: str) -> list[str]:
    found = []
    for ending in _ITS:
        root = word[: -len(ending)]
        if not word.endswith(ending) or len(root) < 2 or (ending in "ыі") == (root[-1] in _VOWELS):
            continue
        found.append(root)
        if root[-1] in _VOICED and ending in "ыі":
            found.append(root[:-1] + _VOICED[root[-1]])
    return found


def _is_plural(word: str) -> bool:
    return word.endswith(_PLURAL) and len(word) > 4
