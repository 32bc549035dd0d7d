"""Words and their stems: what makes one spelling find the others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place and its stem: `text[start:end]`."""

    start: int
    end: int
    stem: str


def words(text: str) -> list[Word]:
    """Return the words of a text with their stems, in text order."""
    raise NotImplementedError
