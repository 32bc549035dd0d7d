"""Which of a page's lines are the article: the library's, our own, the publisher's data agree.

trafilatura knows decades of odd pages; our own pass knows where in the markup a line stands; the
JSON-LD `articleBody` is the publisher's word, where it is honest. Each names lines, and lines are
taken from the page in the order of the page, so that nothing comes in that was not shown.
"""

import copy
import re

from lxml import html
from lxml.html import HtmlElement

from sources import page_body
from sources.page_lines import Line
from sources.page_tree import ancestors, is_called_body

#: What the library is given at most: elements and characters. It takes a second for so much.
ELEMENTS = 8_000
CHARACTERS = 400_000
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return a text's letters and digits only, in lower case: how two lines are compared."""
    return "".join(_WORD.findall(text.lower()))


def library_text(tree: HtmlElement, found: list[Line]) -> str:
    """Return what trafilatura takes for the article; empty where the page is too large for it."""
    if not found or sum(len(line.text) for line in found) > CHARACTERS:
        return ""
    if sum(1 for _ in tree.iter()) > ELEMENTS:
        return ""
    import trafilatura  # 0.4 s, and most of what is imported here needs no pages

    try:
        return trafilatura.extract(copy.deepcopy(tree), include_comments=False) or ""
    except Exception:
        return ""


#: Letters of lines that may stand in a text by chance.
_SHORT = 25


class Voice:
    """A text that names the article's lines."""

    def __init__(self, text: str) -> None:
        self.lines = {fold(line) for line in text.splitlines()}
        self.whole = "".join(fold(line) for line in text.splitlines())

    def names(self, line: Line) -> bool:
        """Tell whether a line of the page is in the text."""
        folded = fold(line.text)
        long = len(folded) > _SHORT or line.element.tag in ("td", "th")
        return folded in self.lines or (long and folded in self.whole)


def choose(found: list[Line], library: str, stated: str, description: str = "") -> list[Line]:
    """Return the article's lines out of a page's lines.

    `library` is what trafilatura found, `stated` the JSON-LD body, `description` what the page says
    of itself in a sentence or two; each may be empty.
    """
    box = page_body.container(found)
    own = [line for line in found if box is not None and _is_in(line, box)]
    named = _named(found, library)
    if box is None or not _is_better(own, box, named):
        own = _filled(found, named)
    if not _weight(own) and len(stated) >= _STATED:
        # A page that a script fills: nothing is shown that the publisher's word could differ from.
        return _of_text(stated)
    if honest := _honest(found, own, stated):
        return honest
    return _lede(found, own, {id(line) for line in named}, fold(description)) + own


#: Letters of the shortest lede that a description confirms.
_LEDE = 40


def _lede(found: list[Line], own: list[Line], named: set[int], description: str) -> list[Line]:
    """Return the paragraphs between the headline and the article's box that are its lede.

    The library names them, or the description begins with them; a picture may stand between.
    """
    first = next((at for at, line in enumerate(found) if own and line is own[0]), 0)
    above = found[:first]
    head = next((at for at in range(first - 1, -1, -1) if above[at].element.tag == "h1"), None)
    if head is None:
        return []
    return [
        line
        for line in above[head + 1 :]
        if page_body.weight(line) and (id(line) in named or _begins(description, fold(line.text)))
    ]


def _begins(description: str, folded: str) -> bool:
    """Tell whether a description begins with a line, or is cut off within it."""
    common = min(len(description), len(folded)) - 3
    return common >= _LEDE and description[:common] == folded[:common]


def _is_in(line: Line, box: HtmlElement) -> bool:
    return any(element is box for element in ancestors(line.element))


def _named(found: list[Line], text: str) -> list[Line]:
    voice = Voice(text)
    return [line for line in found if voice.names(line)] if text else []


def _weight(chosen: list[Line]) -> float:
    return sum(page_body.weight(line) for line in chosen)


def _is_better(own: list[Line], box: HtmlElement, named: list[Line]) -> bool:
    """Tell whether our own pass sees an article where the library saw less, or something else."""
    seen, theirs = _weight(own), _weight(named)
    if theirs < 0.3 * seen:
        return theirs < _WHOLE or _goes_on(own, named)
    common = _weight([line for line in named if _is_in(line, box)])
    near = [el for el in list(ancestors(box))[:4] if el.tag not in ("html", "body", "main")]
    return any(map(is_called_body, near)) and common >= 0.8 * theirs


#: Characters of paragraphs that are hardly ever all the library finds of a longer article.
_WHOLE = 1_500


def _goes_on(own: list[Line], named: list[Line]) -> bool:
    """Tell whether what the library left out stands among what it took: side by side.

    Readers' comments and the next articles have boxes of their own.
    """
    parents = {line.element.getparent() for line in named if page_body.weight(line)}
    beside = [line for line in own if line.element.getparent() in parents]
    return _weight(beside) >= 0.5 * _weight(own)


#: So many lines that the library left out between two that it took are still the article.
_GAP = 3


def _filled(found: list[Line], named: list[Line]) -> list[Line]:
    """Return the named lines with the paragraphs that were left out between them."""
    chosen = {id(line) for line in named}
    parents = {line.element.getparent() for line in named if page_body.weight(line)}
    result: list[Line] = []
    gap: list[Line] = []
    for line in found:
        if id(line) not in chosen:
            gap.append(line)
            continue
        if result and len(gap) <= _GAP:
            result += [
                it for it in gap if page_body.weight(it) and it.element.getparent() in parents
            ]
        result.append(line)
        gap = []
    return result


def _of_text(stated: str) -> list[Line]:
    return [Line(text, html.Element("p")) for text in stated.splitlines() if text.strip()]


#: Characters of the shortest `articleBody` that is listened to.
_STATED = 200


def _honest(found: list[Line], own: list[Line], stated: str) -> list[Line]:
    """Return the lines that the publisher's body names, where it is the body that is shown.

    A teaser says less than the page, a whole page's text says more, another text is not on it.
    """
    if len(stated) < _STATED:
        return []
    voice = Voice(stated)
    named = [line for line in found if voice.names(line)]
    shown = sum(len(fold(line.text)) for line in named)
    whole = len(voice.whole)
    paragraphs = sum(len(fold(line.text)) for line in own if page_body.weight(line))
    others = sum(line.density > 0.8 for line in named)
    if not 0.9 * whole <= shown <= 1.2 * whole or whole < 0.75 * paragraphs or others > 2:
        return []
    if whole > 1.5 * paragraphs and paragraphs > _STATED:
        return []
    chosen = {id(line) for line in named}
    chosen |= {id(line) for line in _between(own, chosen) if len(fold(line.text)) <= _SHORT}
    return [line for line in found if id(line) in chosen]


def _between(own: list[Line], chosen: set[int]) -> list[Line]:
    """Return our lines from the first to the last that is chosen."""
    places = [at for at, line in enumerate(own) if id(line) in chosen]
    return own[places[0] : places[-1]] if places else []
