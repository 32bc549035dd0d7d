"""Following a story: the button under it, and `/following`, the list of what is followed."""

from collections.abc import Callable
from datetime import datetime

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardMarkup
from aiogram.types import Message as Received

from handlers.answers import answer, expired, relabel, show
from handlers.rights import may_change
from storage.chats import Chat
from storage.store import Store
from views import follow, subscribe
from views.buttons import Follow, Following, Unfollow, UnfollowAll, label_of, relabelled
from views.follow import PAGE_SIZE
from views.language import catalogue
from views.message import Message
from views.story import follow_label, says_followed


async def toggle(
    query: CallbackQuery,
    callback_data: Follow,
    store: Store,
    chat: Chat,
    bot: Bot,
    now: Callable[[], datetime],
) -> None:
    """Follow the story's case, or do so no more; the button tells which it is from now on."""
    if not await may_change(bot, query):
        await query.answer(subscribe.administrators_only(chat), show_alert=True)
        return
    number = callback_data.story
    if await store.stories.get(number) is None:
        await expired(query, chat.language)
        return
    if await _ends(query, callback_data, store, chat):
        await store.follows.remove(chat.id, number)
        await _told(query, callback_data, chat, follow.ended(chat), on=False)
        return
    message = query.message
    thread = None
    if isinstance(message, Received) and message.is_topic_message:
        thread = message.message_thread_id
    new = await store.follows.add(
        chat.id, number, message.message_id if message else None, now(), thread_id=thread
    )
    await _told(query, callback_data, chat, follow.begun(chat, new=new), on=True)


async def _ends(query: CallbackQuery, data: Follow, store: Store, chat: Chat) -> bool:
    """Tell whether a press ends the following: the button is taken at its word.

    One message is made for many chats, so that a button may offer what the chat has already; who
    presses it does not want to lose that.
    """
    label = label_of(_markup(query), data)
    return await store.follows.has(chat.id, data.story) if label is None else says_followed(label)


async def _told(query: CallbackQuery, data: Follow, chat: Chat, toast: str, *, on: bool) -> None:
    markup = _markup(query)
    label = follow_label(catalogue(chat.language), on=on)
    if markup is None:
        await query.answer(toast)
        return
    await relabel(query, Message("", keyboard=relabelled(markup, data, label)), toast)


def _markup(query: CallbackQuery) -> InlineKeyboardMarkup | None:
    return query.message.reply_markup if isinstance(query.message, Received) else None


async def marked(store: Store, chat: Chat, story_id: int, view: Message) -> Message:
    """Return a view of a story whose follow button says what holds in this chat."""
    if view.keyboard is None or not await store.follows.has(chat.id, story_id):
        return view
    label = follow_label(catalogue(chat.language), on=True)
    return view.with_keyboard(relabelled(view.keyboard, Follow(story=story_id), label))


async def list_followed(message: Received, store: Store, chat: Chat, username: str) -> None:
    """Answer with what the chat follows."""
    await answer(message, await _listing(store, chat, username, 0))


async def turn(
    query: CallbackQuery, callback_data: Following, store: Store, chat: Chat, username: str
) -> None:
    """Turn the list to another page."""
    await show(query, await _listing(store, chat, username, callback_data.page))


async def end(
    query: CallbackQuery,
    callback_data: Unfollow,
    store: Store,
    chat: Chat,
    bot: Bot,
    username: str,
) -> None:
    """Follow a case of the list no more."""
    if not await may_change(bot, query):
        await query.answer(subscribe.administrators_only(chat), show_alert=True)
        return
    await store.follows.remove(chat.id, callback_data.story)
    await show(query, await _listing(store, chat, username, callback_data.page), follow.ended(chat))


async def end_all(query: CallbackQuery, store: Store, chat: Chat, bot: Bot, username: str) -> None:
    """Follow nothing any more."""
    if not await may_change(bot, query):
        await query.answer(subscribe.administrators_only(chat), show_alert=True)
        return
    await store.follows.clear(chat.id)
    await show(query, await _listing(store, chat, username, 0))


async def _listing(store: Store, chat: Chat, username: str, page: int) -> Message:
    """Return a page of the list; past its end, the last one."""
    total = await store.follows.count(chat.id)
    page = min(page, max(0, -(-total // PAGE_SIZE) - 1))
    cases = await store.follows.page(chat.id, page * PAGE_SIZE, PAGE_SIZE)
    return follow.listing(cases, total, page, chat, username)


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="follow")
    router.callback_query.register(toggle, Follow.filter())
    router.callback_query.register(turn, Following.filter())
    router.callback_query.register(end, Unfollow.filter())
    router.callback_query.register(end_all, UnfollowAll.filter())
    router.message.register(list_followed, Command("following", ignore_case=True))
    router.channel_post.register(list_followed, Command("following", ignore_case=True))
    return router
