"""Sending views: as an answer, or in place of the message under a pressed button."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from aiogram.enums import MessageEntityType
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from views import notices
from views.message import NO_PREVIEW, Message

#: An answer waits for Telegram's pace at most so long; after that it would surprise more than help.
LONGEST_WAIT_SECONDS = 20

log = structlog.get_logger()

Result = TypeVar("Result")


async def answer(received: Received, view: Message) -> Received:
    """Answer a message with a view; in a group, as a reply to who asked, if still there.

    Return what was sent.
    """
    alone = received.chat.type in ("private", "channel")
    reply = None if alone else received.as_reply_parameters(allow_sending_without_reply=True)

    async def call() -> Received:
        return await received.answer(
            view.text,
            entities=list(view.entities),
            reply_parameters=reply,
            reply_markup=view.keyboard,
            link_preview_options=NO_PREVIEW,
            parse_mode=None,
        )

    return await _paced(call)


async def show(query: CallbackQuery, view: Message, toast: str | None = None) -> None:
    """Show a view in place of the message under the pressed button, and end the press."""
    message = query.message
    if not isinstance(message, Received):
        await expired(query)
        return

    async def call() -> object:
        return await message.edit_text(
            view.text,
            entities=list(view.entities),
            reply_markup=view.keyboard,
            link_preview_options=NO_PREVIEW,
            parse_mode=None,
        )

    await _edited(call)
    await query.answer(toast)


async def relabel(query: CallbackQuery, view: Message, toast: str | None = None) -> None:
    """Change only the buttons under the message, wherever it is, and end the press."""

    async def call() -> object:
        if query.inline_message_id and query.bot:
            return await query.bot.edit_message_reply_markup(
                inline_message_id=query.inline_message_id, reply_markup=view.keyboard
            )
        if isinstance(query.message, Received):
            return await query.message.edit_reply_markup(reply_markup=view.keyboard)
        return None

    await _edited(call)
    await query.answer(toast)


async def expired(query: CallbackQuery, language: str | None = None) -> None:
    """Say that the button is out of date."""
    code = language or (query.from_user.language_code if query.from_user else None)
    await query.answer(notices.out_of_date(notices.language_or_default(code)))


def code_in(query: CallbackQuery) -> str | None:
    """Return the first passage set as code above a button: what a search or a filter is for."""
    return _set_as(MessageEntityType.CODE, query)


def bold_in(query: CallbackQuery) -> str | None:
    """Return the first bold passage above a button: what the message calls its matter."""
    return _set_as(MessageEntityType.BOLD, query)


def _set_as(kind: MessageEntityType, query: CallbackQuery) -> str | None:
    if not isinstance(query.message, Received) or query.message.text is None:
        return None
    for entity in query.message.entities or ():
        if entity.type == kind:
            return entity.extract_from(query.message.text)
    return None


async def _edited(call: Callable[[], Awaitable[object]]) -> None:
    """Edit; that nothing changed, or that the message is gone, is no failure."""
    try:
        await _paced(call)
    except TelegramBadRequest as error:
        reason = error.message.lower()
        if "not modified" not in reason and "message to edit not found" not in reason:
            raise


async def _paced(call: Callable[[], Awaitable[Result]]) -> Result:
    """Call again after each wait that Telegram asks for, while the waits are short together."""
    patience = LONGEST_WAIT_SECONDS
    while True:
        try:
            return await call()
        except TelegramRetryAfter as refusal:
            patience -= max(refusal.retry_after, 1)
            if patience < 0:
                raise
            log.info("told to wait", seconds=refusal.retry_after)
            await asyncio.sleep(refusal.retry_after)
