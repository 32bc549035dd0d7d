"""`/start` and `/help`: the first screen, and where a deep link leads."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from delivery.copies import CopyKeeper
from handlers.answers import answer, show
from handlers.asked import opened
from handlers.copies import answer_with, withdrawn
from handlers.full import at_place, turned
from handlers.rights import is_editor
from storage.chats import Chat
from storage.store import Store
from storage.stories import Story
from views import notices, start, summary
from views.buttons import FULL, SUMMARY, Menu
from views.links import Payload, read_payload
from views.message import Message


async def begin(
    message: Received,
    command: CommandObject,
    store: Store,
    chat: Chat,
    username: str,
    copies: CopyKeeper,
) -> None:
    """Answer with the first screen, or with what the link leads to."""
    payload = read_payload(command.args or "")
    if payload is None:
        await answer(message, start.welcome(await store.stories.latest(), chat, username))
        return
    story = await store.stories.get(payload.story)
    if story is None:
        await answer(message, notices.unknown_story(chat))
        return
    if view := await withdrawn(store, story, chat, username):
        await answer(message, view)
        return
    story = await opened(store, story, message.from_user)
    view, kind, page = await _linked(payload, store, story, chat, username)
    await answer_with(message, view, copies, story, kind, page)


async def _linked(
    payload: Payload, store: Store, story: Story, chat: Chat, username: str
) -> tuple[Message, str, int]:
    """Return what a deep link leads to, a story, its full text, or a place in it; and its view."""
    if payload.place is not None:
        page = await at_place(store, story, chat, username, payload.place)
        return page.message, FULL, page.number
    if payload.view == "t":
        page = await turned(store, story, chat, username)
        return page.message, FULL, page.number
    return summary.render(story, chat, username), SUMMARY, 0


async def tell_commands(message: Received, chat: Chat, admins: frozenset[int]) -> None:
    """Answer with all commands; editors are told theirs as well."""
    await answer(message, start.help_text(chat, editor=is_editor(message, admins)))


async def open_help(query: CallbackQuery, chat: Chat, admins: frozenset[int]) -> None:
    """Open the help from the first screen."""
    await show(query, start.help_text(chat, editor=is_editor(query, admins)))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="start")
    router.message.register(begin, CommandStart(ignore_case=True), F.chat.type == ChatType.PRIVATE)
    router.message.register(
        tell_commands, Command("help", ignore_case=True), F.chat.type == ChatType.PRIVATE
    )
    router.callback_query.register(open_help, Menu.filter(F.screen == "help"))
    return router
