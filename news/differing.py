"""Figures that two reports of one event give differently, as they are kept and found again.

They are found once (`news.threads.differing_figures`), when the second report comes, and kept
beside it: its text is not read again. The story may be corrected afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from news.analysis import Analysis
    from news.figures import Figure
    from news.threads import Differing

Value = float | tuple[float, float]


@dataclass(frozen=True, slots=True)
class Said:
    """A figure as one report gives it."""

    value: Value
    #: As `news.figures.Figure` has it, and so the unit.
    qualifier: str
    unit: str
    #: Number and unit in the report's own words ("4 человека").
    written: str
    #: The sentence that says so.
    quote: str
    #: The language of the report.
    language: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a story and another report of its event say of one thing."""

    #: What both measure, in the words of the story.
    label: str
    kept: Said
    other: Said


def dumped(found: Iterable[Differing], kept: Analysis, other: Analysis) -> str | None:
    """Return differing figures of two readings as JSON; None for none.

    A list of {"label", "kept", "other"}, the last two with what `Said` has.
    """
    told = [
        asdict(Disagreement(each.label, _said(each.a, kept), _said(each.b, other)))
        for each in found
    ]
    return json.dumps(told, ensure_ascii=False) if told else None


def loaded(kept: str | None) -> tuple[Disagreement, ...]:
    """Read what `dumped` wrote; what was kept without the words of the report cannot be shown."""
    return tuple(
        Disagreement(one["label"], _read(one["kept"]), _read(one["other"]))
        for one in json.loads(kept or "[]")
        if "written" in one["other"]
    )


def standing(told: Disagreement, figures: Sequence[Figure]) -> Figure | None:
    """Return which of a story's figures another report gives differently, as the story is now.

    None where it does not say so any more, or where a correction made both agree.
    """
    alike = [each for each in figures if _is_of(told, each)]
    if any(each.value == told.other.value for each in alike):
        return None
    return min(alike, key=lambda each: each.value != told.kept.value, default=None)


def _is_of(told: Disagreement, figure: Figure) -> bool:
    """Tell whether a figure is what a story was compared by.

    After a correction its label tells, after a new reading of the same text its sentence.
    """
    kept = told.kept
    same = (figure.value, _line(figure.quote.text)) == (kept.value, kept.quote)
    return figure.unit == kept.unit and (figure.label == told.label or same)


def _said(figure: Figure, reading: Analysis) -> Said:
    written = reading.story.text[figure.span.start : figure.span.end]
    return Said(
        figure.value,
        figure.qualifier,
        figure.unit,
        _line(written),
        _line(figure.quote.text),
        reading.story.language,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _read(one: dict[str, object]) -> Said:
    value = one["value"]
    return Said(**{**one, "value": tuple(value) if isinstance(value, list) else value})  # type: ignore[arg-type]
