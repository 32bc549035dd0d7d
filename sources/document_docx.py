"""The text of a Word document (.docx): its paragraphs, and the cells of its tables, in order.

Read with zipfile and lxml: python-docx unpacks all parts, and a few kilobytes of them may hold
gigabytes. Here a single part is unpacked, up to a limit.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from sources.files import BinaryError, EncryptedError, NoTextError, TooLargeError

#: Bytes of the unpacked part with the text: a novel has 20 MB of it.
LARGEST = 40_000_000
_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
#: What is said a second time for older programs, and what was deleted.
_UNREAD = ("Fallback", "del", "moveFrom", "pPr", "rPr", "sectPr")


def read(data: bytes) -> str:
    """Return the text of a .docx, paragraphs parted by blank lines. Raises FileError."""
    root = _root(_part(data))
    text = "\n\n".join(filter(None, map(_text, _paragraphs(root))))
    if not text:
        raise NoTextError("there is no text in it")
    return text


def _part(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entry = archive.getinfo(_PART)
            if entry.flag_bits & 1:
                raise EncryptedError("it is locked with a password")
            with archive.open(entry) as part:
                xml = part.read(LARGEST + 1)
    except KeyError:
        raise BinaryError("it is an archive or another office document") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise BinaryError("it is a broken archive or office document") from None
    if len(xml) > LARGEST:
        raise TooLargeError("it unpacks to more than a document can have")
    return xml


def _root(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BinaryError("it is a broken office document") from None
    if root.getroottree().docinfo.doctype:
        raise BinaryError("it declares a document type, which no office document needs")
    return root


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    yield from root.iter(f"{_W}p", f"{_STRICT}p")


def _text(paragraph: etree._Element) -> str:
    """Return a paragraph's own text, without that of paragraphs in it (text boxes)."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        name = str(element.tag).rpartition("}")[2]
        if name == "t":
            parts.append(element.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name != "p" and name not in _UNREAD:
            waiting += reversed(element)
    lines = ("".join(parts)).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
