"""Measure the figures and numbers of `news` on the shared development data.

The scorers lie beside the data, outside the project; nothing of either is copied here. Without
them there is one row that says so.
"""

import gzip
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from news import figures, numbers, story

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
Row = tuple[str, float, str]
Extract = Callable[[str], list[dict[str, Any]]]

#: Entity types of the text data that numbers are scored by; FIGURE is money, per cent, number and
#: age without asking which.
KINDS = ("FIGURE", "MONEY", "PERCENT")
#: What is asked of each figure, by its name in the scorer's summary.
ASKED = {
    "f1": "key figures, detection F1",
    "precision": "key figures, precision",
    "recall": "key figures, recall",
    "value right": "value right, of those found",
    "unit right": "unit right, of those found",
    "label has head": "label right, of those found",
    "all three right": "value, unit and label right",
    "first five key": "first five all key",
}


def figure_dicts(text: str) -> list[dict[str, Any]]:
    """Adapt `news.figures.extract` to score_figures.py."""
    return [_figure_dict(text, figure) for figure in figures.extract(text)]


def _figure_dict(text: str, figure: figures.Figure) -> dict[str, Any]:
    value = list(figure.value) if isinstance(figure.value, tuple) else figure.value
    start, end = figure.span.start, figure.span.end
    return {
        "span": text[start:end],
        "start": start,
        "end": end,
        "value": value,
        "unit": figure.unit,
        "label": figure.label,
    }


def number_spans(text: str) -> list[tuple[int, int, str]]:
    """Adapt `news.numbers.find` to score_entities.py."""
    return [(number.start, number.end, number.kind) for number in numbers.find(text)]


def run(quick: bool = False) -> list[Row]:
    """Return (what, figure, remark) rows; `quick` reads a part of the larger sets."""
    if not (SHARED / "figures" / "score_figures.py").exists():
        return [("figures and numbers", 0.0, "the shared data is not here: nothing measured")]
    return [*_figure_rows(), *_number_rows(100 if quick else None), _speed(100 if quick else 350)]


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _figure_rows() -> Iterable[Row]:
    scorer = _scorer(SHARED / "figures" / "score_figures.py")
    gold = scorer.load(str(SHARED / "figures" / "dev.jsonl"))
    ours = scorer.summary(scorer.score(figure_dicts, gold)[0])
    naive = scorer.summary(scorer.score(scorer.naive, gold)[0])
    for key, name in ASKED.items():
        yield name, ours[key], f"naive baseline {naive[key]:.1f}"


def _number_rows(limit: int | None) -> Iterable[Row]:
    scorer = _scorer(SHARED / "text" / "score_entities.py")
    for language, name in (("ru", "Russian"), ("kk", "Kazakh")):
        rows = scorer.load(language, str(SHARED / "text"), limit)
        ours, _ = scorer.evaluate(number_spans, rows)
        naive, _ = scorer.evaluate(scorer.regex_system, rows)
        for kind in KINDS:
            said = f"plain regex {_overlap(scorer, naive[kind]):.1f}"
            yield f"{name} {kind}, overlap F1", _overlap(scorer, ours[kind]), said


def _overlap(scorer: ModuleType, counts: list[int]) -> float:
    _, hits, found, gold = counts
    return float(scorer.prf(hits, found, gold)[2])


def _speed(count: int) -> Row:
    """Measure articles/s of CPU time; the articles are read (`story.read`) before."""
    with gzip.open(SHARED / "text" / "summ_ru_title.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [str(json.loads(line)["text"]) for line in file][:count]
    read = [story.read(text) for text in texts]
    figures.extract(texts[0], read=read[0])
    began = time.process_time()
    for text, known in zip(texts, read, strict=True):
        figures.extract(text, read=known)
    rate = len(texts) / (time.process_time() - began)
    size = sum(map(len, texts)) / len(texts) / 1000
    return "figures, articles/s on one core", rate, f"Russian, mean {size:.1f} thousand characters"


if __name__ == "__main__":
    for what, figure, remark in run("--quick" in sys.argv):
        print(f"{what:<40}{figure:>9.1f}  {remark}")
