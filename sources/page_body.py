"""The part of a page that holds the article: by what it is called, and by its density of text."""

import re

from lxml.html import HtmlElement

from sources.page_lines import Line
from sources.page_tree import ancestors, is_called_body

#: A line with this many characters out of links is a paragraph beyond doubt.
PARAGRAPH = 60
_END = re.compile(r"[.!?…:;][»”\"“’')\]]*$")


def weight(line: Line) -> float:
    """Return how much a line speaks for an article around it: its characters out of links."""
    free = len(line.text) - line.linked
    if line.density > 0.5 or free < PARAGRAPH / 2:
        return 0
    return free if free >= PARAGRAPH or _END.search(line.text) else 0.3 * free


def container(found: list[Line]) -> HtmlElement | None:
    """Return the smallest element that holds the article's lines, or None without any."""
    weights: dict[HtmlElement, float] = {}
    for line in found:
        _spread(line, weights)
    if not weights:
        return None
    whole = max(weights.values())
    scored = {el: held * _named(el) for el, held in weights.items() if held >= 0.3 * whole}
    return _called(_smallest(scored, weights), weights)


def _called(best: HtmlElement, weights: dict[HtmlElement, float]) -> HtmlElement:
    """Return the innermost element called a body that holds most of the best, or the best."""
    called = [
        element
        for element, held in weights.items()
        if held >= 0.6 * weights[best] and is_called_body(element) and best in ancestors(element)
    ]
    return min(called, key=lambda element: weights[element], default=best)


def _spread(line: Line, weights: dict[HtmlElement, float]) -> None:
    held = weight(line)
    if held:
        for element in ancestors(line.element):
            weights[element] = weights.get(element, 0) + held


def _named(element: HtmlElement) -> float:
    """Return how much an element's tag, names and marks speak for an article's body."""
    if "articleBody" in (element.get("itemprop") or ""):
        return 4
    if element.tag in ("body", "main", "article"):
        return 1.6 if element.tag == "article" else 1.2 if element.tag == "main" else 1
    return 1.8 if is_called_body(element) else 1


def _smallest(scored: dict[HtmlElement, float], weights: dict[HtmlElement, float]) -> HtmlElement:
    """Go down from the best element to a child as long as the child holds nearly all of it."""
    best = max(scored, key=lambda element: scored[element])
    while True:
        held = weights[best]
        inner = [child for child in best if weights.get(child, 0) >= 0.9 * held]
        if not inner or inner[0].tag in ("p", "span", "li", "td"):
            return best
        best = inner[0]
