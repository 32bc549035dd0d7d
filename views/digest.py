"""A digest: headlines that lead home, one sentence and the leading figure each, opened in place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from views import reporters
from views.buttons import DigestBack, DigestEntry, Row, keyboard, pressed
from views.figure import figure_line, shown_figures
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, Story
from views.story import behind_spoiler, headline_link, shortened
from views.summary import render as render_summary


@dataclass(frozen=True, slots=True)
class Room:
    """What an entry may take: a sentence and a figure's label in UTF-16 units, names of sources."""

    sentence: int
    label: int
    names: int


#: The first with which all entries fit is taken.
ROOMS = (Room(500, 120, 3), Room(300, 80, 2), Room(180, 60, 0), Room(120, 0, 0), Room(0, 0, 0))
#: Buttons in a row.
ROW = 5


class Edition(Protocol):
    """A digest with how many stories were held back by reason, and how many more there were."""

    @property
    def id(self) -> int: ...
    @property
    def held(self) -> dict[str, int]: ...
    @property
    def left_out(self) -> int: ...
    @property
    def made_at(self) -> datetime: ...


def render(
    edition: Edition,
    stories: Sequence[Story],
    reader: Reader,
    username: str,
    followed: Collection[int] = (),
) -> Message:
    """Return a digest of stories as a message; without any, the single line that says so.

    `followed`: the numbers of stories whose case the reader follows: graphic ones among them stand
    open, others behind a spoiler.
    """
    for room in ROOMS:
        message = _rendered(edition, stories, reader, username, followed, room)
        if message.fits:
            break
    return message


def opened(
    edition: Edition, story: Story, reader: Reader, username: str, sentences: int
) -> Message:
    """Return a story of a digest in its place, with the way back."""
    message = render_summary(story, reader, username, sentences=sentences)
    return message.with_keyboard(with_way_back(message.keyboard, edition.id, reader))


def with_way_back(
    markup: InlineKeyboardMarkup | None, edition: int, reader: Reader
) -> InlineKeyboardMarkup:
    """Return buttons with one more row, which leads back to the digest."""
    say = catalogue(reader.language)
    rows = markup.inline_keyboard if markup else []
    back = pressed(say("← Back to the digest"), DigestBack(edition=edition))
    return keyboard(*rows, [back])


def nothing_new(reader: Reader) -> Message:
    """Say that a digest made now would be empty."""
    say = catalogue(reader.language)
    return Message(say("Nothing new since the last digest."))


def not_subscribed(reader: Reader) -> Message:
    """Say that a digest needs a subscription."""
    say = catalogue(reader.language)
    return Message(say("Choose first what you want to be told of: /subscribe"))


def _rendered(
    edition: Edition,
    stories: Sequence[Story],
    reader: Reader,
    username: str,
    followed: Collection[int],
    room: Room,
) -> Message:
    say = catalogue(reader.language)
    if not stories:
        return Message("\n".join(_calm(edition, say)))
    head = say("Digest, {day}", day=say.date(edition.made_at, reader.timezone))
    parts: list[Text | str] = [Bold(head)]
    for number, story in enumerate(stories, 1):
        hidden = bool(story.graphic) and story.id not in followed
        parts += ["\n\n", f"{number}. ", headline_link(story, username)]
        parts += _entry(story, say, hidden, room)
    notes = list(_notes(edition, say))
    if notes:
        parts += ["\n\n", "\n".join(notes)]
    return Message.of(Text(*parts), _buttons(edition, stories))


def _calm(edition: Edition, say: Catalogue) -> Iterator[str]:
    """Say that nothing is new; and that what is known was reported again, in case it was not."""
    yield say("A calm day: nothing new since the last digest.")
    if known := edition.held.get("known"):
        yield _reasons(say)["known"](known)


def _entry(story: Story, say: Catalogue, hidden: bool, room: Room) -> Iterator[Text | str]:
    """Yield a sentence, the leading figure and the sources; a graphic story's behind a spoiler."""
    lines: list[Text | str] = []
    if room.sentence:
        sentences = story.analysis.summary(1).sentences
        lines += [shortened(each.text, room.sentence) for each in sentences]
    if room.label:
        lines += _leading_figure(story, say, room.label)
    if lines:
        content = Text(*_joined(lines))
        yield "\n"
        yield behind_spoiler(content, say) if hidden else content
    if sources := reporters.line(story, say, room.names):
        yield "\n"
        yield sources


def _leading_figure(story: Story, say: Catalogue, room: int) -> Iterator[Text | str]:
    """Yield the leading figure, and what other sources say instead."""
    for figure in shown_figures(story, 1):
        if figure.weight != "key":
            return
        yield figure_line(story, figure, room)
        for differing, said in reporters.others(story):
            if differing == figure:
                yield reporters.differing(story, figure, said, say)


def _joined(lines: Sequence[Text | str]) -> Iterator[Text | str]:
    for number, line in enumerate(lines):
        if number:
            yield "\n"
        yield line


def _notes(edition: Edition, say: Catalogue) -> Iterator[str]:
    """Say how many stories were held back and why, and how many more there are."""
    for reason, sentence in _reasons(say).items():
        if count := edition.held.get(reason):
            yield sentence(count)
    if edition.left_out:
        yield say("And {n} more: /stories", n=say.number(edition.left_out))


def _reasons(say: Catalogue) -> dict[str, Callable[[int], str]]:
    return {
        "budget": lambda n: say.many(
            "{n} was held: over your daily limit", "{n} were held: over your daily limit", n
        ),
        "quiet": lambda n: say.many("{n} was held: quiet hours", "{n} were held: quiet hours", n),
        "night": lambda n: say.many(
            "{n} was held: violence, not at night", "{n} were held: violence, not at night", n
        ),
        "pause": lambda n: say.many("{n} was held: your pause", "{n} were held: your pause", n),
        "away": lambda n: say.many(
            "{n} was held: I might not write here", "{n} were held: I might not write here", n
        ),
        "late": lambda n: say.many(
            "{n} was held: it came too late", "{n} were held: they came too late", n
        ),
        "known": lambda n: say.many(
            "{n} more report on what you know already: /stories",
            "{n} more reports on what you know already: /stories",
            n,
        ),
    }


def _buttons(edition: Edition, stories: Sequence[Story]) -> InlineKeyboardMarkup:
    row: Row = [_number(edition, number, story) for number, story in enumerate(stories, 1)]
    return keyboard(*(row[at : at + ROW] for at in range(0, len(row), ROW)))


def _number(edition: Edition, number: int, story: Story) -> InlineKeyboardButton:
    return pressed(str(number), DigestEntry(edition=edition.id, story=story.id))
