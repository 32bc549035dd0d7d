"""How fast an article is read as a whole, by processor time on one core.

Beside the data: `python -m bench reading_whole`. The articles are the Russian ones with their lead
and the English ones; the models are loaded and the word caches warmed by other articles before.
"""

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path

from news import figures, names, story, summary
from news.analysis import analyse

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "text"
#: What the issue asks for, articles a second on one core.
BARS = {
    "summary and figures, Russian": "≥ 300",
    "summary, figures and names, Russian": "≥ 60",
    "analyse (seven summaries), Russian": "≥ 60",
}

Row = tuple[str, float, str]
_LENGTHS = (3,)


def run(quick: bool = False) -> list[Row]:
    """Return (what, articles a second, how) rows; one row says so where there is no data."""
    if not (DATA / "summ_ru_title.jsonl.gz").exists():
        return [("whole reading", 0.0, "no development data beside the project: not measured")]
    rows: list[Row] = []
    for language, name in (("Russian", "ru_title"), ("English", "en_cnndm")):
        texts = _texts(name)[: 100 if quick else None]
        for what, read in READINGS.items():
            rows.append((f"{what}, {language}", *_speed(texts, read)))
    return rows


def _summary_and_figures(text: str) -> None:
    read = story.read(text)
    summary.of(read, _LENGTHS)
    figures.extract(text, read=read)


def _with_names(text: str) -> None:
    read = story.read(text)
    summary.of(read, _LENGTHS)
    figures.extract(text, read=read)
    names.extract(text, read=read)


READINGS: dict[str, Callable[[str], object]] = {
    "summary and figures": _summary_and_figures,
    "summary, figures and names": _with_names,
    "analyse (seven summaries)": analyse,
}


def _texts(name: str) -> list[str]:
    with gzip.open(DATA / f"summ_{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [str(json.loads(line)["text"]) for line in file]


def _speed(texts: list[str], read: Callable[[str], object]) -> tuple[float, str]:
    """Return articles a second over the second half, after the first half has warmed the caches."""
    half = len(texts) // 2
    for text in texts[:half]:
        read(text)
    began = time.process_time()
    for text in texts[half:]:
        read(text)
    seconds = time.process_time() - began
    size = sum(map(len, texts[half:])) / (len(texts) - half) / 1000
    return (
        len(texts) - half
    ) / seconds, f"articles/s of CPU time, mean {size:.1f} kB of characters"


if __name__ == "__main__":
    for what, figure, how in run():
        print(f"{what:44} {figure:8.1f} {how}")
