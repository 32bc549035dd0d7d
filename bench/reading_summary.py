"""How good and how fast the summaries are, with lead-3 beside them, on the development data."""

import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from news.summary import summarize

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "text"
SETS = ("ru_lead", "ru_noisy", "ru_title", "en_cnndm")
SENTENCES = 3
_QUICK = 60

Row = tuple[str, float, str]


def system(text: str, sentences: int) -> str:
    """Return the summary as the scorer wants it: one string, a sentence in a line."""
    chosen = summarize(text, sentences=sentences).sentences
    return "\n".join(" ".join(sentence.text.splitlines()) for sentence in chosen)


def run(quick: bool = False) -> list[Row]:
    """Return rows of (what, figure, unit and remark); one row says so where there is no data."""
    if not (DATA / "score_summaries.py").exists():
        return [("summaries", 0.0, "no development data beside the project: not measured")]
    scorer = _scorer()
    return [row for name in SETS for row in _set(scorer, name, _QUICK if quick else None)]


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_summaries", DATA / "score_summaries.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _set(scorer: Any, name: str, limit: int | None) -> Iterator[Row]:
    rows = scorer.load(name, str(DATA), limit)
    lead = scorer.evaluate(scorer.lead, rows, SENTENCES, False)
    ours = scorer.evaluate(system, rows, SENTENCES, False)
    for key, shown in (("st1", "ROUGE-1 F1"), ("rec50", "rec50")):
        gain, half = scorer.boot(ours[key], lead[key])
        remark = f"%, lead-3 {_mean(lead[key]):.2f}, difference {gain:+.2f} ± {half:.2f}"
        yield f"{name} {shown}", _mean(ours[key]), remark
    yield f"{name} verbatim sentences", _mean(ours["verbatim"]), "%"
    yield f"{name} outputs that are too long", _mean(ours["over"]), "%"
    if ours["junk"]:
        remark = f"%, lead-3 {_mean(lead['junk']):.1f}"
        yield f"{name} outputs with furniture", _mean(ours["junk"]), remark
    yield f"{name} speed", _speed(system, rows), "articles/s of CPU time"


def _mean(values: list[float]) -> float:
    return 100 * sum(values) / len(values)


def _speed(fn: Callable[[str, int], str], rows: list[dict[str, Any]]) -> float:
    began = time.process_time()
    for row in rows:
        fn(row["text"], SENTENCES)
    return len(rows) / (time.process_time() - began)


if __name__ == "__main__":
    for what, figure, remark in run("--quick" in sys.argv):
        print(f"{what:36} {figure:9.2f} {remark}")
