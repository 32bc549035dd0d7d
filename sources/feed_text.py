"""Texts of feeds as a reader should see them: plain titles, links made whole, HTML with them."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

#: Most characters of a title, an author or a category; the rest is cut off.
LONGEST_LINE = 1_000
#: Most characters of an address or an id; a longer one is no address.
LONGEST_LINK = 4_000
#: Longest base address that relative ones in HTML are resolved against.
LONGEST_BASE = 1_000
#: Most characters of an entry's HTML, and of a feed's; the rest is cut off.
LONGEST_HTML = 1_000_000
ALL_HTML = 8_000_000
#: Tags of a feed's HTML whose addresses are made whole; later ones stay as they are.
ALL_TAGS = 300_000

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
#: Tags that titles hold when they are HTML; anything else in angle brackets is words.
_TAG_NAMES = (
    "a|abbr|acronym|applet|b|big|blink|blockquote|body|br|center|cite|code|del|dfn|div|em|embed"
    "|figure|font|frame|frameset|h[1-6]|head|hr|html|i|iframe|img|ins|kbd|li|link|mark|meta|nobr"
    "|noscript|object|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|sup|table|tbody"
    "|td|th|tr|tt|u|ul|var|video|wbr"
)
_TAG = re.compile(
    rf"</?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_BLOCK = re.compile(r"</?(?:br|p|div|li|h[1-6]|tr|td|hr|blockquote)\b", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_CLOSING = re.compile(rf"</(?:{_TAG_NAMES})\s?>", re.IGNORECASE)
_WORD_TAG = re.compile(r"<(?!br|hr|img|wbr|p)\w+>", re.IGNORECASE)
_PAIR = re.compile(rf"<({_TAG_NAMES})(?:\s[^<>]*)?>[^<>]*</\1\s*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
#: C1 controls in feeds are the quotes and dashes of windows-1252; most other controls are noise.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_C1 = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}

_ADDRESS_TAG = re.compile(r"<[a-z][a-z0-9]{0,15}\s[^<>]*>", re.IGNORECASE)
_ADDRESSED = ("href", "src", "poster", "cite", "longdesc", "background", "data")
#: A relative address in a tag, from its "=" on: that is quick to look for. Its quotes are optional.
_RELATIVE = re.compile(
    r"=(?![\"']https?:)(?<=[acdefr\s]=)"
    r"(?:(?<=\s=)|" + "|".join(rf"(?<=\s{name}=)" for name in _ADDRESSED) + ")"
    r"\s*+(?![\"']?(?:#|[a-z][a-z0-9+.-]{1,20}:))"
    r"(?:\"([^\"<>]+)\"|'([^'<>]+)'|([^\s\"'<>]+))",
    re.IGNORECASE,
)
_UNQUOTED = 3
_SPACED_NAME = re.compile(rf"\s(?:{'|'.join(_ADDRESSED)})\s+\Z", re.IGNORECASE)
#: Absolute beyond doubt: nothing to resolve, nothing to check.
_PLAIN_ADDRESS = re.compile(r"https?://[\w.-]+(?:[/?#]|\Z)", re.IGNORECASE)
_ORIGIN = re.compile(r"https?://[\w.:-]+(?=[/?#]|\Z)")
_FROM_ROOT = re.compile(r"/(?![/.\\])[^\s\\]*")


def cleaned(text: str) -> str:
    """Return a text without controls, lone surrogates and byte order marks."""
    return _ODD.sub(lambda char: _C1.get(ord(char[0]), ""), text) if _ODD.search(text) else text


def line(text: str, longest: int = LONGEST_LINE) -> str:
    """Return a text as one line of at most so many characters."""
    text = text[: 8 * longest]
    if text.isprintable() and "  " not in text:  # nearly all: no controls, no spaces but " "
        return text.strip(" ")[:longest]
    return _SPACES.sub(" ", cleaned(text)).strip(" ")[:longest]


def plain(markup: str) -> str:
    """Return HTML as the one line that a reader sees, also where it was escaped twice."""
    text = markup[: 8 * LONGEST_LINE]
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = unescaped(text)
        if "<" in text and _PAIR.search(text):
            text = _without_tags(text)
        if "&" in text:
            text = _ENTITY.sub(lambda entity: unescaped(entity[0]), text)
    return line(text)


def unescaped(text: str) -> str:
    """Return a text with HTML's references as their characters; thousands of digits stay."""
    try:
        return html.unescape(text)
    except ValueError:
        return text


