"""What of a page's tree is furniture by its tag, role and names, and when a name is not believed.

Names lie: "widget" is a page builder's word for every paragraph, "comments" a live report's for its
entries. So nothing is taken out that holds nearly all that a page says, and a name under which
nearly all of it stands counts for nothing on that page.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from sources.page_tree import ancestors, body, drop, is_called_body, is_hidden, names_of
from sources.page_words import BODY_CLASSES, FURNITURE_NAMES, FURNITURE_PHRASES

#: Elements that never hold the article's own words, however much they say.
_NEVER = frozenset(
    ("nav", "footer", "button", "dialog", "menu", "label", "input", "video", "embed")
)
_NEVER_NAMES = frozenset(
    (
        "cookie",
        "cookies",
        "gdpr",
        "consent",
        "popup",
        "comments",
        "comment",
        "commentlist",
        "disqus",
    )
)
#: Elements whose names list the article's tags and categories ("post tag-popular category-top").
_ROOTS = frozenset(("html", "body", "main", "article", "h1", "h2", "p", "table", "tbody", "tr"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog"))
#: Reasons that are believed however much stands under them: a dialog may say more than its page.
_SURE = frozenset(
    ("hidden", "nav", "navigation", "footer", "contentinfo", "dialog", "popup", "login")
) | {"cookie", "cookies", "gdpr", "consent"}

#: Characters in paragraphs below which a page has no article that a wrong name could hide.
_FEW = 200
#: A hidden element with so many characters, and twice what is shown, is shown by a script.
_VEILED = 1_000
#: Names that are not believed, one after the other, at most.
_DOUBTS = 4

_Weights = dict[HtmlElement, int]


@dataclass(frozen=True, slots=True)
class _Suspect:
    """An element that may be furniture, and all that speaks for it."""

    element: HtmlElement
    reasons: frozenset[str]
    #: Whether it is furniture beyond doubt.
    sure: bool


def prune(tree: HtmlElement) -> None:
    """Take out what is hidden or furniture. A name takes out nothing around the article's body."""
    root = body(tree)
    _unveil(root)
    weights = _weights(root)
    suspects = _suspects(root, weights)
    doubted: set[str] = set()
    gone = _furniture(root, suspects, weights)
    for _ in range(_DOUBTS):
        name = _lying_name(root, gone, weights)
        if name is None:
            break
        doubted.add(name)
        suspects = [each for each in suspects if not each.reasons <= doubted]
        gone = _furniture(root, suspects, weights)
    for suspect in gone:
        drop(suspect.element)


def _unveil(root: HtmlElement) -> None:
    """Show what a script would: pieces that React streams, a page hidden until it is styled."""
    hidden = [element for element in root.iter() if is_hidden(element)]
    weights = _weights(root) if hidden else {}
    shown = weights.get(root, 0)
    for element in hidden:
        streamed = (element.get("id") or "").startswith("S:")
        if streamed or weights.get(element, 0) >= max(_VEILED, 2 * shown):
            for name in ("hidden", "style", "class"):
                element.attrib.pop(name, None)


def _suspects(root: HtmlElement, weights: _Weights) -> list[_Suspect]:
    whole = weights.get(root, 0)
    found = []
    for element in root.iterdescendants(etree.Element):
        reasons = _reasons(element)
        if reasons and not _holds_page(element, reasons, weights, whole):
            found.append(_Suspect(element, reasons, _is_beyond_doubt(element)))
    return found


def _reasons(element: HtmlElement) -> frozenset[str]:
    """Return the tag, the role and the names for which an element seems to be furniture."""
    found = set()
    if is_hidden(element):
        found.add("hidden")
    if element.tag in _NEVER or element.tag in ("aside", "figcaption"):
        found.add(str(element.tag))
    if (role := (element.get("role") or "").lower()) in _ROLES:
        found.add(role)
    if element.tag in _ROOTS:
        return frozenset(found)
    names = names_of(element)
    found |= _NEVER_NAMES.intersection(names)
    if names and BODY_CLASSES.isdisjoint((element.get("class") or "").split()):
        found |= FURNITURE_NAMES.intersection(names)
        found.update(match[0].strip("-") for match in FURNITURE_PHRASES.finditer("-".join(names)))
    return frozenset(found)


