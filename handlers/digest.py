"""`/digest`: what is new, now; and the stories of a digest, opened in its place."""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from delivery.digests import Digests
from delivery.edition import EditionReader, Told
from handlers.answers import answer, expired, show
from handlers.asked import opened
from handlers.follow import marked
from handlers.rights import may_change
from storage.chats import Chat
from storage.store import Store
from views import digest, subscribe, summary
from views.buttons import DigestBack, DigestEntry
from views.message import Message


async def tell(message: Received, store: Store, chat: Chat, bot: Bot, digests: Digests) -> None:
    """Queue what is new for this chat; say so where there is nothing."""
    if not await may_change(bot, message):
        await answer(message, Message(subscribe.administrators_only(chat)))
        return
    if not await store.subscriptions.has(chat.id):
        await answer(message, digest.not_subscribed(chat))
    elif not await digests.make_now(chat.id):
        await answer(message, digest.nothing_new(chat))


async def open_entry(
    query: CallbackQuery,
    callback_data: DigestEntry,
    store: Store,
    chat: Chat,
    username: str,
    editions: EditionReader,
) -> None:
    """Open a story of a digest in its place."""
    told = await _told(store, chat, editions, callback_data.edition)
    story = next((s for s in told.stories if s.id == callback_data.story), None) if told else None
    if told is None or story is None:
        await expired(query, chat.language)
        return
    story = await opened(store, story, query.from_user)
    view = digest.opened(told.edition, story, chat, username, summary.SENTENCES)
    await show(query, await marked(store, chat, story.id, view))


async def come_back(
    query: CallbackQuery,
    callback_data: DigestBack,
    store: Store,
    chat: Chat,
    username: str,
    editions: EditionReader,
) -> None:
    """Show the digest again where one of its stories stands."""
    told = await _told(store, chat, editions, callback_data.edition)
    if told is None:
        await expired(query, chat.language)
        return
    await show(query, digest.render(told.edition, told.stories, chat, username, told.followed))


async def _told(store: Store, chat: Chat, editions: EditionReader, number: int) -> Told | None:
    """Return a digest that was made for this chat: of another chat's, nothing is shown."""
    if not await store.editions.has(chat.id, number):
        return None
    return await editions.told(chat, number)


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="digest")
    router.message.register(tell, Command("digest", ignore_case=True))
    router.channel_post.register(tell, Command("digest", ignore_case=True))
    router.callback_query.register(open_entry, DigestEntry.filter())
    router.callback_query.register(come_back, DigestBack.filter())
    return router
