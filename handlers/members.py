"""Coming and going: blocked, added, kicked, and groups that become supergroups."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated, Message

from storage.store import Store

_GONE = (ChatMemberStatus.KICKED, ChatMemberStatus.LEFT)


async def moved_in_or_out(event: ChatMemberUpdated, store: Store) -> None:
    """Close the chat that blocked the bot or removed it; open one that took it back."""
    if event.new_chat_member.status in _GONE:
        await store.chats.close(event.chat.id, event.new_chat_member.status)
        return
    known = await store.chats.get(event.chat.id)
    if known:
        await store.chats.remember(
            event.chat.id,
            kind=event.chat.type,
            language=known.language,
            timezone=known.timezone,
            title=event.chat.title,
        )


async def became_supergroup(message: Message, store: Store) -> None:
    """Follow a group to its new number; Telegram tells it in the old group."""
    if message.migrate_to_chat_id:
        await store.chats.move(message.chat.id, message.migrate_to_chat_id)


async def came_from_group(message: Message, store: Store) -> None:
    """Follow a group to its new number; Telegram tells it in the new group, too."""
    if message.migrate_from_chat_id:
        await store.chats.move(message.migrate_from_chat_id, message.chat.id)


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="members")
    router.my_chat_member.register(moved_in_or_out)
    router.message.register(became_supergroup, F.migrate_to_chat_id)
    router.message.register(came_from_group, F.migrate_from_chat_id)
    return router
