"""The key figures of an article: number, unit, what it measures, and its quote."""

import re
from dataclasses import dataclass, replace

from news import story
from news.figure_candidate import Candidate
from news.figure_candidates import candidates
from news.figure_rank import conversion, group, importance, weight
from news.figure_relations import contradict, same_figure, same_news
from news.label_place import Place
from news.labels import label
from news.number_tokens import Tokens
from news.spans import Part, Span
from news.text import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. All offsets count in the text given to `extract`."""

    #: The words that hold number and unit, without "около", "более", "до"; a range is one span.
    span: Span
    #: In base units ("1,5 млн" is 1500000); (low, high) for a range.
    value: float | tuple[float, float]
    #: ISO code for money, "%", else a lower-case lemma; taken from context where elided.
    unit: str
    #: exact, about, more_than, less_than, up_to, from or range.
    qualifier: str
    #: What it measures: 3-10 words of the sentence, grammatical.
    label: str
    #: The sentence it stands in.
    quote: Part
    #: key or minor.
    weight: str
    #: Alleged or preliminary ("по предварительным данным").
    hedged: bool
    #: Group for display: money, people, penalty, share or other.
    group: str = "other"
    #: Further places where the same figure is said.
    repeats: tuple[Span, ...] = ()
    #: Index (in the returned list) of the figure this is a part of ("из них 86"), or None.
    part_of: int | None = None
    #: Indexes of figures that give another number for the same thing.
    contradicts: tuple[int, ...] = ()

    @property
    def start(self) -> int:
        """Where its span begins: what a list of figures is sorted and scored by."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where its span ends."""
        return self.span.end


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate with its label, and the later mentions of the same figure."""

    candidate: Candidate
    label: str
    repeats: tuple[Candidate, ...] = ()


def extract(text: str, *, read: story.Story | None = None) -> list[Figure]:
    """Find the figures, most important first.

    `read` is `news.story.read(text)` where the caller has it already.
    """
    tokens = Tokens(text)
    if not len(tokens):
        return []
    read = read or story.read(text)
    parts = sentences(text)
    found = candidates(tokens, parts, _beside_the_article(read))
    labelled = _labelled(text, tokens, found)
    lede = max((part.end for part in (read.title, read.lede) if part is not None), default=0)
    merged = _merged(tokens, labelled, lede)
    ordered = sorted(merged, key=lambda one: (-_importance(tokens, one), one.candidate.first))
    return [_figure(tokens, parts, one, ordered, found) for one in ordered]


#: "Эта цифра достигла 140 тысяч" is of what the figure before is of.
_THIS_NUMBER = re.compile(
    r"\b(?:эт[ауо][тй]? (?:цифр|числ|показател|сумм)|this (?:figure|number)|бұл көрсеткіш)"
)


def _labelled(text: str, tokens: Tokens, found: list[Candidate]) -> list[_Found]:
    """Write the labels; a sum converted, or "эта цифра", is labelled as the figure before it."""
    done: list[_Found] = []
    for one in found:
        said = label(tokens, _place(text, tokens, one, found))
        before = done[-1] if done and one.sentence == done[-1].candidate.sentence else None
        if before is not None and before.label:
            again = before.candidate.sort == one.sort and _THIS_NUMBER.search(said) is not None
            said = before.label if again or conversion(tokens, one) else said
        done.append(_Found(one, said))
    return done


def _beside_the_article(read: story.Story) -> list[tuple[int, int]]:
    """Return the characters that are page furniture, credits, byline or date line."""
    parts = (*read.furniture, read.author, read.photo_credit, read.published)
    return [(part.start, part.end) for part in parts if part is not None]


def _place(text: str, tokens: Tokens, one: Candidate, found: list[Candidate]) -> Place:
    return Place(
        first=_after_list_number(tokens, one),
        after=one.sentence_after,
        region_first=one.region[0],
        region_after=one.region[1],
        noun=one.noun if one.noun < one.after else one.region[1],
        regions=tuple(other.region for other in found if _beside(one, other)),
        kind=one.quantity.kind,
        sort=one.quantity.role if one.quantity.role == "adjective" else one.sort,
        whole=_whole_words(text, tokens, one, found),
    )


def _after_list_number(tokens: Tokens, one: Candidate) -> int:
    """Return where a candidate's sentence begins, without the "3." or "3)" of an item of a list."""
    first = one.sentence_first
    numbered = len(tokens.low(first)) < 3 and tokens.low(first).isdecimal()
    if numbered and tokens.low(first + 1) in (".", ")") and first + 2 <= one.region[0]:
        return first + 2
    return first


