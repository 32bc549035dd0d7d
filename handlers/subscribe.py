"""`/subscribe` and `/unsubscribe`: one screen for all choices, and each of them as words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from delivery.choosing import Choosing, State, state_of
from delivery.tuning import number, tuned
from delivery.wishes import understood
from handlers.answers import answer, expired, show
from handlers.rights import may_change, may_manage
from news.topics import Topics
from storage.chats import Chat
from storage.store import Store
from storage.subscriptions import Subscription
from views import filters as filters_view
from views import subscribe
from views.buttons import Menu, Subscribe, Tune
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


async def change(
    message: Received, command: CommandObject, store: Store, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Begin or end the chat's updates, or change what is written behind the command."""
    if not await may_change(bot, message):
        await answer(message, Message(subscribe.administrators_only(chat)))
        return
    if command.command.lower() == "unsubscribe":
        await answer(message, await _ended(store, chat, desk))
        return
    person = message.from_user.id if message.from_user else chat.id
    thread = message.message_thread_id if message.is_topic_message else None
    await answer(message, await _begun(chat, person, thread, command.args or "", desk))


async def press(
    query: CallbackQuery, callback_data: Subscribe, store: Store, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Begin or end the chat's updates by a button."""
    if not await may_change(bot, query):
        await query.answer(subscribe.administrators_only(chat), show_alert=True)
        return
    if callback_data.on:
        await show(query, await _begun(chat, query.from_user.id, _topic(query), "", desk))
    else:
        await show(query, await _ended(store, chat, desk))


async def begin(query: CallbackQuery, chat: Chat, bot: Bot, desk: Desk) -> None:
    """Begin the chat's updates from the first screen."""
    if not await may_change(bot, query):
        await query.answer(subscribe.administrators_only(chat), show_alert=True)
        return
    await show(query, await _begun(chat, query.from_user.id, _topic(query), "", desk))


async def tune(
    query: CallbackQuery, callback_data: Tune, store: Store, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Change one choice, in place; of another chat only for those who administer it."""
    subject = await managed(query, callback_data.chat, store, chat, bot)
    subscription = await store.subscriptions.get(subject.id) if subject else None
    if subject is None or subscription is None:
        await expired(query, chat.language)
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
    allowed = await may_manage(bot, number, query.from_user.id)
    return await store.chats.get(number) if allowed else None


async def screen_of(chat: Chat, subject: Chat, person: int, desk: Desk) -> Message:
    """Return the screen of a chat's updates, shown in `chat`; subscribes it if it was not.

    One that was keeps its forum topic: this is asked for from elsewhere.
    """
    subscription = await desk.store.subscriptions.get(subject.id)
    if subscription is None:
        await desk.choosing.begin(subject, person)
        subscription = await desk.store.subscriptions.get(subject.id)
    if subscription is None:  # forgotten this very moment
        return subscribe.unsubscribed(chat, was=False)
    return await _screen(chat, subject, subscription, desk)


def _topic(query: CallbackQuery) -> int | None:
    """Return the forum topic that a pressed button stands in."""
    message = query.message if isinstance(query.message, Received) else None
    return message.message_thread_id if message and message.is_topic_message else None


async def _begun(chat: Chat, person: int, thread: int | None, words: str, desk: Desk) -> Message:
    new = await desk.choosing.begin(chat, person, thread)
    subscription = await desk.store.subscriptions.get(chat.id)
    if subscription is None:  # forgotten this very moment
        return subscribe.unsubscribed(chat, was=False)
    head = subscribe.subscribed(chat) if new else ""
    if words.strip():
        wish = understood(words, subscription.choices, chat.language, desk.topic_key(chat.language))
        if wish.refusal is not None:
            return filters_view.refused(wish.refusal, chat)
        if wish.unclear:
            return subscribe.not_understood(chat, wish.unclear)
        subscription = await desk.choosing.choose(chat, wish.choices) or subscription
        head = subscribe.changed(chat)
    state = await desk.state(subscription)
    return subscribe.screen(state, chat, desk.topics().all, head=head)


async def _ended(store: Store, chat: Chat, desk: Desk) -> Message:
    was = await store.subscriptions.remove(chat.id, desk.now())
    return subscribe.unsubscribed(chat, was=was)


async def _screen(
    chat: Chat, subject: Chat, subscription: Subscription, desk: Desk, *, topics: bool = False
) -> Message:
    state, table = await desk.state(subscription), desk.topics().all
    other = subject.id if subject.id != chat.id else 0
    reader = replace(subject, language=chat.language)
    if topics:
        return subscribe.topics_screen(state, reader, table, chat=other)
    title = subject.title if other else None
    return subscribe.screen(state, reader, table, chat=other, title=title)


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
