"""The tree of a page, without what is furniture by its place in the markup."""

import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from sources.page_markup import Markup
from sources.page_words import BODY_CLASSES, BODY_PHRASES, FURNITURE_NAMES, FURNITURE_PHRASES

#: Elements that never hold the article's own words, however much they say.
_NEVER = frozenset(
    ("nav", "footer", "button", "dialog", "menu", "label", "input", "video", "embed")
)
_NEVER_NAMES = frozenset(
    ("cookie", "cookies", "gdpr", "consent", "popup", "comments", "comment", "disqus")
)
#: Elements whose names list the article's tags and categories ("post tag-popular category-top").
_ROOTS = frozenset(("html", "body", "main", "article", "h1", "h2", "p", "table", "tbody", "tr"))
_HIDDEN_NAMES = frozenset(
    ("sr-only", "visually-hidden", "screen-reader-text", "hidden-text", "d-none", "is-hidden")
)
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px)?\s*(?:;|!|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|opacity\s*:\s*0\s*(?:;|!|$))",
    re.IGNORECASE,
)
_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog"))
_CAMEL = re.compile(r"([a-z])(?=[A-Z])")
_SPLIT = re.compile(r"[^a-z0-9]+")


def parse(markup: Markup) -> HtmlElement | None:
    """Return the tree of reduced markup, or None when there is nothing in it."""
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        tree = html.document_fromstring(markup.html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


def names_of(element: HtmlElement) -> list[str]:
    """Return the words of an element's class and id, in lower case: "readAlso" is read, also."""
    said = f"{element.get('class') or ''} {element.get('id') or ''}"
    return [word for word in _SPLIT.split(_CAMEL.sub(r"\1-", said[:500]).lower()) if word]


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether an element is not shown."""
    style = element.get("style")
    classes = (element.get("class") or "").lower().split()
    return (
        element.get("hidden") is not None
        or (style is not None and bool(_HIDDEN_STYLE.search(style)))
        or not _HIDDEN_NAMES.isdisjoint(classes)
    )


def is_furniture(element: HtmlElement) -> bool:
    """Tell whether an element is furniture by its tag, role, class or id."""
    if element.tag in _NEVER or element.tag in ("aside", "figcaption"):
        return True
    if (element.get("role") or "").lower() in _ROLES:
        return True
    certain = not BODY_CLASSES.isdisjoint((element.get("class") or "").split())
    names = names_of(element) if element.tag not in _ROOTS and not certain else []
    if not names:
        return False
    if not FURNITURE_NAMES.isdisjoint(names):
        return True
    return bool(FURNITURE_PHRASES.search("-".join(names)))


def prune(tree: HtmlElement) -> None:
    """Take out what is hidden or furniture. A name takes out nothing around the article's body."""
    root = body(tree)
    suspects = _outermost(root)
    weights = _weights(root)
    marked = _body(weights)
    kept = set() if marked is None else set(ancestors(marked))
    known = 0 if marked is None else weights[marked]
    for element in suspects:
        if element not in kept and _is_beyond_doubt(element):
            _subtract(element, weights.get(element, 0), weights)
            drop(element)
    for element in suspects:
        if element not in kept and element.getroottree().getroot() is tree:
            held = weights.get(element, 0)
            inside = marked is not None and marked in ancestors(element)
            if held <= max(_FEW, 0.4 * (known if inside else weights.get(root, 0))) or (
                held <= known and not inside
            ):
                drop(element)


#: Characters in paragraphs below which a page has no article that a wrong name could hide.
_FEW = 200


def _body(weights: dict[HtmlElement, int]) -> HtmlElement | None:
    """Return the element called the article's body that holds most, if one is."""
    named = [el for el, held in weights.items() if held >= _FEW and is_called_body(el)]
    named = [el for el in named if not any(_is_beyond_doubt(outer) for outer in ancestors(el))]
    most = max((weights[element] for element in named), default=0)
    return min(
        (element for element in named if weights[element] >= 0.6 * most),
        key=lambda element: weights[element],
        default=None,
    )


def is_called_body(element: HtmlElement) -> bool:
    """Tell whether an element is marked or named as an article's body."""
    return (
        element.tag == "article"
        or "articleBody" in (element.get("itemprop") or "")
        or bool(BODY_PHRASES.search("-".join(names_of(element))))
    )


def _is_beyond_doubt(element: HtmlElement) -> bool:
    if element.tag in _NEVER or is_hidden(element):
        return True
    return element.tag not in _ROOTS and not _NEVER_NAMES.isdisjoint(names_of(element))


def _subtract(element: HtmlElement, held: int, weights: dict[HtmlElement, int]) -> None:
    if held and not is_hidden(element):
        for outer in ancestors(element):
            weights[outer] = weights.get(outer, 0) - held


def _outermost(root: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is root or not isinstance(element.tag, str):
            continue
        if is_hidden(element) or is_furniture(element):
            found.append(element)
    return found


def _weights(root: HtmlElement) -> dict[HtmlElement, int]:
    """Return how many characters of paragraphs each element holds, links left out."""
    weights: dict[HtmlElement, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        own = _own_length(element) if element.tag != "a" else 0
        total = weights.get(element, 0) + (own if own >= 40 else 0)
        weights[element] = total
        parent = element.getparent()
        if element is not root and parent is not None and total and not is_hidden(element):
            weights[parent] = weights.get(parent, 0) + total
    return weights


def _own_length(element: HtmlElement) -> int:
    """Return the length of the text directly in an element, between its children too."""
    return len((element.text or "").strip()) + sum(
        len((child.tail or "").strip()) for child in element
    )


def body(tree: HtmlElement) -> HtmlElement:
    """Return the body of a page, or all of it where it has none."""
    found = tree.find("body")
    return tree if found is None else found


def drop(element: HtmlElement) -> None:
    """Take an element out of its tree, what follows it left in."""
    if element.getparent() is not None:
        element.drop_tree()


def ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an element and what it stands in, inside out."""
    at: HtmlElement | None = element
    while at is not None:
        yield at
        at = at.getparent()
