"""Documents become text: txt, html, md, docx, and pdf with a text layer.

What a file is, its first bytes say; its name only tells Markdown and pages from plain text, and is
never used as a path.

What reads a format is imported where it is met: a plain text needs none of it. The errors are those
of `sources.files`. For a worker process, which can answer with values alone,
`outcome` gives them as one.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from sources import files, page_bytes
from sources.files import BinaryError, FileError, NoArticleError, TooLargeError

#: Largest document, in bytes: what a bot can get from Telegram.
LIMIT = 20 * 1024 * 1024
#: Largest text that is taken out of one, in characters.
LONGEST = files.LIMIT

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_PAGES = (".html", ".htm", ".xhtml")
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)", re.IGNORECASE
)
_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document's text, or why there is none: the key of a FileError and its sentence."""

    text: str = ""
    problem: str = ""
    said: str = ""


def outcome(data: bytes, name: str) -> Outcome:
    """Return what `read` returns or raises, as a value; for `Workers.run`."""
    try:
        return Outcome(read(data, name))
    except FileError as error:
        return Outcome(problem=error.key, said=str(error))


def of_file(path: Path) -> str:
    """Return the text of a file, or of standard input for `-`. Raises FileError."""
    if str(path) == "-":
        return read(sys.stdin.buffer.read(LIMIT + 1), "")
    return read(files.load(path, LIMIT), path.name)


def read(data: bytes, name: str) -> str:
    """Return the text of a document that came under a name. Raises FileError."""
    if len(data) > LIMIT:
        raise TooLargeError(f"it is larger than {LIMIT // 2**20} MB")
    text = _text(data, name.lower())
    if len(text) > LONGEST:
        raise TooLargeError(f"it has more than {LONGEST} characters; one file is one article")
    return text


def _text(data: bytes, name: str) -> str:
    if b"%PDF-" in data[:1024]:
        from sources import document_pdf

        return document_pdf.read(data)
    if data.startswith(_ZIP):
        from sources import document_docx

        return document_docx.read(data)
    if data.startswith(_OFFICE):
        raise BinaryError("it is an old or locked office document; save it as .docx first")
    if _PAGE.match(data[:2000].removeprefix(b"\xef\xbb\xbf")) or name.endswith(_PAGES):
        return _article(data)
    text = files.decode(data)
    if not name.endswith(_MARKDOWN):
        return text
    from sources import document_markdown

    return document_markdown.read(text)


def _article(data: bytes) -> str:
    """Return the article of a saved page, its headline first. Raises NoArticleError."""
    if b"\0" in data[:1000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BinaryError("it is not a text file")
    page = page_bytes.read(data, None, "")
    if not page.text:
        raise NoArticleError("there is no article on this page")
    return "\n\n".join(filter(None, (page.title, page.text)))
