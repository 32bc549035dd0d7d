"""Markup before the parser sees it: scripts out, limits in, structured data kept aside.

A page is hostile until read. libxml2 and trafilatura take many seconds and hundreds of megabytes
on pages made for that (100,000 links, 10,000 nested elements, 40,000 attributes), so what goes into
them is cut to size here, in one pass over the tags that takes time linear in the page's length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from news import text as texts
from news.word_lists import words_of

#: Characters read of a page. The largest real news pages, scripts and all, are under 8 million.
PAGE_LIMIT = 12_000_000
#: Characters kept without scripts and styles: the longest articles have under 1 million.
MARKUP_LIMIT = 2_000_000
#: Tags read, opening and closing. Long news pages with all their comments have under 40,000.
TAG_LIMIT = 100_000
#: Links kept, with their words; a page of more is an index.
LINK_LIMIT = 3_000
#: Elements inside one another; real pages stay under 60.
DEPTH_LIMIT = 200
#: Characters of one tag with its attributes, and of one attribute that is kept.
ATTRIBUTES_LIMIT = 20_000
VALUE_LIMIT = 2_000
#: Characters of JSON-LD read from one page.
DATA_LIMIT = 2_000_000

#: So many tags without an end, and quotation marks in tags are not trusted any more.
_ENDLESS = 50

#: Elements whose content is never text of the page.
_SILENT = words_of(
    "script style noscript template svg iframe object canvas math textarea select datalist "
    "audio noframes noembed xmp map"
)
#: Elements that have no end tag, or end by themselves where the next begins: they add no depth.
_SHALLOW = words_of(
    "area base br col embed hr img input link meta param source track wbr p li dt dd td th tr "
    "thead tbody tfoot option html head body"
)
#: Elements inside of a line, whose end closes no box.
_FORMATTING = words_of("a abbr b big cite code em font i nobr s small span strike strong sub sup u")
#: Attributes that anything here or in the library reads.
_KEPT = re.compile(
    r"""[\s"'/](class|id|href|src|srcset|data-src|itemprop|itemtype|itemscope|property|name|content"""
    r"""|rel|datetime|lang|hidden|style|role|type|alt|title|aria-label|data-url|http-equiv)"""
    r"""(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))|(?=[\s/>]|$))""",
    re.IGNORECASE,
)
# The rest of a tag: a ">" inside a quoted value does not end it. Nothing is tried twice.
_REST = re.compile(r"""(?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')|["'=])*+>""")
_TAG = re.compile(r"<(?:!--|[!?]|(/?)([a-zA-Z][a-zA-Z0-9]{0,30})(?=[\s/>:_.-]|$))")
_DATA_TYPE = re.compile(r"""type\s{0,9}=\s{0,9}["']?\s{0,9}application/ld\+json""", re.IGNORECASE)
_PASSWORD = re.compile(r"""type\s{0,9}=\s{0,9}["']?password""", re.IGNORECASE)


@dataclass(slots=True)
class Markup:
    """What is left of a page's markup, and what was put aside."""

    #: Markup within the limits, without scripts, styles, comments and unread attributes.
    html: str
    #: The JSON-LD scripts, as text.
    data: list[str] = field(default_factory=list)
    #: Whether a limit cut something off.
    cut: bool = False
    #: Whether the page asks for a password.
    login: bool = False
    #: The start of what scripts and noscript said: bot walls are mostly that.
    silent: str = ""


def reduce(page: str) -> Markup:
    """Return the markup of a page within the limits. Never raises, on any string."""
    found = Markup("", cut=len(page) > PAGE_LIMIT)
    page = texts.clean(page[:PAGE_LIMIT])
    found.html = "".join(_Reduction(page, found).pieces())
    return found


