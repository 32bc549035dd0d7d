"""Documents made for the tests: PDFs, Word documents, and what pretends to be them."""

import ctypes
import io
import zipfile
from collections.abc import Sequence

import font_roboto
import pypdfium2
from pypdfium2 import raw

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(*pages: Sequence[tuple[float, float, str]]) -> bytes:
    """Return a PDF whose pages have lines of text at (x, y) points from the lower left corner."""
    with open(font_roboto.Roboto, "rb") as file:  # noqa: PTH123  # the package gives a plain name
        font = file.read()
    document = pypdfium2.PdfDocument.new()
    letters = (ctypes.c_uint8 * len(font)).from_buffer_copy(font)
    face = raw.FPDFText_LoadFont(document, letters, len(font), raw.FPDF_FONT_TRUETYPE, 1)
    for lines in pages:
        page = document.new_page(595, 842)
        for x, y, text in lines:
            piece = raw.FPDFPageObj_CreateTextObj(document, face, 11)
            wide = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
            raw.FPDFText_SetText(piece, ctypes.cast(wide, ctypes.POINTER(ctypes.c_ushort)))
            raw.FPDFPageObj_Transform(piece, 1, 0, 0, 1, x, y)
            raw.FPDFPage_InsertObject(page, piece)
        page.gen_content()
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def set_page(
    lines: Sequence[str], *, top: float = 780, indent: str = "\t"
) -> list[tuple[float, float, str]]:
    """Set lines one under another; those that begin with `indent` are set in."""
    return [
        (72 + 18 * line.startswith(indent), top - 15 * at, line.removeprefix(indent))
        for at, line in enumerate(lines)
    ]


def locked_pdf() -> bytes:
    """Return a PDF that wants a password."""
    secret = b"<" + b"5a" * 32 + b">"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O " + secret + b" /U " + secret + b" >>",
    ]
    return _assembled(parts, b"/Encrypt 4 0 R /ID [<00> <00>]")


def _assembled(parts: Sequence[bytes], more: bytes = b"") -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, more, len(body))
    )


def docx(body: str, *, part: str = "word/document.xml", before: str = "") -> bytes:
    """Return a Word document with the XML of its body."""
    xml = f'<?xml version="1.0"?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": b"<Types/>", part: xml.encode()})


def words(*paragraphs: str) -> str:
    """Return the XML of plain paragraphs, each in two runs."""
    return "".join(
        f"<w:p><w:r><w:t>{text[:5]}</w:t></w:r><w:r><w:t>{text[5:]}</w:t></w:r></w:p>"
        for text in paragraphs
    )


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return kept.getvalue()


def locked_zip() -> bytes:
    """Return a Word document whose part is marked as locked."""
    data = bytearray(docx(words("Тайна.")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)
