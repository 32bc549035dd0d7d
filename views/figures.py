"""The key figures: number in bold, what it measures, its quote on demand; then who and where."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from aiogram.utils.formatting import BlockQuote, Bold, ExpandableBlockQuote, Text

from views import reporters
from views.buttons import CHART, FIGURES, Open, pressed
from views.charts import choose
from views.figure import LABEL_LIMIT, figure_line, hedge, number_text, shown_figures
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Read, Reader, Story
from views.reporters import Other
from views.story import buttons, place_link, shortened

if TYPE_CHECKING:
    from news.figures import Figure
    from news.names import Name

MOST_NAMES = 8
#: Other numbers that the text gives for the same thing; more would be a table.
MOST_OTHERS = 2
#: Figures that other sources give differently: with their links and quotes each is ten of the
#: hundred entities that a message may have.
MOST_DIFFERING = 3
#: A name longer than this is cut at a word.
NAME_LIMIT = 60
#: What a quote and a label may be long, in UTF-16 units: the first with which the message fits.
ROOMS = (400, 240, 140, 80, 40)
#: A quote longer than this is folded.
LONG_QUOTE = 200

#: Groups in the order they are shown, with their headings' messages.
GROUPS = ("money", "people", "penalty", "share", "other")


def render(
    story: Story,
    reader: Reader,
    username: str,
    *,
    quotes: bool = False,
    inline: bool = False,
) -> Message:
    """Return a story's key figures as a message, with the quote under each when `quotes`.

    Long quotes and labels are cut the shorter the more there are, so that Telegram takes it.
    """
    for room in ROOMS:
        message = _rendered(story, reader, username, quotes, inline, room)
        if message.fits:
            break
    return message


def _rendered(
    story: Story, reader: Reader, username: str, quotes: bool, inline: bool, room: int
) -> Message:
    """Return the message with each quote and label cut to `room` UTF-16 units."""
    say = catalogue(reader.language)
    told = reporters.others(story)[:MOST_DIFFERING]
    others = {figure.start: said for figure, said in told}
    figures = _shown(story, others)
    parts: list[Text | str] = [*reporters.heading(story, reader, username)]
    if not figures:
        parts += ["\n\n", say("There are no key figures in this story.")]
    for group in GROUPS:
        members = [figure for figure in figures if figure.group == group]
        if members:
            parts += ["\n\n", Bold(group_name(group, say))]
        for figure in members:
            parts += _entry(story, figure, username, quotes, say, room)
            parts += _others(story, figure, others.get(figure.start, []), quotes, say, room)
    parts += list(names(story, say))
    label = say("Hide the quotes") if quotes else say("Show the quotes")
    toggle = pressed(label, Open(view=FIGURES, story=story.id, detail=int(not quotes)))
    above = [toggle] if figures else []
    if choose(story):
        above.append(pressed(say("Chart"), Open(view=CHART, story=story.id)))
    return Message.of(Text(*parts), buttons(story, reader, username, above, inline=inline))


def _shown(story: Story, others: Container[int]) -> list[Figure]:
    """Return the figures that are shown: the key ones, and all that sources give differently."""
    shown = shown_figures(story)
    return shown + [
        figure
        for figure in story.analysis.figures
        if figure.start in others and figure not in shown
    ]


def group_name(group: str, say: Catalogue) -> str:
    """Return the heading of a group of figures."""
    names = {
        "money": say("Money"),
        "people": say("People"),
        "penalty": say("Crime and penalty"),
        "share": say("Shares"),
        "other": say("Other figures"),
    }
    return names[group]


def _entry(
    story: Story, figure: Figure, username: str, quotes: bool, say: Catalogue, room: int
) -> Iterator[Text | str]:
    """Yield a figure's line with the way to its place, and its quote when asked for."""
    yield "\n• "
    yield figure_line(story, figure, min(room, LABEL_LIMIT))
    yield hedge(figure, say)
    others = [story.analysis.figures[index] for index in figure.contradicts[:MOST_OTHERS]]
    if others:
        numbers = ", ".join(number_text(story, other) for other in others)
        yield " ("
        yield say("the text also says: {numbers}", numbers=numbers)
        yield ")"
    yield " "
    yield place_link(story, figure.span.start, username)
    if quotes:
        quote = shortened(" ".join(figure.quote.text.split()), room)
        yield "\n"
        yield ExpandableBlockQuote(quote) if len(quote) > LONG_QUOTE else BlockQuote(quote)


def _others(
    story: Story, figure: Figure, said: list[Other], quotes: bool, say: Catalogue, room: int
) -> Iterator[Text | str]:
    """Yield what other sources say instead of a figure, and their quotes when asked for."""
    if said:
        yield "\n"
        yield reporters.differing(story, figure, said, say)
    if quotes:
        yield from reporters.quotes(said, room, LONG_QUOTE)


def names(story: Read, say: Catalogue) -> Iterator[Text | str]:
    """Yield who and where: organisations, people, places."""
    headings = (
        ("ORG", say("Organisations")),
        ("PER", say("People named")),
        ("LOC", say("Places")),
    )
    separator = "\n\n"
    for kind, heading in headings:
        found = [name for name in story.analysis.names if name.kind == kind][:MOST_NAMES]
        if found:
            yield separator
            yield Bold(f"{heading}: ")
            yield ", ".join(_name(name) for name in found)
            separator = "\n"


def _name(name: Name) -> str:
    return shortened(name.shown, NAME_LIMIT)
