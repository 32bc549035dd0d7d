"""Text before meaning: cleaning, language, sentences.

Everything here takes time linear in the length of the text, on any text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from news import speech
from news.abbreviations import LEADING, PAIRS_END, PAIRS_JOIN, STARTERS, TRAILING
from news.spans import Span

LANGUAGES = ("ru", "kk", "en")

# What Telegram refuses or shows wrongly: NUL and other controls, lone surrogates, bidi overrides,
# embeddings and isolates, invisible spaces that hide words from search, noncharacters. The joiners
# U+200C and U+200D stay: emoji and scripts need them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_PLANES_END = re.compile(
    "[" + "".join(chr(p << 16 | e) for p in range(1, 17) for e in (0xFFFE, 0xFFFF)) + "]"
)
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LINE = re.compile(r"\S(?:[^\n\r\x0b\x0c\x85\u2028\u2029]*\S)?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A verbatim sentence: `text[start:end] == sentence.text`."""

    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """Return the text as it can be stored and sent.

    Without NUL and other controls, lone surrogates, bidi overrides and noncharacters. Line ends
    become a plain line feed. Cleaning twice changes nothing more.
    """
    return _PLANES_END.sub("", _UNWANTED.sub("", _BREAK.sub("\n", text)))


def language(text: str) -> str:
    """Return "ru", "kk" or "en": what most of the text is written in; "ru" when nothing tells."""
    return speech.detect(text)


#: A text of more lines is data, ten times those of a novel: its rest is taken for one line.
MOST_LINES = 50_000


def lines(text: str) -> list[Span]:
    """Return the lines that hold more than white space, without the space around them."""
    found = [Span(m.start(), m.end()) for m in islice(_LINE.finditer(text), MOST_LINES)]
    if len(found) == MOST_LINES:
        found[-1] = Span(found[-1].start, len(text.rstrip()))
    return found


