"""`/subscribe` and `/unsubscribe`: one screen for all choices, and each of them as words."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from delivery.choosing import Choosing, State, state_of
from delivery.tuning import number, tuned
from delivery.wanted import read
from delivery.wishes import Understood, understood
from handlers.answers import answer, expired, show
from handlers.rights import may_change, may_manage
from news.topics import Topics
from news.zones import settled
from storage.chats import Chat
from storage.store import Store
from storage.subscriptions import DIGEST, Subscription
from views import chats, settings, subscribe
from views import filters as filters_view
from views.buttons import Menu, Subscribe, Tune, chat_of
from views.filters import HERE, Elsewhere
from views.message import Message

#: A longer pause is written: /pause until …
LONGEST_PAUSE_DAYS = 365


@dataclass(frozen=True, slots=True)
class Desk:
    """What every choice needs; made once, handed to the handlers as `desk`."""

    store: Store
    choosing: Choosing
    topics: Callable[[], Topics]
    now: Callable[[], datetime]

    async def state(self, subscription: Subscription) -> State:
        """Return a subscription as a person sees it."""
        held = await self.store.subscriptions.held(subscription.chat_id)
        return state_of(subscription, held, self.now())

    def topic_key(self, language: str) -> Callable[[str], str | None]:
        """Return what finds the topic that a person of a language names."""

        def key(said: str) -> str | None:
            topic = self.topics().named(said, language)
            return None if topic is None else topic.key

        return key


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose updates are asked for: where, of which chat, by whom, in which forum topic."""

    chat: Chat
    subject: Chat
    person: int
    thread: int | None


