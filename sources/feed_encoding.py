"""The bytes of a feed as text, whatever the server says about them.

What is believed, in this order:

1. a byte order mark, or the zero bytes of UTF-16 and UTF-32
2. UTF-8, where the bytes are valid UTF-8 and not plain ASCII: no other text looks like it
3. UTF-8 with broken places, where at least half of the words of high bytes are UTF-8; the others
   are decoded by themselves, as feeds that put several sources together need it
4. Cyrillic letters: where words of high bytes look natural in one of `CYRILLIC`, that one, unless
   the header or the declaration names an East Asian encoding that fits. A declared one of CYRILLIC
   has an advantage over the others.
5. the charset of the Content-Type header, then the encoding of the XML declaration, where all bytes
   fit (Latin-1 is read as windows-1252, GB2312 as GB18030, as browsers do)
6. what charset-normalizer finds, else windows-1252

Text that was decoded wrongly before it was sent ("РџСЂРёРІРµС‚", "ÐŸÑ€Ð¸Ð²ÐµÑ‚") is put right where
all of it can be.
"""

import codecs
import re
from itertools import islice

from charset_normalizer import from_bytes

from sources.encodings import naturalness

#: Encodings of Cyrillic that are told apart by their letters.
CYRILLIC = ("cp1251", "koi8_r", "kz1048", "cp866", "iso8859_5", "mac_cyrillic")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: First bytes without a mark: "<" or "{" or a space, with the zeros of its encoding.
_ZEROS = (
    (re.compile(rb"\0\0\0[<{\s]"), "utf-32-be"),
    (re.compile(rb"[<{\s]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0[<{\s]"), "utf-16-be"),
    (re.compile(rb"[<{\s]\0"), "utf-16-le"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)", re.IGNORECASE)
#: What servers call encodings, and what browsers take for them.
_NAMES = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932", "shift-jis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "big5hkscs", "iso-8859-9": "cp1254",
    "win-1251": "cp1251", "win1251": "cp1251", "cp-1251": "cp1251", "windows1251": "cp1251",
    "windows-cp1251": "cp1251", "x-cp1251": "cp1251", "koi8-u": "koi8_u", "koi8": "koi8_r",
    "dos-866": "cp866", "utf8": "utf-8", "unicode": "utf-8", "x-mac-cyrillic": "mac_cyrillic",
}  # fmt: skip
#: Encodings whose bytes are all ASCII: only a label tells them.
_SEVEN_BIT = ("iso2022", "hz")
_EAST_ASIAN = ("gb", "big5", "cp932", "cp949", "cp950", "euc", "shift", "johab", "iso2022", "hz")
#: A Cyrillic text scores at least this much; windows-1252 or GB18030 read as Cyrillic do not.
_NATURAL = 0.3
#: Encodings that few servers use, and no text of the last decades; what they are behind by.
_RARE = frozenset(("cp866", "iso8859_5", "mac_cyrillic"))
_HANDICAP = 0.15
#: What the declared one of several Cyrillic encodings is ahead by.
_ADVANTAGE = 0.1
#: How many bytes of a feed are looked at to tell its encoding.
_SAMPLE = 50_000
#: Words that tell that a text was not decoded wrongly, before its letters are counted.
_FIRST_WORDS = 20

_HIGH_WORDS = re.compile(rb"[\x80-\xff]+")
_HIGH_LETTERS = re.compile(r"[^\x00-\x7f]+")
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
#: A letter of UTF-8's first bytes, as windows-1251 and windows-1252 show it, and another letter.
_SCRAMBLED = {
    "cp1251": re.compile(r"[РСТУ][^А-Яа-я\s<]"),
    "cp1252": re.compile(r"[ÐÑÒÓ][^a-zA-Z\s<]"),
}


def decode(body: bytes, content_type: str | None) -> str:
    """Return a feed's bytes as text; what cannot be read becomes U+FFFD. Raises nothing."""
    marked = _marked(body)
    if marked and marked != "utf-8":
        return body.decode(marked, "replace").removeprefix("\ufeff")
    body = body.removeprefix(codecs.BOM_UTF8)
    labels = _labels(body, content_type)
    text = _utf_8(body, labels)
    return _unscrambled(text) if text is not None else _eight_bit(body, labels)


def looks_like_utf_8(body: bytes, content_type: str | None) -> bool:
    """Tell whether `decode` would only decode UTF-8, if all is as its first words of high bytes."""
    marked = _marked(body)
    if (marked and marked != "utf-8") or _is_seven_bit(body, _labels(body, content_type)):
        return False
    return body.isascii() or _is_plainly_utf_8(body.removeprefix(codecs.BOM_UTF8))


def _is_plainly_utf_8(body: bytes) -> bool:
    """Tell whether a word of the first ones is UTF-8 that was not decoded wrongly before."""
    for word in islice(_HIGH_WORDS.finditer(body, 0, _SAMPLE), _FIRST_WORDS):
        try:
            text = word[0].decode("utf-8")
        except UnicodeDecodeError:
            return False
        if all(_redecoded(text, codec) is None for codec in _SCRAMBLED):
            return True
    return False


