"""How well and how fast names are found, on the shared development data.

The scorer beside the data calls `spans`. By itself:
`python -m bench.reading_names [--quick]`.
"""

import gzip
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from news import names

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "text"

#: What the issue asks for: (part, kind, which F1) -> at least.
BARS = {
    ("ru/factRuEval", "PER", "exact"): 93.5,
    ("ru/factRuEval", "ORG", "exact"): 83.0,
    ("ru/factRuEval", "LOC", "exact"): 93.0,
    ("kk", "PER", "overlap"): 75.0,
}

#: An article of a news site, in characters, to which the speed is scaled.
_ARTICLE = 2500

Row = tuple[str, float, str]


def spans(text: str) -> list[dict[str, Any]]:
    """Return the mentions of all names as the scorer takes them."""
    return [
        {"start": mention.start, "end": mention.end, "type": name.kind}
        for name in names.extract(text)
        for mention in name.mentions
    ]


def run(quick: bool = False) -> list[Row]:
    """Return (what, figure, unit) rows: F1 by language and kind, articles a second on one core."""
    if not (DATA / "score_entities.py").exists():
        return [("names: ../shared/data is not here, nothing measured", 0.0, "")]
    scorer = _scorer()
    rows: list[Row] = []
    for part, texts in _parts(quick).items():
        totals, _ = scorer.evaluate(spans, texts)
        for kind in ("PER", "ORG", "LOC"):
            rows.extend(_scores(scorer, part, kind, totals[kind]))
    return [*rows, _speed(_parts(quick)["ru/NEREL"])]


def _scores(scorer: ModuleType, part: str, kind: str, total: list[int]) -> list[Row]:
    exact, overlapping, predicted, gold = total
    figures = {
        "exact": scorer.prf(exact, predicted, gold)[2],
        "overlap": scorer.prf(overlapping, predicted, gold)[2],
    }
    rows = []
    for which, figure in figures.items():
        bar = BARS.get((part, kind, which))
        unit = "F1" if bar is None else f"F1 (asked: {bar:g})"
        rows.append((f"names {part} {kind} {which}", round(figure, 1), unit))
    return rows


def _speed(texts: list[dict[str, Any]]) -> Row:
    """Return articles a second, by processor time, when the models are loaded."""
    half = len(texts) // 2
    for text in texts[:half]:
        names.extract(text["text"])
    began = time.process_time()
    for text in texts[half:]:
        names.extract(text["text"])
    seconds = time.process_time() - began
    articles = sum(len(text["text"]) for text in texts[half:]) / _ARTICLE
    return (f"names, articles of {_ARTICLE} characters", round(articles / seconds, 1), "1/s")


def _parts(quick: bool) -> dict[str, list[dict[str, Any]]]:
    russian, kazakh = _load("ru"), _load("kk")
    parts = {
        "ru/factRuEval": [row for row in russian if row["id"].startswith("fre")],
        "ru/NEREL": [row for row in russian if row["id"].startswith("nerel")],
        "kk": kazakh,
    }
    return {part: rows[:40] if quick else rows for part, rows in parts.items()}


def _load(language: str) -> list[dict[str, Any]]:
    with gzip.open(DATA / f"entities_{language}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_entities", DATA / "score_entities.py")
    if spec is None or spec.loader is None:
        raise ImportError("score_entities.py cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    for what, figure, unit in run(quick="--quick" in sys.argv):
        print(f"{what:50} {figure:8.1f} {unit}")
