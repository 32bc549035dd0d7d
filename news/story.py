"""The structured reading of an article."""

from dataclasses import dataclass

from news.spans import Part


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or passage of direct speech, without its quotation marks."""

    text: str
    start: int
    end: int
    #: Who says it, as the text has it ("в официальном сообщении МВД"), or None.
    source: Part | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An article taken apart; every part is verbatim and carries its offsets in `text`."""

    text: str
    language: str
    title: Part | None
    lede: Part | None
    #: The body, in order, without title, lede, byline, credits and page furniture.
    paragraphs: tuple[Part, ...]
    quotes: tuple[Quote, ...]
    author: Part | None
    place: Part | None
    photo_credit: Part | None
    published: Part | None
    views: int | None
    #: Whole short lines that belong to the page and not to the article.
    furniture: tuple[Part, ...]
    #: Whole minutes, at least 1.
    reading_minutes: int


def read(text: str, *, language: str | None = None) -> Story:
    """Take an article apart. Never raises on any text; `language` is detected when not given."""
    raise NotImplementedError
