"""`/stories` and `/search`: lists that turn in place."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from handlers.answers import answer, code_in, expired, show
from storage.chats import Chat
from storage.store import Store
from views import stories
from views.buttons import Found, Listing, Menu
from views.message import Message
from views.stories import PAGE_SIZE, QUERY_LIMIT


async def list_stories(message: Received, store: Store, chat: Chat, username: str) -> None:
    """Answer with the first page of the list."""
    await answer(message, await _listing(store, chat, username, 0))


async def turn_list(
    query: CallbackQuery, callback_data: Listing, store: Store, chat: Chat, username: str
) -> None:
    """Turn the list to another page."""
    await show(query, await _listing(store, chat, username, callback_data.page))


async def open_list(query: CallbackQuery, store: Store, chat: Chat, username: str) -> None:
    """Open the list from the first screen."""
    await show(query, await _listing(store, chat, username, 0))


async def search(
    message: Received, command: CommandObject, store: Store, chat: Chat, username: str
) -> None:
    """Answer with the stories that have the words, in any of their forms."""
    words = (command.args or "").strip()
    if not words:
        await answer(message, stories.ask_for_words(chat))
        return
    await answer(message, await found(store, chat, username, words, 0))


async def turn_results(
    query: CallbackQuery, callback_data: Found, store: Store, chat: Chat, username: str
) -> None:
    """Turn the results to another page; the words are read from the message."""
    words = code_in(query)
    if not words:
        await expired(query, chat.language)
        return
    await show(query, await found(store, chat, username, words, callback_data.page))


async def found(store: Store, chat: Chat, username: str, words: str, page: int) -> Message:
    """Return a page of what a search finds."""
    words = " ".join(words.split())[:QUERY_LIMIT]
    hits = await store.stories.search(words, limit=PAGE_SIZE + 1, offset=page * PAGE_SIZE)
    if not hits:
        return stories.nothing_found(words, chat)
    more = len(hits) > PAGE_SIZE
    return stories.found(words, hits[:PAGE_SIZE], page, more, chat, username)


async def _listing(store: Store, chat: Chat, username: str, page: int) -> Message:
    """Return a page of the list; past its end, the last one."""
    total = await store.stories.count()
    page = min(page, max(0, -(-total // PAGE_SIZE) - 1))
    lines = await store.stories.page(page * PAGE_SIZE, PAGE_SIZE)
    return stories.listing(lines, total, page, chat, username)


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="stories")
    router.message.register(list_stories, Command("stories", ignore_case=True))
    router.channel_post.register(list_stories, Command("stories", ignore_case=True))
    router.callback_query.register(turn_list, Listing.filter())
    router.callback_query.register(open_list, Menu.filter(F.screen == "stories"))
    router.message.register(
        search, Command("search", ignore_case=True), F.chat.type == ChatType.PRIVATE
    )
    router.callback_query.register(turn_results, Found.filter())
    return router
