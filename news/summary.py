"""Extractive summaries: whole sentences of the article, verbatim, in text order."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from news import candidates, cues, selection
from news import story as stories
from news.candidates import FEATURES, Candidate, Field
from news.selection import Ranking
from news.story import Story

#: Why a sentence was chosen. `detail` holds what is named last, verbatim, or "".
REASONS = {
    "lead": "it opens the article; the names in it",
    "figure": "it holds a figure; the figures",
    "names": "it names those whom the article is about; the names",
    "terms": "it holds the words that recur in the article; those words",
    "central": "it is the closest to the article as a whole; the words that recur",
    "context": "the next sentence hangs on it; nothing",
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
    """Sentences in text order; never more than asked for, fewer if fewer are worth showing."""

    sentences: tuple[SummarySentence, ...]


def summarize(text: str, *, sentences: int = 3) -> Summary:
    """Choose at most so many sentences that tell most of the article.

    Never a headline, a caption, a byline or page furniture; never a sentence that hangs on the one
    before ("Им грозит …") without that one. A quotation of three sentences counts as three. Empty
    for a text without sentences and for less than one asked for.
    """
    return of(stories.read(text), (sentences,))[0]


def of(story: Story, lengths: Iterable[int]) -> tuple[Summary, ...]:
    """Return a summary for each length asked for; each equals what `summarize` gives for it."""
    found = candidates.gather(story)
    ranking = selection.rank(found, selection.weights(story.language))
    return tuple(_summary(ranking, length) for length in lengths)


def _summary(ranking: Ranking, length: int) -> Summary:
    if length < 1:
        return Summary(())
    choice, found = selection.choose(ranking, min(length, MOST)), ranking.found
    ordered = sorted(choice.taken or _fallback(found), key=lambda c: c.index)
    return Summary(tuple(_explained(c, c.index in choice.context, found) for c in ordered))


def _fallback(found: Field) -> list[Candidate]:
    """Where nothing can stand by itself, the first whole sentence is better than none."""
    return [c for c in found.candidates if c.whole][:1]


def _explained(candidate: Candidate, context: bool, found: Field) -> SummarySentence:
    reason, detail = ("context", "") if context else _reason(candidate, found)
    span = candidate.span
    return SummarySentence(candidate.text, span.start, span.end, reason, detail)


# So central is a sentence that this is the reason to take it.
_CENTRAL = 0.85
_WORDS_SHOWN = 3


def _reason(candidate: Candidate, found: Field) -> tuple[str, str]:
    values = dict(zip(FEATURES, candidate.features, strict=True))
    heroes = [n for n in candidate.names if found.heroes[cues.name_key(n)] > 1]
    if values["first"]:
        return "lead", _shown(candidate.names)
    if candidate.figures:
        return "figure", _shown(candidate.figures)
    if values["central"] >= _CENTRAL:
        return "central", _shown(_recurring(candidate, found))
    if heroes:
        return "names", _shown(heroes)
    recurring = _recurring(candidate, found)
    if candidate.names and not recurring:
        return "names", _shown(candidate.names)
    return "terms", _shown(recurring)


def _recurring(candidate: Candidate, found: Field) -> list[str]:
    """Return the words of a sentence that recur in others, the most frequent first, as written."""
    once = math.log(2)
    weighed = [
        (weight, word)
        for word in cues.WORD.findall(candidate.text)
        if (weight := found.weight_of(word)) > once
    ]
    return [word for _, word in sorted(weighed, key=lambda pair: -pair[0])]


def _shown(found: Iterable[str]) -> str:
    return ", ".join(cues.first_words(found, _WORDS_SHOWN))
