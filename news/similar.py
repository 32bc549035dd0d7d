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
HIDE = 0.90
#: At least this sure, stories may stand under one heading of a digest.
GROUP = 0.40

#: By kind of pair, the weight of each feature and the "bias".
Weights = Mapping[str, Mapping[str, float]]


def same_event(a: str, b: str) -> float:
    """Return the belief (0..1) that two articles report the same event. Never raises on any text.

    Republished, rewritten and updated reports are the same event; its aftermath, another day's
    bulletin of the same kind or a like event elsewhere are not.
    """
    return belief(signature(a), signature(b))


def belief(a: Signature, b: Signature, weights: Weights | None = None) -> float:
    """Return `same_event` for two signatures; the same whichever comes first.

    `weights` are those that scripts/fit_same_event.py found, when not given.
    """
    kind = WITHIN_WEIGHTS if a.language == b.language else ACROSS_WEIGHTS
    found = features(a, b)
    return 1 / (1 + math.exp(-weighed(found, kind, weights) - _COPIED * found["copy"]))


#: What being the same text adds. Set by hand: the pairs that weights are learnt from have rewrites,
#: but no republished texts.
_COPIED = 4.0


#: The sets of weights in `similar_weights.json`: pairs of one language, of two, parts of a case.
WITHIN_WEIGHTS, ACROSS_WEIGHTS, LINK_WEIGHTS = "within", "across", "case"


def weighed(found: Mapping[str, float], kind: str, weights: Weights | None = None) -> float:
    """Return the log-odds that features speak for, by one of the sets of weights."""
    chosen = (weights or _weights())[kind]
    told = (weight * found[name] for name, weight in chosen.items() if name != "bias")
    return chosen["bias"] + sum(told)


@lru_cache(maxsize=1)
def _weights() -> Weights:
    """Return what scripts/fit_same_event.py found."""
    text = (files("news") / "similar_weights.json").read_text(encoding="utf-8")
    found: Weights = json.loads(text)
    return found
