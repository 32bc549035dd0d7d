"""`/summary`: the story in a few of its own sentences."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from delivery.copies import CopyKeeper
from handlers.asked import asked
from handlers.copies import answer_with
from handlers.follow import marked
from handlers.rendered import Rendered
from storage.chats import Chat
from storage.store import Store
from views import summary
from views.buttons import SUMMARY


async def tell(
    message: Message,
    command: CommandObject,
    store: Store,
    chat: Chat,
    username: str,
    rendered: Rendered,
    copies: CopyKeeper,
) -> None:
    """Answer with the summary of the story asked for, in as many sentences as asked for."""
    found = await asked(message, command, store, chat, username)
    if found:
        sentences = summary.SENTENCES if found.detail is None else found.detail
        view = rendered.summary(found.story, chat, username, sentences)
        view = await marked(store, chat, found.story.id, view)
        await answer_with(message, view, copies, found.story, SUMMARY, sentences)


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="summary")
    router.message.register(tell, Command("summary", ignore_case=True))
    router.channel_post.register(tell, Command("summary", ignore_case=True))
    return router
