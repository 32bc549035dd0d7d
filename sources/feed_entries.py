"""The entries of RSS, RDF, Atom and CDF: one table of names for all of them, the best first."""

import re
from datetime import datetime

from sources import feed_dates, feed_text
from sources.feed_elements import Children, Context, first, markup, title, words
from sources.feed_tables import LINKS, ORIGINALS, Table
from sources.feed_values import MAX_CATEGORIES, Entry, identity
from sources.feed_xml import Tree

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
#: `ann@example.org (Ann)` and `Ann <ann@example.org>`
_MAIL = re.compile(
    r"[^\s@]+@[^\s@]+ \((?P<after>[^()]+)\)|(?P<before>[^<>]{1,200}?) ?<[^\s@<>]+@[^\s@<>]+>"
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)


def entry(element: Tree, context: Context) -> Entry:
    """Return one entry of a feed."""
    children = context.children(element)
    _spread(children, context)
    plan = context.plans[tuple(children)]
    name = title(first(children, plan.titles), context)
    published = _date(children, plan.published)
    updated = _date(children, plan.updated) or _last_change(element)
    given = _given_id(element, children, plan.ids)
    link = (
        link_of(element, children, context)
        or _from_id(given, children, context)
        or _enclosed(children, context)
    )
    text = _html(children, plan.texts, context, link)
    return Entry(
        id=identity(given, link, name, published or updated, text),
        title=name,
        link=link,
        published=published or updated,
        html=text,
        author=", ".join(_authors(children, plan.authors, context))[: feed_text.LONGEST_LINE],
        updated=updated,
        image=_image(children, plan.pictures, context),
        categories=_categories(children, plan.categories),
    )


def link_of(element: Tree, children: Children, context: Context) -> str:
    """Return the address of the page of a feed or an entry: its link, as far as it has one."""
    original = first(children, ORIGINALS)
    if original is not None and (found := words(original)):
        return feed_text.address(found, context.base_of(element))
    ranked = [(_worse(link), link) for name in LINKS for link in children.get(name, ())[:50]]
    for worse, link in sorted(ranked, key=_first_of_pair) if len(ranked) > 1 else ranked:
        found = feed_text.address(_target(link), context.base_of(link))
        if found and worse < _NO_PAGE:
            return found
    return feed_text.address(_attribute(element, "href"), context.base_of(element))


#: From here on a link leads to something else than the entry's page.
_NO_PAGE = 4


def _first_of_pair(pair: tuple[int, Tree]) -> int:
    return pair[0]


def _worse(link: Tree) -> int:
    """Rank a link: a text first, then alternates (HTML before others), then without a relation."""
    if (link.text or "").strip() and not link.get("href"):
        return 0
    relation = (link.get("rel") or "alternate").lower().rpartition("/")[2]
    kind = (link.get("type") or "text/html").lower()
    if relation != "alternate" or not _target(link):
        return _NO_PAGE
    return 1 if "html" in kind else 2 if "xml" not in kind and "json" not in kind else 3


def _target(link: Tree) -> str:
    return link.get("href") or words(link) or link.get(f"{_ABOUT[:-5]}resource") or ""


def _attribute(element: Tree, name: str) -> str:
    return element.get(name) or element.get(name.upper()) or ""


def _spread(children: Children, context: Context) -> None:
    """Put what media:group and media:content hold beside the entry's own children."""
    if "media:group" not in children and "media:content" not in children:
        return
    groups = (*children.get("media:group", ())[:20], *children.get("media:content", ())[:20])
    for group in groups:
        for name, elements in context.children(group).items():
            children.setdefault(name, []).extend(elements)


def _given_id(element: Tree, children: Children, names: Table) -> str:
    for name in names:
        for guid in children[name][:5]:
            if found := words(guid):
                return found
    return feed_text.line(element.get(_ABOUT) or "")


def _from_id(given: str, children: Children, context: Context) -> str:
    """Return an entry's id as its link, if it is an address and not said to be none."""
    guid = first(children, ("guid",))
    permanent = "" if guid is None else _attribute_of_any_case(guid, "ispermalink")
    if permanent.strip().lower() == "false" or not given.lower().startswith(
        ("http://", "https://")
    ):
        return ""
    return feed_text.address(given, context.base)


def _enclosed(children: Children, context: Context) -> str:
    """Return the address of what an entry without a page brings with it: a podcast's sound."""
    for enclosure in children.get("enclosure", ()):
        found = feed_text.address(enclosure.get("url") or "", context.base_of(enclosure))
        if found:
            return found
    return ""


def _attribute_of_any_case(element: Tree, name: str) -> str:
    return next((str(value) for key, value in element.items() if str(key).lower() == name), "")


def _last_change(element: Tree) -> datetime | None:
    """Return the date of CDF, which stands in an attribute."""
    given = _attribute(element, "lastmod")
    return feed_dates.parse(given) if given else None


def _date(children: Children, names: Table) -> datetime | None:
    """Return the first date that can be read."""
    for name in names:
        for element in children[name][:5]:
            found = feed_dates.parse(words(element))
            if found:
                return found
    return None


def _html(children: Children, names: Table, context: Context, link: str) -> str:
    """Return the fullest text, its relative addresses resolved against xml:base or the link."""
    for name in names:
        for element in children[name]:
            text = markup(element, context)
            if text.strip():
                base = context.declared_base(element) or link or context.base
                return context.allowance.take(text, base)
    return ""


def _authors(children: Children, kinds: Table, context: Context) -> list[str]:
    """Return the names of the authors, each once, of the first kind of element that names any."""
    for kind in kinds:
        names = [name for element in children[kind][:20] if (name := _author(element, context))]
        if names:
            return list(dict.fromkeys(names))
    return []


def _author(element: Tree, context: Context) -> str:
    parts = context.children(element) if len(element) else {}
    named = first(parts, ("atom:name", "name", "atom:email", "email"))
    text = feed_text.plain(words(element if named is None else named))
    match = _MAIL.fullmatch(text) if "@" in text else None
    return (match["after"] or match["before"]).strip(" \"'") if match else text


def _image(children: Children, names: Table, context: Context) -> str:
    """Return the address of the largest picture that stands beside the text."""
    for name in names:
        pictures = [element for element in children[name] if _is_picture(element, name)]
        if pictures:
            best = max(pictures, key=_width)
            link = best.get("url") or best.get("href") or ""
            return feed_text.address(link, context.base_of(best))
    return ""


def _is_picture(element: Tree, name: str) -> bool:
    link = element.get("url") or element.get("href") or ""
    if not link or name in ("media:thumbnail", "itunes:image"):
        return bool(link)
    if name.endswith("link") and element.get("rel") != "enclosure":
        return False
    kind = element.get("type") or element.get("medium") or ""
    return kind.startswith("image") if kind else bool(_PICTURE.search(link))


def _width(element: Tree) -> int:
    digits = element.get("width") or ""
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0


def _categories(children: Children, names: Table) -> tuple[str, ...]:
    """Return the categories, each once: Atom's label or term, RSS's text, Dublin Core's subject."""
    found = [
        category
        for name in names
        for element in children[name][:MAX_CATEGORIES]
        if (category := _category(element))
    ]
    return tuple(dict.fromkeys(found))[:MAX_CATEGORIES] if found else ()


def _category(element: Tree) -> str:
    return feed_text.plain(element.get("label") or element.get("term") or words(element))
