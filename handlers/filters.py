"""`/filters`: what a reader wants in and out; tried on the last seven days before it is saved."""

from dataclasses import dataclass, replace
from datetime import timedelta

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from delivery.wanted import Wanted, read, stored
from handlers.answers import answer, code_in, expired, show
from handlers.subscribe import Desk, managed, meant, where_of, words_of
from news.filters import Filter, Refusal, parse
from storage.chats import Chat
from storage.store import Store
from views import digest, filters
from views.buttons import Keep, Unlist
from views.filters import DAYS, Elsewhere, Found
from views.message import Message

#: Stories that a filter is tried on at most.
MOST_TRIED = 300


@dataclass(frozen=True, slots=True)
class _Trial:
    """A filter that is to be tried, where its outcome is shown, and for whom it would be."""

    filter: Filter
    chat: Chat
    where: Elsewhere
    has_filter: bool


async def tell(
    message: Received,
    command: CommandObject,
    store: Store,
    chat: Chat,
    bot: Bot,
    username: str,
    desk: Desk,
    wanted: Wanted,
) -> None:
    """Answer with the filter, or with what the one behind the command would let through."""
    subject = await meant(message, store, chat, bot)
    if subject is None:
        return
    words = (command.args or "").strip()
    subscription = await store.subscriptions.get(subject.id)
    if not words:
        await answer(message, words_of(subscription, chat, subject, desk))
        return
    found = parse(words, chat.language, desk.topic_key(chat.language))
    if isinstance(found, Refusal):
        await answer(message, filters.refused(found, chat, desk.topics().all))
        return
    has_filter = subscription is not None and read(subscription.choices.wanted) is not None
    trial = _Trial(found, chat, where_of(chat, subject), has_filter)
    await answer(message, await _tried(trial, store, username, desk, wanted))


async def keep(
    query: CallbackQuery, callback_data: Keep, store: Store, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Save the filter that stands in the message, or leave everything as it is."""
    subject = await managed(query, callback_data.chat, store, chat, bot)
    text = code_in(query)
    found = parse(text, chat.language, desk.topic_key(chat.language)) if text else None
    if subject is None or not isinstance(found, Filter):
        await expired(query, chat.language)
        return
    if callback_data.how == "drop":
        await show(query, filters.dropped(chat))
        return
    await desk.choosing.begin(subject, query.from_user.id)
    subscription = await store.subscriptions.get(subject.id)
    before = read(subscription.choices.wanted) if subscription else None
    if callback_data.how == "add" and before is not None:
        joined = parse(f"{before} {found}", before.language, desk.topic_key(before.language))
        if isinstance(joined, Refusal):
            await show(query, filters.refused(joined, chat, desk.topics().all))
            return
        found = joined
    await _save(query, subject, chat, found, desk)


async def unlist(
    query: CallbackQuery, callback_data: Unlist, store: Store, chat: Chat, bot: Bot, desk: Desk
) -> None:
    """Take a term out of the filter, if it still is the one that the button was made for."""
    subject = await managed(query, callback_data.chat, store, chat, bot)
    subscription = await store.subscriptions.get(subject.id) if subject else None
    before = read(subscription.choices.wanted) if subscription else None
    if subject is None or before is None or filters.sum_of(before) != callback_data.seen:
        await expired(query, chat.language)
        return
    terms = filters.terms_of(before)
    if callback_data.place >= len(terms):
        await expired(query, chat.language)
        return
    del terms[callback_data.place]
    plus, minus = (tuple(t for sign, t in terms if sign is side) for side in (True, False))
    await _save(query, subject, chat, Filter(before.language, plus, minus), desk)


async def _save(
    query: CallbackQuery, subject: Chat, chat: Chat, wanted: Filter, desk: Desk
) -> None:
    subscription = await desk.store.subscriptions.get(subject.id)
    if subscription is None:
        await show(query, digest.not_subscribed(chat))
        return
    text = stored(wanted) if wanted.plus or wanted.minus else ""
    changed = await desk.choosing.choose(subject, replace(subscription.choices, wanted=text))
    await show(query, words_of(changed, chat, subject, desk))


async def _tried(trial: _Trial, store: Store, username: str, desk: Desk, wanted: Wanted) -> Message:
    lines = await store.stories.since(desk.now() - timedelta(days=DAYS), MOST_TRIED)
    by_number = {line.id: line for line in lines}
    passed = await wanted.trial(trial.filter, by_number)
    found = [Found(by_number[number], hit.form if hit else "") for number, hit in passed]
    return filters.trial(
        trial.filter,
        found,
        len(lines),
        trial.chat,
        desk.topics().all,
        username,
        has_filter=trial.has_filter,
        where=trial.where,
    )


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="filters")
    for observer in (router.message, router.channel_post):
        observer.register(tell, Command("filters", ignore_case=True))
    router.callback_query.register(keep, Keep.filter())
    router.callback_query.register(unlist, Unlist.filter())
    return router
