"""The lines that a page shows, with what tells an article's lines from the rest."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from news.word_lists import words_of

#: Elements inside a line; every other element begins a new one.
_INLINE = words_of(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q s samp "
    "small span strike strong sub sup time tt u var wbr noindex index o"
)
_OTHERS = re.compile(r"\W+")
#: Lines read of a page; long articles with hundreds of comments have under 4,000.
LIMIT = 6_000
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class Line:
    """A line of a page."""

    text: str
    #: The innermost element that begins lines and holds this one.
    element: HtmlElement
    #: How many of its letters and digits are in links.
    linked: int = 0
    #: Where its links lead.
    links: list[str] = field(default_factory=list)

    @property
    def density(self) -> float:
        """The share of the line that is links, 0 to 1."""
        if not self.linked:
            return 0.0
        return min(1.0, self.linked / max(1, _letters(self.text)))


def _letters(text: str) -> int:
    return len(_OTHERS.sub("", text))


def lines(root: HtmlElement) -> list[Line]:
    """Return the lines under an element in the order of the page; a line break ends a line.

    No more than LIMIT of them.
    """
    reader = _Reader(root)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            reader.enter(element)
        else:
            reader.leave(element, element is root)
        if len(reader.found) >= LIMIT:
            return reader.found
    reader.flush()
    return reader.found


class _Reader:
    """Collects pieces of text until an element that begins a new line comes."""

    def __init__(self, root: HtmlElement) -> None:
        self.found: list[Line] = []
        self._pieces: list[str] = []
        self._links: list[str] = []
        self._linked = 0
        self._inside_links = 0
        self._block = [root]

    def enter(self, element: HtmlElement) -> None:
        if element.tag == "br":
            self.flush()
        elif element.tag not in _INLINE:
            self.flush()
            self._block.append(element)
        elif element.tag == "a" and element.get("href"):
            self._inside_links += 1
            self._links.append(element.get("href") or "")
        self._take(element.text)

    def leave(self, element: HtmlElement, last: bool) -> None:
        if element.tag == "a" and element.get("href"):
            self._inside_links -= 1
        elif element.tag not in _INLINE and element.tag != "br":
            self.flush()
            self._block.pop()
        if not last:
            self._take(element.tail)

    def _take(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            if self._inside_links:
                self._linked += _letters(text)

    def flush(self) -> None:
        text = " ".join("".join(self._pieces).split())
        if text:
            self.found.append(Line(text, self._block[-1], self._linked, self._links))
        self._pieces, self._links, self._linked = [], [], 0


def joined(found: Iterable[Line]) -> str:
    """Return lines as paragraphs."""
    return "\n\n".join(line.text for line in found)


def is_headline_link(line: Line) -> bool:
    """Tell whether a line is a headline that leads elsewhere."""
    if line.element.tag in HEADINGS and line.element.tag != "h1" and line.density > 0.5:
        return True
    return line.density > 0.8 and 20 <= len(line.text) <= 250
