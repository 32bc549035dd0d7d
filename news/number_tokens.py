"""A text as tokens for reading numbers: digit groups, words and signs, with their places."""

import re
from functools import lru_cache
from itertools import accumulate

#: A digit group with its separators ("1 500 000,5", "14:06", "31.12.2015", "1/3"), a word
#: ("АК-47" and "HTML5" are words), a line end, or one sign. No alternative can backtrack far.
_TOKEN = re.compile(
    r"([^\W\d_]\w*(?:[-\u2011\u2019'][^\W_]\w*)*"
    r"|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+(?![.,]?\d))?"
    r"|\d+(?:[.,:/]\d+)*"
    r"|\n"
    r"|\S)"
)
_KAZAKH_LETTER = re.compile("[әғқңөұүһі]")
_SENTENCE_END = frozenset(".!?…\n")


class Tokens:
    """Parallel lists: where each token starts and ends, and how it reads in lower case."""

    __slots__ = ("ends", "kazakh", "lows", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        # Every character keeps its place: no other small form than that of "İ" is longer.
        lower = text.replace("İ", "i").lower().replace("ё", "е")
        # What lies between the tokens and the tokens themselves, by turns.
        pieces = _TOKEN.split(lower)
        borders = list(accumulate(map(len, pieces)))
        self.lows = pieces[1::2]
        self.starts = borders[:-1:2]
        self.ends = borders[1::2]
        #: For each token: 1 where its sentence is Kazakh.
        self.kazakh = (
            _kazakh_flags(self.lows) if _KAZAKH_LETTER.search(lower) else bytearray(len(self.lows))
        )

    def __len__(self) -> int:
        return len(self.lows)

    def low(self, index: int) -> str:
        """Return a token in lower case with "ё" as "е"; "" outside the text."""
        try:
            return self.lows[index] if index >= 0 else ""
        except IndexError:
            return ""

    def raw(self, index: int) -> str:
        """Return a token as written; "" outside the text."""
        if not 0 <= index < len(self.lows):
            return ""
        return self.text[self.starts[index] : self.ends[index]]

    def glued(self, index: int) -> bool:
        """Tell whether no space stands between a token and the one before it."""
        return 0 < index < len(self.lows) and self.starts[index] == self.ends[index - 1]

    def capital(self, index: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return 0 <= index < len(self.lows) and self.text[self.starts[index]].isupper()


def _kazakh_flags(lows: list[str]) -> bytearray:
    """Mark the sentences where every fourth word or more has a letter that only Kazakh has."""
    flags = bytearray(len(lows))
    whole = _share(lows)
    start = 0
    for index, low in enumerate(lows):
        if low in _SENTENCE_END or index == len(lows) - 1:
            part = lows[start : index + 1]
            if _share(part) > 0.2 or (whole > 0.25 and len(part) < 9):
                flags[start : index + 1] = b"\x01" * len(part)
            start = index + 1
    return flags


@lru_cache(maxsize=20_000)
def _kazakh_word(low: str) -> bool:
    return _KAZAKH_LETTER.search(low) is not None


def _share(lows: list[str]) -> float:
    words = [low for low in lows if low[0].isalpha()]
    return sum(map(_kazakh_word, words)) / len(words) if words else 0.0
