"""What a page says about itself: JSON-LD, and meta elements."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from news import text as texts
from news.word_lists import word_list
from sources import page_lines, page_markup, page_tree

#: Nodes of JSON-LD looked at on one page.
NODES = 2_000
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Blog|Review|Story)$")
_SPACES = re.compile(r"\s+")
_TRAILING_COMMA = re.compile(r",(?=\s{0,99}[}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!\[CDATA\[|<!--|//<!\[CDATA\[)|(?://)?(?:\]\]>|-->)\s*;?\s*$")

Node = dict[str, object]


@dataclass(slots=True)
class Data:
    """What a page's data say, as text; empty where they are silent."""

    title: str = ""
    #: JSON-LD `articleBody`, in lines.
    body: str = ""
    description: str = ""
    authors: list[str] = field(default_factory=list)
    #: Dates as written, the likeliest first.
    published: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    image_credit: str = ""
    site: str = ""
    canonical: str = ""
    language: str = ""
    #: The types that JSON-LD and Open Graph give the page: NewsArticle, CollectionPage, website.
    kinds: set[str] = field(default_factory=set)
    #: Whether the page calls itself an article: one, not a list of them.
    is_article: bool = False
    #: False where the publisher says that the text must be paid for.
    free: bool = True
    #: `wordCount`, 0 when not said.
    words: int = 0


def read(tree: HtmlElement, scripts: list[str]) -> Data:
    """Return what the page's own data say; never raises."""
    data = Data()
    nodes = [node for script in scripts for node in _nodes(script)]
    data.kinds = {kind for node in nodes for kind in _kinds(node)}
    articles = [node for node in nodes if any(map(_ARTICLE.search, _kinds(node)))]
    metas = _metas(tree)
    if article := _of_page(articles, metas.get("og:title", "")):
        _read_article(article, data)
        data.is_article = len(articles) == 1 or bool(data.body)
    _read_metas(metas, data)
    _read_links(tree, data)
    if not data.site:
        data.site = next((_text(n.get("name")) for n in nodes if "WebSite" in _kinds(n)), "")
    return data


def _nodes(script: str) -> Iterator[Node]:
    """Yield the objects of a JSON-LD script, outer ones first."""
    waiting = [_loaded(script)]
    for _ in range(NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting += [inner for inner in value.values() if isinstance(inner, dict | list)]
        elif isinstance(value, list):
            waiting += [inner for inner in value[:NODES] if isinstance(inner, dict | list)]


def _loaded(script: str) -> object:
    script = _WRAPPING.sub("", script.strip())
    for attempt in (script, _TRAILING_COMMA.sub("", script)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type")
    found = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1] for kind in found if isinstance(kind, str)]


def _of_page(articles: list[Node], title: str) -> Node | None:
    """Return the article that the page is about: the one of its title, else the first."""
    wanted = "".join(re.findall(r"\w+", title.lower()))
    for node in articles:
        named = "".join(re.findall(r"\w+", _text(node.get("headline")).lower()))
        if named and wanted and (named in wanted or wanted in named):
            return node
    return articles[0] if articles else None


def _read_article(node: Node, data: Data) -> None:
    data.title = _text(node.get("headline")) or _text(node.get("name"))
    data.body = _plain(node.get("articleBody"))
    data.description = _text(node.get("description"))
    data.authors = [name for name in _names(node.get("author")) if name]
    data.published = [_text(node.get(key)) for key in ("datePublished", "dateCreated")]
    data.images, data.image_credit = _images(node.get("image"))
    data.site = next(iter(_names(node.get("publisher"))), "")
    data.language = _text(node.get("inLanguage"))
    data.free = _text(node.get("isAccessibleForFree")).lower() not in ("false", "no")
    words = _text(node.get("wordCount"))
    data.words = int(words) if words.isdecimal() and len(words) < 7 else 0
    data.canonical = _address(node.get("mainEntityOfPage")) or _text(node.get("url"))


def _text(value: object) -> str:
    """Return a value as one line of text without markup."""
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, list):
        return next((text for text in map(_text, value[:5]) if text), "")
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@value"))
    return _SPACES.sub(" ", _plain(value)).strip() if isinstance(value, str) else ""


def _plain(value: object) -> str:
    """Return a text in lines, its markup read as a browser would."""
    if isinstance(value, list):
        return "\n".join(_plain(part) for part in value[:NODES])
    if not isinstance(value, str):
        return ""
    if "<" not in value and "&" not in value:
        return texts.clean(value).strip()
    # A line break of a text that is half markup still ends a line.
    reduced = page_markup.reduce(f"<div>{value}".replace("\n", "<br>"))
    tree = page_tree.parse(reduced)
    return "" if tree is None else "\n".join(line.text for line in page_lines.lines(tree))


def _names(value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [name for name in map(_text, found[:10]) if name]


def _address(value: object) -> str:
    if isinstance(value, dict):
        return _address(value.get("@id") or value.get("url") or value.get("contentUrl"))
    return value.strip() if isinstance(value, str) else ""


def _images(value: object) -> tuple[list[str], str]:
    """Return addresses of pictures and the credit of the first that has one."""
    found = value if isinstance(value, list) else [value]
    addresses = [address for address in map(_address, found[:10]) if address]
    credits_ = [
        _text(image.get(key))
        for image in found[:10]
        if isinstance(image, dict)
        for key in ("creditText", "copyrightHolder", "author", "creator", "copyrightNotice")
    ]
    return addresses, next(filter(None, credits_), "")


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Return the meta elements by name, in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), _text(content))
    return found


_DATES = word_list(
    "article:published_time og:published_time article:published datepublished publishdate "
    "pubdate publish-date publish_date date dc.date dc.date.issued dcterms.created "
    "dcterms.issued sailthru.date mediator_published_time parsely-pub-date og:pubdate "
    "published_time datecreated"
)


def _read_metas(metas: dict[str, str], data: Data) -> None:
    def first(*names: str) -> str:
        return next((metas[name] for name in names if name in metas), "")

    data.title = data.title or first("og:title", "twitter:title", "title")
    data.description = data.description or first("og:description", "description")
    data.authors += [
        name for key in ("author", "article:author", "mediator_author") if (name := metas.get(key))
    ]
    data.published += [metas[name] for name in _DATES if name in metas]
    data.images += [
        metas[name]
        for name in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image")
        if name in metas
    ]
    data.site = first("og:site_name", "application-name") or data.site
    data.language = data.language or first("og:locale", "content-language", "language")
    if kind := first("og:type"):
        data.kinds.add(kind.lower())
        data.is_article = data.is_article or kind.lower() == "article"


def _read_links(tree: HtmlElement, data: Data) -> None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            data.canonical = (link.get("href") or "").strip()
            break
    data.language = (tree.get("lang") or "").strip() or data.language
