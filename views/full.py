"""The whole text, set well, in pages that turn in place."""

from dataclasses import dataclass

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import BlockQuote, Bold, Italic, Text

from views import links
from views.buttons import FIGURES, FULL, SHARE, SUMMARY, Open, Row, keyboard, linked, pressed
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, Story, is_private
from views.pages import Block, page_of, pages
from views.story import counters, facts, headline_link, source_line


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence to show in bold: characters `start:end` of the story's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a message, with its number (from 1)."""

    number: int
    message: Message


def render(
    story: Story, reader: Reader, username: str, *, number: int = 1, place: Place | None = None
) -> Page:
    """Return a page of the full text (the nearest there is), or the one that holds `place`."""
    book = pages(story.analysis.story)
    index = page_of(book, place.start) if place else min(max(number, 1), len(book)) - 1
    if not is_private(reader):
        index = 0
    parts = [_heading(story, reader, username, index, len(book))]
    parts += [_set(story, block, place) for block in book[index]]
    if index == len(book) - 1:
        parts += _credits(story, catalogue(reader.language))
    content = Text(parts[0], *(node for part in parts[1:] for node in ("\n\n", part)))
    buttons = _buttons(story, reader, username, index, len(book))
    return Page(index + 1, Message.of(content, buttons))


def _heading(story: Story, reader: Reader, username: str, index: int, total: int) -> Text:
    if index == 0:
        return Text(headline_link(story, username), "\n", facts(story, reader))
    return Text(headline_link(story, username), f" · {index + 1}/{total}")


def _set(story: Story, block: Block, place: Place | None) -> Text:
    """Return a block in its style, with the sought sentence in bold."""
    text = story.analysis.story.text
    inside = place and block.start <= place.start < block.end
    nodes: tuple[Text | str, ...] = (text[block.start : block.end],)
    if inside and place:
        end = min(place.end, block.end)
        nodes = (
            text[block.start : place.start],
            Bold(text[place.start : end]),
            text[end : block.end],
        )
    if block.style == "quote":
        return BlockQuote(*nodes)
    return Italic(*nodes) if block.style == "lede" else Text(*nodes)


def _credits(story: Story, say: Catalogue) -> list[Text]:
    """Return who wrote it, where, and whose picture it was, as far as the text says."""
    reading = story.analysis.story
    author = ", ".join(part.text for part in (reading.author, reading.place) if part)
    lines: list[Text | str] = []
    if author:
        lines += [Bold(author)]
    if reading.photo_credit:
        lines += ["\n"] if lines else []
        lines += [reading.photo_credit.text]
    if story.source:
        lines += ["\n"] if lines else []
        lines += [say("Source: {source}", source=source_line(story.source))]
    return [Text(*lines)] if lines else []


def _buttons(
    story: Story, reader: Reader, username: str, index: int, total: int
) -> InlineKeyboardMarkup:
    say = catalogue(reader.language)
    return keyboard(
        _turning(story, reader, username, index, total),
        [
            pressed(say("Summary"), Open(view=SUMMARY, story=story.id)),
            pressed(say("Figures"), Open(view=FIGURES, story=story.id)),
            pressed(say("Share"), Open(view=SHARE, story=story.id)),
        ],
        counters(story, say),
    )


def _turning(story: Story, reader: Reader, username: str, index: int, total: int) -> Row:
    """Return the buttons that turn pages; outside private chats, the one that leads there."""
    if not is_private(reader):
        say = catalogue(reader.language)
        return [linked(say("Read in private"), links.to_full(username, story.id))]
    if total == 1:
        return []
    back = Open(view=FULL, story=story.id, detail=index if index else total)
    ahead = Open(view=FULL, story=story.id, detail=index + 2 if index + 1 < total else 1)
    here = Open(view=FULL, story=story.id, detail=index + 1)
    return [
        pressed("‹", back),
        pressed(f"{index + 1}/{total}", here),
        pressed("›", ahead),
    ]
