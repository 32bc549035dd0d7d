"""What can be told of each sentence of a story, as numbers that a summary weighs."""

import math
import re
from collections import Counter
from dataclasses import dataclass

from news import cues, openings, words
from news import text as texts
from news.spans import Part, Span
from news.story import Story

#: Longer sentences are run-together text, not something to show.
LONGEST = 900
_SHORTEST_WORDS = 4

#: The features of `Candidate.features`, in this order; each lies between 0 and 1.
FEATURES = (
    "first",
    "early",
    "late",
    "echo",
    "paragraph",
    "title",
    "central",
    "dense",
    "names",
    "hero",
    "figures",
    "numbers",
    "dated",
    "background",
    "size",
    "short",
    "long",
    "speech",
    "question",
    "person",
    "pronouns",
    "loose",
    "attributed",
)


@dataclass(slots=True)
class Candidate:
    """A sentence that could stand in a summary."""

    index: int
    span: Span
    text: str
    #: Stems of the words that mean something.
    terms: frozenset[str]
    names: tuple[str, ...]
    figures: tuple[str, ...]
    #: It opens with words that hang on the sentence before.
    hangs: bool
    #: It can be shown: whole, with an end, of a sane length.
    whole: bool
    #: Full stops that a plain splitter counts in it; a quotation of three sentences costs three.
    cost: int
    size: int
    features: tuple[float, ...] = ()


@dataclass(slots=True)
class Field:
    """The sentences of a story with what they have in common."""

    candidates: list[Candidate]
    #: How much each stem means in this story.
    weight: dict[str, float]


def gather(story: Story) -> Field:
    """Return the sentences of lede and body with their features."""
    parts = ([story.lede] if story.lede else []) + list(story.paragraphs)
    found: list[Candidate] = []
    opens: list[bool] = []
    for part in parts:
        spans = texts.split(story.text, Span(part.start, part.end))
        for at, span in enumerate(spans):
            found.append(_candidate(len(found), span, story, last=part))
            opens.append(at == 0)
    weight = _weights(found)
    _measure(found, opens, weight, story)
    return Field(found, weight)


def _candidate(index: int, span: Span, story: Story, last: Part) -> Candidate:
    text = story.text[span.start : span.end]
    if len(text) > LONGEST:
        return Candidate(index, span, text, frozenset(), (), (), False, False, 1, 0)
    tokens = cues.WORD.findall(text)
    whole = len(tokens) >= _SHORTEST_WORDS and cues.is_whole(text)
    return Candidate(
        index=index,
        span=span,
        text=text,
        terms=frozenset(_terms(tokens, story.language)),
        names=tuple(cues.names(text)),
        figures=tuple(cues.figures(text)),
        hangs=openings.hangs(text),
        whole=whole,
        cost=cues.stops(text),
        size=len(tokens),
    )


_KAZAKH_STEM = 6


def _terms(tokens: list[str], language: str) -> list[str]:
    stems = (words.stem(token) for token in tokens if len(token) > 2)
    kept = [stem for stem in stems if stem not in cues.EMPTY]
    # Kazakh adds its endings one after another: the first letters are the word.
    return [stem[:_KAZAKH_STEM] for stem in kept] if language == "kk" else kept


def _weights(found: list[Candidate]) -> dict[str, float]:
    """Weigh stems by the sentences they recur in: what comes once says little about the story."""
    counts = Counter(term for candidate in found for term in candidate.terms)
    return {term: math.log(count) + 0.1 for term, count in counts.items()}


def _measure(
    found: list[Candidate], opens: list[bool], weight: dict[str, float], story: Story
) -> None:
    title = (
        frozenset(_terms(cues.WORD.findall(story.title.text), story.language))
        if story.title
        else frozenset()
    )
    heroes = Counter(name for candidate in found for name in set(candidate.names))
    norm = math.sqrt(sum(value * value for value in weight.values())) or 1.0
    newest = max((year for c in found for year in cues.years(c.text)), default=0)
    top_hero = max(heroes.values(), default=1)
    central = [_centrality(c, weight, norm) for c in found]
    most = max(central, default=0.0) or 1.0
    for at, candidate in enumerate(found):
        text, size = candidate.text, candidate.size or 1
        years = cues.years(text)
        mean = sum(weight[t] for t in candidate.terms) / (len(candidate.terms) or 1)
        candidate.features = (
            1.0 if at == 0 else 0.0,
            1.0 / (1.0 + at),
            at / len(found),
            _echo(candidate, found[0]) if at else 0.0,
            1.0 if opens[at] else 0.0,
            len(candidate.terms & title) / len(title) if title else 0.0,
            central[at] / most,
            min(1.0, mean),
            min(1.0, len(candidate.names) / 4),
            max((heroes[n] for n in candidate.names), default=0) / top_hero
            if top_hero > 1
            else 0.0,
            min(1.0, len(candidate.figures) / 2),
            min(1.0, cues.count_numbers(text) / 4),
            1.0 if cues.DATE.search(text) and (not years or max(years) == newest) else 0.0,
            1.0 if years and max(years) < newest else 0.0,
            min(1.0, size / 40),
            max(0.0, 1.0 - size / 12),
            min(1.0, max(0.0, size - 25) / 25),
            1.0 if cues.SPEECH.search(text) else 0.0,
            1.0 if text.rstrip("»”\"')").endswith("?") else 0.0,
            1.0 if cues.FIRST_PERSON.search(text) else 0.0,
            min(1.0, len(cues.PRONOUN.findall(text)) / 3),
            1.0 if candidate.hangs else 0.0,
            1.0 if cues.ATTRIBUTED.search(text) else 0.0,
        )


def _centrality(candidate: Candidate, weight: dict[str, float], norm: float) -> float:
    """Return the cosine between the sentence and the story's centroid."""
    own = math.sqrt(sum(weight[term] for term in candidate.terms))
    if not own:
        return 0.0
    return sum(weight[term] ** 1.5 for term in candidate.terms) / (own * norm)


def _echo(candidate: Candidate, first: Candidate) -> float:
    """Return how much of the opening sentence comes back in this one."""
    return len(candidate.terms & first.terms) / (len(first.terms) or 1)
