"""`/settings`: language and time zone, by buttons or by name."""

import asyncio

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.answers import answer, expired, show
from handlers.rights import may_change
from handlers.subscribe import Desk
from news.cities import City
from news.zones import zone_at, zone_named, zone_of_city
from storage.chats import Chat
from storage.store import Store
from views import settings
from views.buttons import Choose
from views.language import LANGUAGES, known


async def open_settings(
    message: Message, command: CommandObject, store: Store, chat: Chat, desk: Desk
) -> None:
    """Answer with the settings, after changing the one that was named; ask which city is meant."""
    value = (command.args or "").strip()
    if not value:
        await answer(message, settings.render(chat, desk.now()))
        return
    if value.lower() in LANGUAGES:
        chat = await store.chats.set_language(chat.id, known(value) or chat.language)
        await answer(message, settings.render(chat, desk.now()))
        return
    # The first look-up reads all cities of the world, which takes a second.
    cities = await asyncio.to_thread(zone_of_city, value[:LONGEST_CITY])
    if not cities:
        await answer(message, settings.unknown_zone(value, chat))
    elif _doubtful(cities):
        await answer(message, settings.which_city(cities, chat))
    else:
        chat = await _in_zone(store, chat, cities[0].zone, desk)
        await answer(message, settings.render(chat, desk.now()))


def _doubtful(cities: list[City]) -> bool:
    """Whether people may mean more than one city of a name: Moscow is in Russia, not in Idaho."""
    first, *others = cities
    rivals = (city for city in others if city.population * CLEARLY_LARGER > first.population)
    return any(city.zone != first.zone for city in rivals)


async def place(message: Message, store: Store, chat: Chat, desk: Desk) -> None:
    """Take the zone of the place that a person sends."""
    point, zone = message.location, None
    if point is not None:
        zone = await asyncio.to_thread(zone_at, point.latitude, point.longitude)
    if zone is None:
        await answer(message, settings.no_zone_there(chat))
        return
    chat = await _in_zone(store, chat, zone, desk)
    await answer(message, settings.render(chat, desk.now()))


async def choose(
    query: CallbackQuery, callback_data: Choose, store: Store, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Change a setting by a button."""
    allowed = await may_change(bot, query)
    changed = await _changed(store, chat, callback_data.value, desk) if allowed else None
    if changed is None:
        await expired(query, chat.language)
        return
    await show(query, settings.render(changed, desk.now()))


async def _changed(store: Store, chat: Chat, value: str, desk: Desk) -> Chat | None:
    """Set what a button names: one of our languages, or a zone; None if it is neither."""
    if value in LANGUAGES:
        return await store.chats.set_language(chat.id, value)
    zone = zone_named(value)
    return await _in_zone(store, chat, zone, desk) if zone else None


async def _in_zone(store: Store, chat: Chat, zone: str, desk: Desk) -> Chat:
    """Change the zone, and with it the hours of the chat's digests."""
    async with store.transaction():
        chat = await store.chats.set_timezone(chat.id, zone)
        await desk.choosing.rezoned(chat)
        return chat


#: Who names a city so much larger than its namesakes means it.
CLEARLY_LARGER = 10
#: No city has a longer name.
LONGEST_CITY = 80


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="settings")
    router.message.register(
        open_settings, Command("settings", ignore_case=True), F.chat.type == ChatType.PRIVATE
    )
    router.message.register(place, F.location, F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(choose, Choose.filter(F.setting.in_({"language", "zone"})))
    return router
