"""The text layer of a PDF, in paragraphs.

A PDF has no paragraphs, only letters at places. So a paragraph begins where a line is set in, where
it stands further from the last than lines do, or after a line that ends early with a sentence.
"""

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from sources.files import BinaryError, EncryptedError, NoTextError, TooLargeError

#: Pages that are read; an article or a report has fewer.
MOST_PAGES = 500
#: Characters of the text of all pages together.
MOST_CHARACTERS = 1_000_000
#: Fewer letters on all pages than this are stamps of a scanner, not a text.
FEWEST_LETTERS = 40
#: From so many pages on, a line that stands on at least half of them is furniture.
_REPEATING = 3
#: A gap between lines this much larger than usual, and an indent of so many points.
_GAP, _INDENT = 1.35, 6.0
#: A line that fills less of the width than this has ended early.
_FULL = 0.85
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?…:][»”\"')\]]*$")
#: What pdfium puts for a hyphen that only divides a word.
_DIVIDED = ("\ufffe", "\x02", "\u00ad")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page, with its place in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def read(data: bytes) -> str:
    """Return the text of a PDF, paragraphs parted by blank lines. Raises FileError."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedError("it is locked with a password") from None
        raise BinaryError("it is a broken PDF") from None
    with document:
        if len(document) > MOST_PAGES:
            raise TooLargeError(f"it has more than {MOST_PAGES} pages")
        pages = list(_pages(document))
    if sum(c.isalpha() for page in pages for line in page for c in line.text) < FEWEST_LETTERS:
        raise NoTextError("it has no text layer, only pictures of pages")
    return "\n\n".join(_joined_over_pages(_without_furniture(pages)))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[list[_Line]]:
    room = MOST_CHARACTERS
    for page in document:
        text = page.get_textpage()
        room -= text.count_chars()
        if room < 0:
            raise TooLargeError(f"it has more than {MOST_CHARACTERS} characters")
        yield list(_lines(text))
        text.close()
        page.close()


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[_Line]:
    """Yield the lines of a page; pdfium parts them by line ends of its own."""
    at = 0
    for piece in re.split(r"(\r?\n)", page.get_text_range()):
        text = piece.strip()
        if text:
            first = at + len(piece) - len(piece.lstrip())
            yield _placed(page, text, first)
        at += len(piece)


def _placed(page: pypdfium2.PdfTextPage, text: str, first: int) -> _Line:
    last = min(first + len(text), page.count_chars()) - 1
    left, bottom, _, top = page.get_charbox(max(min(first, last), 0), loose=True)
    _, _, right, _ = page.get_charbox(max(last, 0), loose=True)
    return _Line(text, left, right, top, bottom)


def _without_furniture(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Leave out page numbers, and first and last lines that come again on half of the pages."""
    edges = Counter(_pattern(line) for page in pages for line in {*page[:1], *page[-1:]})
    often = max(_REPEATING, len(pages) / 2)
    repeated = {pattern for pattern, count in edges.items() if count >= often}
    return [
        [
            line
            for at, line in enumerate(page)
            if not (at in (0, len(page) - 1) and (_pattern(line) in ("#", *repeated)))
        ]
        for page in pages
    ]


def _pattern(line: _Line) -> str:
    return _DIGITS.sub("#", line.text).strip(" -–—")


def _joined_over_pages(pages: list[list[_Line]]) -> list[str]:
    """Return the paragraphs of all pages; one that goes on over a page's end stays whole."""
    found: list[str] = []
    for page in pages:
        paragraphs = _paragraphs(page)
        if found and paragraphs and not _ENDS.search(found[-1]) and paragraphs[0][:1].islower():
            found[-1] = _joined(found[-1], paragraphs.pop(0))
        found += paragraphs
    return found


def _paragraphs(lines: list[_Line]) -> list[str]:
    if not lines:
        return []
    steps = [a.bottom - b.bottom for a, b in pairwise(lines)]
    usual = statistics.median([step for step in steps if step > 0] or [0.0])
    margin = statistics.median_low([line.left for line in lines])
    edge = max(line.right for line in lines)
    found = [lines[0].text]
    for last, line in pairwise(lines):
        if _begins(last, line, usual, margin, edge):
            found.append(line.text)
        else:
            found[-1] = _joined(found[-1], line.text)
    return found


def _begins(last: _Line, line: _Line, usual: float, margin: float, edge: float) -> bool:
    """Tell whether a line begins a paragraph."""
    step = last.bottom - line.bottom
    height, before = line.top - line.bottom, last.top - last.bottom
    if step <= 0 or step > usual * _GAP or abs(height - before) > 0.2 * max(height, before):
        return True
    if line.left - margin > _INDENT and last.left - margin <= _INDENT:
        return True
    early = last.right - margin < _FULL * (edge - margin)
    return early and bool(_ENDS.search(last.text))


def _joined(text: str, more: str) -> str:
    """Put a line behind the one before; a divided word becomes whole."""
    if text.endswith(_DIVIDED):
        return text[:-1] + more
    return text + ("" if text.endswith("-") else " ") + more
