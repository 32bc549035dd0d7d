"""`/figures`: the key figures, then who and where."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from handlers.answers import answer
from handlers.asked import asked
from handlers.rendered import Rendered
from storage.chats import Chat
from storage.store import Store


async def tell(
    message: Message,
    command: CommandObject,
    store: Store,
    chat: Chat,
    username: str,
    rendered: Rendered,
) -> None:
    """Answer with the figures of the story asked for."""
    found = await asked(message, command, store, chat, username)
    if found:
        await answer(message, rendered.figures(found.story, chat, username))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="figures")
    router.message.register(tell, Command("figures", ignore_case=True))
    router.channel_post.register(tell, Command("figures", ignore_case=True))
    return router
