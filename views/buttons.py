"""Buttons: the data they carry, and the keyboards under messages.

Button data is hostile until checked: numbers are bounded here, and whoever handles a button checks
that the person pressing it may do what it says.
"""

from typing import Annotated, Self

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

#: Telegram's own identifiers fit in 52 bits, and so do ours.
Identifier = Annotated[int, Field(ge=1, lt=2**52)]
Small = Annotated[int, Field(ge=0, lt=2**31)]

SUMMARY, FIGURES, FULL, SHARE, CHART = "s", "f", "t", "h", "c"

Row = list[InlineKeyboardButton]


class Open(CallbackData, prefix="o"):
    """Show a story in place; `detail` is sentences (summary), quotes (figures), page, variant."""

    view: Annotated[str, Field(pattern="^[sfthc]$")]
    story: Identifier
    detail: Small = 0


class Place(CallbackData, prefix="g"):
    """Open the full text where a sentence stands."""

    story: Identifier
    start: Small


class Like(CallbackData, prefix="l"):
    """Give or take back a like."""

    story: Identifier


class InlineLike(CallbackData, prefix="i"):
    """The same under an inline message, of which Telegram tells nothing but the press.

    So it says itself what stands above it: the language, and the index of the share variant.
    """

    story: Identifier
    language: Annotated[str, Field(pattern="^(ru|kk|en)$")]
    variant: Annotated[int, Field(ge=0, le=3)]


class Reads(CallbackData, prefix="r"):
    """Tell how many have read."""

    story: Identifier


class Listing(CallbackData, prefix="p"):
    """Turn the list of stories to a page."""

    page: Small


class Found(CallbackData, prefix="q"):
    """Turn search results to a page; the words stand in the message itself."""

    page: Small


class Choose(CallbackData, prefix="c", sep="="):
    """Choose a value of a setting; `chat` 0 is the chat that the button stands in."""

    setting: Annotated[str, Field(pattern="^(language|zone)$")]
    #: No IANA zone has a longer name.
    value: Annotated[str, Field(max_length=32)]
    chat: Annotated[int, Field(gt=-(2**53), lt=2**53)] = 0

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Read a button; those of before chats had settings of their own name none."""
        return super().unpack(f"{value}=0" if value.count("=") == 2 else value)


class Subscribe(CallbackData, prefix="u"):
    """Subscribe the chat to updates, or end that."""

    on: bool


class Tune(CallbackData, prefix="s", sep="|"):
    """Change one choice of a chat's updates; `chat` 0 is the chat that the button stands in."""

    chat: Annotated[int, Field(gt=-(2**53), lt=2**53)]
    what: Annotated[
        str,
        Field(
            pattern="^(screen|mode|hour|days|quiet|budget|most|silent|topic|all|words|"
            "settings|pause|resume)$"
        ),
    ]
    value: Annotated[str, Field(max_length=32)] = ""


class Keep(CallbackData, prefix="k", sep="|"):
    """Save the filter that the message above shows, or drop it; `chat` as above."""

    chat: Annotated[int, Field(gt=-(2**53), lt=2**53)]
    how: Annotated[str, Field(pattern="^(save|add|drop)$")]


class Unlist(CallbackData, prefix="y", sep="|"):
    """Take one term out of a chat's filter: its place, and a sum over the filter it was seen in."""

    chat: Annotated[int, Field(gt=-(2**53), lt=2**53)]
    place: Small
    seen: Annotated[int, Field(ge=0, lt=2**32)]


class Manage(CallbackData, prefix="n"):
    """Open, begin or end the updates of another chat, from the private chat; or list all chats.

    Or end all following of stories there.
    """

    chat: Annotated[int, Field(gt=-(2**53), lt=2**53)]
    what: Annotated[str, Field(pattern="^(open|begin|end|unfollow|list)$")]


class Forget(CallbackData, prefix="x"):
    """Delete everything about a chat, confirmed; or keep it."""

    chat: int = Field(gt=-(2**53), lt=2**53)
    sure: bool


class DigestEntry(CallbackData, prefix="d"):
    """Open a story of a digest in its place."""

    edition: Identifier
    story: Identifier


class DigestBack(CallbackData, prefix="b"):
    """Come back to the digest."""

    edition: Identifier


class Follow(CallbackData, prefix="w"):
    """Follow the case that a story is a part of, or do so no more."""

    story: Identifier


