"""`/chats`: a person manages groups and channels from the private chat.

Telegram is asked at every press whether the person administers the chat; nothing is remembered of
its answers.
"""

import asyncio
from collections.abc import Iterable

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from handlers.answers import answer, show
from handlers.rights import may_manage
from handlers.subscribe import Desk, screen_of
from storage.chats import Chat
from storage.store import Store
from views import chats
from views.buttons import Manage
from views.message import Message

#: Of so many chats at most Telegram is asked for one list: those that a person brought us into or
#: subscribed, and others (somebody else may have brought us into a chat that the person manages).
OWN, OTHERS = 40, 20
#: So many questions are under way at the same time.
AT_ONCE = 10


async def tell(message: Received, store: Store, chat: Chat, bot: Bot, username: str) -> None:
    """List the chats that the person administers."""
    await answer(message, await _listing(store, chat, bot, username))


async def press(
    query: CallbackQuery,
    callback_data: Manage,
    store: Store,
    chat: Chat,
    bot: Bot,
    desk: Desk,
    username: str,
) -> None:
    """Open a chat's updates, begin or end them, end its following, or come back to the list."""
    if callback_data.what == "list":
        await show(query, await _listing(store, chat, bot, username))
        return
    number = callback_data.chat
    allowed = await may_manage(bot, number, query.from_user.id)
    subject = await store.chats.get(number) if allowed else None
    if subject is None:
        await query.answer(chats.not_yours(chat), show_alert=True)
        return
    await show(query, await _done(callback_data.what, chat, subject, query.from_user.id, desk))


async def _done(what: str, chat: Chat, subject: Chat, person: int, desk: Desk) -> Message:
    subscriptions, follows = desk.store.subscriptions, desk.store.follows
    if what == "end":
        await subscriptions.remove(subject.id, desk.now())
    elif what == "unfollow":
        await follows.clear(subject.id)
    if what == "begin" or await subscriptions.has(subject.id):
        return await screen_of(chat, subject, person, desk)
    return chats.not_subscribed(subject, chat, await follows.count(subject.id))


async def _listing(store: Store, chat: Chat, bot: Bot, username: str) -> Message:
    own = await store.chats.of_person(chat.id, OWN)
    known = {each.id for each in own}
    others = [each for each in await store.chats.gatherings(OTHERS) if each.id not in known]
    return chats.listing(await _managed([*own, *others], chat.id, bot), chat, username)


async def _managed(candidates: Iterable[Chat], person: int, bot: Bot) -> list[Chat]:
    """Return the chats of which Telegram says that the person administers them."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def confirmed(chat: Chat) -> bool:
        async with gate:
            return await may_manage(bot, chat.id, person)

    asked = list(candidates)
    answers = await asyncio.gather(*(confirmed(chat) for chat in asked))
    return [chat for chat, yes in zip(asked, answers, strict=True) if yes]


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="chats")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.message.register(tell, Command("chats", ignore_case=True))
    router.callback_query.register(press, Manage.filter())
    return router
