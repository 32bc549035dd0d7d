"""The key figures of an article: number, unit, what it measures, and its quote."""

from dataclasses import dataclass

from news.spans import Part, Span


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


def extract(text: str) -> list[Figure]:
    """Find the figures, most important first."""
    raise NotImplementedError
