"""Extractive summaries: whole sentences of the article, verbatim, in text order."""

from dataclasses import dataclass

from news import candidates, selection
from news import story as stories
from news.candidates import FEATURES, Candidate, Field
from news.story import Story

#: Why a sentence was chosen.
REASONS = {
    "lead": "it opens the article",
    "figure": "it holds a key figure",
    "names": "it names those whom the article is about",
    "terms": "it holds the words that recur in the article",
    "central": "it is closest to the article as a whole",
    "context": "the next sentence cannot be understood without it",
}

#: More is not a summary.
MOST = 30


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
    if sentences < 1:
        return Summary(())
    return of(stories.read(text), (sentences,))[0]


def of(story: Story, lengths: tuple[int, ...]) -> tuple[Summary, ...]:
    """Return a summary for each length asked for; each equals what `summarize` gives for it."""
    found = candidates.gather(story)
    weights = selection.weights()
    scores = [selection.score(c, weights) if c.features else 0.0 for c in found.candidates]
    return tuple(_summary(found, length, scores) for length in lengths)


def _summary(found: Field, length: int, scores: list[float]) -> Summary:
    choice = selection.choose(found, min(length, MOST), scores, selection.weights())
    taken = choice.taken or _fallback(found)
    ordered = sorted(taken, key=lambda c: c.index)
    return Summary(tuple(_explained(c, c.index in choice.context, found) for c in ordered))


def _fallback(found: Field) -> list[Candidate]:
    """Where nothing can stand by itself, the first whole sentence is better than none."""
    return [c for c in found.candidates if c.whole][:1]


def _explained(candidate: Candidate, context: bool, found: Field) -> SummarySentence:
    reason, detail = ("context", "") if context else _reason(candidate, found)
    span = candidate.span
    return SummarySentence(candidate.text, span.start, span.end, reason, detail)


def _reason(candidate: Candidate, found: Field) -> tuple[str, str]:
    values = dict(zip(FEATURES, candidate.features, strict=True))
    if values["first"]:
        return "lead", ""
    if candidate.figures:
        return "figure", ", ".join(dict.fromkeys(candidate.figures))
    if values["central"] > 0.8:
        return "central", ""
    return "terms", ""
