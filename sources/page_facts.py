"""What is known about an article beside its text: title, author, date, picture, address, site."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from news import furniture
from news import text as texts
from news.furniture import Kind
from sources import page_dates, page_lines, page_tree, page_words
from sources.page_choice import fold
from sources.page_data import Data
from sources.page_lines import Line
from sources.tracking import untracked

_SPACES = re.compile(r"\s+")
#: Between a title and the site's name in <title>.
_SUFFIX = re.compile(r"\s+[|•·»:—–-]+\s+|\s*\|\s*")
_BYLINE = re.compile(r"(?:^|-)(?:authors?|byline|avtor|writer|reporter|journalist)(?:-|$)")
_NO_PICTURE = re.compile(
    r"logo|placeholder|default|blank|spacer|pixel|avatar|sprite|favicon|noimage|no-image", re.I
)
#: Lines of a page's head looked at for a date and an author.
_HEAD = 400


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about the article."""

    title: str
    author: str | None
    published: datetime | None
    image: str | None
    image_credit: str | None
    canonical: str
    site: str
    #: The words of <title> and of the first headings.
    heads: tuple[str, ...]


def read(tree: HtmlElement, data: Data, url: str) -> Facts:
    """Return the facts of a whole page, before anything is taken out of it."""
    found = page_lines.lines(page_tree.body(tree))[: 10 * _HEAD]
    heads = _heads(tree)
    site = data.site or _host(url).removeprefix("www.")
    image = _image(tree, data, url)
    return Facts(
        title=_title(heads, data, site),
        author=_author(tree, found, data, site),
        published=_published(tree, found, data, url),
        image=image,
        image_credit=(data.image_credit or _credit(tree, found)) if image else None,
        canonical=_canonical(data.canonical, url),
        site=site,
        heads=heads,
    )


def _shown(element: HtmlElement) -> str:
    return _SPACES.sub(" ", "".join(islice(element.itertext(), 100))[:1_000]).strip()


def _heads(tree: HtmlElement) -> tuple[str, ...]:
    title = [_shown(element) for element in tree.iter("title")][:1]
    return tuple(filter(None, [*title, *(_shown(h) for h in list(tree.iter("h1"))[:3])]))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _path(url: str) -> str:
    """Return an address's path, in which many sites write the day: "/2025/11/23/story"."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


#: What programs write where they know no headline.
_NONSENSE = re.compile(
    r"\W*(?:null|none|undefined|untitled|nan|true|false|title)?\W*", re.IGNORECASE
)


def _title(heads: tuple[str, ...], data: Data, site: str) -> str:
    """Return the headline: the shown one that the data confirm, else what the data say."""
    said = _without_site(data.title, site)
    shown = list(heads[1:]) if heads else []
    known = fold(said or (heads[0] if heads else ""))
    for head in shown:
        folded = fold(head)
        if folded and (folded in known or (len(known) > 8 and known in folded)):
            return head
    if said and not _NONSENSE.fullmatch(said):
        return said
    titled = _without_site(heads[0], site) if heads else ""
    return shown[0] if shown and fold(shown[0]) != fold(site) else titled


def _without_site(title: str, site: str) -> str:
    """Return a title without the name of the site behind or before it."""
    pieces = _SUFFIX.split(title)
    if len(pieces) < 2:
        return title
    name = fold(site)
    if name and fold(pieces[-1]) in (name, fold(site.split(".")[0])):
        return title[: title.rindex(pieces[-1])].rstrip(" |•·»:—–-")
    if name and fold(pieces[0]) == name:
        return title[title.index(pieces[1]) :].strip()
    last = pieces[-1]
    short = len(last) < 30 and len(last) * 2 < len(title) and "|" in title
    return title[: title.rindex(last)].rstrip(" |•·»:—–-") if short else title


def _author(tree: HtmlElement, found: list[Line], data: Data, site: str) -> str | None:
    said = [name for name in map(_name, data.authors) if _is_person(name, site)]
    if said:
        return ", ".join(dict.fromkeys(said))
    for element in tree.iter("a", "span", "div", "p", "address", "li", "b", "strong", "em"):
        if _is_byline(element):
            name = _name(_shown(element))
            if _is_person(name, site):
                return name
    lines = [line.text for line in (*found[:_HEAD], *found[-_HEAD:]) if len(line.text) < 140]
    names = (furniture.author_of(line) for line in lines if furniture.classify(line) is Kind.AUTHOR)
    return next((name for name in names if name and _is_person(name, site)), None)


def _is_byline(element: HtmlElement) -> bool:
    marked = "author" in (element.get("itemprop") or "").split() or element.get("rel") == "author"
    return marked or bool(_BYLINE.search("-".join(page_tree.names_of(element))))


_LABEL = re.compile(
    r"^\W*(?:автор(?:ы|лары)?(?:\s(?:текста|статьи|материала))?|текст|by|author|written by"
    r"|мақала авторы|"
    r"подготовил[аи]?|дайындаған|журналист|корреспондент)\b\s*[:—–-]?\s*",
    re.IGNORECASE,
)


def _name(said: str) -> str:
    return _LABEL.sub("", texts.clean(said)).strip(" \t,;:|•·—–-")


def _is_person(name: str, site: str) -> bool:
    """Tell whether a name can be an author's: not an address, the site or the newsroom."""
    if not 3 <= len(name) <= 80 or len(name.split()) > 8 or not name[0].isalpha():
        return False
    if re.search(r"https?:|[/@<>{}]|\d{2}|www\.", name) or page_words.NO_AUTHOR.match(name):
        return False
    return fold(name) not in (fold(site), fold(site.split(".")[0]), "")


