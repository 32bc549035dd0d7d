"""`/chats`: the groups and channels that a person manages from the private chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from views import follow
from views.buttons import Manage, Row, keyboard, linked, pressed
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader

#: A button shows so many characters of a title.
TITLE = 40
#: What Telegram asks an administrator for when we are added to a channel.
CHANNEL_RIGHTS = "post_messages+edit_messages+delete_messages"


class Chat(Protocol):
    """A group or channel as the list needs it."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def closed(self) -> str | None: ...


def listing(chats: Sequence[Chat], reader: Reader, username: str) -> Message:
    """Return a button for each chat, and the ways to add us to another one."""
    say = catalogue(reader.language)
    adding = [
        [linked(say("Add to a group"), f"https://t.me/{username}?startgroup")],
        [linked(say("Add to a channel"), _to_channel(username))],
    ]
    if not chats:
        text = say(
            "I know no group or channel that you administer. Add me to one, or write /subscribe "
            "there, and come back."
        )
        return Message(text, keyboard=keyboard(*adding))
    lines = [say("Choose whose updates to change.")]
    if any(chat.closed for chat in chats):
        lines.append(say("⏸: I may not write there now; the settings are kept."))
    content = Text(Bold(say("Groups and channels")), "\n\n", "\n".join(lines))
    return Message.of(content, keyboard(*([_button(chat)] for chat in chats), *adding))


def not_subscribed(chat: Chat, reader: Reader, followed: int = 0) -> Message:
    """Say that a chat gets no updates, with the way to get them; and that what it follows goes on.

    `followed`: how many cases that are.
    """
    say = catalogue(reader.language)
    parts: list[Text | str] = [Bold(named(chat)), "\n\n", say("This chat gets no updates.")]
    rows: list[Row] = [[pressed(say("Get updates"), Manage(chat=chat.id, what="begin"))]]
    if followed:
        parts += ["\n\n", follow.goes_on(followed, say)]
        end = Manage(chat=chat.id, what="unfollow")
        rows.append([pressed(follow.none_label(say), end)])
    return Message.of(Text(*parts), keyboard(*rows, back_row(say)))


def not_yours(reader: Reader) -> str:
    """Say that Telegram does not know the person as an administrator there (any more)."""
    say = catalogue(reader.language)
    return say("Telegram does not say that you administer this chat.")


def topic_closed(reader: Reader, title: str) -> Message:
    """Say that a group's updates are paused because its topic takes nothing."""
    say = catalogue(reader.language)
    return Message(
        say(
            "The topic of “{title}” that stories go to is closed or deleted, so its updates are "
            "paused; the settings are kept. They go on when the topic is opened again, or when an "
            "administrator writes /subscribe in another topic.",
            title=title,
        )
    )


def managing_rows(chat: int, say: Catalogue) -> list[Row]:
    """Return the last rows of the screen of another chat: ending its updates, and the way back."""
    end = pressed(say("No more updates"), Manage(chat=chat, what="end"))
    return [[end], back_row(say)]


def back_row(say: Catalogue) -> Row:
    """Return the way back to the list."""
    return [pressed(say("← All chats"), Manage(chat=0, what="list"))]


def named(chat: Chat) -> str:
    """Return how a chat is called; a number where it has no title."""
    return chat.title or str(chat.id)


def _button(chat: Chat) -> InlineKeyboardButton:
    title = named(chat)
    short = title if len(title) <= TITLE else f"{title[: TITLE - 1]}…"
    return pressed(f"⏸ {short}" if chat.closed else short, Manage(chat=chat.id, what="open"))


def _to_channel(username: str) -> str:
    return f"https://t.me/{username}?startchannel&admin={CHANNEL_RIGHTS}"
