"""What stands around every story: its headline as a link home, its facts, its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Spoiler, Text, TextLink

from views import links
from views.buttons import (
    FIGURES,
    FULL,
    SHARE,
    SUMMARY,
    Follow,
    InlineLike,
    Like,
    Open,
    Place,
    Reads,
    Row,
    keyboard,
    linked,
    pressed,
)
from views.language import Catalogue, catalogue
from views.model import Reader, Story, is_private
from views.pages import paragraph_number, units

if TYPE_CHECKING:
    from news.analysis import Analysis

#: A headline longer than this is cut at a word: it is a line, not a text. In UTF-16 units, so that
#: headline and deep link (at most 69 characters) fit together behind a copy button (256).
HEADLINE_LIMIT = 180
#: A source's name is cut to so many UTF-16 units.
SOURCE_LIMIT = 100


def headline(analysis: Analysis) -> str:
    """Return the title, or the beginning of the text where there is none."""
    story = analysis.story
    part = story.title or story.lede or (story.paragraphs[0] if story.paragraphs else None)
    return shortened(" ".join((part.text if part else story.text).split()), HEADLINE_LIMIT)


def shortened(text: str, limit: int) -> str:
    """Cut a line at a word, with an ellipsis, to at most `limit` UTF-16 units."""
    if units(text) <= limit:
        return text
    cut = text[: limit - 1]
    while units(cut) > limit - 1:
        cut = cut[:-1]
    return cut.rsplit(" ", 1)[0].rstrip(" ,;:-–—") + "…"


def source_line(name: str) -> str:
    """Return whom something is from on one line: sites and feeds name themselves as they like."""
    return shortened(" ".join(name.split()), SOURCE_LIMIT)


def headline_link(story: Story, username: str) -> Text:
    """Return the headline in bold, as a link that leads back from wherever it is forwarded."""
    return Bold(TextLink(headline(story.analysis), url=links.to_story(username, story.id)))


def facts(story: Story, reader: Reader) -> str:
    """Return one line: number, day, reading time."""
    say = catalogue(reader.language)
    minutes = story.analysis.story.reading_minutes
    return " · ".join(
        (
            f"№{story.id}",
            say.date(story.added_at, reader.timezone),
            say.many("{n} min read", "{n} min read", minutes),
        )
    )


def behind_spoiler(content: Text, say: Catalogue) -> Text:
    """Return what a graphic story says under a warning, to be seen by who taps it."""
    return Text("⚠ ", say("Contains descriptions of violence"), "\n", Spoiler(content))


def follow_label(say: Catalogue, *, on: bool) -> str:
    """Return the label of the button that begins following a story's case, or ends it."""
    return say("✓ Following") if on else say("Follow this story")


def says_followed(label: str) -> bool:
    """Tell whether a follow button's label says that the story is followed."""
    return label.startswith("✓")


def buttons(
    story: Story,
    reader: Reader,
    username: str,
    *above: Row,
    inline: bool = False,
    followed: bool | None = None,
) -> InlineKeyboardMarkup:
    """Return the buttons that stand under every story; the full text opens in private.

    `followed`: what the follow button says; None for no such button.
    """
    say = catalogue(reader.language)
    full = (
        pressed(say("Full text"), Open(view=FULL, story=story.id))
        if not inline
        else linked(say("Full text"), links.to_full(username, story.id))
    )
    return keyboard(
        *above,
        [
            pressed(say("Summary"), Open(view=SUMMARY, story=story.id)),
            pressed(say("Figures"), Open(view=FIGURES, story=story.id)),
        ],
        [full, pressed(say("Share"), Open(view=SHARE, story=story.id))],
        []
        if followed is None
        else [pressed(follow_label(say, on=followed), Follow(story=story.id))],
        counters(story, say),
    )


def counters(story: Story, say: Catalogue, like: InlineLike | None = None) -> Row:
    """Return the row with the likes and the views; `like` is the button of an inline message."""
    return [
        pressed(like_label(story.likes, say), like or Like(story=story.id)),
        pressed(f"👁 {say.number(story.views)}", Reads(story=story.id)),
    ]


def recounted(
    markup: InlineKeyboardMarkup | None, story: Story, reader: Reader
) -> InlineKeyboardMarkup | None:
    """Return the buttons under a story with its counts as they are now."""
    if markup is None:
        return None
    row = counters(story, catalogue(reader.language))
    return InlineKeyboardMarkup.model_construct(inline_keyboard=[*markup.inline_keyboard[:-1], row])


def like_label(likes: int, say: Catalogue) -> str:
    """Return the like button's label, with the count once there is one."""
    return f"{say('Like!')} {say.number(likes)}" if likes else say("Like!")


def place_link(story: Story, start: int, username: str) -> Text:
    """Return "¶4", which leads to a character of the full text from wherever it is read."""
    number = paragraph_number(story.analysis.story, start)
    return TextLink(f"¶{number}", url=links.to_place(username, story.id, start))


def place_row(story: Story, reader: Reader, starts: list[int], username: str) -> Row:
    """Return a button for each place in the full text: "¶2 ¶4 ¶8"; groups are led to private."""
    row: Row = []
    for start in starts:
        label = f"¶{paragraph_number(story.analysis.story, start)}"
        if any(button.text == label for button in row):
            continue
        row.append(
            pressed(label, Place(story=story.id, start=start))
            if is_private(reader)
            else linked(label, links.to_place(username, story.id, start))
        )
    return row
