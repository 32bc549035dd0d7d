"""`/settings`: a chat's language and time zone, by buttons, by name or by a place on the map."""

import asyncio

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.answers import answer, expired, show
from handlers.rights import may_change
from handlers.subscribe import Desk, managed, meant, settings_of
from news.zones import settled, zone_at, zone_named, zone_of_city
from storage.chats import Chat
from storage.store import Store
from views import settings, subscribe
from views.buttons import Choose
from views.language import LANGUAGES, known


async def open_settings(
    message: Message, command: CommandObject, store: Store, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Answer with the settings, after changing the one that was named; ask which city is meant."""
    # Many bots have this command: who may not use it here is told so only where we are named.
    if message.chat.type != ChatType.PRIVATE and not command.mention:
        subject = chat if await may_change(bot, message) else None
    else:
        subject = await meant(message, store, chat, bot)
    if subject is None:
        return
    value = (command.args or "").strip()
    if not value:
        await _tell(message, chat, subject, desk)
    elif value.lower() in LANGUAGES:
        language = known(value) or subject.language
        await _tell(message, chat, await store.chats.set_language(subject.id, language), desk)
    else:
        # The first look-up reads all cities of the world, which takes a second.
        cities = await asyncio.to_thread(zone_of_city, value[:LONGEST_CITY])
        if zone := settled(cities):
            await _tell(message, chat, await desk.choosing.move(subject, zone), desk)
        else:
            await answer(message, settings.which_city(value, cities, chat, subject))


async def place(message: Message, store: Store, chat: Chat, bot: Bot, desk: Desk) -> None:
    """Take the zone of the place that a person sends."""
    subject = await meant(message, store, chat, bot)
    if subject is None:
        return
    point, zone = message.location, None
    if point is not None:
        zone = await asyncio.to_thread(zone_at, point.latitude, point.longitude)
    if zone is None:
        await answer(message, settings.no_zone_there(chat))
        return
    await _tell(message, chat, await desk.choosing.move(subject, zone), desk)


async def choose(
    query: CallbackQuery, callback_data: Choose, store: Store, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Change a setting by a button; of another chat only for those who administer it."""
    subject = await managed(query, callback_data.chat, store, chat, bot)
    if subject is None and not callback_data.chat:
        await query.answer(subscribe.administrators_only(chat), show_alert=True)
        return
    changed = await _changed(store, subject, callback_data, desk) if subject else None
    if changed is None:
        await expired(query, chat.language)
        return
    await show(query, await settings_of(_reading(chat, changed), changed, desk))


#: No city has a longer name.
LONGEST_CITY = 80


async def _changed(store: Store, chat: Chat, asked: Choose, desk: Desk) -> Chat | None:
    """Set what a button names: one of our languages, or a zone; None if it is neither."""
    if asked.value in LANGUAGES:
        return await store.chats.set_language(chat.id, asked.value)
    zone = zone_named(asked.value)
    return await desk.choosing.move(chat, zone) if zone else None


async def _tell(message: Message, chat: Chat, changed: Chat, desk: Desk) -> None:
    """Answer with the settings as they are now, in the language that the chat has now."""
    await answer(message, await settings_of(_reading(chat, changed), changed, desk))


def _reading(chat: Chat, changed: Chat) -> Chat:
    return changed if changed.id == chat.id else chat


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="settings")
    for observer in (router.message, router.channel_post):
        observer.register(open_settings, Command("settings", ignore_case=True))
    router.message.register(place, F.location, F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(choose, Choose.filter())
    return router
