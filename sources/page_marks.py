"""What is kept of a page that was read, so that it is known when it is looked at again."""

import hashlib

from sources.candidates import mark
from sources.fetched import Fetched
from sources.page_bytes import PageText
from storage.watches import Seen


def seen(fetched: Fetched, page: PageText) -> Seen:
    """Return what is kept of a page that was fetched and read."""
    return Seen(
        url=fetched.url,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        body_mark=body_mark(fetched),
        title_mark=mark(page.title),
        text_mark=mark(page.text),
    )


def body_mark(fetched: Fetched) -> str:
    """Return the digest of what was fetched."""
    return hashlib.sha256(fetched.body).hexdigest()


def says_the_same(known: Seen, page: PageText) -> bool:
    """Tell whether a page has the title and the text that it had, to the letter."""
    return has_its_title(known, page) and known.text_mark == mark(page.text)


def has_its_title(known: Seen, page: PageText) -> bool:
    """Tell whether a page has the title that it had."""
    return known.title_mark == mark(page.title)
