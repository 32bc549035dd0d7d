"""Whether two articles report the same event.

The texts are compared by their signatures (`news.similar_signature`), which is all that needs to be
kept of a story. How it works and how well: `docs/same-event.md`.
"""

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from news.similar_features import features
from news.similar_signature import Signature, signature

#: At least this sure, a story may be hidden as a double of another one.
HIDE = 0.92
#: At least this sure, stories may stand under one heading of a digest.
GROUP = 0.40


def same_event(a: str, b: str) -> float:
    """Return the belief (0..1) that two articles report the same event. Never raises on any text.

    Republished, rewritten and updated reports are the same event; its aftermath, another day's
    bulletin of the same kind or a like event elsewhere are not.
    """
    return belief(signature(a), signature(b))


def belief(a: Signature, b: Signature) -> float:
    """Return `same_event` for two signatures; the same whichever comes first."""
    kind = WITHIN_WEIGHTS if a.language == b.language else ACROSS_WEIGHTS
    return 1 / (1 + math.exp(-weighed(features(a, b), kind)))


#: The sets of weights in `similar_weights.json`: pairs of one language, of two, parts of a case.
WITHIN_WEIGHTS, ACROSS_WEIGHTS, LINK_WEIGHTS = "within", "across", "case"


def weighed(found: Mapping[str, float], kind: str) -> float:
    """Return the log-odds that features speak for, by one of the sets of weights."""
    weights = _weights()[kind]
    told = (weight * found[name] for name, weight in weights.items() if name in found)
    return weights["bias"] + sum(told)


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    """Return what scripts/fit_same_event.py found."""
    text = (files("news") / "similar_weights.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = json.loads(text)
    return found
