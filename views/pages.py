"""Cutting a full text into pages: at paragraphs, else between sentences, never inside one.

A single sentence longer than a page is the one exception: it is cut between words, because
Telegram would refuse it whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from news import text as sentences_of

if TYPE_CHECKING:
    from news.story import Story

#: Room for a page's own text, in UTF-16 units; the rest of Telegram's 4096 is for headline and
#: credits.
PAGE_LIMIT = 3200


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a piece of one: `story.text[start:end]`, shown as lede, text or quote."""

    start: int
    end: int
    style: str


def units(text: str) -> int:
    """Return a text's length as Telegram counts it: UTF-16 units."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def blocks(story: Story) -> list[Block]:
    """Return lede and paragraphs in order; a paragraph that is direct speech is a quote."""
    found = [Block(story.lede.start, story.lede.end, "lede")] if story.lede else []
    found += [
        Block(part.start, part.end, "quote" if _is_quote(story, part.start, part.end) else "text")
        for part in story.paragraphs
    ]
    return found


def _is_quote(story: Story, start: int, end: int) -> bool:
    """Tell whether a paragraph opens with a quotation that fills more than half of it."""
    return any(
        start <= quote.start <= start + 2 and 2 * (quote.end - quote.start) > end - start
        for quote in story.quotes
    )


def paragraph_number(story: Story, start: int) -> int:
    """Return the number, from 1 (the lede), of the paragraph that holds a character."""
    before = [block for block in blocks(story) if block.start <= start]
    return max(1, len(before))


def pages(story: Story, limit: int = PAGE_LIMIT) -> list[list[Block]]:
    """Cut a story into pages of at most `limit` UTF-16 units each; at least one page."""
    result: list[list[Block]] = [[]]
    room = limit
    for block in blocks(story):
        for piece in _pieces(story.text, block, limit):
            size = units(story.text[piece.start : piece.end]) + 2
            if size > room and result[-1]:
                result.append([])
                room = limit
            result[-1].append(piece)
            room -= size
    return result


def page_of(book: list[list[Block]], start: int) -> int:
    """Return the index of the page that holds a character; the first if none does."""
    for index, page in enumerate(book):
        if any(block.start <= start < block.end for block in page):
            return index
    return 0


def _pieces(text: str, block: Block, limit: int) -> Iterator[Block]:
    """Cut a block that is longer than a page between its sentences."""
    if units(text[block.start : block.end]) + 2 <= limit:
        yield block
        return
    start = end = block.start
    for stop in _stops(text, block, limit):
        if end > start and units(text[start:stop]) + 2 > limit:
            yield Block(start, end, block.style)
            start = _next_visible(text, end, stop)
        end = stop
    if end > start:
        yield Block(start, end, block.style)


def _stops(text: str, block: Block, limit: int) -> Iterator[int]:
    """Yield where a block may be cut: after each sentence, inside one only when it fills a page."""
    for sentence in sentences_of.sentences(text[block.start : block.end]):
        start, end = block.start + sentence.start, block.start + sentence.end
        while units(text[start:end]) + 2 > limit:
            start = _word_stop(text, start, start + limit // 2 - 1)
            yield start
        yield end


def _word_stop(text: str, start: int, limit: int) -> int:
    """Return the last place up to `limit` that splits no word, or at least no grapheme."""
    space = max(text.rfind(" ", start + 1, limit), text.rfind("\n", start + 1, limit))
    if space > start:
        return space
    while limit > start + 1 and _joins(text[limit]):
        limit -= 1
    return limit


def _joins(character: str) -> bool:
    """Tell whether a character belongs to the one before it (combining mark, joiner, variation)."""
    code = ord(character)
    return (
        0x0300 <= code <= 0x036F
        or code in (0x200D, 0xFE0E, 0xFE0F, 0x20E3)
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
    )


def _next_visible(text: str, start: int, stop: int) -> int:
    while start < stop and text[start].isspace():
        start += 1
    return start
