"""Lists: all stories, newest first, and what a search found."""

from collections.abc import Sequence
from typing import Protocol

from aiogram.utils.formatting import Bold, Code, Text, TextLink

from news.spans import Span
from views import links
from views.buttons import SUMMARY, Following, Found, Listing, Open, Row, keyboard, pressed
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, StoryLine
from views.story import shortened

#: Lines on a page: one screen of a phone, and one row of number buttons.
PAGE_SIZE = 5
TITLE_LIMIT = 120
#: A search is cut to this many characters, so that its results can be turned.
QUERY_LIMIT = 80


class Hit(Protocol):
    """A found story with a passage and the places of the hits in it."""

    @property
    def line(self) -> StoryLine: ...
    @property
    def snippet(self) -> str: ...
    @property
    def marks(self) -> tuple[Span, ...]: ...


def listing(
    lines: Sequence[StoryLine], total: int, page: int, reader: Reader, username: str
) -> Message:
    """Return a page (from 0) of the list of stories."""
    say = catalogue(reader.language)
    if not lines:
        return Message(say("There are no stories yet."))
    parts: list[Text | str] = [
        Bold(say("Stories")),
        " · ",
        say.many("{n} story", "{n} stories", total),
    ]
    for line in lines:
        parts += ["\n\n", title_line(line, username), "\n", _facts(line, reader, say)]
    row = turning(page, -(-total // PAGE_SIZE), Listing)
    return Message.of(Text(*parts), keyboard(_numbers(lines), row))


def found(
    query: str, hits: Sequence[Hit], page: int, more: bool, reader: Reader, username: str
) -> Message:
    """Return a page (from 0) of search results; the words stand in the first line, as typed."""
    say = catalogue(reader.language)
    parts: list[Text | str] = [Bold(say("Found for")), " ", Code(query)]
    for hit in hits:
        parts += ["\n\n", title_line(hit.line, username), "\n", _marked(hit), "\n"]
        parts += [_facts(hit.line, reader, say)]
    row = turning(page, page + 2 if more else page + 1, Found)
    return Message.of(Text(*parts), keyboard(_numbers([hit.line for hit in hits]), row))


def nothing_found(query: str, reader: Reader) -> Message:
    """Return what to say to an empty search."""
    say = catalogue(reader.language)
    text = say(
        "Nothing was found for “{query}”. Try fewer or other words, or look at the list: /stories"
    )
    return Message(text.format(query=shortened(query, QUERY_LIMIT)))


def ask_for_words(reader: Reader) -> Message:
    """Return what to say to a search without words."""
    say = catalogue(reader.language)
    return Message(say("Write what to look for after the command: /search trade in people"))


def title_line(line: StoryLine, username: str) -> Text:
    """Return a story's number and its headline, which leads to it."""
    title = shortened(" ".join(line.title.split()), TITLE_LIMIT)
    return Text(f"{line.id}. ", Bold(TextLink(title, url=links.to_story(username, line.id))))


def _facts(line: StoryLine, reader: Reader, say: Catalogue) -> str:
    minutes = say.many("{n} min read", "{n} min read", line.reading_minutes)
    return f"{say.date(line.added_at, reader.timezone)} · {minutes}"


def _marked(hit: Hit) -> Text:
    """Return the passage with its hits in bold."""
    nodes: list[Text | str] = []
    at = 0
    for mark in hit.marks:
        nodes += [hit.snippet[at : mark.start], Bold(hit.snippet[mark.start : mark.end])]
        at = mark.end
    return Text(*nodes, hit.snippet[at:])


def _numbers(lines: Sequence[StoryLine]) -> Row:
    return [pressed(str(line.id), Open(view=SUMMARY, story=line.id)) for line in lines]


def turning(page: int, pages: int, kind: type[Listing | Found | Following]) -> Row:
    """Return the buttons that lead to the pages before and after one (from 0)."""
    row: Row = []
    if page > 0:
        row.append(pressed("‹", kind(page=page - 1)))
    if page + 1 < pages:
        row.append(pressed("›", kind(page=page + 1)))
    return row
