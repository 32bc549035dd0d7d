"""Who may change a group: its administrators, as Telegram confirms them."""

from collections.abc import Iterable

from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, Message

#: What Telegram says in a 400 when we are in the chat and may not write there.
NO_RIGHTS = (
    "have no rights to send a message",
    "not enough rights to send",
    "need administrator rights in the channel",
    "chat_write_forbidden",
    "chat_restricted",
)
#: What it says when the forum topic is closed or was deleted.
NO_TOPIC = ("topic_closed", "topic_deleted", "message thread not found")

_ADMINISTRATORS = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)


def said(reason: str, words: Iterable[str]) -> bool:
    """Tell whether Telegram's reason has one of these phrases in it."""
    return any(phrase in reason.lower() for phrase in words)


async def may_change(bot: Bot, event: Message | CallbackQuery) -> bool:
    """Tell whether the person behind a message or a press may change the chat's settings.

    In a private chat that is the person. Channels, and anonymous administrators of groups, write in
    the chat's own name; whoever writes in the name of another chat is nobody here. Presses, which
    every reader of a channel can make, and all others are asked of Telegram.
    """
    message = event.message if isinstance(event, CallbackQuery) else event
    if message is None:
        return False
    if message.chat.type == ChatType.PRIVATE:
        return True
    if isinstance(event, Message) and (event.sender_chat or message.chat.type == ChatType.CHANNEL):
        return event.sender_chat is None or event.sender_chat.id == event.chat.id
    if event.from_user is None:
        return False
    return await may_manage(bot, message.chat.id, event.from_user.id)


def is_editor(event: Message | CallbackQuery, admins: frozenset[int]) -> bool:
    """Tell whether an editor wrote or pressed this, in the private chat."""
    person, message = event.from_user, event if isinstance(event, Message) else event.message
    if person is None or message is None or message.chat.type != ChatType.PRIVATE:
        return False
    anonymous = isinstance(event, Message) and event.sender_chat is not None
    return person.id in admins and person.id == message.chat.id and not anonymous


async def may_manage(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Ask Telegram whether a person administers a chat; no, where it does not know."""
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except (TelegramBadRequest, TelegramForbiddenError):
        return False
    return member.status in _ADMINISTRATORS
