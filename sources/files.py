"""Articles from files: bytes in, text out, or an error that says what to do.

FileError
 ├ MissingError       no such file, or it may not be read
 ├ NotAFileError      a folder
 ├ EmptyError         nothing in it but spaces
 ├ TooLargeError      more than LIMIT bytes
 ├ BinaryError        not text: a picture, a PDF, an office document
 ├ EncryptedError     locked with a password
 ├ NoTextError        pictures of pages, or no words at all
 ├ NoArticleError     a saved page that holds no article
 ├ EncodingError      text in an encoding that cannot be told
 └ TooShortError      not an article: a single sentence or less

`str(error)` is a sentence for the terminal; `error.key` names the one for chats.
"""

import codecs
from pathlib import Path
from typing import ClassVar

from charset_normalizer import from_bytes

from news.analysis import Analysis
from news.text import sentences
from sources.encodings import naturalness

#: Largest file that is taken for one article, in bytes. A long magazine piece is under 200 kB.
LIMIT = 1_000_000
#: Fewest sentences of an article, its headline not counted: a summary needs something to choose.
SENTENCES = 2
#: Encodings that are told apart when a file is not Unicode. kz1048 is windows-1251 for Kazakh.
CANDIDATES = ("cp1251", "koi8_r", "kz1048")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: First bytes of files that people mistake for text.
_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
)


class FileError(Exception):
    """An article that cannot be taken; only its subclasses are raised."""

    key: ClassVar[str]


class MissingError(FileError):
    """There is no such file, or it may not be read."""

    key = "missing"


class NotAFileError(FileError):
    """A folder or a device."""

    key = "missing"


class EmptyError(FileError):
    """Nothing to read in it."""

    key = "empty"


class TooLargeError(FileError):
    """More than one article can have."""

    key = "large"


class BinaryError(FileError):
    """Not a text."""

    key = "binary"


class EncryptedError(FileError):
    """Locked with a password."""

    key = "locked"


class NoTextError(FileError):
    """Nothing in it that could be read as text."""

    key = "no text"


class NoArticleError(FileError):
    """A page without an article."""

    key = "no article"


class EncodingError(FileError):
    """A text whose encoding cannot be told."""

    key = "encoding"


class TooShortError(FileError):
    """Text, but no article."""

    key = "short"


def load(path: Path, largest: int) -> bytes:
    """Return the bytes of a file: at most `largest` and one. Raises FileError."""
    if path.is_dir():
        raise NotAFileError("it is a folder; name the files in it, for example folder/*.txt")
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except FileNotFoundError:
        raise MissingError("there is no such file") from None
    except OSError as error:
        raise MissingError(f"it cannot be read: {error.strerror or error}") from error


def decode(data: bytes) -> str:
    """Return bytes as text: Unicode with or without a mark, windows-1251, KOI8-R or KZ-1048.

    Raises FileError where it is empty, too large, binary or in another encoding.
    """
    if len(data) > LIMIT:
        raise TooLargeError(f"it is larger than {LIMIT / 1e6:g} MB; one file is one article")
    text = _unicode(data)
    if text is None:
        _refuse_binary(data)
        text = _eight_bit(data)
    if not text.replace("\ufeff", "").replace("\0", "").strip():
        raise EmptyError("it is empty")
    if "\0" in text:
        raise BinaryError("it is not a text file")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def check_article(analysis: Analysis) -> None:
    """Raise TooShortError for a text that is no article: fewer than SENTENCES beside its title."""
    story = analysis.story
    parts = [part for part in (story.lede, *story.paragraphs) if part]
    if sum(len(sentences(part.text)) for part in parts) < SENTENCES:
        raise TooShortError(
            f"it is too short for an article: at least {SENTENCES} sentences"
            " are needed beside the headline"
        )


def _unicode(data: bytes) -> str | None:
    """Return the text where it is Unicode beyond doubt, else None."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and any(data.startswith(first) for first, _ in _FORMATS):
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _refuse_binary(data: bytes) -> None:
    for first, name in _FORMATS:
        if data.startswith(first):
            raise BinaryError(f"it is {name}, not a text file; save it as plain text first")
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:10_000])
    if controls:
        raise BinaryError("it is not a text file")


def _eight_bit(data: bytes) -> str:
    """Choose among CANDIDATES by how natural the text looks."""
    found = [match.encoding for match in from_bytes(data, cp_isolation=[*CANDIDATES])]
    texts = {name: data.decode(name) for name in CANDIDATES if found and _decodes(data, name)}
    if not texts:
        raise EncodingError(
            "its encoding cannot be told; save it as UTF-8 (windows-1251 and KOI8-R work too)"
        )
    return max(texts.values(), key=naturalness)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
