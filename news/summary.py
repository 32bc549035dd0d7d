"""Extractive summaries: whole sentences of the article, verbatim, in text order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A chosen sentence: `text[start:end] == sentence.text`."""

    text: str
    start: int
    end: int
    #: Why it was chosen: a key of REASONS.
    reason: str
    #: The words of the sentence that carried the choice (a figure, names, recurring terms), or "".
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences in text order; never more than asked for, fewer if the article has fewer worth showing."""

    sentences: tuple[SummarySentence, ...]


def summarize(text: str, *, sentences: int = 3) -> Summary:
    """Choose the sentences that tell most of the article."""
    raise NotImplementedError
