"""`/privacy` and `/forget`: what is stored, and deleting it."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.answers import answer, expired, show
from storage.chats import Chat
from storage.store import Store
from views import privacy
from views.buttons import Forget


async def tell(message: Message, chat: Chat) -> None:
    """Answer with what is stored."""
    await answer(message, privacy.render(chat))


async def ask(message: Message, chat: Chat) -> None:
    """Ask before deleting."""
    await answer(message, privacy.ask(chat))


async def forget(query: CallbackQuery, callback_data: Forget, store: Store, chat: Chat) -> None:
    """Delete everything about the chat, if it is the one the question was asked in."""
    if callback_data.chat != chat.id or query.from_user.id != chat.id:
        await expired(query, chat.language)
        return
    if callback_data.sure:
        await store.chats.forget(chat.id)
        await show(query, privacy.forgotten(chat))
    else:
        await show(query, privacy.kept(chat))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="privacy")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(tell, Command("privacy", ignore_case=True))
    router.message.register(ask, Command("forget", ignore_case=True))
    router.callback_query.register(forget, Forget.filter())
    return router
