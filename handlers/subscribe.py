"""`/subscribe` and `/unsubscribe`: updates, for a person or, by an administrator, for a group."""

from datetime import UTC, datetime

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from handlers.answers import answer, show
from handlers.rights import may_change
from storage.chats import Chat
from storage.store import Store
from views import subscribe
from views.buttons import Menu, Subscribe
from views.message import Message


async def change(
    message: Received, command: CommandObject, store: Store, chat: Chat, bot: Bot
) -> None:
    """Begin or end the chat's updates."""
    if not await may_change(bot, message):
        await answer(message, Message(subscribe.administrators_only(chat)))
        return
    on = command.command.lower() == "subscribe"
    person = message.from_user.id if message.from_user else chat.id
    await answer(message, await _changed(store, chat, person, on=on))


async def press(
    query: CallbackQuery, callback_data: Subscribe, store: Store, chat: Chat, bot: Bot
) -> None:
    """Begin or end the chat's updates by a button."""
    await _pressed(query, store, chat, bot, on=callback_data.on)


async def begin(query: CallbackQuery, store: Store, chat: Chat, bot: Bot) -> None:
    """Begin the chat's updates from the first screen."""
    await _pressed(query, store, chat, bot, on=True)


async def _pressed(query: CallbackQuery, store: Store, chat: Chat, bot: Bot, *, on: bool) -> None:
    if not await may_change(bot, query):
        await query.answer(subscribe.administrators_only(chat), show_alert=True)
        return
    await show(query, await _changed(store, chat, query.from_user.id, on=on))


async def _changed(store: Store, chat: Chat, person: int, *, on: bool) -> Message:
    if on:
        new = await store.subscriptions.add(chat.id, person, datetime.now(UTC))
        return subscribe.subscribed(chat, new=new)
    return subscribe.unsubscribed(chat, was=await store.subscriptions.remove(chat.id))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="subscribe")
    router.message.register(change, Command("subscribe", "unsubscribe", ignore_case=True))
    router.channel_post.register(change, Command("subscribe", "unsubscribe", ignore_case=True))
    router.callback_query.register(press, Subscribe.filter())
    router.callback_query.register(begin, Menu.filter(F.screen == "subscribe"))
    return router
