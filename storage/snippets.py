"""The piece of a story that shows why it was found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from news.spans import Span
from news.words import marks

#: Characters of a snippet, and how many of them stand before the first hit.
_WIDTH, _BEFORE = 160, 40
#: Hits looked at to find the place where most words stand together.
_LOOKED_AT = 24
_ELLIPSIS = "…"
_NEAR_SPACE = 20


@dataclass(frozen=True, slots=True)
class Snippet:
    """Part of a paragraph; `text[span.start:span.end]` are the words that were found."""

    text: str
    marks: tuple[Span, ...]


def snippet(text: str, wanted: frozenset[str]) -> Snippet:
    """Return the place where most of the wanted stems stand close together, else the beginning."""
    hits = list(islice(marks(text, wanted), _LOOKED_AT))
    first = _densest(hits) if hits else 0
    start, end = _window(text, first)
    piece = text[start:end]
    before = _ELLIPSIS if start > 0 and text[start - 1] != "\n" else ""
    after = _ELLIPSIS if end < len(text) and text[end] != "\n" else ""
    inside = tuple(
        Span(span.start + len(before), span.end + len(before)) for span, _ in marks(piece, wanted)
    )
    return Snippet(before + piece + after, inside)


def _densest(hits: list[tuple[Span, str]]) -> int:
    """Return where the window with the most different stems begins (the earliest of the best)."""
    best, most = hits[0][0].start, 0
    for number, (span, _) in enumerate(hits):
        reach = span.start + _WIDTH - _BEFORE
        different = len({stem for other, stem in hits[number:] if other.end <= reach})
        if different > most:
            best, most = span.start, different
    return best


def _window(text: str, first: int) -> tuple[int, int]:
    """Return the range around a hit: within its paragraph, cut at spaces where there are any."""
    left = text.rfind("\n", 0, first) + 1
    right = text.find("\n", first)
    right = len(text) if right < 0 else right
    start = max(left, first - _BEFORE)
    if start > left:
        space = re.search(r"\s", text[start:first])
        start = start + space.end() if space else first
    end = min(right, start + _WIDTH)
    if end < right:
        space_at = max(text.rfind(" ", end - _NEAR_SPACE, end), first)
        end = space_at if space_at > first else end
    return start, end
