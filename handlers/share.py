"""`/share`: a message made for forwarding."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from delivery.copies import CopyKeeper
from handlers.asked import asked
from handlers.copies import answer_with
from storage.chats import Chat
from storage.store import Store
from views import share
from views.buttons import SHARE


async def tell(
    message: Message,
    command: CommandObject,
    store: Store,
    chat: Chat,
    username: str,
    copies: CopyKeeper,
) -> None:
    """Answer with the message that can be passed on."""
    found = await asked(message, command, store, chat, username)
    if found:
        view = share.render(found.story, chat, username)
        await answer_with(message, view, copies, found.story, SHARE)


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="share")
    router.message.register(tell, Command("share", ignore_case=True))
    router.channel_post.register(tell, Command("share", ignore_case=True))
    return router
