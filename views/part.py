"""A later part of a followed case: what is new in it on top, then the rest of its summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from aiogram.utils.formatting import Bold, Text

from views.figure import figure_line, hedge
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, Story
from views.reporters import heading
from views.story import buttons, place_link, place_row, shortened

if TYPE_CHECKING:
    from news.figures import Figure
    from news.spans import Part
    from news.versions import News

#: Of what is new so much is shown.
MOST_FIGURES, MOST_NAMES, MOST_SENTENCES = 4, 8, 3
#: Of the summary so many sentences, those that stand above left out.
SUMMARY_SENTENCES = 2
#: A name is cut to this many UTF-16 units.
NAME_LIMIT = 60
#: Sentences and figures' labels are cut to so many: the first with which the message fits.
ROOMS = ((1200, 200), (600, 120), (300, 80), (120, 40))


def render(
    story: Story, news: News, reader: Reader, username: str, *, followed: bool = True
) -> Message:
    """Return the message that tells those who follow a case of its next part.

    `news`: what the part has that no earlier one had. `followed`: what the follow button says.
    """
    for room in ROOMS:
        message = _rendered(story, news, reader, username, followed, room)
        if message.fits:
            break
    return message


def _rendered(
    story: Story,
    news: News,
    reader: Reader,
    username: str,
    followed: bool,
    room: tuple[int, int],
) -> Message:
    say = catalogue(reader.language)
    sentence_room, label_room = room
    new = _telling(news)
    known = {sentence.start for sentence in new}
    summary = [
        sentence
        for sentence in story.analysis.summary(SUMMARY_SENTENCES).sentences
        if sentence.start not in known
    ]
    parts: list[Text | str] = [*heading(story, reader, username)]
    if new or news.figures or news.names:
        parts += ["\n\n", Bold(say("What is new"))]
    parts += _figures(story, news.figures, username, say, label_room)
    parts += _names(news, say)
    for sentence in new:
        parts += _sentence(story, sentence.text, sentence.start, username, sentence_room)
    if summary:
        parts += ["\n\n", Bold(say("Summary"))]
    for chosen in summary:
        parts += _sentence(story, chosen.text, chosen.start, username, sentence_room)
    starts = [each.start for each in new] + [each.start for each in summary]
    places = place_row(story, reader, starts, username)
    return Message.of(Text(*parts), buttons(story, reader, username, places, followed=followed))


def _telling(news: News) -> list[Part]:
    """Return the new sentences with the most new figures and names, in text order."""
    places = [figure.span.start for figure in news.figures if figure.weight == "key"]
    places += [mention.start for name in news.names for mention in name.mentions]

    def weight(sentence: Part) -> int:
        return sum(sentence.start <= place < sentence.end for place in places)

    chosen = sorted(news.sentences, key=weight, reverse=True)[:MOST_SENTENCES]
    return sorted(chosen, key=lambda sentence: sentence.start)


def _figures(
    story: Story, figures: Iterable[Figure], username: str, say: Catalogue, room: int
) -> Iterator[Text | str]:
    """Yield a line for each new figure, key ones first, with the way to its place."""
    ordered = sorted(figures, key=lambda figure: figure.weight != "key")
    for figure in ordered[:MOST_FIGURES]:
        yield "\n• "
        yield figure_line(story, figure, room)
        yield hedge(figure, say)
        yield " "
        yield place_link(story, figure.span.start, username)


def _names(news: News, say: Catalogue) -> Iterator[Text | str]:
    names = dict.fromkeys(shortened(name.shown, NAME_LIMIT) for name in news.names)
    if names:
        yield "\n"
        yield say("Named for the first time: {names}", names=", ".join([*names][:MOST_NAMES]))


def _sentence(
    story: Story, text: str, start: int, username: str, room: int
) -> Iterator[Text | str]:
    yield "\n\n"
    yield shortened(text, room)
    yield " "
    yield place_link(story, start, username)
