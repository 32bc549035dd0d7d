"""How much two short phrases share, whatever the endings of their words."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]{3,}")
_STEM = 5


def overlap(one: str, two: str) -> float:
    """Return the share of the shorter phrase's words that the other has too, 0..1."""
    left, right = _stems(one), _stems(two)
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter else 0.0


def share(phrase: str, text: str) -> float:
    """Return the share of a phrase's words that a text has, 0..1."""
    stems = _stems(phrase)
    return len(stems & _stems(text)) / len(stems) if stems else 0.0


@lru_cache(maxsize=4096)
def _stems(phrase: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(phrase.lower().replace("ё", "е")))
