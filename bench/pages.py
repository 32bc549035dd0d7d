"""How well and how fast articles are read out of pages, beside trafilatura alone in the same run.

On the layouts that the tests are made of: the text's words against the article's own (F1), the
share of pages that are no article and are refused, and pages a second of the processor.
"""

import time
from collections.abc import Callable, Iterator

import trafilatura

from sources.pages import extract
from tests.sources.pages import articles, layouts, others
from tests.sources.pages.furniture import OF
from tests.sources.pages.layouts import GROUPS, Layout
from tests.sources.pages.scores import f1

URL = "https://vestnik.example/news/17-story.html"
BARS = {
    "F1 of all layouts": ">= 0.88",
    "lines of furniture": "0",
    "no article said": ">= 1",
    "speed / trafilatura": "",
}
Row = tuple[str, float, str]


def run(quick: bool = False) -> list[Row]:
    """Return rows of (what, figure, the library's figure beside it)."""
    return [*_groups(), _furniture(), _refused(), _speed(1 if quick else 5)]


def _ours(page: str) -> str:
    return extract(page, URL).text


def _theirs(page: str) -> str:
    return trafilatura.extract(page, url=URL) or ""


def _groups() -> Iterator[Row]:
    ours: list[float] = []
    theirs: list[float] = []
    for name, group in GROUPS.items():
        mine = [f1(_ours(page), truth) for page, truth in _pages(group)]
        library = [f1(_theirs(page), truth) for page, truth in _pages(group)]
        yield f"F1, {name}", _mean(mine), f"trafilatura {_mean(library):.3f}"
        ours, theirs = ours + mine, theirs + library
    yield "F1 of all layouts", _mean(ours), f"trafilatura {_mean(theirs):.3f}"


def _pages(group: tuple[Layout, ...]) -> Iterator[tuple[str, str]]:
    for layout in group:
        for article in articles.ALL:
            yield layouts.made(layout, article), layouts.truth(layout, article)


def _furniture() -> Row:
    def left(read: Callable[[str], str]) -> int:
        return sum(
            line in text
            for layout in (layout for group in GROUPS.values() for layout in group)
            for article in articles.ALL
            for text in [read(layouts.made(layout, article))]
            for line in (*OF[article.language].lines, article.credit)
        )

    return "lines of furniture", left(_ours), f"trafilatura {left(_theirs)}"


def _refused() -> Row:
    pages = [
        (other(words), f"https://vestnik.example{path}")
        for other, path, _ in others.OTHERS
        for words in OF.values()
    ]
    ours = sum(not extract(page, url).text for page, url in pages) / len(pages)
    theirs = sum(not _theirs(page) for page, _ in pages) / len(pages)
    return "no article said", ours, f"of {len(pages)} pages; trafilatura {theirs:.2f}"


def _speed(rounds: int) -> Row:
    every = [page for group in GROUPS.values() for page, _ in _pages(group)]
    ours, theirs = _seconds(_ours, every, rounds), _seconds(_theirs, every, rounds)
    count = len(every)
    return (
        "speed / trafilatura",
        theirs / ours,
        f"{count / ours:.0f} pages/s of CPU time against {count / theirs:.0f}",
    )


def _seconds(read: Callable[[str], str], pages: list[str], rounds: int) -> float:
    """Return the least seconds of the processor that a round took."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        for page in pages:
            read(page)
        taken.append(time.process_time() - began)
    return min(taken)


def _mean(scores: list[float]) -> float:
    return sum(scores) / len(scores)
