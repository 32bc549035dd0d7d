"""`/settings`: language and time zone, by buttons or by name."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.answers import answer, expired, show
from handlers.rights import may_change
from storage.chats import Chat
from storage.store import Store
from views import settings
from views.buttons import Choose
from views.language import LANGUAGES, known


async def open_settings(message: Message, command: CommandObject, store: Store, chat: Chat) -> None:
    """Answer with the settings, after changing the one that was named."""
    value = (command.args or "").strip()
    if value:
        changed = await _changed(store, chat, value)
        if changed is None:
            await answer(message, settings.unknown_zone(value, chat))
            return
        chat = changed
    await answer(message, settings.render(chat, datetime.now(UTC)))


async def choose(
    query: CallbackQuery, callback_data: Choose, store: Store, chat: Chat, bot: Bot
) -> None:
    """Change a setting by a button."""
    allowed = await may_change(bot, query)
    changed = await _changed(store, chat, callback_data.value) if allowed else None
    if changed is None:
        await expired(query, chat.language)
        return
    await show(query, settings.render(changed, datetime.now(UTC)))


async def _changed(store: Store, chat: Chat, value: str) -> Chat | None:
    """Set what the value names: one of our languages, or a zone; None if it is neither."""
    if value.lower() in LANGUAGES:
        return await store.chats.set_language(chat.id, known(value) or chat.language)
    zone = zone_named(value)
    return await store.chats.set_timezone(chat.id, zone) if zone else None


def zone_named(name: str) -> str | None:
    """Return the IANA name of a zone, whatever its case; None if there is no such zone."""
    wanted = name.strip().replace(" ", "_").casefold()
    zones = {zone.casefold(): zone for zone in available_timezones()}
    zone = zones.get(wanted)
    return ZoneInfo(zone).key if zone else None


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="settings")
    router.message.register(
        open_settings, Command("settings", ignore_case=True), F.chat.type == ChatType.PRIVATE
    )
    router.callback_query.register(choose, Choose.filter(F.setting.in_({"language", "zone"})))
    return router
