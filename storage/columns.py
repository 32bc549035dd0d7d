"""What an article is stored as beside its text: its reading, what lists show, a fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from news.words import fold

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    # Not at run time: the language libraries behind it cost a second, and not every start reads.
    from news.analysis import Analysis

#: A text can claim any number of views; the sum with its readers must stay a number everywhere.
_MOST_VIEWS = 2**53
#: Of the first line that stands in for a missing headline in lists.
_LONGEST_TITLE = 120


def fingerprint(text: str) -> str:
    """Return what two copies of a text have in common: a digest of their words in order."""
    words = " ".join(_words_of(text)) or text.strip()
    return hashlib.sha256(words.encode()).hexdigest()


def _words_of(text: str) -> Sequence[str]:
    """Return the words of a text, case folded."""
    return fold("".join(c if c.isalnum() else " " for c in text)).split()


@cache
def _adapter() -> TypeAdapter[Analysis]:
    from pydantic import TypeAdapter

    from news.analysis import Analysis

    return TypeAdapter(Analysis)


def loaded(stored: str) -> Analysis:
    """Return what `dumped` gave. Raises ValueError for what another analyser has written."""
    return _adapter().validate_json(stored)


def dumped(analysis: Analysis) -> str:
    """Return a reading as it is stored."""
    return _adapter().dump_json(analysis).decode()


def columns_of(analysis: Analysis) -> dict[str, int | str]:
    """Return what lists show of a reading, by column."""
    story = analysis.story
    return {
        "title": story.title.text if story.title else _first_line(story.text),
        "lede": story.lede.text if story.lede else "",
        "language": story.language,
        "reading_minutes": story.reading_minutes,
        "initial_views": min(story.views or 0, _MOST_VIEWS),
    }


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:_LONGEST_TITLE]
