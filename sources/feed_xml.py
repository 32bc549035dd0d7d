"""The text of an XML feed as a tree, broken or hostile as it may be.

A well-formed feed goes through libxml2 as it is. What is broken is mended as text (control
characters, bare `&` and `<`, HTML's entities, attributes without quotes, an open CDATA section) and
read with libxml2's recovery. Where that loses entries, each entry is read by itself.

A DOCTYPE never reaches the parser: no entity is expanded, nothing is loaded. Only short entities
without a reference in them, as old feeds declare for `&nbsp;`, are put in as text. Bounds: MAX_TAGS
tags are read, libxml2's own limits hold (10 MB a text, 256 levels, 50,000 characters a name).
"""

import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from sources.feed_values import MAX_ENTRIES

#: Tags of one feed that are read; the rest is cut off. A feed of 2,000 long entries has 100,000.
MAX_TAGS = 300_000
#: References (`&amp;`) of one broken feed that are read; the rest is cut off.
MAX_REFERENCES = 1_000_000

_DECLARATION = re.compile(r"<\?xml\b[^>]{0,500}>", re.IGNORECASE)
#: What may stand before a feed in UTF-8: its mark, spaces, zeros.
_BEFORE = b"\xef\xbb\xbf \t\r\n\0"
#: What may stand before the root of a feed that is parsed as it is: no DOCTYPE.
_PROLOGUE = re.compile(
    rb"(?P<declaration><\?xml\b[^>]{0,500}>)?+(?:\s*+(?:<\?[^>]*+>|<!--.*?-->))*+\s*+<[a-z]",
    re.IGNORECASE | re.DOTALL,
)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]{0,2000}(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+(\w{1,40})\s+(?:\"([^\"&%<]{0,200})\"|'([^'&%<]{0,200})')\s*>")
#: Where a feed begins in what stands before it: warnings of PHP, spaces, a page around it.
_BEGINNING = re.compile(
    r"<(?:[a-z][\w-]{0,20}:)?(?:rss|rdf|feed|channel|entry)(?=[\s>/])", re.IGNORECASE
)
_ENDING = re.compile(r"</(?:[a-z][\w-]{0,20}:)?(?:rss|rdf|feed|channel)\s*>", re.IGNORECASE)
_CONTROLS = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BARE_AND = re.compile(r"&(?!(?:#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]\w{1,31});)", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot);)([#\w]{1,32});")
_BARE_LESS = re.compile(r"<(?![a-z_/!?])", re.IGNORECASE)
_TAG = re.compile(r"<[a-z_][^<>\s=]{0,200}\s[^<>=]{0,1000}=[^<>]{0,50000}>", re.IGNORECASE)
_UNQUOTED = re.compile(r"(\s[\w:.-]{1,100})\s?=\s?([^\s\"'<>=]{1,2000})(?=[\s>]|/>)")
#: A field whose end was forgotten, by the next one's beginning.
_FIELDS = "title|link|guid|pubDate|author|category|description|content:encoded|enclosure"
_OPEN_FIELD = re.compile(
    rf"(<({_FIELDS})(?:\s[^<>]{{0,1000}})?(?<!/)>)([^<]*)(?=<(?:{_FIELDS}|/?item)\b)", re.IGNORECASE
)
_LAST_TAG = re.compile(r"<([\w:.-]{1,100})[^<>]*>[^<]*\Z")
_ENTRY = re.compile(r"<(?:[a-z][\w-]{0,20}:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_ENTRY_TAGS = ("{*}item", "{*}entry", "{*}ITEM", "{*}Item", "rss:item", "atom:entry")

#: What a well-formed text may hold of what `feed_text.cleaned` takes out, and references to it.
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_ODD_REFERENCE = re.compile(
    rb"&#(?:0|x0|12[7-9];|1[345]\d;|x7f;|x[89][0-9a-f];|65279;|xfeff;)", re.IGNORECASE
)

Tree = etree._Element  # the only name that lxml's types have for an element


@dataclass(frozen=True, slots=True)
class Document:
    """A feed's tree and what is known of all of it."""

    root: Tree
    #: Whether any xml:base stands in it.
    based: bool
    #: Whether its texts need no `feed_text.cleaned`.
    tidy: bool


def document(text: str) -> Document | None:
    """Return a feed's text as a tree, None where nothing can be read. Raises nothing."""
    plain = _plain(text)
    found = _well_formed(plain.encode("utf-8", "replace"))
    if found is None and (root := _recovered(_within(plain))) is not None:
        return Document(root, "xml:base" in text, tidy=False)
    return found


def as_it_is(utf_8: bytes) -> Document | None:
    """Return a feed in UTF-8 as a tree, None where anything has to be changed before.

    libxml2 lets bytes pass that are no UTF-8: reading a text of the tree may raise UnicodeError.
    """
    utf_8 = utf_8.lstrip(_BEFORE)
    prologue = _PROLOGUE.match(utf_8)
    if prologue is None or (len(utf_8) > MAX_TAGS and utf_8.count(b"<") > MAX_TAGS):
        return None
    declared = prologue["declaration"] is not None
    return _well_formed(utf_8[prologue.end("declaration") :] if declared else utf_8)


def _well_formed(data: bytes) -> Document | None:
    root = _parsed(data, recover=False)
    return None if root is None else Document(root, b"xml:base" in data, _is_tidy(data))


def tree(text: str) -> Tree | None:
    """Return the root element of a text, None where nothing can be read. Raises nothing."""
    found = document(text)
    return None if found is None else found.root


def _is_tidy(data: bytes) -> bool:
    """Tell whether a well-formed text holds nothing odd; most controls are not well-formed."""
    odd = b"\x7f" in data or (b"\xef" in data and b"\xef\xbb\xbf" in data)
    odd = odd or (b"\xc2" in data and bool(_C1.search(data)))  # one byte is found much faster
    return not odd and not (b"#" in data and _ODD_REFERENCE.search(data))


def _plain(text: str) -> str:
    """Return a text without its declaration and DOCTYPE, as far as it is read."""
    return _undeclared(_DECLARATION.sub("", _limited(text, "<", MAX_TAGS), count=1))


def _limited(text: str, mark: str, most: int) -> str:
    """Return a text up to a number of marks."""
    if text.count(mark) <= most:
        return text
    cut = next(islice(re.finditer(mark, text), most, None))
    return text[: cut.start()]


def _undeclared(text: str) -> str:
    """Return a text without its DOCTYPE, with the plain entities that it declares filled in."""
    match = _DOCTYPE.search(text[:20_000])
    if match is None or "<![CDATA[" in text[: match.start()]:
        return text
    text = text[: match.start()] + text[match.end() :]
    entities = {name: double or single for name, double, single in _ENTITY.findall(match[0])}
    for name, value in islice(entities.items(), 100):
        if text.count(f"&{name};") <= 10_000:
            text = text.replace(f"&{name};", value)
    return text


def _parsed(data: bytes, *, recover: bool) -> Tree | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        huge_tree=False,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _mended_tree(text: str) -> Tree | None:
    return _parsed(text.encode("utf-8", "replace"), recover=True)


def _within(text: str) -> str:
    """Return a broken text from where a feed begins to where it ends, if it does."""
    beginning = _BEGINNING.search(text)
    start = beginning.start() if beginning else 0
    endings = [match.end() for match in _ENDING.finditer(text, start)]
    return text[start : endings[-1]] if endings else text[start:]


def _recovered(text: str) -> Tree | None:
    """Read a broken text as a whole, and entry by entry if entries would be lost."""
    mended = mend(_limited(text, "&", MAX_REFERENCES))
    root = _mended_tree(mended)
    found = islice(_ENTRY.finditer(_masked(mended)), MAX_ENTRIES + 1)
    starts = [match.start() for match in found]
    if root is None or _entries(root) >= len(starts):
        return root
    return _one_by_one(mended, starts)


def mend(text: str) -> str:
    """Return a broken XML text with what libxml2's recovery would drop or misread put right."""
    return "".join(_mended_parts(_closed(_CONTROLS.sub("", text))))


def _closed(text: str) -> str:
    """Return a text whose last CDATA section, if it has no end, ends with the element it is in."""
    start = text.rfind("<![CDATA[")
    if start < 0 or "]]>" in text[start:]:
        return text
    element = _LAST_TAG.search(text, max(0, start - 1000), start)
    end = text.find(f"</{element[1]}", start) if element else -1
    return f"{text[:end]}]]>{text[end:]}" if end > 0 else text


def _mended_parts(text: str) -> Iterator[str]:
    done = 0
    for match in _CDATA.finditer(text):
        yield _mended_markup(text[done : match.start()])
        yield f"<![CDATA[{match[1]}]]>"
        done = match.end()
    yield _mended_markup(text[done:])


def _mended_markup(text: str) -> str:
    """Mend what stands outside of CDATA sections."""
    text = _COMMENT.sub("", text)
    text = _BARE_AND.sub("&amp;", text)
    text = _REFERENCE.sub(_mended_reference, text)
    text = _BARE_LESS.sub("&lt;", text)
    text = text.replace("]]>", "]]&gt;")
    text = _OPEN_FIELD.sub(r"\1\3</\2>", text)
    return _TAG.sub(lambda tag: _UNQUOTED.sub(r'\1="\2"', tag[0]), text)


def _mended_reference(match: re.Match[str]) -> str:
    """Return a reference of HTML or by number as its characters; an unknown one escaped."""
    name = match[1]
    if name.startswith("#"):
        return _character(name)
    return "'" if name == "apos" else html.entities.html5.get(f"{name};") or f"&amp;{name};"


def _character(reference: str) -> str:
    digits = reference[1:]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if code in (38, 60, 62):
        return f"&#{code};"
    return _CONTROLS.sub("", chr(code)) if code <= 0x10FFFF else "\ufffd"


def _masked(text: str) -> str:
    """Return a text with its CDATA sections blanked, in the same length."""
    return _CDATA.sub(lambda match: " " * len(match[0]), text)


def _entries(root: Tree) -> int:
    """Count the entries that are not inside another one; MAX_ENTRIES are enough."""
    found = islice(root.iter(*_ENTRY_TAGS), MAX_ENTRIES + 1)
    return sum(next(element.iterancestors(*_ENTRY_TAGS), None) is None for element in found)


def _name(element: Tree | None) -> str:
    return "" if element is None else str(element.tag).rpartition("}")[2].lower()


def _one_by_one(text: str, starts: list[int]) -> Tree | None:
    """Return a tree whose entries were each read without what stands before and after."""
    head = text[: starts[0]]
    opening = re.match(r"<[^>]{1,50000}>", head)
    root = _mended_tree(head)
    if root is None or opening is None:
        return None
    target = next((child for child in root if _name(child) == "channel"), root)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = _mended_tree(f"{opening[0]}{text[start:end]}")
        if part is not None:
            target.extend(list(part)[:1])
    return root
