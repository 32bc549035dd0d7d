"""`/why`: how a summary was made, as a reply to it."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers.answers import answer
from handlers.asked import story_of
from storage.chats import Chat
from storage.store import Store
from views import why


async def tell(message: Message, store: Store, chat: Chat, username: str) -> None:
    """Answer with the reasons for the sentences of the message replied to."""
    replied = message.reply_to_message
    number = story_of(replied, username)
    story = await store.stories.get(number) if number is not None else None
    if story is None or replied is None:
        await answer(message, why.ask_for_reply(chat))
        return
    await answer(message, why.render(story, chat, username, replied.text or ""))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="why")
    router.message.register(tell, Command("why", ignore_case=True))
    router.channel_post.register(tell, Command("why", ignore_case=True))
    return router
