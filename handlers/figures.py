"""`/figures`: the key figures, then who and where."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from handlers.answers import answer
from handlers.asked import asked
from storage.chats import Chat
from storage.store import Store
from views import figures


async def tell(
    message: Message, command: CommandObject, store: Store, chat: Chat, username: str
) -> None:
    """Answer with the figures of the story asked for."""
    found = await asked(message, command, store, chat, username)
    if found:
        await answer(message, figures.render(found.story, chat, username))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="figures")
    router.message.register(tell, Command("figures"))
    router.channel_post.register(tell, Command("figures"))
    return router
