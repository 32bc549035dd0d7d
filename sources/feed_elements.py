"""The parts of one feed element: its children by name, its text, its HTML, its base address."""

import base64
import binascii
import html
import re
from dataclasses import dataclass, field

from lxml import etree

from sources import feed_text
from sources.feed_names import Names
from sources.feed_tables import Plans, Table
from sources.feed_xml import Tree

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_NAMESPACES = re.compile(r"\sxmlns(?::[\w.-]+)?=\"[^\"]*\"")
_PREFIXED = re.compile(r"<(/?)(?:\w[\w.-]{0,30}):(?=[a-z])", re.IGNORECASE)
_DIV = re.compile(r"\s*<div[^<>]*>(.*)</div>\s*\Z", re.DOTALL | re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n\s*\n")

#: Children of one entry that are looked at.
MAX_CHILDREN = 500

Children = dict[str, list[Tree]]


@dataclass(slots=True)
class Context:
    """What reading one feed needs to know everywhere."""

    names: Names
    #: The address against which relative ones are resolved where no xml:base says otherwise.
    base: str
    #: Whether any xml:base stands in the feed.
    based: bool
    #: Whether untyped texts are Atom's plain ones instead of RSS's HTML.
    atom: bool
    #: The HTML that may still be kept.
    allowance: feed_text.Allowance
    plans: Plans = field(default_factory=Plans)

    def children(self, element: Tree, most: int = MAX_CHILDREN) -> Children:
        """Return the children of an element by their short names."""
        found: Children = {}
        names = self.names
        for child in element[:most]:
            found.setdefault(names[child.tag], []).append(child)
        return found

    def is_atom(self, element: Tree) -> bool:
        """Tell whether an element is Atom's, whose texts are plain where they say nothing."""
        return self.atom or self.names[element.tag].startswith("atom:")

    def base_of(self, element: Tree) -> str:
        """Return the base address in force inside an element."""
        return (self.declared_base(element) if self.based else "") or self.base

    def declared_base(self, element: Tree) -> str:
        """Return the base address that xml:base attributes give an element, "" without any."""
        if not self.based:
            return ""
        steps = [element, *element.iterancestors()]
        declared = [base for step in reversed(steps) if (base := step.get(_BASE))]
        whole = self.base if declared else ""
        for base in declared:
            whole = feed_text.joined(whole, base)[: feed_text.LONGEST_LINK]
        return whole


def first(children: Children, names: Table) -> Tree | None:
    """Return the first element that has anything in it, by the order of the names."""
    for name in names:
        for element in children.get(name, ()):
            if (element.text or "").strip() or len(element):
                return element
    return None


def words(element: Tree | None) -> str:
    """Return the text of an element and of all in it, as one line; a little longer than a link."""
    if element is None:
        return ""
    text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    return feed_text.line(text, feed_text.LONGEST_LINK + 1)


def title(element: Tree | None, context: Context) -> str:
    """Return a title as a reader should see it."""
    if element is None:
        return ""
    if len(element):
        return feed_text.plain(_inner(element))
    text, plain = _leaf(element, context)
    return feed_text.literal(text) if plain else feed_text.plain(text)


def markup(element: Tree | None, context: Context) -> str:
    """Return the HTML that an element holds: escaped, as elements, as base64 or as plain text."""
    if element is None:
        return ""
    if len(element):
        return _inner(element)
    text, plain = _leaf(element, context)
    if not plain:
        return text
    return text if not element.get("type") and feed_text.is_html(text) else from_text(text)


def from_text(text: str) -> str:
    """Return plain text as HTML: escaped, with paragraphs and line breaks if it has several."""
    escaped = html.escape(text.strip(), quote=False)
    if "\n" not in escaped:
        return escaped
    parts = (part.strip().replace("\n", "<br>") for part in _PARAGRAPHS.split(escaped))
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _leaf(element: Tree, context: Context) -> tuple[str, bool]:
    """Return the text of an element without children, and whether that is plain, no HTML.

    It is plain where the element says so, or is Atom's and says nothing.
    """
    text, kind, mode = element.text or "", element.get("type"), element.get("mode")
    if kind is None and mode is None:
        return text, context.is_atom(element)
    kind = (kind or "").lower()
    binary = kind.startswith(("application/", "image/", "audio/", "video/"))
    if mode == "base64" or (binary and not kind.endswith(("xml", "json"))):
        text = _from_base64(text)
    if mode == "escaped" or "html" in kind or kind.startswith("application/"):
        return text, False
    return text, kind in ("text", "plain", "text/plain") or context.is_atom(element)


def _from_base64(text: str) -> str:
    """Return what a text is in base64; the text itself where it is no such thing."""
    try:
        return feed_text.cleaned(base64.b64decode(text, validate=False).decode("utf-8"))
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return text


def _inner(element: Tree) -> str:
    """Return what stands inside an element as HTML, without namespaces and Atom's own div."""
    parts = [html.escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    text = _PREFIXED.sub(r"<\1", _NAMESPACES.sub("", "".join(map(str, parts))))
    only = len(element) == 1 and not (element.text or "").strip()
    div = _DIV.match(text) if only else None
    return div[1] if div else text
