"""A small picture of figures that belong together, where it tells more than the text.

Three kinds: parts of a whole ("135, of them 86"), change over time (one thing in several
years), and things of one unit side by side. Only numbers that the article gives are drawn and
written; nothing is worked out of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import font_roboto
from aiogram.utils.formatting import Text
from PIL import Image, ImageDraw, ImageFont

from views.figure import number_text
from views.message import Message
from views.model import Story
from views.story import headline_link

if TYPE_CHECKING:
    from news.figures import Figure

#: Bars that one picture holds; more would be too small on a phone.
MOST_BARS = 6
#: Two numbers side by side are as clear in words.
FEWEST_SIDE_BY_SIDE = 3
#: Beyond this ratio the smaller bar would not be seen.
WIDEST_RATIO = 60

WIDTH, MARGIN, GAP = 1080, 56, 34
BAR_HEIGHT, TEXT_SIZE, TITLE_SIZE = 40, 42, 50

# One card that is readable on a light and on a dark background alike.
PAPER, INK, QUIET, BAR, TRACK = "#F3F4F6", "#1B2430", "#5B6673", "#2F6FB5", "#D5DAE1"

_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is, the number as written, its value."""

    label: str
    number: str
    value: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that share a unit and a scale. `kind` is parts, time or side_by_side."""

    kind: str
    bars: tuple[Bar, ...]


def choose(story: Story) -> Chart | None:
    """Return what of a story's key figures can be drawn so that it says more, or None."""
    figures = story.analysis.figures
    return _parts(story, figures) or _over_time(story, figures) or _side_by_side(story, figures)


def _parts(story: Story, figures: Sequence[Figure]) -> Chart | None:
    """Find a whole with its parts, of one unit; the first such is the most important."""
    for index, whole in enumerate(figures):
        parts = [
            part
            for part in figures
            if part.part_of == index and part.unit == whole.unit and _amount(part) <= _amount(whole)
        ]
        if parts:
            return _chart(story, "parts", [whole, *parts])
    return None


def _over_time(story: Story, figures: Sequence[Figure]) -> Chart | None:
    """Find one thing said for several years."""
    dated = [(year, figure) for figure in figures if (year := _year_of(story, figure))]
    for _, first in dated:
        same = {year: figure for year, figure in reversed(dated) if _same_thing(figure, first)}
        if len(same) > 1:
            bars = tuple(
                Bar(str(year), number_text(story, figure), _amount(figure))
                for year, figure in sorted(same.items())
            )
            return _drawable(Chart("time", bars[:MOST_BARS]))
    return None


def _same_thing(one: Figure, other: Figure) -> bool:
    """Tell whether two figures measure the same: one unit, and most words of their labels."""
    if one.unit != other.unit or one.group != other.group:
        return False
    mine, theirs = _stems(one.label), _stems(other.label)
    return len(mine & theirs) * 2 > min(len(mine), len(theirs)) > 0


def _stems(label: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{3,}", label.casefold())
    return {word[:5] for word in words}


def _year_of(story: Story, figure: Figure) -> int | None:
    """Return the only year said in a figure's own clause, or None."""
    text = story.analysis.story.text
    start = max(text.rfind(mark, figure.quote.start, figure.span.start) for mark in ",;(—–")
    ends = [
        at for mark in ",;)—–" if (at := text.find(mark, figure.span.end, figure.quote.end)) > 0
    ]
    clause = text[max(start, figure.quote.start) : min(ends, default=figure.quote.end)]
    years = set(_YEAR.findall(clause))
    return int(years.pop()) if len(years) == 1 else None


def _side_by_side(story: Story, figures: Sequence[Figure]) -> Chart | None:
    """Find things of one unit that stand in one sentence, or next to each other."""
    key = [figure for figure in figures if figure.weight == "key" and figure.label]
    for first in key:
        same = [f for f in key if f.unit == first.unit and f.quote.start == first.quote.start]
        if len(same) >= FEWEST_SIDE_BY_SIDE and len({f.label for f in same}) == len(same):
            return _chart(story, "side_by_side", same)
    return None


def _chart(story: Story, kind: str, figures: Sequence[Figure]) -> Chart | None:
    bars = tuple(
        Bar(figure.label, number_text(story, figure), _amount(figure))
        for figure in figures[:MOST_BARS]
    )
    return _drawable(Chart(kind, bars))


def _drawable(chart: Chart) -> Chart | None:
    """Return the chart if all its bars can be seen on one scale."""
    values = [bar.value for bar in chart.bars]
    if min(values) <= 0 or max(values) > WIDEST_RATIO * min(values) or len(set(values)) == 1:
        return None
    return chart


def _amount(figure: Figure) -> float:
    """Return a figure's value; of a range, its upper end."""
    return figure.value[1] if isinstance(figure.value, tuple) else figure.value


def caption(story: Story, username: str) -> Message:
    """Return what stands under the picture: the headline, which leads back to the story."""
    return Message.of(Text(headline_link(story, username)))


def draw(chart: Chart, title: str) -> bytes:
    """Draw a chart under a title; returns a PNG of 1080 pixels width."""
    lines = _wrapped(title, _font(TITLE_SIZE, bold=True), 3)
    height = MARGIN * 2 + len(lines) * (TITLE_SIZE + 10) + GAP + sum(map(_height, chart.bars))
    image = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(image)
    top = MARGIN
    for line in lines:
        pen.text((MARGIN, top), line, INK, font=_font(TITLE_SIZE, bold=True))
        top += TITLE_SIZE + 10
    top += GAP
    longest = max(bar.value for bar in chart.bars)
    for bar in chart.bars:
        _draw_bar(pen, bar, top, bar.value / longest)
        top += _height(bar)
    stream = io.BytesIO()
    image.quantize(64).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _draw_bar(pen: ImageDraw.ImageDraw, bar: Bar, top: int, share: float) -> None:
    """Draw the number, its bar on a track, and what it is below."""
    pen.text((MARGIN, top), bar.number, INK, font=_font(TEXT_SIZE, bold=True))
    top += TEXT_SIZE + 14
    room = WIDTH - 2 * MARGIN
    for width, colour in ((room, TRACK), (max(round(room * share), BAR_HEIGHT // 2), BAR)):
        box = (MARGIN, top, MARGIN + width, top + BAR_HEIGHT)
        pen.rounded_rectangle(box, BAR_HEIGHT // 4, fill=colour)
    top += BAR_HEIGHT + 10
    for line in _label_lines(bar):
        pen.text((MARGIN, top), line, QUIET, font=_font(TEXT_SIZE - 6))
        top += TEXT_SIZE + 4


def _height(bar: Bar) -> int:
    return TEXT_SIZE + 14 + BAR_HEIGHT + 10 + len(_label_lines(bar)) * (TEXT_SIZE + 4) + GAP


def _label_lines(bar: Bar) -> list[str]:
    return _wrapped(bar.label, _font(TEXT_SIZE - 6), 2)


@lru_cache(maxsize=8)
def _font(size: int, *, bold: bool = False) -> Any:
    name = font_roboto.RobotoBold if bold else font_roboto.Roboto
    return ImageFont.truetype(name, size)


def _wrapped(text: str, font: Any, most: int) -> list[str]:
    """Break a text into lines of the picture's width; what is over `most` lines ends in "…"."""
    lines = list(_lines(text.split(), font))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], lines[most - 1].rsplit(" ", 1)[0] + "…"]


def _lines(words: list[str], font: Any) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > WIDTH - 2 * MARGIN:
            yield line
            longer = word
        line = longer
    if line:
        yield line
