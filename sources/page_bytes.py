"""A page as a server sends it: bytes in some encoding. Read in a worker process.

What reads pages is heavy and loads there alone; what comes back is light.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

#: Where a page names its encoding, in its first kilobytes.
_HEAD = 4_096
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.I)


class Verdict(StrEnum):
    """What a page is; see `sources.page_verdict`."""

    ARTICLE = "article"
    HALF = "half extracted"
    NO_ARTICLE = "no article"


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page holds, all of it plain text; see `sources.pages.Page`."""

    title: str
    #: Paragraphs joined by blank lines; empty where it is no article.
    text: str
    verdict: Verdict
    #: Why it is no article or only half of one ("paywall", "bot wall" …), None for a whole one.
    reason: str | None = None
    author: str | None = None
    published: datetime | None = None
    image: str | None = None
    image_credit: str | None = None
    canonical: str = ""
    site: str = ""
    language: str = ""

    @property
    def half(self) -> str | None:
        """Return why it is only a part of the article, None for a whole one or none at all."""
        return self.reason if self.verdict is Verdict.HALF else None


def read(body: bytes, content_type: str | None, url: str) -> PageText:
    """Return what a page holds. Raises nothing."""
    from sources import feed_encoding, pages

    page = pages.extract(feed_encoding.decode(body, _type(body, content_type)), url)
    return PageText(
        title=page.title,
        text=page.text,
        verdict=Verdict(page.verdict.value),
        reason=page.reason.value if page.reason else None,
        author=page.author,
        published=page.published,
        image=page.image,
        image_credit=page.image_credit,
        canonical=page.canonical,
        site=page.site,
        language=page.language,
    )


def _type(body: bytes, content_type: str | None) -> str | None:
    """Return a content type with the charset that the header, else the page itself, names."""
    if "charset" in (content_type or "").lower():
        return content_type
    named = _CHARSET.search(body[:_HEAD])
    return f"text/html; charset={named[1].decode('ascii', 'replace')}" if named else content_type