class Following(CallbackData, prefix="f"):
    """Turn the list of followed cases to a page."""

    page: Small


class SourceButton(CallbackData, prefix="so", sep="|"):
    """Show a source to an editor, or change it."""

    source: Identifier
    what: Annotated[str, Field(pattern="^(open|pause|resume|every|text|topics|topic|remove|undo)$")]
    value: Annotated[str, Field(max_length=32)] = ""


class SourcePage(CallbackData, prefix="sp"):
    """Turn an editor's list of sources to a page."""

    page: Small


class Unfollow(CallbackData, prefix="j"):
    """End the following of a case in that list, by a story of it."""

    story: Identifier
    page: Small


class UnfollowAll(CallbackData, prefix="ja"):
    """End the following of all cases."""


class Retract(CallbackData, prefix="z"):
    """Withdraw a story, confirmed by an editor; or leave it."""

    story: Identifier
    sure: bool


class StoreReading(CallbackData, prefix="sr"):
    """Make a story of what was read for an editor, by the number that it was kept under."""

    number: Small


class ShowHeld(CallbackData, prefix="sh"):
    """Tell readers of what was held back of a source."""

    source: Identifier


class AddSource(CallbackData, prefix="sa"):
    """Add the source whose address stands in the message."""


class Question(CallbackData, prefix="cq"):
    """Answer whether two stories are parts of one case; or put it off, or take the answer back."""

    story: Identifier
    other: Identifier
    what: Annotated[str, Field(pattern="^(same|apart|later|next|undo)$")]


class CaseButton(CallbackData, prefix="cb"):
    """Change what a story belongs to, or take that back; `other` is a story or a source of one."""

    what: Annotated[str, Field(pattern="^(out|join|part|leave|group|split|fold)$")]
    story: Identifier
    other: Annotated[int, Field(ge=0, lt=2**52)] = 0


class Menu(CallbackData, prefix="m"):
    """Open a screen from the first message."""

    screen: Annotated[str, Field(pattern="^(stories|subscribe|help)$")]


def story_of_button(data: str) -> int | None:
    """Tell which story a button is about, by its data; None for any other button."""
    for kind in (Open, Place, Like, InlineLike, Reads, Follow):
        try:
            return kind.unpack(data).story
        except (TypeError, ValueError):
            continue
    return None


def edition_of(markup: InlineKeyboardMarkup | None) -> int | None:
    """Tell which digest the buttons under a message lead back to; None for none."""
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            try:
                return DigestBack.unpack(button.callback_data or "").edition
            except (TypeError, ValueError):
                continue
    return None


def chat_of(markup: InlineKeyboardMarkup | None) -> int:
    """Tell which other chat a screen in the private chat is about, by its buttons; 0 for none.

    A list of chats is about several, and so about none.
    """
    rows = markup.inline_keyboard if markup else ()
    found = {_chat_of_button(button.callback_data or "") for row in rows for button in row} - {0}
    return found.pop() if len(found) == 1 else 0


def _chat_of_button(data: str) -> int:
    for kind in (Tune, Keep, Unlist, Choose, Manage):
        try:
            button = kind.unpack(data)
        except (TypeError, ValueError):
            continue
        return 0 if isinstance(button, Manage) and button.what == "open" else button.chat
    return 0


def pressed(label: str, data: CallbackData) -> InlineKeyboardButton:
    """Make a button that comes back to the bot."""
    return InlineKeyboardButton(text=label, callback_data=data.pack())


def linked(label: str, url: str) -> InlineKeyboardButton:
    """Make a button that opens an address."""
    return InlineKeyboardButton(text=label, url=url)


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """Put rows together, leaving out empty ones."""
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])


def label_of(markup: InlineKeyboardMarkup | None, data: CallbackData) -> str | None:
    """Return the label of a button of a keyboard; None where there is none such."""
    packed = data.pack()
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            if button.callback_data == packed:
                return button.text
    return None


def relabelled(
    markup: InlineKeyboardMarkup, data: CallbackData, label: str
) -> InlineKeyboardMarkup:
    """Return the same keyboard with another label on one of its buttons."""
    packed = data.pack()
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                button.model_copy(update={"text": label})
                if button.callback_data == packed
                else button
                for button in row
            ]
            for row in markup.inline_keyboard
        ]
    )
