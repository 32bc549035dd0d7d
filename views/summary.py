"""The summary: sentences of the article, verbatim, each with the way to its place."""

from __future__ import annotations

from collections.abc import Iterator

from aiogram.utils.formatting import Bold, Text

from views import reporters
from views.buttons import SUMMARY, Open, Row, pressed
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, Story
from views.story import behind_spoiler, buttons, place_link, place_row, shortened

SENTENCES = 3
MOST_SENTENCES = 7
#: A sentence that would fill half a message is cut, in UTF-16 units.
SENTENCE_LIMIT = 1800

#: Figures that sources give differently: so many are told, what they measure in so many units.
MOST_DIFFERING, LABEL_LIMIT = 3, 120

#: The lengths that buttons offer; any other can be asked for in words.
OFFERED = (1, 3, 5)


def render(
    story: Story,
    reader: Reader,
    username: str,
    *,
    sentences: int = SENTENCES,
    inline: bool = False,
    hidden: bool = False,
    followed: bool = False,
) -> Message:
    """Return the summary of a story as a message; `sentences` is clamped to 1-7.

    Sentences so long that Telegram would refuse the message are fewer than asked for; `hidden` ones
    stand behind a spoiler. `followed`: what the follow button says.
    """
    wanted = min(max(sentences, 1), MOST_SENTENCES)
    for count in range(wanted, 0, -1):
        message = _rendered(story, reader, username, count, inline, hidden, followed)
        if message.fits:
            break
    return message


def _rendered(
    story: Story,
    reader: Reader,
    username: str,
    sentences: int,
    inline: bool,
    hidden: bool,
    followed: bool,
) -> Message:
    chosen = story.analysis.summary(sentences).sentences
    said: list[Text | str] = []
    for sentence in chosen:
        shown = shortened(sentence.text, SENTENCE_LIMIT)
        said += ["\n\n" if said else "", shown, " ", place_link(story, sentence.start, username)]
    say = catalogue(reader.language)
    if differing := list(_differing(story, say)):
        said += ["\n\n" if said else "", *differing]
    parts: list[Text | str] = [*reporters.heading(story, reader, username)]
    if said:
        content = Text(*said)
        parts += ["\n\n", behind_spoiler(content, say) if hidden else content]
    starts = [sentence.start for sentence in chosen]
    places = [] if inline else place_row(story, reader, starts, username)
    lengths = _lengths(story, reader, sentences)
    markup = buttons(
        story,
        reader,
        username,
        places,
        lengths,
        inline=inline,
        followed=None if inline else followed,
    )
    return Message.of(Text(*parts), markup)


def _differing(story: Story, say: Catalogue) -> Iterator[Text | str]:
    """Yield the figures that the story's sources give differently, under a heading."""
    for number, (figure, said) in enumerate(reporters.others(story)[:MOST_DIFFERING]):
        if not number:
            yield Bold(say("Sources differ"))
        yield f"\n• {shortened(figure.label, LABEL_LIMIT)} — "
        yield reporters.figures_of(story, figure, said, say)


def _lengths(story: Story, reader: Reader, current: int) -> Row:
    """Return buttons for the other lengths, where they would show anything else."""
    say = catalogue(reader.language)
    shown = len(story.analysis.summary(current).sentences)
    return [
        pressed(
            say.many("{n} sentence", "{n} sentences", count),
            Open(view=SUMMARY, story=story.id, detail=count),
        )
        for count in OFFERED
        if len(story.analysis.summary(count).sentences) not in (shown, 0)
    ]
