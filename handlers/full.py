"""`/full`: the whole text in pages; the reader's page is remembered."""

from datetime import UTC, datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from delivery.copies import CopyKeeper
from handlers.answers import expired, show
from handlers.asked import asked, opened
from handlers.copies import answer_with, show_in_place, withdrawn
from news.text import sentences
from storage.chats import Chat
from storage.store import Store
from storage.stories import Story
from views import full
from views.buttons import FULL, Place
from views.full import Page
from views.model import is_private


async def tell(
    message: Message,
    command: CommandObject,
    store: Store,
    chat: Chat,
    username: str,
    copies: CopyKeeper,
) -> None:
    """Answer with the page where the reader stopped, or the one asked for."""
    found = await asked(message, command, store, chat, username)
    if found:
        page = await turned(store, found.story, chat, username, found.detail)
        await answer_with(message, page.message, copies, found.story, FULL, page.number)


async def open_place(
    query: CallbackQuery,
    callback_data: Place,
    store: Store,
    chat: Chat,
    username: str,
    copies: CopyKeeper,
) -> None:
    """Open the full text where a sentence of the summary stands."""
    story = await store.stories.get(callback_data.story)
    if story is None:
        await expired(query, chat.language)
        return
    if view := await withdrawn(store, story, chat, username):
        await show(query, view)
        return
    story = await opened(store, story, query.from_user)
    page = await at_place(store, story, chat, username, callback_data.start)
    await show_in_place(query, page.message, copies, story, FULL, page.number)


async def turned(
    store: Store, story: Story, chat: Chat, username: str, number: int | None = None
) -> Page:
    """Return a page of the text, by default the remembered one, and remember it."""
    wanted = number or await store.places.get(chat.id, story.id) or 1
    return await _remembered(store, story, chat, full.render(story, chat, username, number=wanted))


async def at_place(store: Store, story: Story, chat: Chat, username: str, start: int) -> Page:
    """Return the page that holds a character, with its sentence in bold, and remember it."""
    place = _sentence_at(story, start)
    return await _remembered(store, story, chat, full.render(story, chat, username, place=place))


async def _remembered(store: Store, story: Story, chat: Chat, page: Page) -> Page:
    if is_private(chat):
        await store.places.set(chat.id, story.id, page.number, datetime.now(UTC))
    return page


def _sentence_at(story: Story, start: int) -> full.Place | None:
    """Return the sentence that holds a character of the story's text, or None."""
    reading = story.analysis.story
    for part in (reading.lede, *reading.paragraphs):
        if part and part.start <= start < part.end:
            for sentence in sentences(part.text):
                if part.start + sentence.start <= start < part.start + sentence.end:
                    return full.Place(part.start + sentence.start, part.start + sentence.end)
    return None


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="full")
    router.message.register(tell, Command("full", ignore_case=True))
    router.channel_post.register(tell, Command("full", ignore_case=True))
    router.callback_query.register(open_place, Place.filter())
    return router
