"""Who may change a group: its administrators, as Telegram confirms them."""

from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import CallbackQuery, Message

_ADMINISTRATORS = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)


async def may_change(bot: Bot, event: Message | CallbackQuery) -> bool:
    """Tell whether the person behind a message or a press may change the chat's settings.

    In a private chat that is the person; in a channel only administrators can write at all; in a
    group it is asked of Telegram, and an anonymous administrator writes in the group's own name.
    """
    message = event.message if isinstance(event, CallbackQuery) else event
    if message is None:
        return False
    if message.chat.type in (ChatType.PRIVATE, ChatType.CHANNEL):
        return True
    if isinstance(event, Message) and event.sender_chat and event.sender_chat.id == event.chat.id:
        return True
    if event.from_user is None:
        return False
    member = await bot.get_chat_member(message.chat.id, event.from_user.id)
    return member.status in _ADMINISTRATORS