async def change(
    message: Received, command: CommandObject, store: Store, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Begin or end the chat's updates, or change what is written behind the command."""
    subject = await meant(message, store, chat, bot)
    if subject is None:
        return
    if command.command.lower() == "unsubscribe":
        await answer(message, await _ended(chat, subject, desk))
        return
    person = message.from_user.id if message.from_user else chat.id
    thread = message.message_thread_id if message.is_topic_message else None
    asked = _Asked(chat, subject, person, thread)
    await answer(message, await _begun(asked, command.args or "", desk))


async def press(
    query: CallbackQuery, callback_data: Subscribe, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Begin or end the chat's updates by a button."""
    if not await may_change(bot, query):
        await query.answer(subscribe.administrators_only(chat), show_alert=True)
        return
    if callback_data.on:
        await show(query, await _begun(_own(query, chat), "", desk))
    else:
        await show(query, await _ended(chat, chat, desk))


async def begin(query: CallbackQuery, chat: Chat, bot: Bot, desk: Desk) -> None:
    """Begin the chat's updates from the first screen."""
    if not await may_change(bot, query):
        await query.answer(subscribe.administrators_only(chat), show_alert=True)
        return
    await show(query, await _begun(_own(query, chat), "", desk))


async def tune(
    query: CallbackQuery, callback_data: Tune, store: Store, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Change one choice, in place; of another chat only for those who administer it."""
    subject = await managed(query, callback_data.chat, store, chat, bot)
    subscription = await store.subscriptions.get(subject.id) if subject else None
    if subject is None or subscription is None:
        await expired(query, chat.language)
        return
    if callback_data.what == "words":
        await show(query, words_of(subscription, chat, subject, desk))
        return
    if callback_data.what == "settings":
        await show(query, await settings_of(chat, subject, desk))
        return
    changed = await _tuned(callback_data, subject, subscription, desk)
    if changed is None:
        await expired(query, chat.language)
        return
    what = callback_data.what
    if what == "all" or (what == "topic" and callback_data.value):
        what = "topic"
    await show(query, await _screen(chat, subject, changed, desk, topics=what == "topic"))


async def managed(
    query: CallbackQuery, number: int, store: Store, chat: Chat, bot: Bot
) -> Chat | None:
    """Return the chat that a button is about (0: its own), if the person may change it."""
    if number in (0, chat.id):
        return chat if await may_change(bot, query) else None
    return await _other(number, query.from_user.id, store, bot)


async def meant(message: Received, store: Store, chat: Chat, bot: Bot) -> Chat | None:
    """Return the chat that a command is to change: its own, or that of the screen it answers.

    None where the person may not change it, who is told so.
    """
    number, person = _answered(message, bot), message.from_user
    if number and person:
        subject = await _other(number, person.id, store, bot)
        refusal = chats.not_yours(chat)
    else:
        subject = chat if await may_change(bot, message) else None
        refusal = subscribe.administrators_only(chat)
    if subject is None:
        await answer(message, Message(refusal))
    return subject


def words_of(subscription: Subscription | None, chat: Chat, subject: Chat, desk: Desk) -> Message:
    """Return the filter of a chat, shown in `chat`."""
    wanted = read(subscription.choices.wanted) if subscription else None
    where = where_of(chat, subject)
    return filters_view.listing(wanted, chat, desk.topics().all, where)


async def settings_of(chat: Chat, subject: Chat, desk: Desk) -> Message:
    """Return the language and the time zone of a chat, shown in `chat`."""
    back = await desk.store.subscriptions.has(subject.id)
    return settings.render(subject, chat, desk.now(), back=back)


def where_of(chat: Chat, subject: Chat) -> Elsewhere:
    """Return what a view says of whose choice it shows."""
    return HERE if subject.id == chat.id else Elsewhere(subject.id, subject.title)


async def screen_of(chat: Chat, subject: Chat, person: int, desk: Desk) -> Message:
    """Return the screen of a chat's updates, shown in `chat`; subscribes it if it was not.

    One that was keeps its forum topic: this is asked for from elsewhere.
    """
    return await _begun(_Asked(chat, subject, person, None), "", desk)


async def _other(number: int, person: int, store: Store, bot: Bot) -> Chat | None:
    """Return another chat, if Telegram says that the person administers it."""
    allowed = await may_manage(bot, number, person)
    return await store.chats.get(number) if allowed else None


def _answered(message: Received, bot: Bot) -> int:
    """Return which other chat the screen of ours is about that a message answers; 0 for none."""
    replied = message.reply_to_message
    if message.chat.type != ChatType.PRIVATE or replied is None or replied.from_user is None:
        return 0
    return chat_of(replied.reply_markup) if replied.from_user.id == bot.id else 0


def _own(query: CallbackQuery, chat: Chat) -> _Asked:
    return _Asked(chat, chat, query.from_user.id, _topic(query))


def _topic(query: CallbackQuery) -> int | None:
    """Return the forum topic that a pressed button stands in."""
    message = query.message if isinstance(query.message, Received) else None
    return message.message_thread_id if message and message.is_topic_message else None


async def _begun(asked: _Asked, words: str, desk: Desk) -> Message:
    chat, subject = asked.chat, asked.subject
    new = await _added(asked, desk)
    subscription = await desk.store.subscriptions.get(subject.id)
    if subscription is None:  # forgotten this very moment
        return subscribe.unsubscribed(chat, was=False)
    head = subscribe.subscribed(chat) if new and subject.id == chat.id else ""
    if words.strip():
        topic, before = desk.topic_key(chat.language), subscription.choices
        # A city may be named, and the first of all takes a second.
        wish = await asyncio.to_thread(understood, words, before, chat.language, topic)
        later = wish.choices.mode == DIGEST and wish.choices.budget != before.budget
        head = subscribe.changed(chat, later=later)
        told = await _wished(wish, chat, subject, desk, head)
        return told or subscribe.unsubscribed(chat, was=False)
    return await _screen(chat, subject, subscription, desk, head=head)


async def _wished(
    wish: Understood, chat: Chat, subject: Chat, desk: Desk, head: str
) -> Message | None:
    """Store what was written and show it, or say what of it is unclear; None if unsubscribed."""
    if wish.refusal is not None:
        return filters_view.refused(wish.refusal, chat, desk.topics().all)
    if wish.unclear:
        return subscribe.not_understood(chat, wish.unclear)
    place = wish.place
    if place and not place.cities:
        return settings.which_city(place.name, (), chat, subject)
    zone = settled(place.cities) if place else None
    async with desk.store.transaction():
        moved = await desk.choosing.move(subject, zone) if zone else subject
        subscription = await desk.choosing.choose(moved, wish.choices)
    if subscription is None:
        return None
    if place and not zone:
        return settings.which_city(place.name, place.cities, chat, moved)
    return await _screen(chat, moved, subscription, desk, head=head)


async def _added(asked: _Asked, desk: Desk) -> bool:
    """Subscribe the chat; of one that is, only its own command changes the forum topic."""
    if asked.subject.id != asked.chat.id and await desk.store.subscriptions.has(asked.subject.id):
        return False
    return await desk.choosing.begin(asked.subject, asked.person, asked.thread)


async def _ended(chat: Chat, subject: Chat, desk: Desk) -> Message:
    was = await desk.store.subscriptions.remove(subject.id, desk.now())
    followed = await desk.store.follows.count(subject.id)
    if subject.id != chat.id:
        return chats.not_subscribed(subject, chat, followed)
    return subscribe.unsubscribed(chat, was=was, followed=followed)


async def _screen(
    chat: Chat,
    subject: Chat,
    subscription: Subscription,
    desk: Desk,
    *,
    topics: bool = False,
    head: str = "",
) -> Message:
    state, table = await desk.state(subscription), desk.topics().all
    other = subject.id if subject.id != chat.id else 0
    reader = replace(subject, language=chat.language)
    if topics:
        return subscribe.topics_screen(state, reader, table, chat=other)
    title = subject.title if other else None
    return subscribe.screen(state, reader, table, head=head, chat=other, title=title)


async def _tuned(
    asked: Tune, chat: Chat, subscription: Subscription, desk: Desk
) -> Subscription | None:
    """Do what a button says; None for what no button of ours can say."""
    if asked.what == "screen" or (asked.what == "topic" and not asked.value):
        return subscription
    if asked.what == "resume":
        return await desk.choosing.resume(chat)
    if asked.what == "pause":
        days = number(asked.value, 1, LONGEST_PAUSE_DAYS)
        until = None if days is None else desk.now() + timedelta(days=days)
        return None if until is None else await desk.choosing.pause(chat, until)
    choices = tuned(asked.what, asked.value, subscription.choices, chat.language, desk.topics())
    return None if choices is None else await desk.choosing.choose(chat, choices)


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="subscribe")
    router.message.register(change, Command("subscribe", "unsubscribe", ignore_case=True))
    router.channel_post.register(change, Command("subscribe", "unsubscribe", ignore_case=True))
    router.callback_query.register(press, Subscribe.filter())
    router.callback_query.register(tune, Tune.filter())
    router.callback_query.register(begin, Menu.filter(F.screen == "subscribe"))
    return router