def trim(text: str, start: int, end: int) -> Span | None:
    """Return the span without white space at its ends, or None when nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(start + left, start + right) if left < right else None


# A hard-wrapped text: so many of its lines go on in lower case on the next line.
_WRAPPED_SHARE = 0.35
_WRAPPED_LINES = 3


def blocks(text: str) -> list[Span]:
    """Return the paragraphs: lines, or runs of lines where the text is hard-wrapped."""
    found = lines(text)
    if not _is_wrapped(text, found):
        return found
    width = max(line.end - line.start for line in found)
    merged: list[Span] = found[:1]
    for last, line in pairwise(found):
        if _goes_on(text, last, line, width):
            merged[-1] = Span(merged[-1].start, line.end)
        else:
            merged.append(line)
    return merged


def _is_wrapped(text: str, found: list[Span]) -> bool:
    if sum(text[line.start].islower() for line in found[1:]) < _WRAPPED_LINES:
        return False
    near = [(a, b) for a, b in pairwise(found) if _adjacent(text, a, b)]
    going_on = sum(text[b.start].islower() and b.start - a.start < 200 for a, b in near)
    return going_on >= _WRAPPED_LINES and going_on >= _WRAPPED_SHARE * len(near)


def _adjacent(text: str, a: Span, b: Span) -> bool:
    """Tell whether no empty line lies between two lines."""
    between = text[a.end : b.start]
    return len(_BREAK.sub("\n", between).split("\n")) == 2


def _goes_on(text: str, last: Span, line: Span, width: int) -> bool:
    """Tell whether a line of a wrapped text continues the one before: a short line ends it."""
    if not _adjacent(text, last, line) or _is_item(text, last, line):
        return False
    return text[line.start].islower() or last.end - last.start >= 0.7 * width


_ITEM = re.compile(r"(?:\d{1,2}[.)]|[-–—•*])\s")


def _is_item(text: str, last: Span, line: Span) -> bool:
    """Tell whether a line is an item of a list: it opens as one after what ends as a sentence."""
    return bool(_ITEM.match(text, line.start)) and text[last.end - 1] in ".:;!?"


def sentences(text: str) -> list[Sentence]:
    """Split a text into sentences, with their offsets.

    A sentence never crosses a paragraph. A quotation of a few sentences stays whole, with the words
    that say whose it is.
    """
    return [
        Sentence(text[span.start : span.end], span.start, span.end)
        for block in blocks(text)
        for span in split(text, block)
    ]


def split(text: str, block: Span) -> list[Span]:
    """Return the sentences of one paragraph."""
    if block.end - block.start > _LONGEST_KEPT:
        return _keep_quotations(text, list(_pieces(text, block)))
    found = _split_alone(text[block.start : block.end])
    return [Span(block.start + span.start, block.start + span.end) for span in found]


#: A longer paragraph is split anew each time: a few of them would fill the memory.
_LONGEST_KEPT = 5_000


@lru_cache(maxsize=128)
def _split_alone(paragraph: str) -> tuple[Span, ...]:
    """Split a paragraph, once for all who read the article: summary, figures and names."""
    whole = Span(0, len(paragraph))
    return tuple(_keep_quotations(paragraph, list(_pieces(paragraph, whole))))


# An end mark with the brackets and quotation marks that close after it. The look-behind keeps a run
# of marks from being tried at each of its characters.
_END = re.compile("(?<![.!?…])([.!?…]+)([»”\"“’')\\]]*)")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_LEFT = re.compile(r"([^\W_]+(?:[-.][^\W_]+)*)$")
_PAIR = re.compile(r"([^\W\d_])\.\s?([^\W\d_])$")
_WINDOW = 24


def _pieces(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for mark in _END.finditer(text, block.start, block.end):
        if mark.end() < block.end and _is_end(text, start, block.end, mark):
            if piece := trim(text, start, mark.end()):
                yield piece
            start = mark.end()
    if piece := trim(text, start, block.end):
        yield piece


def _is_end(text: str, start: int, stop: int, mark: re.Match[str]) -> bool:
    space = _SPACE.match(text, mark.end(), stop)
    right = space.end() if space else mark.end()
    if right >= stop:
        return True
    if right == mark.end():
        return _is_glued_end(text, right, mark)
    if _continues(text, right, stop):
        return False
    if mark.group(1) != ".":
        return mark.start() > start
    return bool(mark.group(2)) or _stop_ends(text, start, mark.start(), right)


def _continues(text: str, right: int, stop: int) -> bool:
    """Tell whether what stands right of an end mark cannot open a sentence."""
    char = text[right]
    if char.islower() or char in ",;:)]»”?!.…":
        return True
    if char in "-–—":
        after = _SPACE.match(text, right + 1, stop)
        place = after.end() if after else right + 1
        return place < stop and text[place].islower()
    return False


_GLUED_LEFT = re.compile(r"[^\W\d_]{3}$")
_GLUED_RIGHT = re.compile(r"[^\W\d_]{2,}(?=[\s,])|[^\W\d_](?=\s)")


def _is_glued_end(text: str, right: int, mark: re.Match[str]) -> bool:
    """Tell whether a space was lost after the mark: "принят.Теперь", but not "time.Kz" or "3.Б"."""
    left = text[max(0, mark.start() - 3) : mark.start()]
    return (
        mark.group(1) in (".", "!", "?")
        and text[right].isupper()
        and left.islower()
        and bool(_GLUED_LEFT.search(left))
        and bool(_GLUED_RIGHT.match(text, right))
    )


#: No abbreviation has so many letters on end.
_NO_ABBREVIATION = 1 + max(map(len, LEADING | TRAILING))

# So short before a "г." the sentence has hardly begun: "В 2020 г. Путин …".
_BARELY_BEGUN = 30


def _stop_ends(text: str, start: int, stop: int, right: int) -> bool:
    """Tell whether a single full stop before white space ends the sentence."""
    if stop - start > _NO_ABBREVIATION and text[stop - _NO_ABBREVIATION : stop].isalpha():
        return True
    window = text[max(start, stop - _WINDOW) : stop]
    pair = _PAIR.search(window)
    key = f"{pair[1]}.{pair[2]}".lower() if pair else ""
    if key in PAIRS_JOIN - PAIRS_END:
        return False
    if key in PAIRS_END:
        return not text[right].isdigit()
    found = _LEFT.search(window)
    if not found:
        return True
    word = found[1].lower().rsplit(".", 1)[-1]
    return _word_ends(text, start, stop, right, word, found, _opens(text, right))


def _opens(text: str, right: int) -> bool:
    """Tell whether a word stands there that opens sentences, and not an initial ("В. Иванов")."""
    following = _WORD.match(text, right)
    if not following or following[0].lower() not in STARTERS:
        return False
    return len(following[0]) > 1 or text[following.end() : following.end() + 1] != "."


def _word_ends(
    text: str, start: int, stop: int, right: int, word: str, found: re.Match[str], opens: bool
) -> bool:
    if word.isdigit():
        return not (len(word) < 3 and _opens_list(text, start, stop - len(word)))
    if len(word) == 1 and found[1][-1].isupper():
        return opens or not text[right].isupper()
    if word in LEADING:
        return False
    if word in TRAILING:
        return text[right].isupper() and _trailing_ends(text, start, stop, word, opens)
    return True


def _trailing_ends(text: str, start: int, stop: int, word: str, opens: bool) -> bool:
    before = text[max(start, stop - len(word) - 3) : stop - len(word)]
    counted = any(char.isdigit() for char in before)
    if word in ("г", "к", "д", "р", "в", "м", "обл", "ж", "қ") and not counted:
        return False
    return opens or stop - start > _BARELY_BEGUN


def _opens_list(text: str, start: int, number: int) -> bool:
    return not text[start:number].strip(" \t\xa0(")


# A quotation longer than this is cut at its sentences.
_QUOTATION_PIECES = 4
_QUOTATION_LENGTH = 600


_QUOTE = re.compile('[«»“”„"]')


def _keep_quotations(text: str, pieces: list[Span]) -> list[Span]:
    """Join the pieces that one pair of quotation marks holds together."""
    if len(pieces) < 2 or not _QUOTE.search(text, pieces[0].start, pieces[-1].end):
        return pieces
    kept: list[Span] = []
    at = 0
    while at < len(pieces):
        after = _quotation_end(text, pieces, at)
        kept.append(Span(pieces[at].start, pieces[after - 1].end))
        at = after
    return kept


def _quotation_end(text: str, pieces: list[Span], at: int) -> int:
    """Return the index after the piece that closes what the piece `at` opens; at + 1 if none."""
    balance = _open_quotes(text, pieces[at])
    if not any(balance):
        return at + 1
    for after in range(at + 1, min(at + _QUOTATION_PIECES, len(pieces))):
        if pieces[after].end - pieces[at].start > _QUOTATION_LENGTH:
            break
        more = _open_quotes(text, pieces[after])
        balance = (balance[0] + more[0], balance[1] + more[1], (balance[2] + more[2]) % 2)
        if not any(balance):
            return after + 1
    return at + 1


def _open_quotes(text: str, piece: Span) -> tuple[int, int, int]:
    """Return how many «, “ and straight quotation marks a piece leaves open."""
    count = text.count
    start, end = piece.start, piece.end
    curly = count("“", start, end) + count("„", start, end)
    if count("„", start, end):
        closing = count("“", start, end) + count("”", start, end)
        curly = count("„", start, end) - min(closing, count("„", start, end))
    else:
        curly -= count("”", start, end)
    return (
        max(count("«", start, end) - count("»", start, end), -1),
        curly,
        count('"', start, end) % 2,
    )
