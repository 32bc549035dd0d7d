"""Text before meaning: cleaning, language, sentences."""

from dataclasses import dataclass

LANGUAGES = ("ru", "kk", "en")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A verbatim sentence: `text[start:end] == sentence.text`."""

    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """Return the text as it can be stored and sent: no NUL, lone surrogates, controls or bidi overrides."""
    raise NotImplementedError


def language(text: str) -> str:
    """Return "ru", "kk" or "en"."""
    raise NotImplementedError


def sentences(text: str) -> list[Sentence]:
    """Split a text into sentences, with their offsets."""
    raise NotImplementedError