@dataclass(slots=True)
class _Reduction:
    """The pass over one page."""

    page: str
    found: Markup
    size: int = 0
    tags: int = 0
    links: int = 0
    #: The elements that stand open, outermost first.
    open: list[str] = field(default_factory=list)
    skipped: int = 0
    #: Tags whose end was not found.
    endless: int = 0
    #: Silent elements that are never closed again, so that nobody looks for their end twice.
    unclosed: set[str] = field(default_factory=set)

    def pieces(self) -> Iterator[str]:
        at = 0
        while tag := _TAG.search(self.page, at):
            yield from self._text(at, tag.start())
            if self._is_full():
                self.found.cut = True
                return
            at, piece = self._element(tag)
            self.size += len(piece)
            yield piece
        yield from self._text(at, len(self.page))

    def _is_full(self) -> bool:
        return self.size >= MARKUP_LIMIT or self.tags >= TAG_LIMIT

    def _text(self, start: int, end: int) -> Iterator[str]:
        room = MARKUP_LIMIT - self.size
        self.found.cut = self.found.cut or end - start > room
        # A "<" that opens no tag is text; the parser might think otherwise.
        piece = self.page[start : min(end, start + max(room, 0))].replace("<", "&lt;")
        self.size += len(piece)
        yield piece

    def _element(self, tag: re.Match[str]) -> tuple[int, str]:
        """Return where reading goes on after a tag, and what is kept of it."""
        name = (tag[2] or "").lower()
        if not name:
            return self._after_comment(tag), ""
        self.tags += 1
        end = self._end(tag.end())
        if tag[1]:
            return end, self._closing(name)
        self.links += name == "a"
        if name in _SILENT or (name == "a" and self.links > LINK_LIMIT):
            return self._after_silent(name, tag.end(), end), ""
        return end, self._opening(name, self.page[tag.end() : end])

    def _after_comment(self, tag: re.Match[str]) -> int:
        if tag[0] != "<!--":
            return self._end(tag.end())
        close = -1 if "!--" in self.unclosed else self.page.find("-->", tag.end())
        if close >= 0:
            return close + 3
        self.unclosed.add("!--")
        return self._end(tag.end())

    def _end(self, start: int) -> int:
        """Return the position after the ">" that ends a tag, one in quotation marks left out."""
        if self.endless < _ENDLESS:
            if rest := _REST.match(self.page, start, start + ATTRIBUTES_LIMIT):
                return rest.end()
            self.endless += 1
        first = self.page.find(">", start)
        return first + 1 if first >= 0 else len(self.page)

    def _after_silent(self, name: str, attributes: int, end: int) -> int:
        if self.page[end - 2 : end - 1] == "/" and name == "svg":
            return end
        close = None
        if name not in self.unclosed:
            close = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(self.page, end)
        if close is None:
            self.unclosed.add(name)
            return len(self.page) if name in ("script", "style") else end
        self._keep_aside(name, self.page[attributes:end], end, close.start())
        return self._end(close.end() - 1)

    def _keep_aside(self, name: str, attributes: str, start: int, stop: int) -> None:
        if name == "script" and _DATA_TYPE.search(attributes[:VALUE_LIMIT]):
            room = DATA_LIMIT - sum(map(len, self.found.data))
            if stop - start <= room:
                self.found.data.append(self.page[start:stop])
        elif name in ("script", "noscript") and len(self.found.silent) < 5_000:
            self.found.silent += attributes[:300] + self.page[start : min(stop, start + 1_000)]

    def _opening(self, name: str, attributes: str) -> str:
        if name == "input" and _PASSWORD.search(attributes[:VALUE_LIMIT]):
            self.found.login = True
        tag = f"<{name}{_kept(attributes)}>"
        if name in _SHALLOW:
            return tag
        if attributes.endswith("/>"):
            return f"{tag}</{name}>"
        if len(self.open) >= DEPTH_LIMIT:
            self.skipped += 1
            return " "
        self.open.append(name)
        return tag

    def _closing(self, name: str) -> str:
        """Return the tags that close an element, and what was left open inside, as in browsers.

        libxml2 keeps a <nav> or <button> open that has an unclosed <div> inside: all the rest of
        the page is in it then.
        """
        if name in _SHALLOW:
            return f"</{name}>"
        if self.skipped:
            self.skipped -= 1
            return " "
        inside = self._open_inside(name)
        if inside is None:
            return f"</{name}>" if name in _FORMATTING else " "
        closed = self.open[len(self.open) - 1 - inside :]
        del self.open[len(self.open) - 1 - inside :]
        return "".join(f"</{each}>" for each in reversed(closed))

    def _open_inside(self, name: str) -> int | None:
        """Return how many elements stand open in the one that a tag closes; None if it is none."""
        for inside, each in enumerate(reversed(self.open)):
            if each == name:
                return inside
            # A cell's tags close nothing around its table, nor a word's a box.
            if each == "table" or (name in _FORMATTING and each not in _FORMATTING):
                return None
        return None


def _kept(attributes: str) -> str:
    """Return the attributes that are read, quoted anew, each once and within its limit."""
    if len(attributes) < 2:
        return ""
    found: dict[str, str] = {}
    for name, *values in _KEPT.findall(attributes[:ATTRIBUTES_LIMIT]):
        found.setdefault(name.lower(), "".join(values)[:VALUE_LIMIT])
    return "".join(f' {name}="{_quoted(value)}"' for name, value in found.items())


def _quoted(value: str) -> str:
    return value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
