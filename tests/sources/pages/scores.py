"""How near a text is to the truth."""

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def f1(found: str, truth: str) -> float:
    """Return the F1 of a text's words against another's, each counted as often as it stands."""
    ours, theirs = Counter(_WORD.findall(found.lower())), Counter(_WORD.findall(truth.lower()))
    common = sum((ours & theirs).values())
    return 2 * common / (sum(ours.values()) + sum(theirs.values())) if common else 0.0
