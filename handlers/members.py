"""Coming and going: blocked, added, kicked, muted; groups that grow, and topics that close."""

from collections.abc import Callable
from datetime import datetime

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
)

from handlers.middleware import Home
from storage.store import Store

_GONE = (ChatMemberStatus.KICKED, ChatMemberStatus.LEFT)
#: Why a chat is closed in which we are and may not write.
MUTED = "muted"


async def moved_in_or_out(
    event: ChatMemberUpdated, store: Store, home: Home, now: Callable[[], datetime]
) -> None:
    """Close the chat that blocked, removed or muted us; open one that lets us write again.

    Its settings stay, whatever happens. Who brings us into a group or channel is remembered: the
    chat begins with that person's language and time zone.
    """
    status = event.new_chat_member.status
    if status in _GONE:
        await store.chats.close(event.chat.id, status, now=now())
        return
    private = event.chat.type == ChatType.PRIVATE
    if private and await store.chats.get(event.chat.id) is None:
        return
    came = event.old_chat_member.status in _GONE and not private
    muted = _is_muted(event)
    if came or not muted:
        await store.chats.remember(
            event.chat.id,
            kind=event.chat.type,
            language=home.language,
            timezone=home.timezone,
            title=event.chat.title,
            by_user=event.from_user.id if came and not event.from_user.is_bot else None,
            now=now(),
        )
    if muted:
        await store.chats.close(event.chat.id, MUTED, keep=True, now=now())


def _is_muted(event: ChatMemberUpdated) -> bool:
    """Tell whether we are there and may not write."""
    member = event.new_chat_member
    if isinstance(member, ChatMemberRestricted):
        return not (member.is_member and member.can_send_messages)
    if event.chat.type != ChatType.CHANNEL:
        return False
    if isinstance(member, ChatMemberAdministrator):
        return not member.can_post_messages
    return isinstance(member, ChatMemberMember)


async def became_supergroup(message: Message, store: Store) -> None:
    """Follow a group to its new number; Telegram tells it in the old group."""
    if message.migrate_to_chat_id:
        await store.chats.move(message.chat.id, message.migrate_to_chat_id)


async def came_from_group(message: Message, store: Store) -> None:
    """Follow a group to its new number; Telegram tells it in the new group, too."""
    if message.migrate_from_chat_id:
        await store.chats.move(message.migrate_from_chat_id, message.chat.id)


async def topic_closed(message: Message, store: Store, now: Callable[[], datetime]) -> None:
    """Pause a group whose stories go to a topic that was closed."""
    await store.subscriptions.close_topic(message.chat.id, message.message_thread_id, now())


async def topic_reopened(message: Message, store: Store, now: Callable[[], datetime]) -> None:
    """Go on in a topic that is open again: what waited comes as one digest."""
    await store.subscriptions.reopen_topic(message.chat.id, message.message_thread_id, now())


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="members")
    router.my_chat_member.register(moved_in_or_out)
    router.message.register(became_supergroup, F.migrate_to_chat_id)
    router.message.register(came_from_group, F.migrate_from_chat_id)
    router.message.register(topic_closed, F.forum_topic_closed | F.general_forum_topic_hidden)
    router.message.register(topic_reopened, F.forum_topic_reopened | F.general_forum_topic_unhidden)
    return router
