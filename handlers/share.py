"""`/share`: a message made for forwarding."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from handlers.answers import answer
from handlers.asked import asked
from storage.chats import Chat
from storage.store import Store
from views import share


async def tell(
    message: Message, command: CommandObject, store: Store, chat: Chat, username: str
) -> None:
    """Answer with the message that can be passed on."""
    found = await asked(message, command, store, chat, username)
    if found:
        await answer(message, share.render(found.story, chat, username))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="share")
    router.message.register(tell, Command("share", ignore_case=True))
    router.channel_post.register(tell, Command("share", ignore_case=True))
    return router