def _published(tree: HtmlElement, found: list[Line], data: Data, url: str) -> datetime | None:
    zone = page_dates.zone_of(_host(url))
    said = [*data.published, *_marked_dates(tree), *_shown_dates(found), _path(url)]
    read = (page_dates.parse(date, zone) for date in said if date)
    return next(filter(None, read), None)


def _marked_dates(tree: HtmlElement) -> list[str]:
    """Return the dates of elements that are marked as dates, those of publishing first."""
    first, others = [], []
    for element in tree.iter():
        prop = element.get("itemprop") or ""
        if "datePublished" in prop or (
            element.tag == "time" and element.get("pubdate") is not None
        ):
            first += [element.get("datetime") or element.get("content") or "", _shown(element)]
        elif element.tag == "time" and "dateModified" not in prop:
            others += [element.get("datetime") or "", _shown(element)]
    return first + others[:6]


def _shown_dates(found: list[Line]) -> list[str]:
    """Return the lines of the page's head that are nothing but a date, near the headline first."""
    head = next((i for i, line in enumerate(found) if line.element.tag == "h1"), 0)
    near = found[max(0, head - 5) : head + 12] + found[:60]
    return [
        line.text for line in near if furniture.classify(line.text) is Kind.DATE or _dated(line)
    ]


def _dated(line: Line) -> bool:
    """Tell whether a short line holds a date among a section, an author or a counter."""
    return len(line.text) < 80 and any(c.isdigit() for c in line.text) and line.density < 0.9


def _image(tree: HtmlElement, data: Data, url: str) -> str | None:
    shown = [_source(image) for image in _pictures(tree)]
    for said in (*data.images, *shown):
        if (
            said
            and not _NO_PICTURE.search(said.rsplit("/", 1)[-1])
            and (whole := absolute(said, url))
        ):
            return whole
    return None


def _pictures(tree: HtmlElement) -> list[HtmlElement]:
    """Return the pictures inside of an article's box or a figure."""
    found = []
    for image in list(tree.iter("img"))[:300]:
        outer = list(page_tree.ancestors(image))[:10]
        inside = any(
            el.tag in ("figure", "article") or page_tree.is_called_body(el) for el in outer
        )
        if inside and not any(el.tag in ("nav", "footer", "header", "aside") for el in outer):
            found.append(image)
    return found


def _source(image: HtmlElement) -> str:
    source = image.get("data-src") or image.get("src") or ""
    return "" if source.startswith("data:") else source


def _credit(tree: HtmlElement, found: list[Line]) -> str | None:
    """Return whose the first picture is, as its caption or a line of its own says."""
    for caption in list(tree.iter("figcaption"))[:3]:
        if credit := _credit_in(_shown(caption)):
            return credit
    for line in found[:_HEAD]:
        if len(line.text) < 160 and furniture.classify(line.text) is Kind.CREDIT:
            return line.text
    return None


_CREDIT_IN = re.compile(
    r"(?:фото|сурет|photo|©|иллюстрация|коллаж|image|credit)\s*[:©/]?\s*.{2,90}$", re.I
)


def _credit_in(caption: str) -> str | None:
    if caption and furniture.classify(caption) is Kind.CREDIT:
        return caption
    found = _CREDIT_IN.search(caption)
    return found[0].strip() if found else None


def absolute(address: str, url: str) -> str | None:
    """Return an address as an absolute http(s) one, or None where it is none."""
    try:
        whole = urljoin(url, address.strip())
        parts = urlsplit(whole)
        _ = parts.port
    except ValueError:
        return None
    good = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    if not good or len(whole) > 2_000 or re.search(r"[\s\x00-\x1f<>\"]", whole):
        return None
    return whole


def address(url: str, said: str) -> str:
    """Return a page's address without tracking parameters: the one it gives, else its own."""
    return _canonical(said, url)


def _canonical(said: str, url: str) -> str:
    """Return the address that a page gives itself, where it is one of the same site."""
    own = absolute(url, url) or ""
    given = absolute(said, url) if said else None
    if given and own and not _is_alike(given, own):
        given = None
    return _untracked(given or own)


def _is_alike(given: str, own: str) -> bool:
    """Tell whether an address is of the same site, and not its front page for an inner one."""
    theirs, ours = urlsplit(given), urlsplit(own)
    near = _site(theirs.hostname or "") == _site(ours.hostname or "")
    return near and not (theirs.path in ("", "/") and not theirs.query and len(ours.path) > 4)


def _site(host: str) -> str:
    return ".".join(host.lower().split(".")[-2:])


def _untracked(whole: str) -> str:
    if not whole:
        return ""
    parts = urlsplit(whole)
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, untracked(parts.query), ""))
