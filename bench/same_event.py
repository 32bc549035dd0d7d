"""How well and how fast `news.similar` tells the same event, with TF-IDF on stems beside it.

The pairs are the project's own (`tests/news/events`): no outside data is needed.
"""

import math
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from news import analysis
from news.similar import GROUP, HIDE, belief
from news.similar_signature import signature
from news.words import stems
from tests.news.events import PARTS, Pair, pairs

BARS = {
    "held_out F1": "0.84",
    "held_out recall at precision 0.95": "0.40",
    "held_out templates kept apart": "0.83",
    "signature beyond the analysis": "15",
    "belief": "0.3",
}
_PRECISION = 0.95

Row = tuple[str, float, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What beliefs are worth on pairs with known answers."""

    pairs: int
    same: int
    #: The best F1 over all thresholds, and F1 at `GROUP`.
    best: float
    grouped: float
    #: The largest share of same events found by a threshold that is right 95 times of 100.
    recall: float
    #: Precision and recall at `HIDE`.
    hidden_right: float
    hidden: float
    #: The share of pairs of template texts that stay below `GROUP`.
    templates: float

    def __str__(self) -> str:
        return (
            f"{self.pairs} pairs, {self.same} same: best F1 {self.best:.3f}, at GROUP "
            f"{self.grouped:.3f}, recall at precision 0.95 {self.recall:.2f}, at HIDE precision "
            f"{self.hidden_right:.3f} recall {self.hidden:.2f}, "
            f"templates apart {self.templates:.2f}"
        )


def measured(chosen: Sequence[Pair], beliefs: Sequence[float]) -> Measured:
    """Measure beliefs on pairs."""
    said = list(zip(beliefs, (pair.same for pair in chosen), strict=True))
    same = sum(answer for _, answer in said)
    cuts = [_at(said, same, cut) for cut in sorted(set(beliefs))]
    apart = [b < GROUP for b, pair in zip(beliefs, chosen, strict=True) if pair.kind == "template"]
    hidden_right, hidden, _ = _at(said, same, HIDE)
    return Measured(
        pairs=len(said),
        same=same,
        best=max(f1 for _, _, f1 in cuts),
        grouped=_at(said, same, GROUP)[2],
        recall=max((recall for right, recall, _ in cuts if right >= _PRECISION), default=0.0),
        hidden_right=hidden_right,
        hidden=hidden,
        templates=sum(apart) / len(apart) if apart else 1.0,
    )


def _at(said: Sequence[tuple[float, bool]], same: int, cut: float) -> tuple[float, float, float]:
    """Return precision, recall and F1 of a threshold."""
    taken = [answer for believed, answer in said if believed >= cut]
    right = sum(taken)
    return (
        right / len(taken) if taken else 1.0,
        right / same if same else 0.0,
        2 * right / (len(taken) + same) if taken or same else 0.0,
    )


def tfidf(chosen: Sequence[Pair]) -> list[float]:
    """Return the cosine of TF-IDF on stems, with the frequencies of these very texts."""
    documents = [Counter(stems(text)) for pair in chosen for text in (pair.a, pair.b)]
    known = Counter(stem for document in documents for stem in document)
    vectors = [
        {
            stem: (1 + math.log(count)) * math.log((1 + len(documents)) / (1 + known[stem]))
            for stem, count in document.items()
        }
        for document in documents
    ]
    return [_cosine(a, b) for a, b in zip(vectors[::2], vectors[1::2], strict=True)]


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    both = sum(weight * b.get(stem, 0.0) for stem, weight in a.items())
    return both / ((math.hypot(*a.values()) * math.hypot(*b.values())) or 1)


def run(quick: bool = False) -> list[Row]:
    """Return rows of (what, figure, remark): both parts of the pairs, then the speed."""
    rows = [row for part in PARTS for row in _part(part)]
    return [*rows, *_speed(20 if quick else 100)]


def _part(part: str) -> list[Row]:
    chosen = pairs(part)
    ours = measured(chosen, [belief(signature(pair.a), signature(pair.b)) for pair in chosen])
    plain = measured(chosen, tfidf(chosen))
    beside = (
        ("F1", ours.best, plain.best),
        ("recall at precision 0.95", ours.recall, plain.recall),
    )
    learnt = "learnt from" if part == "develop" else "held out"
    return [
        *((f"{part} {what}", mine, f"{learnt}; TF-IDF {its:.3f}") for what, mine, its in beside),
        (f"{part} templates kept apart", ours.templates, f"of all, below GROUP ({GROUP})"),
        (f"{part} F1 at GROUP", ours.grouped, f"of {ours.pairs} pairs, {ours.same} the same"),
        (f"{part} precision at HIDE", ours.hidden_right, f"at {HIDE}; recall {ours.hidden:.2f}"),
    ]


def _speed(times: int) -> list[Row]:
    """Return milliseconds of processor time."""
    chosen = pairs("held_out")[:times]
    read = [analysis.analyse(pair.a) for pair in chosen]
    prints = [signature(one) for one in read]
    began = time.process_time()
    for one in read:
        signature(one)
    signing = (time.process_time() - began) / len(read)
    began = time.process_time()
    for a in prints[:20]:
        for b in prints[:20]:
            belief(a, b)
    comparing = (time.process_time() - began) / len(prints[:20]) ** 2
    return [
        ("signature beyond the analysis", 1000 * signing, "ms of CPU, short articles"),
        ("belief", 1000 * comparing, "ms of CPU"),
    ]


if __name__ == "__main__":
    for what, figure, remark in run():
        print(f"{what:44} {figure:8.3f} {remark}")