def _marked(body: bytes) -> str | None:
    """Return the encoding that a mark or zero bytes show."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return name
    return next((name for zeros, name in _ZEROS if zeros.match(body)), None)


def _labels(body: bytes, content_type: str | None) -> list[str]:
    """Return the codecs that the header and the declaration name, as far as Python knows them."""
    header = _CHARSET.search((content_type or "")[:500])
    declared = _DECLARATION.search(body, 0, 2000)
    names = [header[1]] if header else []
    names += [declared[1].decode("ascii", "ignore")] if declared else []
    return [codec for codec in map(_codec, names) if codec]


def _codec(label: str) -> str | None:
    """Return Python's name for a text encoding, or None."""
    label = _NAMES.get(label.lower(), label.lower())
    try:
        "".encode(label)
        return codecs.lookup(label).name.replace("-", "_")
    except (LookupError, UnicodeError, ValueError):
        return None


def _utf_8(body: bytes, labels: list[str]) -> str | None:
    """Return the text where it is UTF-8 or plain ASCII, else None."""
    if _is_seven_bit(body, labels):
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed(body)


def _is_seven_bit(body: bytes, labels: list[str]) -> bool:
    return body.isascii() and any(label.startswith(_SEVEN_BIT) for label in labels)


def _mixed(body: bytes) -> str | None:
    """Return a text of which half or more is UTF-8: broken sequences marked, the rest decoded."""
    runs = _HIGH_WORDS.findall(body[: 20 * _SAMPLE])
    strange = [run for run in runs if _SEQUENCE.sub(b"", run)]
    if 2 * len(strange) > len(runs):
        return None
    other = _cyrillic(b" ".join(strange), []) or "cp1252"
    return _HIGH_WORDS.sub(lambda run: _in_utf_8(run[0], other), body).decode("utf-8", "replace")


def _in_utf_8(run: bytes, other: str) -> bytes:
    return run if _is_utf_8(run) else run.decode(other, "replace").encode()


def _is_utf_8(run: bytes) -> bool:
    """Tell whether most of a run of high bytes is UTF-8; titles are cut within a character."""
    return 2 * len(_SEQUENCE.sub(b"", run)) < len(run)


def _eight_bit(body: bytes, labels: list[str]) -> str:
    fitting = [label for label in labels if label != "utf_8" and _fits(body, label)]
    asian = next((label for label in fitting if label.startswith(_EAST_ASIAN)), None)
    chosen = asian or _cyrillic(body, fitting) or next(iter(fitting), None) or _found(body)
    return body.decode(chosen, "replace")


def _fits(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except UnicodeDecodeError:
        # Windows code pages have holes; a single stray byte in one is no reason to doubt it.
        return codec.startswith("cp125") and body.decode(codec, "replace").count("\ufffd") < 4
    except ValueError:
        return False
    return True


def _cyrillic(body: bytes, labels: list[str]) -> str | None:
    """Return the encoding in which the high bytes look like Russian or Kazakh, or None."""
    sample = _sample(body)
    scores = {name: _score(sample, name, labels) for name in CYRILLIC} if sample else {}
    best = max(scores, key=lambda name: scores[name], default=None)
    return best if best and scores[best] >= _NATURAL else None


def _sample(body: bytes) -> bytes:
    """Return words of high bytes; none where most stand alone, as in French or Portuguese."""
    runs = _HIGH_WORDS.findall(body[: 20 * _SAMPLE])
    words = [run for run in runs if len(run) > 2]
    return b" ".join(words)[:_SAMPLE] if 2 * sum(map(len, words)) > sum(map(len, runs)) else b""


def _score(sample: bytes, codec: str, labels: list[str]) -> float:
    handicap = _HANDICAP * (codec in _RARE) - _ADVANTAGE * (codec in labels)
    return naturalness(sample.decode(codec, "replace")) - handicap


def _found(body: bytes) -> str:
    """Return what charset-normalizer takes words of high bytes for; lone ones are accents."""
    if not _sample(body):
        return "cp1252"
    match = from_bytes(body[:_SAMPLE], steps=3, chunk_size=512).best()
    return match.encoding if match else "cp1252"


def _unscrambled(text: str) -> str:
    """Return a text that was decoded as eight-bit before, as it was meant; else itself."""
    if text.isascii():
        return text
    for codec in _SCRAMBLED:
        if _may_be_scrambled(text, codec) and _is_scrambled(text[:_SAMPLE], codec):
            repaired = _redecoded(text, codec)
            if repaired is not None:
                return repaired
    return text


def _may_be_scrambled(text: str, codec: str) -> bool:
    """Tell whether the first words of high letters are UTF-8 that was decoded wrongly.

    All of such a text is; most texts are known by their first word not to be.
    """
    words = islice(_HIGH_LETTERS.finditer(text), _FIRST_WORDS)
    return all(_redecoded(word[0], codec) is not None for word in words)


def _is_scrambled(sample: str, codec: str) -> bool:
    """Tell whether many of the high letters look like the first bytes of UTF-8."""
    letters = len(sample) - len(sample.encode("ascii", "ignore"))
    return letters > 0 and len(_SCRAMBLED[codec].findall(sample)) > 0.3 * letters


def _redecoded(text: str, codec: str) -> str | None:
    try:
        return text.translate(_BYTES[codec]).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _bytes_of(codec: str) -> dict[int, int]:
    """Return which byte each character of the upper half of an eight-bit encoding is."""
    shown = {byte: bytes([byte]).decode(codec, "ignore") for byte in range(128, 256)}
    return {ord(char): byte for byte, char in shown.items() if char}


_BYTES = {codec: _bytes_of(codec) for codec in _SCRAMBLED}
