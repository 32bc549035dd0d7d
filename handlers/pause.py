"""`/pause 3d` and `/resume`."""

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message as Received

from handlers.answers import answer
from handlers.rights import may_change
from handlers.subscribe import Desk
from news import pause_words
from storage.chats import Chat
from views import digest, pause, subscribe
from views.message import Message


async def begin(
    message: Received, command: CommandObject, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Pause the chat's updates for as long as the words say; without any, until /resume."""
    if not await may_change(bot, message):
        await answer(message, Message(subscribe.administrators_only(chat)))
        return
    words = command.args or ""
    wish = pause_words.read(words, chat.timezone, desk.now())
    if wish.unclear:
        await answer(message, pause.pause_not_understood(chat, words))
        return
    subscription = await desk.choosing.pause(chat, wish.until)
    if subscription is None:
        await answer(message, digest.not_subscribed(chat))
        return
    await answer(message, pause.paused(await desk.state(subscription), chat))


async def end(message: Received, chat: Chat, bot: Bot, desk: Desk) -> None:
    """Go on with the chat's updates."""
    if not await may_change(bot, message):
        await answer(message, Message(subscribe.administrators_only(chat)))
        return
    subscription = await desk.choosing.resume(chat)
    if subscription is None:
        await answer(message, digest.not_subscribed(chat))
        return
    await answer(message, pause.resumed(await desk.state(subscription), chat))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="pause")
    for observer in (router.message, router.channel_post):
        observer.register(begin, Command("pause", ignore_case=True))
        observer.register(end, Command("resume", ignore_case=True))
    return router