def _beside(one: Candidate, other: Candidate) -> bool:
    """Tell whether another number stands in the part of the sentence that is looked at."""
    if other.sentence != one.sentence:
        return False
    return one.sentence_first <= other.region[0] and other.region[1] <= one.sentence_after


def _whole_words(text: str, tokens: Tokens, one: Candidate, found: list[Candidate]) -> str:
    """Return "из 135 преступлений" for a part of them, where the form needs no change."""
    if one.part_of is None or tokens.kazakh[one.first]:
        return ""
    whole = found[one.part_of]
    value = whole.quantity.value or 0.0
    unchanged = whole.quantity.digits and (
        whole.quantity.scale > 1
        or value % 10 in (0, 5, 6, 7, 8, 9)
        or value % 100 in (11, 12, 13, 14)
    )
    span = _span(tokens, whole)
    words = tokens.lows[one.sentence_first : one.sentence_after]
    of = "of" if all(word.isascii() for word in words if word[0].isalpha()) else "из"
    if not unchanged and of == "из":
        return "из них"
    return f"{of} {text[span.start : span.end]}"


def _merged(tokens: Tokens, labelled: list[_Found], lede: int) -> list[_Found]:
    """Join the mentions of one figure; the first mention speaks for it."""
    merged: list[_Found] = []
    body = next((one for one in labelled if tokens.starts[one.candidate.first] >= lede), None)
    for one in labelled:
        index = _mention_of(tokens, merged, one, first_of_body=one is body)
        if index is None:
            merged.append(one)
        else:
            other = merged[index]
            merged[index] = replace(other, repeats=(*other.repeats, one.candidate))
    return merged


def _mention_of(
    tokens: Tokens, merged: list[_Found], one: _Found, *, first_of_body: bool
) -> int | None:
    """Return which of the figures so far one is another mention of."""
    for index, other in enumerate(merged):
        if same_figure(tokens, other.candidate, one.candidate, other.label, one.label):
            return index
        if first_of_body and same_news(other.candidate, one.candidate):
            return index
    return None


def _importance(tokens: Tokens, one: _Found) -> float:
    position = one.candidate.first / max(len(tokens), 1)
    return importance(tokens, one.candidate, position, 1 + len(one.repeats))


def _figure(
    tokens: Tokens,
    parts: list[Sentence],
    one: _Found,
    ordered: list[_Found],
    found: list[Candidate],
) -> Figure:
    candidate = one.candidate
    quote = parts[candidate.sentence]
    return Figure(
        span=_span(tokens, candidate),
        value=candidate.value,
        unit=candidate.unit,
        qualifier=candidate.qualifier,
        label=one.label,
        quote=Part(quote.text, quote.start, quote.end),
        weight=weight(tokens, candidate, len(one.repeats)),
        hedged=candidate.hedged,
        group=group(candidate),
        repeats=tuple(_span(tokens, repeat) for repeat in one.repeats),
        part_of=_whole(candidate, ordered, found),
        contradicts=_contradictions(tokens, one, ordered),
    )


def _span(tokens: Tokens, candidate: Candidate) -> Span:
    return Span(tokens.starts[candidate.first], tokens.ends[candidate.after - 1])


def _whole(candidate: Candidate, ordered: list[_Found], found: list[Candidate]) -> int | None:
    if candidate.part_of is None:
        return None
    whole = found[candidate.part_of]
    mentions = ((n, (one.candidate, *one.repeats)) for n, one in enumerate(ordered))
    return next((n for n, places in mentions if whole in places), None)


def _contradictions(tokens: Tokens, one: _Found, ordered: list[_Found]) -> tuple[int, ...]:
    return tuple(
        n
        for n, other in enumerate(ordered)
        if other is not one
        and contradict(tokens, one.candidate, other.candidate, one.label, other.label)
    )
