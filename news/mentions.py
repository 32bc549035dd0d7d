"""Where names stand: tokens and mentions, before it is known which mentions are the same name."""

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: Words (with inner hyphens, apostrophes and digits), numbers with a fraction, single marks.
_TOKEN = re.compile(r"\d+[.,]\d+|\w+(?:[-‐’'`]\w+)*|\.{2,}|[^\w\s]")

#: Marks that list items begin with; the tagger has never seen them.
_BULLETS = frozenset("•●▪■►◆‣⁃·*–—")


class Token(NamedTuple):
    """A word, number or mark of a text: `text[start:end] == token.text`.

    A tuple, because an article has hundreds and a frozen dataclass takes three times as long.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One place where something is named. `kind` is PER, ORG or LOC."""

    start: int
    end: int
    kind: str


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of `text[start:end]`, with offsets in `text`."""
    return [Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, start, end)]


def is_bullet(token: str) -> bool:
    """Whether the token is a mark that begins a list item."""
    return token in _BULLETS


def is_capitalised(word: str) -> bool:
    """Whether the word starts with a capital letter."""
    return word[:1].isupper()


_ENDS = frozenset([".", "!", "?", "…"])
_MARKS = frozenset("«»\"“”„'’(–—-")


def opens_sentence(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is the first word of a sentence; an initial's stop ends none ("J. Smith")."""
    before = at - 1
    while before >= 0 and tokens[before].text in _MARKS:
        before -= 1
    if before < 0:
        return True
    return tokens[before].text in _ENDS and before > 0 and len(tokens[before - 1].text) > 2


def without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in text order; of overlapping ones the first given stays."""
    kept: list[Mention] = []
    starts: list[int] = []
    for mention in mentions:
        at = bisect(starts, mention.start)
        before = kept[at - 1] if at else None
        after = kept[at] if at < len(kept) else None
        if (before and before.end > mention.start) or (after and after.start < mention.end):
            continue
        kept.insert(at, mention)
        starts.insert(at, mention.start)
    return kept
