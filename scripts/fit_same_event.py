"""Find the weights of `news.similar` on pairs of articles, and print how well they do.

    .venv/bin/python scripts/fit_same_event.py [--contest FOLDER] [--write]

The pairs are the project's own (`tests/news/events`): one part is learnt from, the other is held
out. FOLDER may hold `*_pool.tsv` files of the clustering contest of IlyaGusev/tgcontest
(toloka/clustering_pairs: columns INPUT:first_title, INPUT:first_text, …, GOLDEN:quality); every
other of its pairs is learnt from, too, and the rest held out. The committed weights were found with
it. A logistic regression with a ridge, by Newton's steps: the same pairs always give the same
weights.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.same_event import Measured, measured  # noqa: E402
from news.similar import Weights, belief  # noqa: E402
from news.similar_features import ACROSS, CASE, WITHIN, features  # noqa: E402
from news.similar_signature import Signature, signature  # noqa: E402
from tests.news.events import Pair, case_pairs, pairs  # noqa: E402

WEIGHTS = ROOT / "news" / "similar_weights.json"
#: How much weights are pulled to zero, in pairs.
RIDGE = {"within": 2.0, "across": 4.0, "case": 6.0}
#: Where positive pairs are few and negative ones cheap, the positive ones count so many times.
COUNTED = {"within": 1.0, "across": 4.0, "case": 3.0}
#: What is learnt from, by kind.
FEATURES = {"within": WITHIN, "across": ACROSS, "case": CASE}
STEPS = 50

Matrix = npt.NDArray[np.float64]


def contest(folder: Path | None) -> list[Pair]:
    """Return the labelled pairs of the contest's files, in a fixed order."""
    found = []
    csv.field_size_limit(10**9)
    for file in sorted(folder.glob("ru_*_pool.tsv")) if folder else ():
        with file.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                a, b = (
                    f"{row[f'INPUT:{at}_title']}\n\n{row[f'INPUT:{at}_text']}"
                    for at in ("first", "second")
                )
                found.append(Pair(a, b, row["GOLDEN:quality"] == "OK", "contest"))
    return found


@lru_cache(maxsize=10_000)
def _signature(text: str) -> Signature:
    return signature(text)


def _is_within(pair: Pair) -> bool:
    return _signature(pair.a).language == _signature(pair.b).language


def matrix(chosen: Sequence[Pair], names: Sequence[str]) -> Matrix:
    """Return the features of pairs, a pair in a row."""
    found = [features(_signature(pair.a), _signature(pair.b)) for pair in chosen]
    return np.array([[values[name] for name in names] for values in found])


def fitted(rows: Matrix, same: Matrix, counts: Matrix, ridge: float) -> Matrix:
    """Return the weights of the columns, and the bias last."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    scaled = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    pull = np.diag(np.r_[np.full(rows.shape[1], ridge), 1e-6])
    found = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (counts * (said - same)) + pull @ found
        bend = (scaled.T * (counts * said * (1 - said))) @ scaled + pull
        found = found - np.linalg.solve(bend, slope)
    weights = found[:-1] / spread
    whole: Matrix = np.r_[weights, found[-1] - weights @ mean]
    return whole


def learn(chosen: Sequence[Pair], kind: str) -> dict[str, float]:
    """Return the weights of one kind by name."""
    names = FEATURES[kind]
    same = np.array([float(pair.same) for pair in chosen])
    counts = np.where(same > 0, COUNTED[kind], 1.0)
    found = fitted(matrix(chosen, names), same, counts, RIDGE[kind])
    return {name: round(float(w), 3) for name, w in zip((*names, "bias"), found, strict=True)}


def learn_all(known: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Return the weights of all kinds; those of cases are learnt from the project's own only."""
    cases = [Pair(parts.a, parts.b, parts.same, "case") for parts in case_pairs("develop")]
    return {
        "within": learn([pair for pair in known if _is_within(pair)], "within"),
        "across": learn([pair for pair in known if not _is_within(pair)], "across"),
        "case": learn(cases, "case"),
    }


def report(name: str, held: Sequence[Pair], weights: Weights) -> str:
    """Return the measures of some pairs in one line."""
    beliefs = [belief(_signature(pair.a), _signature(pair.b), weights) for pair in held]
    found: Measured = measured(held, beliefs)
    return f"{name}: {found}"


def _cases(folder: Path | None) -> Iterator[tuple[str, list[Pair]]]:
    public = contest(folder)
    yield "own pairs, learnt from", pairs("develop")
    yield "own pairs, held out", pairs("held_out")
    if public:
        yield "contest, learnt from", public[::2]
        yield "contest, held out", public[1::2]


def main() -> None:
    """Find the weights, print the measures, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contest", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    cases = dict(_cases(args.contest))
    known = [pair for name, found in cases.items() if "learnt" in name for pair in found]
    weights = learn_all(known)
    print(json.dumps(weights, indent=1))
    for name, held in cases.items():
        print(report(name, held, weights))
    if args.write:
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
