"""What can be told of each sentence of a story, as numbers that a summary weighs."""

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain

from news import cues, openings, words
from news import text as texts
from news.spans import Span
from news.story import Story

#: Longer sentences are run-together text, not something to show.
LONGEST = 900
_SHORTEST_WORDS = 4

#: Sentences are weighed in so many characters from the beginning of a text: a hundred articles, and
#: a bound on the time that a text of nothing but unknown words can take.
READ = 200_000

#: The features of `Candidate.features`, in this order; each lies between 0 and 1.
FEATURES = (
    # Place: the opening sentence, 1/2 1/3 … from there, falling to 0 over ten sentences, one of the
    # first three, the share of the text that lies before, the first of its paragraph.
    "first",
    "early",
    "near",
    "top",
    "late",
    "paragraph",
    # Place once more, by how central the opening sentence is: a true lede or mere beginning.
    "leading",
    # Likeness to the opening sentence, the headline, the whole; mean weight of its terms.
    "echo",
    "title",
    "central",
    "dense",
    # Names, the most frequent name, figures, all numbers, a day of the newest year, an older year.
    "names",
    "hero",
    "figures",
    "numbers",
    "dated",
    "background",
    # Words: up to 40, short of 12, beyond 25.
    "size",
    "short",
    "long",
    # Whose words: speech, a question, "I" and "we", "he" and "this", hanging, attributed.
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
    tokens: list[str]
    #: Those of the tokens that are numbers in digits.
    numbers: list[str]
    #: Stems of the words that mean something.
    terms: frozenset[str]
    names: list[str]
    #: What stands for the names in all their forms (`cues.name_key`).
    heroes: frozenset[str]
    figures: list[str]
    #: It opens its paragraph.
    opens: bool
    #: It opens with words that hang on the sentence before.
    hangs: bool
    #: It can be shown: with a beginning and an end, of a sane length.
    whole: bool
    #: Sentences that a plain splitter counts in it; a quotation of three sentences costs three.
    cost: int
    features: tuple[float, ...] = ()


@dataclass(slots=True)
class Field:
    """The sentences of a story with what they have in common."""

    story: Story
    candidates: list[Candidate]
    #: How much each stem means in this story, what it adds to a sentence's likeness to the whole,
    #: and all of them together. Rounded so that no sum hangs on the order of its parts.
    weight: dict[str, float] = field(default_factory=dict)
    pull: dict[str, float] = field(default_factory=dict)
    total: float = 1.0
    #: In how many sentences each name stands, and at most.
    heroes: Counter[str] = field(default_factory=Counter)
    most: int = 0
    title: frozenset[str] = frozenset()
    newest: int = 0
    #: The figure that the article leads with, as written, or "".
    leading: str = ""

    def weight_of(self, word: str) -> float:
        """Return how much a word, as written, means in this story."""
        return sum(self.weight.get(t, 0.0) for t in _terms([word.lower()], self.story.language))


def gather(story: Story) -> Field:
    """Return the sentences of lede and body with their features."""
    found = Field(story, _candidates(story))
    if not found.candidates:
        return found
    _weigh(found)
    central = [_centrality(candidate, found) for candidate in found.candidates]
    most = max(central) or 1.0
    for candidate in found.candidates:
        shares = central[candidate.index] / most, central[0] / most
        candidate.features = (
            *_place(candidate, found, shares[1]),
            *_likeness(candidate, found, shares[0]),
            *_facts(candidate, found),
            *_length(candidate),
            *_voice(candidate),
        )
    return found


def _candidates(story: Story) -> list[Candidate]:
    parts = ([story.lede] if story.lede else []) + list(story.paragraphs)
    found: list[Candidate] = []
    for part in parts:
        if part.start > READ:
            break
        block = Span(part.start, min(part.end, READ))
        for span in texts.split(story.text, block):
            found.append(_candidate(len(found), span, story, span.start == part.start))
    return _with_lists(found)


#: "2. Договор аренды …", "• A refund": an item of a list.
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[•▪●*·])\s")


def _with_lists(found: list[Candidate]) -> list[Candidate]:
    """Let the items of a list hang on what announces it, unless the whole article is a list."""
    items = [candidate for candidate in found if _ITEM.match(candidate.text)]
    if 2 * len(items) < len(found):
        for item in items:
            item.hangs = True
    return found


_NONE: frozenset[str] = frozenset()


def _candidate(index: int, span: Span, story: Story, opens: bool) -> Candidate:
    text = story.text[span.start : span.end]
    if len(text) > LONGEST:
        return Candidate(index, span, text, [], [], _NONE, [], _NONE, [], opens, False, False, 1)
    tokens, names = cues.words(text), cues.names(text)
    return Candidate(
        index=index,
        span=span,
        text=text,
        tokens=tokens,
        numbers=cues.numbers(text, tokens),
        terms=_terms(tokens, story.language),
        names=names,
        heroes=frozenset(map(cues.name_key, names)),
        figures=cues.figures(text),
        opens=opens,
        hangs=_hangs(text, index, story.language),
        whole=len(tokens) >= _SHORTEST_WORDS and cues.is_whole(text),
        cost=cues.stops(text),
    )


