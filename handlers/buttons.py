"""The buttons under a story: another view of it in its place, likes, and how many have read."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from aiogram import Router
from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram.types import Message as Received

from delivery.copies import CopyKeeper
from handlers.answers import expired, relabel, show
from handlers.asked import opened
from handlers.copies import show_in_place, withdrawn
from handlers.follow import marked
from handlers.full import turned
from storage.chats import Chat
from storage.store import Store
from storage.stories import Story
from views import charts, notices, share, showing
from views.buttons import (
    CHART,
    FULL,
    SUMMARY,
    InlineLike,
    Like,
    Open,
    Reads,
    edition_of,
    relabelled,
)
from views.digest import with_way_back
from views.language import catalogue
from views.message import Message
from views.story import headline, like_label


async def open_view(
    query: CallbackQuery,
    callback_data: Open,
    store: Store,
    chat: Chat,
    username: str,
    copies: CopyKeeper,
) -> None:
    """Show the story under the button in another way, in place."""
    story = await store.stories.get(callback_data.story)
    if story is None:
        await expired(query, chat.language)
        return
    if view := await withdrawn(store, story, chat, username):
        await show(query, _with_way_back(query, view, chat))
        return
    story = await opened(store, story, query.from_user)
    if callback_data.view == CHART:
        await _send_chart(query, story, chat, username, copies)
        return
    view, detail = await _view(callback_data, store, story, chat, username)
    shown = _with_way_back(query, view, chat)
    await show_in_place(query, shown, copies, story, callback_data.view, detail)


def _with_way_back(query: CallbackQuery, view: Message, chat: Chat) -> Message:
    """Keep the way back to the digest that the story was opened from."""
    markup = query.message.reply_markup if isinstance(query.message, Received) else None
    edition = edition_of(markup)
    if edition is None:
        return view
    return view.with_keyboard(with_way_back(view.keyboard, edition, chat))


async def _send_chart(
    query: CallbackQuery, story: Story, chat: Chat, username: str, copies: CopyKeeper
) -> None:
    """Send the figures that can be drawn as a picture, below the message."""
    chart = charts.choose(story)
    if chart is None or not isinstance(query.message, Received):
        await expired(query, chat.language)
        return
    title = headline(story.analysis)
    picture = BufferedInputFile(await asyncio.to_thread(charts.draw, chart, title), "figures.png")
    caption = charts.caption(story, username)
    sent = await query.message.reply_photo(
        picture, caption=caption.text, caption_entities=list(caption.entities), parse_mode=None
    )
    copies.keep(sent.chat.id, sent.message_id, story, CHART)
    await query.answer()


async def _view(
    wanted: Open, store: Store, story: Story, chat: Chat, username: str
) -> tuple[Message, int]:
    """Return the view that a button asks for, and its detail: of the full text, the page."""
    if wanted.view == FULL:
        page = await turned(store, story, chat, username, wanted.detail or None)
        return page.message, page.number
    view = showing.render(story, chat, username, wanted.view, wanted.detail)
    if wanted.view == SUMMARY:
        view = await marked(store, chat, story.id, view)
    return view, wanted.detail


async def like(
    query: CallbackQuery, callback_data: Like | InlineLike, store: Store, chat: Chat, username: str
) -> None:
    """Give a like, or take it back; the count under the message follows."""
    story = await store.stories.get(callback_data.story)
    if story is None:
        await expired(query, chat.language)
        return
    on, likes = await store.likes.toggle(story.id, query.from_user.id, datetime.now(UTC))
    counted = replace(story, likes=likes)
    toast = notices.liked(chat.language, on=on)
    await relabel(query, _with_likes(query, callback_data, counted, chat, username), toast)


def _with_likes(
    query: CallbackQuery, pressed: Like | InlineLike, story: Story, chat: Chat, username: str
) -> Message:
    """Return the message's buttons with the new count; an inline message's are made anew."""
    if isinstance(pressed, InlineLike):
        reader = replace(chat, language=pressed.language)  # the message keeps its own language
        variant = share.VARIANTS[pressed.variant]
        return share.render(story, reader, username, variant=variant, inline=True)
    markup = query.message.reply_markup if isinstance(query.message, Received) else None
    label = like_label(story.likes, catalogue(chat.language))
    return Message("", keyboard=relabelled(markup, pressed, label) if markup else None)


async def tell_reads(query: CallbackQuery, callback_data: Reads, store: Store, chat: Chat) -> None:
    """Tell how many people have read the story."""
    story = await store.stories.get(callback_data.story)
    if story is None:
        await expired(query, chat.language)
        return
    await query.answer(notices.read_by(story, chat.language))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="buttons")
    router.callback_query.register(open_view, Open.filter())
    router.callback_query.register(like, Like.filter())
    router.callback_query.register(like, InlineLike.filter())
    router.callback_query.register(tell_reads, Reads.filter())
    return router
