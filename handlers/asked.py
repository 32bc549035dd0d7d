"""Which story a command asks for: a number, words, the message replied to, or the newest."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from aiogram.filters import CommandObject
from aiogram.types import Message, User

from handlers.answers import answer
from handlers.copies import withdrawn
from storage.chats import Chat
from storage.store import Store
from storage.stories import Story
from views import links, notices

_NUMBERS = re.compile(r"[#№]?\s*([0-9]{1,15})(?:\s+([0-9]{1,4}))?")


@dataclass(frozen=True, slots=True)
class Arguments:
    """What stood after a command: numbers, or words."""

    first: int | None = None
    second: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The story asked for and the number given after it."""

    story: Story
    detail: int | None = None


def read_arguments(text: str | None) -> Arguments:
    """Read "2", "#2", "2 5" as numbers and anything else as words."""
    given = (text or "").strip()
    match = _NUMBERS.fullmatch(given)
    if match is None:
        return Arguments(words=given)
    return Arguments(int(match[1]), int(match[2]) if match[2] else None)


async def asked(
    message: Message, command: CommandObject, store: Store, chat: Chat, username: str
) -> Asked | None:
    """Find the story that a command is about and count its reader.

    Say so if there is none, or if it was withdrawn.
    """
    story, detail = await _find(message, read_arguments(command.args), store, username)
    if story is None:
        some = await store.stories.count()
        await answer(message, notices.unknown_story(chat) if some else notices.no_stories(chat))
        return None
    if view := await withdrawn(store, story, chat, username):
        await answer(message, view)
        return None
    return Asked(await opened(store, story, message.from_user), detail)


async def _find(
    message: Message, arguments: Arguments, store: Store, username: str
) -> tuple[Story | None, int | None]:
    """Look a story up; in a reply, a single number counts sentences or pages."""
    replied = story_of(message.reply_to_message, username)
    if replied is not None and not arguments.words and arguments.second is None:
        return await store.stories.get(replied), arguments.first
    if arguments.first is not None:
        return await store.stories.get(arguments.first), arguments.second
    if arguments.words:
        return await store.stories.best(arguments.words), None
    return await store.stories.latest(), None


def story_of(message: Message | None, username: str) -> int | None:
    """Tell which story a message (of ours, or a forwarded one) is about."""
    if message is None:
        return None
    text = message.text or message.caption or ""
    entities = message.entities or message.caption_entities or []
    return links.story_of_message(username, text, entities, message.reply_markup)


async def opened(store: Store, story: Story, user: User | None) -> Story:
    """Count a person as a reader of a story, once, and return it with the new count."""
    if user is None or user.is_bot:
        return story
    views = await store.readings.seen(story.id, user.id, datetime.now(UTC))
    return replace(story, views=views)
