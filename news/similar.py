"""Whether two articles report the same event.

The texts are compared by their signatures (`news.similar_signature`), which is all that needs to be
kept of a story. How it works and how well: `docs/same-event.md`.
"""

import json
import math
from functools import lru_cache
from importlib.resources import files

from news.similar_features import features
from news.similar_signature import Signature, signature

#: At least this sure, a story may be hidden as a double of another one.
HIDE = 0.88
#: At least this sure, stories may stand under one heading of a digest.
GROUP = 0.40

#: Weights by name, with "bias" among them.
Weights = dict[str, float]


def same_event(a: str, b: str) -> float:
    """Return the belief (0..1) that two articles report the same event. Never raises on any text.

    Republished, rewritten and updated reports are the same event; its aftermath, another day's
    bulletin of the same kind or a like event elsewhere are not.
    """
    return belief(signature(a), signature(b))


def belief(a: Signature, b: Signature) -> float:
    """Return `same_event` for two signatures; the same whichever comes first."""
    found = features(a, b)
    weights = _weights()["within" if a.language == b.language else "across"]
    total = weights["bias"] + sum(
        weight * found[name] for name, weight in weights.items() if name in found
    )
    return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=1)
def _weights() -> dict[str, Weights]:
    """Return what scripts/fit_same_event.py found, for pairs within and across languages."""
    text = (files("news") / "similar_weights.json").read_text(encoding="utf-8")
    found: dict[str, Weights] = json.loads(text)
    return found
