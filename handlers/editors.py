"""`/correct` and `/retract`: editors change or withdraw a story, in their private chat.

To everybody else these commands do not exist: they are answered like any nonsense (F32).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.answers import answer, code_in, expired, show
from handlers.asked import story_of
from handlers.rights import is_editor
from news.versions import Change
from sources import files
from sources.files import FileError
from storage.chats import Chat
from storage.errors import AlreadyKnown, Unstorable
from storage.store import Store
from storage.stories import Story
from storage.versions import Replaced
from views import editors, notices
from views.buttons import Retract


class Corrected(Protocol):
    """What differs in a new text, and what that set going; None where nothing does."""

    @property
    def change(self) -> Change: ...
    @property
    def replaced(self) -> Replaced | None: ...


class Newsroom(Protocol):
    """Who takes new texts; see `bot.newsroom`."""

    async def correct(self, story_id: int, text: str, now: datetime) -> Corrected | None: ...
    async def retract(self, story_id: int, reason: str, now: datetime) -> Replaced | None: ...


async def correct(
    message: Message,
    command: CommandObject,
    store: Store,
    chat: Chat,
    username: str,
    bot: Bot,
    newsroom: Newsroom,
    now: Callable[[], datetime],
) -> None:
    """Give the story of the message replied to a new text."""
    story = await _story(message, store, chat, username)
    try:
        text = await _text(message, command, bot)
        if story is None or not text.strip():
            await answer(message, editors.how_to_correct(chat))
            return
        corrected = await newsroom.correct(story.id, text, now())
    except AlreadyKnown as known:
        await answer(message, editors.already_known(known.story_id, chat))
    except (FileError, Unstorable) as error:
        await answer(message, editors.no_article(str(error), chat))
    else:
        await _tell(message, story, corrected, chat)


async def _tell(message: Message, story: Story, corrected: Corrected | None, chat: Chat) -> None:
    if corrected is None:
        await answer(message, notices.withdrawn(chat))
    elif corrected.replaced is None:
        await answer(message, editors.unchanged(chat))
    else:
        done, kind = corrected.replaced, corrected.change.kind
        await answer(message, editors.corrected(story, kind, done.edits, done.notes, chat))


async def ask_to_retract(
    message: Message, command: CommandObject, store: Store, chat: Chat, username: str
) -> None:
    """Say how many were told the story, and ask whether it is to be withdrawn."""
    story = await _story(message, store, chat, username)
    reason = (command.args or "").strip()
    if story is None or not reason:
        await answer(message, editors.how_to_retract(chat))
    elif story.retracted_at is not None:
        await answer(message, notices.withdrawn(chat))
    else:
        told = await store.versions.told(story.id)
        await answer(message, editors.ask_to_retract(story, reason, told, chat, username))


async def retract(
    query: CallbackQuery,
    callback_data: Retract,
    store: Store,
    chat: Chat,
    newsroom: Newsroom,
    now: Callable[[], datetime],
) -> None:
    """Withdraw the story, or leave it."""
    if not callback_data.sure:
        await show(query, editors.kept(chat))
        return
    story, reason = await store.stories.get(callback_data.story), code_in(query)
    if story is None or not reason:
        await expired(query, chat.language)
        return
    done = await newsroom.retract(story.id, reason, now())
    view = editors.retracted(story, done.edits, done.notes, chat) if done else None
    await show(query, view or notices.withdrawn(chat))


async def _story(message: Message, store: Store, chat: Chat, username: str) -> Story | None:
    """Return the story that the message replied to is about."""
    replied = message.reply_to_message
    if replied is None:
        return None
    told = await store.ledger.sent_message(chat.id, replied.message_id)
    number = told.subject_id if told and told.what == "story" else story_of(replied, username)
    return None if number is None else await store.stories.get(number)


async def _text(message: Message, command: CommandObject, bot: Bot) -> str:
    """Return the new text: of the file, or what stands behind the command. Raises FileError."""
    if message.document is None:
        return command.args or ""
    if (message.document.file_size or 0) > files.LIMIT:
        raise files.TooLargeError(f"it is larger than {files.LIMIT / 1e6:g} MB")
    content = await bot.download(message.document)
    return files.decode(content.read()) if content else ""


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="editors")
    router.message.filter(F.chat.type == ChatType.PRIVATE, is_editor)
    router.message.register(correct, Command("correct", ignore_case=True))
    router.message.register(ask_to_retract, Command("retract", ignore_case=True))
    router.callback_query.register(retract, Retract.filter(), is_editor)
    return router
