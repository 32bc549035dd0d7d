"""One article of a page that loads the next under it."""

from itertools import islice

from lxml.html import HtmlElement

from sources.page_body import weight
from sources.page_choice import fold
from sources.page_lines import Line
from sources.page_tree import ancestors

#: How far up from a headline its article is looked for.
_UP = 8
#: Characters of paragraphs that an article has at least before another begins.
_TEXT = 100
#: Headlines looked at.
_HEADLINES = 60


def other_articles(tree: HtmlElement, title: str, shown: list[Line]) -> list[HtmlElement]:
    """Return the elements that hold other articles than the one of the title (or the first).

    `shown` are the lines of the whole page: an article begins where another has had its text.
    """
    heads = _headlines(tree)
    main = _main(heads, title)
    if main is None:
        return []
    texts = _Texts(shown)
    own = list(ancestors(main))
    found = []
    for head in heads:
        alike = fold(_said(head)) == fold(_said(main))
        if not alike and texts.starts_anew(main, head):
            found += _others(head, own, texts, alike=head.tag == main.tag)
    return found if texts.leave_an_article(found) else []


class _Texts:
    """Where the page's text stands, by element."""

    def __init__(self, shown: list[Line]) -> None:
        self._before = [0.0]
        self._spans: dict[HtmlElement, tuple[int, int]] = {}
        for at, line in enumerate(shown):
            self._before.append(self._before[-1] + weight(line))
            for element in ancestors(line.element):
                first, _ = self._spans.get(element, (at, at))
                self._spans[element] = (first, at)

    def _held(self, first: int, last: int) -> float:
        return self._before[last] - self._before[first]

    def leave_an_article(self, boxes: list[HtmlElement]) -> bool:
        """Tell whether without some boxes as much stays as an article beside them would say.

        Else they are the parts of the only article.
        """
        spans = {self._spans[box] for box in boxes if box in self._spans}
        held = [self._held(first, last + 1) for first, last in spans]
        return not held or self._before[-1] - sum(held) >= max(held) / 4

    def starts_anew(self, main: HtmlElement, head: HtmlElement) -> bool:
        """Tell whether a headline stands over the main one, or under some of its text."""
        first, second = self._spans.get(main), self._spans.get(head)
        if first is None or second is None:
            return False
        return second < first or self._held(first[0], second[0]) >= _TEXT

    def begin_with(self, box: HtmlElement, head: HtmlElement) -> bool:
        """Tell whether a headline is over the text of a box and not in the middle of it."""
        if box not in self._spans or head not in self._spans:
            return False
        (first, last), (at, _) = self._spans[box], self._spans[head]
        return self._held(first, at) < _TEXT <= self._held(at, last + 1)


def _headlines(tree: HtmlElement) -> list[HtmlElement]:
    every = islice(tree.iter("h1", "h2", "h3"), 10 * _HEADLINES)
    return list(islice((el for el in every if len(fold(_said(el))) > 8), _HEADLINES))


def _said(element: HtmlElement) -> str:
    return "".join(islice(element.itertext(), 40))[:400]


def _main(heads: list[HtmlElement], title: str) -> HtmlElement | None:
    wanted = fold(title)
    for head in heads:
        said = fold(_said(head))
        if wanted and (wanted in said or (said in wanted and 2 * len(said) > len(wanted))):
            return head
    return next((head for head in heads if head.tag == "h1"), None)


def _signature(element: HtmlElement) -> tuple[str, str] | None:
    """Return what elements of one make have in common."""
    if element.tag in ("body", "html", "main"):
        return None
    names = " ".join(sorted((element.get("class") or "").split()))
    return (str(element.tag), names) if names or element.tag == "article" else None


def _others(
    head: HtmlElement, own: list[HtmlElement], texts: _Texts, *, alike: bool
) -> list[HtmlElement]:
    """Return the element around another headline and its text that is made as the article's is."""
    made = {_signature(element) for element in own} - {None}
    boxes = []
    for element in list(ancestors(head))[1 : _UP + 1]:
        if any(element is outer for outer in own):
            break
        boxes.append(element)
    for at, box in enumerate(boxes):
        same = _signature(box) in made and (box.tag == "article" or alike)
        if (same or (at == 0 and alike and head.tag == "h1")) and texts.begin_with(box, head):
            return [box]
    return []
