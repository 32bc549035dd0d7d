"""Texts from outside, read, and compared with what a story said before."""

import json

from news.analysis import Analysis, analyse
from news.text import clean
from news.versions import Change, Difference, Kind, compare
from sources.files import check_article

#: Of the differences between two versions so many are kept, each with so much of its words.
_DIFFERENCES = 20
_SAID = 500


def analysed(text: str) -> Analysis:
    """Return the reading of a text from outside."""
    return analyse(clean(text))


def has_text(analysis: Analysis) -> bool:
    """Tell whether there is anything beside a headline."""
    return bool(analysis.story.lede or analysis.story.paragraphs)


def read_again(old: Analysis, text: str) -> tuple[Analysis, Change]:
    """Read a new text and return what differs; another author counts as a slip mended."""
    new = analyse(clean(text))
    check_article(new)
    change = compare(old, new)
    if change.kind is Kind.SAME and _author(old) != _author(new):
        return new, Change(Kind.TYPO)
    return new, change


def _author(analysis: Analysis) -> str | None:
    author = analysis.story.author
    return author.text if author else None


def dumped(differences: tuple[Difference, ...]) -> str:
    """Return the weightiest differences as JSON: what, kind, and the words before and after."""
    kept = [
        {
            "what": str(one.what),
            "kind": one.kind.name.lower(),
            "old": one.old.text[:_SAID] if one.old else None,
            "new": one.new.text[:_SAID] if one.new else None,
        }
        for one in differences[:_DIFFERENCES]
    ]
    return json.dumps(kept, ensure_ascii=False)