def _hangs(text: str, index: int, language: str) -> bool:
    """Tell whether a sentence needs the one before.

    English articles open with a pronoun for whom the same sentence names ("She may be …, but Ann
    Lee is …"): there is nothing before them to hang on.
    """
    if not openings.hangs(text):
        return False
    return not (index == 0 and language == "en" and bool(cues.names(text)))


_KAZAKH_STEM = 6


def _terms(tokens: list[str], language: str) -> frozenset[str]:
    stems = frozenset(map(words.stem, [token for token in tokens if len(token) > 2])) - cues.EMPTY
    # Kazakh adds its endings one after another: the first letters are the word.
    return frozenset(s[:_KAZAKH_STEM] for s in stems) if language == "kk" else stems


def _weigh(found: Field) -> None:
    """Weigh stems by the sentences they recur in: what comes once says little about the story."""
    counts = Counter(chain.from_iterable(candidate.terms for candidate in found.candidates))
    by_count = {count: math.log(count) + 0.1 for count in set(counts.values())}
    weight = {count: _exact(value) for count, value in by_count.items()}
    pull = {count: _exact(value**1.5) for count, value in by_count.items()}
    found.weight = {term: weight[count] for term, count in counts.items()}
    found.pull = {term: pull[count] for term, count in counts.items()}
    found.total = sum(found.weight.values()) or 1.0
    found.heroes = Counter(chain.from_iterable(c.heroes for c in found.candidates))
    found.most = max(found.heroes.values(), default=0)
    title = found.story.title
    if title:
        found.title = _terms(cues.words(title.text), found.story.language)
    found.leading = _leading_figure(found.candidates)
    found.newest = max((y for c in found.candidates for y in cues.years(c.numbers)), default=0)


def _exact(value: float) -> float:
    """Round to a multiple of a power of two: sums of such are exact, in whatever order."""
    return round(value * 2**24) / 2**24


def _leading_figure(candidates: list[Candidate]) -> str:
    """Return the figure that an article leads with: amounts before counts, early before late."""
    best, most = "", 0.0
    for candidate in candidates:
        for figure in candidate.figures if candidate.whole else ():
            worth = (2.0 if cues.is_amount(figure) else 1.0) / (1 + candidate.index / 6)
            if worth > most:
                best, most = figure, worth
    return best


def _centrality(candidate: Candidate, found: Field) -> float:
    """Return the cosine of the sentence with the whole story, but for a constant factor."""
    terms = candidate.terms
    own = math.sqrt(sum(map(found.weight.__getitem__, terms)))
    return sum(map(found.pull.__getitem__, terms)) / own if own else 0.0


_TOP = 3


def _place(candidate: Candidate, found: Field, lead: float) -> tuple[float, ...]:
    at = candidate.index
    early = 1 / (1 + at)
    return (
        1.0 if at == 0 else 0.0,
        early,
        max(0.0, 1 - at / 10),
        1.0 if at < _TOP else 0.0,
        at / len(found.candidates),
        1.0 if candidate.opens else 0.0,
        lead * early,
    )


def _likeness(candidate: Candidate, found: Field, central: float) -> tuple[float, ...]:
    terms = candidate.terms
    first = found.candidates[0].terms if candidate.index else frozenset()
    mean = sum(map(found.weight.__getitem__, terms)) / (len(terms) or 1)
    return (
        len(terms & first) / (len(first) or 1),
        len(terms & found.title) / (len(found.title) or 1),
        central,
        min(1.0, mean),
    )


def _facts(candidate: Candidate, found: Field) -> tuple[float, ...]:
    newest = max(cues.years(candidate.numbers), default=found.newest)
    hero = max(map(found.heroes.__getitem__, candidate.heroes), default=0)
    return (
        min(1.0, len(candidate.names) / 4),
        hero / found.most if found.most > 1 else 0.0,
        min(1.0, len(candidate.figures) / 2),
        min(1.0, len(candidate.numbers) / 4),
        1.0 if newest == found.newest and _is_dated(candidate) else 0.0,
        1.0 if newest < found.newest else 0.0,
    )


def _is_dated(candidate: Candidate) -> bool:
    return cues.is_dated(candidate.tokens, candidate.numbers)


def _length(candidate: Candidate) -> tuple[float, ...]:
    size = len(candidate.tokens)
    return (min(1.0, size / 40), max(0.0, 1 - size / 12), min(1.0, max(0.0, size - 25) / 25))


def _voice(candidate: Candidate) -> tuple[float, ...]:
    tokens = candidate.tokens
    pronouns = sum(map(cues.PRONOUNS.__contains__, tokens))
    return (
        1.0 if cues.is_speech(candidate.text) else 0.0,
        1.0 if candidate.text.rstrip("»”\"')").endswith("?") else 0.0,
        0.0 if cues.FIRST_PERSON.isdisjoint(tokens) else 1.0,
        min(1.0, pronouns / 3),
        1.0 if candidate.hangs else 0.0,
        1.0 if cues.is_attributed(tokens) else 0.0,
    )
