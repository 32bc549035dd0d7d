"""Lines of a page that are other news or readers' comments, by where they stand."""

import re

from lxml.html import HtmlElement

from news.furniture import Kind, classify
from sources.page_body import weight
from sources.page_lines import Line, is_headline_link
from sources.page_tree import ancestors

#: So many boxes of a headline with a few words are a list of other news.
_CARDS = 3
#: A card has no more lines and characters.
_LINES = 5
_CHARACTERS = 600
#: Characters of paragraphs that an article has at least before another begins.
_TEXT = 100
_COMMENTS = re.compile(
    r"\W*(?:\d+\s)?(?:комментари[ийевя]+|обсуждение|отзывы|пікірлер|пікір|comments?|discussion|"
    r"responses)(?:\s?[(:]?\s?\d*\s?\)?)\W*",
    re.IGNORECASE,
)


def find(found: list[Line]) -> list[Line]:
    """Return the lines of cards, where there are some, and those from the comments on."""
    main = _main_box(found)
    return _cards(found, main) + _comments(found, main) + _next_article(found)


def _main_box(found: list[Line]) -> HtmlElement | None:
    """Return the element in which most of the paragraphs stand side by side."""
    weights: dict[HtmlElement, float] = {}
    for line in found:
        parent = line.element.getparent()
        if parent is not None:
            weights[parent] = weights.get(parent, 0) + weight(line)
    return max(weights, key=lambda element: weights[element], default=None)


def _cards(found: list[Line], main: HtmlElement | None) -> list[Line]:
    outer = [] if main is None else list(ancestors(main))
    heads = [at for at, line in enumerate(found) if is_headline_link(line)]
    pieces = [found[at:end] for at, end in zip(heads, [*heads[1:], None], strict=False)]
    cards = [card for piece in pieces if (card := _card(piece, outer))]
    return [line for card in cards for line in card] if len(cards) >= _CARDS else []


def _card(piece: list[Line], outer: list[HtmlElement]) -> list[Line]:
    """Return a linked headline with the lines that share its box; none where it is no card.

    `outer` is the article's box and what it stands in.
    """
    boxes = list(ancestors(piece[0].element))[1:4]
    box = next((el for el in boxes if _holds_more_than_one(el)), None)
    if box is None or any(box is element for element in outer):
        return []
    inside = [line for line in piece if any(el is box for el in ancestors(line.element))]
    few = len(inside) <= _LINES and sum(len(line.text) for line in inside) < _CHARACTERS
    return inside if few else []


def _holds_more_than_one(element: HtmlElement) -> bool:
    # len() of an element counts all its children.
    first = next(element.iterchildren(), None)
    return first is not None and first.getnext() is not None


def _next_article(found: list[Line]) -> list[Line]:
    """Return the lines from a second headline with a date of its own on, in one box with the first.

    A headline of first rank without a date under it may be a part of the article.
    """
    held, first = 0.0, ""
    for at, line in enumerate(found):
        if line.element.tag == "h1":
            dated = any(classify(it.text) is Kind.DATE for it in found[at + 1 : at + 3])
            if held >= _TEXT and dated and line.text != first:
                return found[at:]
            first = first or line.text
        held += weight(line) if first else 0
    return []


def _comments(found: list[Line], main: HtmlElement | None) -> list[Line]:
    """Return the lines from the comments' heading on; it stands after the article's box."""
    inside = [at for at, line in enumerate(found) if line.element.getparent() is main]
    after = inside[-1] + 1 if inside and main is not None else len(found)
    for at, line in enumerate(found[after:], after):
        if _COMMENTS.fullmatch(line.text):
            return found[at:]
    return []