def literal(text: str) -> str:
    """Return text that is said to be no HTML as one line; entities in it are a mistake."""
    text = text[: 8 * LONGEST_LINE]
    return line(_ENTITY.sub(lambda entity: unescaped(entity[0]), text) if "&" in text else text)


def is_html(text: str) -> bool:
    """Tell whether a text that might be plain closes a tag of HTML."""
    return "</" in text and _CLOSING.search(text) is not None


def _without_tags(text: str) -> str:
    """Take the tags out of HTML; `the <b> tag` is no HTML: a tag alone, in the midst of words."""
    text = _UNSEEN.sub("", text)
    tags = _TAG.findall(text)
    if len(tags) == 1 and _WORD_TAG.fullmatch(tags[0]) and not text.lstrip().startswith("<"):
        return text
    return _TAG.sub(lambda tag: " " if _BLOCK.match(tag[0]) else "", text)


def address(link: str, base: str) -> str:
    """Return a link as a whole address, resolved against a base; "" if it is not for a browser."""
    if len(link) <= LONGEST_LINK and link.isprintable() and _PLAIN_ADDRESS.match(link):
        return link.strip()
    link = "".join(cleaned(link[: 2 * LONGEST_LINK]).split("\n")).replace("\t", "").strip()
    if _PLAIN_ADDRESS.match(link) and len(link) <= LONGEST_LINK:
        return link
    whole = joined(base, link) if link else ""
    scheme = _scheme(whole)
    return whole if scheme in ("", "http", "https") and len(whole) <= LONGEST_LINK else ""


def joined(base: str, link: str) -> str:
    """Return a link resolved against a base; the link itself where that cannot be done."""
    origin = _ORIGIN.match(base) if "/." not in link and _FROM_ROOT.fullmatch(link) else None
    if origin:  # most links by far, and urljoin is slow
        return origin[0] + link
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link


def _scheme(link: str) -> str:
    try:
        return urlsplit(link).scheme
    except ValueError:
        return "?"


@dataclass(slots=True)
class Allowance:
    """How much HTML one feed may still give; hostile feeds have millions of links."""

    characters: int = ALL_HTML
    tags: int = ALL_TAGS
    #: Whether the texts are known to need no `cleaned`.
    tidy: bool = False

    def take(self, markup: str, base: str) -> str:
        """Return HTML as `resolved` does, as far as the allowance goes, and count it."""
        markup = markup[: max(self.characters, 0)]
        kept = markup[:LONGEST_HTML] if self.tidy else cleaned(markup[:LONGEST_HTML])
        text = resolved(kept, base if self.tags > 0 else "")
        self.characters -= len(text)
        self.tags -= markup.count("<")
        return text


def resolved(markup: str, base: str) -> str:
    """Return HTML without scripts, its addresses made whole if it does not get too long by that."""
    markup = _UNSEEN.sub("", markup.strip())
    if not base or len(base) > LONGEST_BASE:
        return markup
    whole = _with_whole_addresses(markup, base)
    return whole if len(whole) <= LONGEST_HTML else markup


def _with_whole_addresses(markup: str, base: str) -> str:
    """Return HTML with the relative addresses in its tags made whole."""
    parts: list[str] = []
    done = 0
    for found in _relative_addresses(markup):
        kind = found.lastindex or 0
        whole = joined(base, found[kind])
        parts += (markup[done : found.start(kind)], f'"{whole}"' if kind == _UNQUOTED else whole)
        done = found.end(kind)
    return "".join((*parts, markup[done:])) if parts else markup


def _relative_addresses(markup: str) -> Iterator[re.Match[str]]:
    """Yield the relative addresses that are inside of tags; looks at no character often."""
    place = end = 0
    for found in _RELATIVE.finditer(markup):
        if found.end() > end:
            start = markup.rfind("<", place, found.start())
            tag = _ADDRESS_TAG.match(markup, start) if start >= 0 else None
            end = tag.end() if tag else 0
        place = found.end()
        if place < end and _is_named(markup, found.start()):
            yield found


def _is_named(markup: str, equals: int) -> bool:
    """Tell whether the name of an attribute with an address is before a "=", spaces between."""
    spaced = markup[equals - 1].isspace()
    return not spaced or _SPACED_NAME.search(markup, max(0, equals - 30), equals) is not None
