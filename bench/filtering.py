"""What it costs to ask many readers' filters about one story, against asking ten.

The filters are made up of the words of invented vocabularies, a few of which the story has, so
that as many filters match in the small set as in the large one.
"""

import time
from collections.abc import Callable
from importlib.resources import files
from statistics import median

from news.filters import Filter, FilterSet, parse
from news.terms import Terms

#: The pass depends on the story and on what is found, not on how many filters there are.
BARS = {"10,000 filters over one story, against 10": "≤ 1.5"}

_CALLS = 10

Row = tuple[str, float, str]
_MATCHING = ("+Астана −спорт", '"торговля людьми"', "+киберполиция −тенге")


def run(quick: bool = False) -> list[Row]:
    """Return (what, figure, how) rows."""
    text = (files("seeds") / "nakryli-razom.txt").read_text("utf-8")
    terms = Terms.of(text)
    rounds = 10 if quick else 40
    few, many = _filters(10), _filters(10_000)
    began = time.process_time()
    small, large = FilterSet(few), FilterSet(many)
    compiled = time.process_time() - began
    passes = [(_pass(large, terms), _pass(small, terms)) for _ in range(rounds)]
    read = min(_seconds(lambda: Terms.of(text)) for _ in range(rounds))
    best = min(large for large, _ in passes)
    return [
        (
            "10,000 filters over one story, against 10",
            median(large / small for large, small in passes),
            f"{len(large.verdicts(terms))} of them found in both; {best * 1e6:.0f} µs a story",
        ),
        ("a story's words as keys", read * 1e3, f"ms a story of {len(text) / 1000:.1f} kB, warm"),
        ("10,000 filters into an index", compiled * 1e3, "ms, once at start"),
    ]


def _filters(count: int) -> dict[int, Filter]:
    """Return so many filters; those that match are the same few however many there are."""
    texts = [*_MATCHING, *(_unmatched(number) for number in range(count - len(_MATCHING)))]
    read = {number: parse(text, "ru") for number, text in enumerate(texts)}
    return {number: found for number, found in read.items() if isinstance(found, Filter)}


def _unmatched(number: int) -> str:
    phrase = f'"операции прошли ключ{number % 700}"' if number % 3 == 0 else ""
    return f"+слово{number % 5000} {phrase} −минус{number % 900}"


def _pass(filters: FilterSet[int], terms: Terms) -> float:
    return _seconds(lambda: filters.verdicts(terms))


def _seconds(act: Callable[[], object]) -> float:
    """Return the processor's time for one call, over a few."""
    began = time.process_time()
    for _ in range(_CALLS):
        act()
    return (time.process_time() - began) / _CALLS


if __name__ == "__main__":
    for what, figure, how in run():
        print(f"{what:44} {figure:8.2f} {how}")
