"""Which sentences together make the summary: greedy, with redundancy, context and a budget."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from news.candidates import FEATURES, Candidate, Field

#: A sentence that hangs on others is taken with at most so many before it.
_CHAIN = 2
#: Of a very long text only the best sentences are compared with each other.
_COMPARED = 60


@cache
def weights() -> Mapping[str, float]:
    """Return the weights found by `scripts/search_weights.py`: the features' and the two rules'."""
    found: dict[str, float] = json.loads(
        files("news").joinpath("summary_weights.json").read_text(encoding="utf-8")
    )
    return found


@dataclass(slots=True)
class Choice:
    """The sentences chosen so far."""

    taken: list[Candidate] = field(default_factory=list)
    #: Index → taken only because the next one needs it.
    context: set[int] = field(default_factory=set)
    covered: set[str] = field(default_factory=set)
    cost: int = 0

    def has(self, index: int) -> bool:
        return any(candidate.index == index for candidate in self.taken)


def score(candidate: Candidate, weights: Mapping[str, float]) -> float:
    """Return the worth of a sentence by itself."""
    return sum(
        weights[name] * value for name, value in zip(FEATURES, candidate.features, strict=True)
    )


def choose(found: Field, budget: int, scores: list[float], weights: Mapping[str, float]) -> Choice:
    """Take the best group again and again until the budget of sentences is used up."""
    pool = _pool(found.candidates, scores)
    choice = Choice()
    total = sum(found.weight.values()) or 1.0
    while choice.cost < budget:
        best, best_gain = None, 0.0
        for candidate in pool:
            group = _group(candidate, found.candidates, choice)
            if group is None or choice.cost + sum(c.cost for c in group) > budget:
                continue
            gain = _group_gain(group, choice, scores, found.weight, total, weights)
            if best is None or gain > best_gain:
                best, best_gain = group, gain
        if best is None:
            break
        _take(choice, best)
    return choice


def _pool(candidates: list[Candidate], scores: list[float]) -> list[Candidate]:
    whole = [candidate for candidate in candidates if candidate.whole]
    best = sorted(whole, key=lambda c: (-scores[c.index], c.index))[:_COMPARED]
    return sorted(best, key=lambda c: c.index)


def _group(
    candidate: Candidate, candidates: list[Candidate], choice: Choice
) -> list[Candidate] | None:
    """Return the sentence with those before it that it needs, or None when it cannot stand."""
    if choice.has(candidate.index):
        return None
    group = [candidate]
    while group[0].hangs:
        before = group[0].index - 1
        if before < 0 or not candidates[before].whole or len(group) > _CHAIN:
            return None
        if choice.has(before):
            break
        group.insert(0, candidates[before])
    return group


def _group_gain(
    group: list[Candidate],
    choice: Choice,
    scores: list[float],
    weight: Mapping[str, float],
    total: float,
    weights: Mapping[str, float],
) -> float:
    gains = [gain(c, choice, scores[c.index], weight, total, weights) for c in group]
    return sum(gains) / sum(c.cost for c in group)


def gain(
    candidate: Candidate,
    choice: Choice,
    own: float,
    weight: Mapping[str, float],
    total: float,
    weights: Mapping[str, float],
) -> float:
    """Return what a sentence adds: its own worth, the terms that are new, less what is said already."""
    new = sum(weight[term] for term in candidate.terms if term not in choice.covered)
    alike = max((overlap(candidate, other) for other in choice.taken), default=0.0)
    return own + weights["coverage"] * new / total - weights["redundancy"] * alike


def overlap(one: Candidate, other: Candidate) -> float:
    """Return the share of terms that the shorter of two sentences has in common with the longer."""
    least = min(len(one.terms), len(other.terms))
    return len(one.terms & other.terms) / least if least else 0.0


def _take(choice: Choice, group: list[Candidate]) -> None:
    for candidate in group:
        choice.taken.append(candidate)
        choice.covered |= candidate.terms
        choice.cost += candidate.cost
    choice.context |= {candidate.index for candidate in group[:-1]}
