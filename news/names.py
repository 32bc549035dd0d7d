"""People, organisations and places named in a text."""

from dataclasses import dataclass

from news.spans import Span


@dataclass(frozen=True, slots=True)
class Name:
    """Someone or something named, with all places where it is."""

    #: PER, ORG or LOC.
    kind: str
    #: As first seen in the text.
    text: str
    #: People and one-word places in the nominative; organisations as written.
    normal: str
    mentions: tuple[Span, ...]
    #: What the text calls them ("министр", "по данным"), or None.
    role: str | None = None


def extract(text: str) -> list[Name]:
    """Find all names, in the order of their first mention."""
    raise NotImplementedError
