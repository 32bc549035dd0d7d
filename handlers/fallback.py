"""What nothing else answers: helpful in private, silent in groups; and what failed."""

import structlog
from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNetworkError
from aiogram.types import CallbackQuery, ErrorEvent, Message

from delivery.copies import CopyKeeper
from handlers import rights
from handlers.answers import answer, expired
from handlers.asked import opened, story_of
from handlers.copies import answer_with, withdrawn
from handlers.stories import found
from storage.chats import Chat
from storage.store import Store
from views import notices, summary
from views.buttons import SUMMARY

#: Longer than this is a letter or an article, not words to search for.
SEARCH_LIMIT = 100

log = structlog.get_logger()


async def unknown_command(message: Message, chat: Chat) -> None:
    """Say that the command does not exist."""
    await answer(message, notices.unknown_command(chat))


async def forwarded(
    message: Message, store: Store, chat: Chat, username: str, copies: CopyKeeper
) -> None:
    """Open the story that a forwarded message is about."""
    number = story_of(message, username)
    story = await store.stories.get(number) if number is not None else None
    if story is None:
        await answer(message, notices.not_ours(chat))
        return
    if view := await withdrawn(store, story, chat, username):
        await answer(message, view)
        return
    story = await opened(store, story, message.from_user)
    view = summary.render(story, chat, username)
    await answer_with(message, view, copies, story, SUMMARY)


async def search(
    message: Message, store: Store, chat: Chat, username: str, copies: CopyKeeper
) -> None:
    """Take plain words for a search, and a link or an inline message for its story."""
    if story_of(message, username) is not None:
        await forwarded(message, store, chat, username, copies)
        return
    await answer(message, await found(store, chat, username, message.text or "", 0))


async def not_understood(
    message: Message, store: Store, chat: Chat, username: str, copies: CopyKeeper
) -> None:
    """Open the story of a long text that has its link; else say what can be sent instead."""
    if story_of(message, username) is not None:
        await forwarded(message, store, chat, username, copies)
        return
    await answer(message, notices.not_understood(chat))


async def out_of_date(query: CallbackQuery, chat: Chat) -> None:
    """Refuse a button that is too old, or was never ours."""
    await expired(query, chat.language)


async def failed(event: ErrorEvent, store: Store, chat: Chat | None = None) -> bool:
    """Log what failed and tell the person, in a sentence; never a traceback to a chat."""
    update, error = event.update, event.exception
    message = update.message
    if message and await _cannot_write(error, message, store):
        return True
    log.error(
        "a handler failed", update_id=update.update_id, kind=update.event_type, exc_info=error
    )
    if isinstance(error, TelegramNetworkError):
        return True
    await _apologise(message, update.callback_query, chat)
    return True


async def _cannot_write(error: Exception, message: Message, store: Store) -> bool:
    """Close a chat that takes no answers; tell whether that is what failed."""
    if isinstance(error, TelegramForbiddenError):
        await store.chats.close(message.chat.id, error.message)
        return True
    if not isinstance(error, TelegramBadRequest) or message.chat.type == ChatType.PRIVATE:
        return False
    if rights.said(error.message, rights.NO_RIGHTS):
        await store.chats.close(message.chat.id, error.message, keep=True)
        return True
    return rights.said(error.message, rights.NO_TOPIC)


async def _apologise(
    message: Message | None, query: CallbackQuery | None, chat: Chat | None
) -> None:
    asked = message or query
    user = asked.from_user if asked else None
    spoken = notices.language_or_default(user.language_code if user else None)
    language = chat.language if chat else spoken  # none where loading the chat is what failed
    try:
        if query:
            await query.answer(notices.failed(language), show_alert=True)
        elif message and message.chat.type == ChatType.PRIVATE:
            await message.answer(notices.failed(language), parse_mode=None)
    except Exception:  # the apology may fail for the same reason; there is nobody left to tell
        log.warning("a person could not be told that an answer failed", exc_info=True)


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="fallback")
    private = Router(name="fallback.private")
    private.message.filter(F.chat.type == ChatType.PRIVATE)
    router.include_router(private)
    private.message.register(forwarded, F.forward_origin | F.via_bot)
    private.message.register(unknown_command, F.text.startswith("/"))
    private.message.register(search, F.text.len() <= SEARCH_LIMIT)
    private.message.register(not_understood, ~F.pinned_message)
    router.callback_query.register(out_of_date)
    router.errors.register(failed)
    return router
