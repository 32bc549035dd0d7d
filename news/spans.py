"""Places in a text: every value that `news` gives out can say where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of Python character offsets: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A verbatim piece of a text: `text[start:end] == part.text`."""

    text: str
    start: int
    end: int
