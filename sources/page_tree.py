"""The tree of a page: read, walked, and what its elements are called."""

import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from sources.page_markup import Markup
from sources.page_words import BODY_PHRASES

_HIDDEN_NAMES = frozenset(
    ("sr-only", "visually-hidden", "screen-reader-text", "hidden-text", "d-none", "is-hidden")
)
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px)?\s*(?:;|!|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|opacity\s*:\s*0\s*(?:;|!|$))",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"([a-z])(?=[A-Z])")
_SPLIT = re.compile(r"[^a-z0-9]+")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


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
    """Return the words of an element's class and id, in lower case: "readAlso" is read, also.

    A heading's id is often its own text, and WordPress's page builder calls every paragraph a
    widget: neither says anything.
    """
    own = "" if element.tag in _HEADINGS else element.get("id") or ""
    said = f"{element.get('class') or ''} {own}"[:500].replace("elementor-widget", "elementor")
    return [word for word in _SPLIT.split(_CAMEL.sub(r"\1-", said).lower()) if word]


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether an element is not shown."""
    style = element.get("style")
    classes = (element.get("class") or "").lower().split()
    return (
        element.get("hidden") is not None
        or (style is not None and bool(_HIDDEN_STYLE.search(style)))
        or not _HIDDEN_NAMES.isdisjoint(classes)
    )


def is_called_body(element: HtmlElement) -> bool:
    """Tell whether an element is marked or named as an article's body."""
    return (
        element.tag == "article"
        or "articleBody" in (element.get("itemprop") or "")
        or bool(BODY_PHRASES.search("-".join(names_of(element))))
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
