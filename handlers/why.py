"""`/why`, as a reply: which choice brought a message, and how its summary was made."""

import asyncio

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from delivery.wanted import read_cause
from handlers.answers import answer
from handlers.asked import story_of
from handlers.copies import withdrawn
from storage.chats import Chat
from storage.delivery import Told
from storage.store import Store
from views import why

#: How often it is looked whether a message that is under way is written down, and how long between
#: two looks (seconds): together a second, in which a busy disk should be done.
LOOKS, MOMENT = 10, 0.1


async def tell(message: Message, store: Store, chat: Chat, username: str) -> None:
    """Answer with what brought the message replied to, and the reasons for its sentences."""
    replied = message.reply_to_message
    if replied is None:
        await answer(message, why.ask_for_reply(chat))
        return
    told = await _told(store, chat.id, replied.message_id)
    if told is not None and told.what == "digest":
        subscription = await store.subscriptions.get(chat.id)
        await answer(message, why.digest(chat, subscription.choices if subscription else None))
        return
    if told is not None and told.what == "correction":
        await answer(message, why.by_correction(chat))
        return
    number = told.subject_id if told else story_of(replied, username)
    story = await store.stories.get(number) if number is not None else None
    if story is None:
        await answer(message, why.ask_for_reply(chat))
        return
    if view := await withdrawn(store, story, chat, username):
        await answer(message, view)
        return
    brought = _brought(told, chat) if told else ""
    await answer(message, why.render(story, chat, username, replied.text or "", brought))


async def _told(store: Store, chat_id: int, message_id: int) -> Told | None:
    """Return what a message told; one that arrived just now is written down a moment later."""
    for _ in range(LOOKS):
        under_way = await store.ledger.is_sending(chat_id)
        told = await store.ledger.sent_message(chat_id, message_id)
        if told or not under_way:
            return told
        await asyncio.sleep(MOMENT)
    return None


def _brought(told: Told, chat: Chat) -> str:
    cause = told.cause or ""
    if cause.startswith("follow: "):
        return why.by_following(chat)
    match = read_cause(cause)
    return why.by_filter(chat, *match) if match else why.by_everything(chat)


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="why")
    router.message.register(tell, Command("why", ignore_case=True))
    router.channel_post.register(tell, Command("why", ignore_case=True))
    return router
