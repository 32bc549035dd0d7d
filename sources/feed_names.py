"""Names of a feed's elements without their many namespaces: `title`, `atom:link`, `dc:date`."""

from sources.feed_xml import Tree

#: What the namespaces of feeds are called here; addresses in lower case, without a last / or #.
_PREFIXES = {
    "http://www.w3.org/2005/atom": "atom:",
    "https://www.w3.org/2005/atom": "atom:",
    "http://purl.org/atom/ns": "atom:",
    "http://purl.org/dc/elements/1.1": "dc:",
    "http://purl.org/dc/elements/1.0": "dc:",
    "http://purl.org/dc/terms": "dcterms:",
    "http://purl.org/rss/1.0/modules/content": "content:",
    "http://purl.org/rss/1.0/modules/dcterms": "dcterms:",
    "http://purl.org/rss/1.0/modules/rss091": "",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.rssboard.org/media-rss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.google.com/schemas/play-podcasts/1.0": "googleplay:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
    "http://news.yandex.ru": "yandex:",
    "http://turbo.yandex.ru": "turbo:",
    "http://news.rambler.ru": "rambler:",
    "http://news.mail.ru": "mailru:",
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://purl.org/net/rss1.1": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://cyber.law.harvard.edu/rss": "",
}
for _number in ("", "2", "91", "092", "20"):
    _PREFIXES[f"http://backend.userland.com/rss{_number}"] = ""


class Names(dict[object, str]):
    """Short names by lxml's tags, for one feed; what was asked once is remembered.

    The namespaces of the root element and of unprefixed names are the feed's own, whatever their
    address. A prefix that is declared nowhere is taken at its word (`media:title`); an element of
    an unknown namespace is called `other:` and its name, so that none is taken for a feed's own.
    """

    def __init__(self, root: Tree) -> None:
        """Take the root element."""
        super().__init__()
        default = (root.nsmap.get(None) or "").rstrip("/#").lower()
        own = {"", default, _namespace(str(root.tag))}
        self._own = own - {
            name for name, prefix in _PREFIXES.items() if prefix in ("atom:", "rdf:")
        }

    def __missing__(self, tag: object) -> str:
        """Return the short name of a tag, in lower case; an unread entity's tag is no text."""
        if not isinstance(tag, str):
            return "other:"
        namespace, local = _namespace(tag), tag.rpartition("}")[2].lower().removeprefix("rss:")
        prefix = "" if namespace in self._own else _PREFIXES.get(namespace, "other:")
        self[tag] = name = prefix + local
        return name


def _namespace(tag: str) -> str:
    return tag[1:].partition("}")[0].rstrip("/#").lower() if tag.startswith("{") else ""
