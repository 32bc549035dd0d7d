"""How rare a word is in the news: what weighs it when texts are compared."""

from functools import lru_cache

from news import gazetteer, kazakh
from news.words import stems

FILE = "rarity.txt"
#: A step of the file in natural logarithms of the chance that an article has the word.
STEP = 0.5
#: What no list knows is this rare: one article in 3,000.
RAREST = 8.0
#: Words of up to two letters are particles, whatever the list has.
_SHORT = 2


def terms(text: str, language: str) -> list[str]:
    """Return the stems of a text in order; Kazakh words lose their case endings."""
    found = stems(text)
    return [kazakh.nominative(word) for word in found] if language == "kk" else found


def rarity(term: str, language: str) -> float:
    """Return how much a term tells, 0 (in every article) to `RAREST`."""
    if len(term) <= _SHORT and not term.isdecimal():
        return 0.0
    return _table(language).get(term, RAREST)


@lru_cache(maxsize=8)
def _table(language: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in gazetteer.lines(FILE):
        head, _, rest = line.partition(": ")
        spoken, step = head.split()
        if spoken == language:
            found.update(dict.fromkeys(rest.split(), min(RAREST, STEP * int(step))))
    return found
