"""Pages made to cost time and memory; `python -m tests.sources.pages.hostile` reads them all."""

import os
import resource
import sys
import time
from collections.abc import Callable
from typing import NoReturn

from sources.pages import extract

_P = "<p>Это абзац статьи, в котором сказано довольно много слов.</p>"


def _links(number: int) -> str:
    return "".join(
        f'<li><a href="/n/{i}">Заголовок новости номер {i}</a></li>' for i in range(number)
    )


def _cards(number: int) -> str:
    return "".join(
        f'<article class="card"><h1><a href="/{i}">Заголовок новости номер {i}</a></h1>{_P}'
        f"</article>"
        for i in range(number)
    )


PAGES: dict[str, Callable[[], str]] = {
    "links": lambda: f"<html><body><ul>{_links(100_000)}</ul>{_P * 5}</body></html>",
    "nesting": lambda: "<div>" * 10_000 + _P + "</div>" * 10_000,
    "mixed nesting": lambda: "<div><span><b><p>" * 2_500 + _P,
    "tables": lambda: "<table><tr><td>" * 5_000 + _P,
    "attributes": lambda: "<p " + " ".join(f'a{i}="v"' for i in range(40_000)) + f">x</p>{_P}",
    "one text": lambda: "<p>" + "Слово и дело. " * 750_000 + "</p>",
    "paragraphs": lambda: "".join(
        f"<p>Абзац {i}, в котором много слов.</p>" for i in range(20_000)
    ),
    "articles": lambda: _cards(8_000),
    "open quotes": lambda: '<a b="x>' * 500_000,
    "open comments": lambda: "<!--" * 500_000,
    "open scripts": lambda: "<script>" * 500_000,
    "open pictures": lambda: "<svg>" * 300_000,
    "angles": lambda: "<" * 2_000_000,
    "data": lambda: '<script type="application/ld+json">' + "[" * 200_000 + f"</script>{_P}",
    "breaks": lambda: (
        "<div>" + "".join(f"Строка {i}, длинная для строки.<br>" for i in range(20_000))
    ),
}


def main() -> None:
    """Print the seconds of the processor and the megabytes that each page takes."""
    extract(_P, "https://a.example/1")
    for name in PAGES:
        child = os.fork()
        if not child:
            _measure(name)
        os.waitpid(child, 0)


def _measure(name: str) -> NoReturn:
    page = PAGES[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    extract(page, "https://a.example/news/1-story.html")
    seconds = time.process_time() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    sys.stdout.write(f"{name}\t{seconds}\t{grown / 1024}\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