def _holds_page(
    element: HtmlElement, reasons: frozenset[str], weights: _Weights, whole: int
) -> bool:
    """Tell whether an element holds the page's headline and nearly all of its text.

    It was never closed, or is named after its first part.
    """
    if weights.get(element, 0) < max(_FEW, 0.8 * whole) or not reasons.isdisjoint(_SURE - {"nav"}):
        return False
    return next(element.iter("h1"), None) is not None


def _is_beyond_doubt(element: HtmlElement) -> bool:
    if element.tag in _NEVER or is_hidden(element):
        return True
    return element.tag not in _ROOTS and not _NEVER_NAMES.isdisjoint(names_of(element))


def _furniture(root: HtmlElement, suspects: list[_Suspect], known: _Weights) -> list[_Suspect]:
    """Return the suspects to take out, what is in one already taken left out."""
    weights = dict(known)
    marked = _body(weights, suspects)
    kept = set() if marked is None else set(ancestors(marked))
    held_by_body = 0 if marked is None else weights[marked]
    gone: dict[HtmlElement, _Suspect] = {}
    for suspect in suspects:
        if suspect.sure and suspect.element not in kept and not _is_in(suspect.element, gone):
            gone[suspect.element] = suspect
            _subtract(suspect.element, weights)
    for suspect in suspects:
        element = suspect.element
        if suspect.sure or element in kept or _is_in(element, gone):
            continue
        held = weights.get(element, 0)
        inside = marked is not None and marked in ancestors(element)
        most = held_by_body if inside else weights.get(root, 0)
        if held <= max(_FEW, 0.4 * most) or (held <= held_by_body and not inside):
            gone[element] = suspect
    return list(gone.values())


def _is_in(element: HtmlElement, gone: dict[HtmlElement, _Suspect]) -> bool:
    return any(outer in gone for outer in ancestors(element))


def _lying_name(root: HtmlElement, gone: list[_Suspect], weights: _Weights) -> str | None:
    """Return the name for which most is taken out, where hardly anything of the page would stay."""
    whole = weights.get(root, 0)
    lost = sum(weights.get(each.element, 0) for each in gone if "hidden" not in each.reasons)
    if whole < _FEW or whole - lost >= max(_FEW, whole // 10):
        return None
    # A short article may have a tenth of the words of its readers.
    sure = _SURE if whole - lost < _FEW else _SURE | _NEVER_NAMES
    held: Counter[str] = Counter()
    for suspect in gone:
        for reason in suspect.reasons - sure:
            held[reason] += weights.get(suspect.element, 0)
    (name, most), *_ = held.most_common(1) or [("", 0)]
    return name if most >= _FEW else None


def _body(weights: _Weights, suspects: Iterable[_Suspect]) -> HtmlElement | None:
    """Return the element called the article's body that holds most, if one is."""
    sure = {suspect.element for suspect in suspects if suspect.sure}
    named = [el for el, held in weights.items() if held >= _FEW and is_called_body(el)]
    named = [el for el in named if sure.isdisjoint(ancestors(el))]
    most = max((weights[element] for element in named), default=0)
    return min(
        (element for element in named if weights[element] >= 0.6 * most),
        key=lambda element: weights[element],
        default=None,
    )


def _subtract(element: HtmlElement, weights: _Weights) -> None:
    held = weights.get(element, 0)
    if held and not is_hidden(element):
        for outer in ancestors(element):
            weights[outer] = weights.get(outer, 0) - held


def _weights(root: HtmlElement) -> _Weights:
    """Return how many characters of paragraphs each element holds, links left out."""
    weights: _Weights = {}
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
