"""`/figures`: the key figures, then who and where."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from delivery.copies import CopyKeeper
from handlers.asked import asked
from handlers.copies import answer_with
from handlers.rendered import Rendered
from storage.chats import Chat
from storage.store import Store
from views.buttons import FIGURES


async def tell(
    message: Message,
    command: CommandObject,
    store: Store,
    chat: Chat,
    username: str,
    rendered: Rendered,
    copies: CopyKeeper,
) -> None:
    """Answer with the figures of the story asked for."""
    found = await asked(message, command, store, chat, username)
    if found:
        view = rendered.figures(found.story, chat, username)
        await answer_with(message, view, copies, found.story, FIGURES)


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="figures")
    router.message.register(tell, Command("figures", ignore_case=True))
    router.channel_post.register(tell, Command("figures", ignore_case=True))
    return router
