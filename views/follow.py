"""Following: what a press on the button did, and the list of followed cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aiogram.utils.formatting import Bold, Text

from views.buttons import Following, Row, Unfollow, UnfollowAll, keyboard, pressed
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, StoryLine
from views.stories import title_line, turning

#: Cases on a page.
PAGE_SIZE = 5


class FollowedCase(StoryLine, Protocol):
    """A case as its newest story, and how many stories it has."""

    @property
    def parts(self) -> int: ...


def begun(reader: Reader, *, new: bool) -> str:
    """Say that the chat follows a story from now on, or that it did so before."""
    say = catalogue(reader.language)
    if not new:
        return say("You follow this story already.")
    return say("You follow this story: what comes later will answer this message.")


def ended(reader: Reader) -> str:
    """Say that the chat follows a story no more."""
    say = catalogue(reader.language)
    return say("You do not follow this story any more.")


def goes_on(count: int, say: Catalogue) -> str:
    """Say that followed stories go on though a chat gets no updates."""
    return say.many(
        "{n} story is still followed: its later parts go on coming.",
        "{n} stories are still followed: their later parts go on coming.",
        count,
    )


def ending_rows(say: Catalogue) -> list[Row]:
    """Return the buttons that open the list of what is followed, and that end all of it."""
    return [
        [pressed(say("The stories that you follow"), Following(page=0))],
        [pressed(none_label(say), UnfollowAll())],
    ]


def none_label(say: Catalogue) -> str:
    """Return what stands on a button that ends all following."""
    return say("Follow none of them any more")


def listing(
    cases: Sequence[FollowedCase], total: int, page: int, reader: Reader, username: str
) -> Message:
    """Return a page (from 0) of what the chat follows, with a button for each to end that."""
    say = catalogue(reader.language)
    if not cases:
        return Message(
            say("You follow no story. The button under a story brings you what comes of it later.")
        )
    count = say.many("{n} story", "{n} stories", total)
    parts: list[Text | str] = [Bold(say("The stories that you follow")), " · ", count]
    for case in cases:
        size = say.many("{n} part", "{n} parts", case.parts)
        day = say.date(case.added_at, reader.timezone)
        parts += ["\n\n", title_line(case, username), "\n", f"{day} · {size}"]
    stop = [pressed(f"✕ {case.id}", Unfollow(story=case.id, page=page)) for case in cases]
    return Message.of(
        Text(*parts), keyboard(stop, turning(page, -(-total // PAGE_SIZE), Following))
    )
