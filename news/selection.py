"""Which sentences together make the summary: greedy, with redundancy, context and a budget."""

import json
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from news.candidates import FEATURES, Candidate, Field

#: A sentence that hangs on others is taken with at most so many before it.
_CHAIN = 2
#: Of a very long text only the best sentences are compared with each other.
_COMPARED = 60


@cache
def weights(language: str) -> Mapping[str, float]:
    """Return the weights found by `scripts/search_weights.py`, for a language.

    Those of the features (see `candidates.FEATURES`), of coverage and of redundancy; English, where
    news is told from the top down more strictly, adds its own corrections.
    """
    found: dict[str, dict[str, float]] = json.loads(
        files("news").joinpath("summary_weights.json").read_text(encoding="utf-8")
    )
    return merged(found, language)


def merged(found: Mapping[str, Mapping[str, float]], language: str) -> dict[str, float]:
    """Return the weights of all languages with the corrections of one."""
    own = found.get(language, {})
    return {name: value + own.get(name, 0.0) for name, value in found["all"].items()}


@dataclass(slots=True)
class Choice:
    """The sentences chosen so far."""

    taken: list[Candidate] = field(default_factory=list)
    indices: set[int] = field(default_factory=set)
    #: Indices of those taken only because the next one needs them.
    context: set[int] = field(default_factory=set)
    covered: set[str] = field(default_factory=set)
    cost: int = 0

    def take(self, group: list[Candidate]) -> None:
        """Add a sentence with what it needs before it."""
        for candidate in group:
            self.taken.append(candidate)
            self.indices.add(candidate.index)
            self.covered |= candidate.terms
            self.cost += candidate.cost
        self.context |= {candidate.index for candidate in group[:-1]}


@dataclass(slots=True)
class Ranking:
    """The sentences of a story, weighed; every choice of any length starts from here."""

    found: Field
    weights: Mapping[str, float]
    scores: list[float] = field(default_factory=list)
    #: The sentences that are compared with each other, in text order.
    pool: list[Candidate] = field(default_factory=list)
    #: How far the best of the pool is above the worst.
    spread: float = 0.0
    #: The likeness of two sentences by their indices, as far as asked for.
    likeness: dict[tuple[int, int], float] = field(default_factory=dict)


def rank(found: Field, weights: Mapping[str, float]) -> Ranking:
    """Weigh the sentences of a story."""
    own = [weights[name] for name in FEATURES]
    scores = [
        sum(map(operator.mul, own, candidate.features)) if candidate.features else 0.0
        for candidate in found.candidates
    ]
    whole = [candidate for candidate in found.candidates if candidate.whole]
    best = sorted(whole, key=lambda c: (-scores[c.index], c.index))[:_COMPARED]
    spread = scores[best[0].index] - scores[best[-1].index] if best else 0.0
    return Ranking(found, weights, scores, sorted(best, key=lambda c: c.index), spread)


def choose(ranking: Ranking, budget: int) -> Choice:
    """Take the best sentence, with what it needs, until the budget of sentences is used up."""
    choice = Choice()
    while choice.cost < budget:
        best = _best(ranking, choice, budget - choice.cost)
        if best is None:
            break
        choice.take(best)
    return _with_leading_figure(ranking, choice, budget)


def _best(ranking: Ranking, choice: Choice, left: int) -> list[Candidate] | None:
    best, most = None, 0.0
    for candidate in ranking.pool:
        if candidate.index in choice.indices:
            continue
        group = (
            _group(candidate, ranking.found.candidates, choice) if candidate.hangs else [candidate]
        )
        cost = sum([one.cost for one in group])
        if not group or cost > left:
            continue
        gain = sum([_gain(ranking, one, choice) for one in group]) / cost
        if best is None or gain > most:
            best, most = group, gain
    return best


def _group(candidate: Candidate, candidates: list[Candidate], choice: Choice) -> list[Candidate]:
    """Return the sentence with those before it that it needs; empty when it cannot stand."""
    group = [candidate]
    while group[0].hangs:
        before = group[0].index - 1
        if before in choice.indices:
            break
        if before < 0 or not candidates[before].whole or len(group) > _CHAIN:
            return []
        group.insert(0, candidates[before])
    return group


def _gain(ranking: Ranking, candidate: Candidate, choice: Choice) -> float:
    """Return what a sentence adds: its worth, the terms that are new, less what is said already."""
    found, weights = ranking.found, ranking.weights
    new = sum(map(found.weight.__getitem__, candidate.terms - choice.covered))
    alike = max([_overlap(ranking, candidate, other) for other in choice.taken], default=0.0)
    own = ranking.scores[candidate.index]
    return own + weights["coverage"] * new / found.total - weights["redundancy"] * alike


def _overlap(ranking: Ranking, one: Candidate, other: Candidate) -> float:
    """Return the share of terms that the shorter of two sentences has in common with the longer."""
    key = one.index, other.index
    known = ranking.likeness.get(key)
    if known is None:
        least = min(len(one.terms), len(other.terms))
        known = len(one.terms & other.terms) / least if least else 0.0
        ranking.likeness[key] = known
    return known


#: "Nearly as good": so much less may a sentence with the leading figure be worth than another, as a
#: share of what lies between the story's best and worst sentence.
NEARLY = 0.2


def _with_leading_figure(ranking: Ranking, choice: Choice, budget: int) -> Choice:
    """Let the leading figure in, when it is missing, for a sentence that is hardly better."""
    figure = ranking.found.leading
    if not figure or any(figure in candidate.figures for candidate in choice.taken):
        return choice
    swaps = [
        swap
        for candidate in ranking.pool
        if figure in candidate.figures
        for swap in _swaps(ranking, choice, candidate, budget)
    ]
    if not swaps:
        return choice
    _, candidate, victim = min(swaps, key=lambda swap: (swap[0], swap[1].index, swap[2].index))
    swapped = _without(choice, victim)
    swapped.take([candidate])
    swapped.context = choice.context
    return swapped


def _swaps(
    ranking: Ranking, choice: Choice, candidate: Candidate, budget: int
) -> Iterator[tuple[float, Candidate, Candidate]]:
    """Yield what it would cost to take the candidate for each sentence that none other needs."""
    needed = {c.index - 1 for c in choice.taken if c.hangs}
    for victim in choice.taken:
        rest = _without(choice, victim)
        if candidate.hangs and candidate.index - 1 not in rest.indices:
            continue
        if victim.index not in needed and rest.cost + candidate.cost <= budget:
            loss = _gain(ranking, victim, rest) - _gain(ranking, candidate, rest)
            if loss <= NEARLY * ranking.spread:
                yield loss, candidate, victim


def _without(choice: Choice, victim: Candidate) -> Choice:
    rest = Choice()
    rest.take([candidate for candidate in choice.taken if candidate is not victim])
    return rest
