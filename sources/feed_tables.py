"""What the children of an entry are called in RSS, RDF, Atom and CDF: the best name first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

Table = tuple[str, ...]

TITLES = ("title", "atom:title", "dc:title", "media:title", "itunes:title", "xhtml:title")
TEXTS = (
    "content:encoded",
    "yandex:full-text",
    "rambler:full-text",
    "mailru:full-text",
    "full-text",
    "turbo:content",
    "atom:content",
    "xhtml:body",
    "body",
    "xhtml:div",
    "content",
    "fullitem",
    "description",
    "atom:summary",
    "summary",
    "dc:description",
    "dcterms:abstract",
    "abstract",
    "itunes:summary",
    "googleplay:description",
    "media:description",
    "itunes:subtitle",
)
PUBLISHED = (
    "pubdate",
    "atom:published",
    "published",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "atom:issued",
    "issued",
    "atom:created",
    "created",
    "dcterms:available",
    "dc:created",
    "date",
    "publicationdate",
    "publisheddate",
)
UPDATED = (
    "atom:updated",
    "updated",
    "atom:modified",
    "modified",
    "dcterms:modified",
    "lastbuilddate",
)
IDS = ("guid", "atom:id", "id", "dc:identifier")
AUTHORS = (
    "atom:author",
    "dc:creator",
    "author",
    "itunes:author",
    "dc:author",
    "googleplay:author",
)
PICTURES = (
    "media:content",
    "enclosure",
    "media:thumbnail",
    "itunes:image",
    "atom:link",
    "link",
)
#: The page's own address, where `link` leads over a counter.
ORIGINALS = ("feedburner:origlink", "pheedo:origlink")
LINKS = ("link", "atom:link", "xhtml:link")
CATEGORIES = ("category", "atom:category", "dc:subject", "media:category")


@dataclass(frozen=True, slots=True)
class Plan:
    """The names of each table that the children of one entry have, in the table's order."""

    titles: Table
    texts: Table
    published: Table
    updated: Table
    ids: Table
    authors: Table
    pictures: Table
    categories: Table

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """Return the plan for children of such names."""
        known = frozenset(names)
        tables = (TITLES, TEXTS, PUBLISHED, UPDATED, IDS, AUTHORS, PICTURES, CATEGORIES)
        return cls(*(tuple(name for name in table if name in known) for table in tables))


class Plans(dict[Table, Plan]):
    """Plans by the names of the children, for one feed; most of its entries have the same names."""

    def __missing__(self, names: Table) -> Plan:
        """Make and keep a plan."""
        self[names] = plan = Plan.of(names)
        return plan
