"""`/add`, `/sources`, `/topic`: for editors, in private alone.

For everybody else these commands do not exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from handlers.answers import answer, bold_in, code_in, expired, show
from handlers.asked import story_of
from handlers.reading import ReadingRoom
from handlers.rights import is_editor
from handlers.subscribe import Desk
from sources import articles, looking
from sources.addresses import completed
from sources.articles import Article
from sources.finding import FoundFeed
from sources.health import KEPT
from sources.sent import UnreadableError
from storage.chats import Chat
from storage.sources import Source
from storage.store import Store
from views import notices, reading, sources, summary
from views.buttons import AddSource, ShowHeld, SourceButton, SourcePage, StoreReading
from views.message import Message
from views.sources import FULL_TEXT, INTERVALS, PAGE_SIZE, SourceLine


class Newsroom(articles.Newsroom, Protocol):
    """Takes articles in, and tells of those that were held back."""

    async def show_held(self, source_id: int, now: datetime) -> int:
        """Tell of all that was held back of a source; return how many stories."""
        ...


@dataclass(frozen=True, slots=True)
class Newsdesk:
    """What editors work with; made once, handed to the handlers as `newsdesk`."""

    store: Store
    newsroom: Newsroom
    room: ReadingRoom
    desk: Desk

    def now(self) -> datetime:
        """Return the time."""
        return self.desk.now()


async def add(
    message: Received, command: CommandObject, chat: Chat, username: str, newsdesk: Newsdesk
) -> None:
    """Make a story of a page, or offer the feed that is there as a source."""
    address = (command.args or "").strip()
    if len(address.split()) != 1:  # none, or words beside it of which nothing would come
        await answer(message, sources.words("ask", chat))
        return
    whole = completed(address)
    newsdesk.room.start(chat, lambda: _add(message, whole, chat, username, newsdesk))


async def _add(
    message: Received, address: str, chat: Chat, username: str, newsdesk: Newsdesk
) -> None:
    try:
        found = await newsdesk.room.reader.found(address)
    except UnreadableError as error:
        nothing = error.key == "no feed"
        refusal = reading.refused(error.key, error.detail, chat)
        await answer(message, sources.words("no feed", chat) if nothing else refusal)
        return
    if isinstance(found, FoundFeed):
        await answer(
            message, sources.offer(found.title or found.url, found.url, found.entries, chat)
        )
        return
    await _take(message, found.article, chat, username, newsdesk, found.page.half)


async def store_reading(
    query: CallbackQuery,
    callback_data: StoreReading,
    chat: Chat,
    username: str,
    newsdesk: Newsdesk,
) -> None:
    """Make a story of what was read for an editor."""
    read = newsdesk.room.offers.get(callback_data.number)
    message = query.message
    if read is None or not isinstance(message, Received):
        await expired(query, chat.language)
        return
    await query.answer()
    article = Article(read.text, read.source or None, read.url, seen=read.seen)
    newsdesk.room.start(chat, lambda: _take(message, article, chat, username, newsdesk))


async def _take(
    message: Received,
    article: Article,
    chat: Chat,
    username: str,
    newsdesk: Newsdesk,
    half: str | None = None,
) -> None:
    """Take an article in, and answer with the story; `half`: why only a part of it was found."""
    taken = await newsdesk.newsroom.take(article, now=newsdesk.now(), announce=True)
    story = await newsdesk.store.stories.get(taken.story_id) if taken else None
    if taken is None or story is None:
        await answer(message, reading.refused("file short", "", chat))
        return
    await answer(message, sources.taken(story.id, half, chat, created=taken.created))
    await answer(message, summary.render(story, chat, username))


async def add_source(query: CallbackQuery, chat: Chat, newsdesk: Newsdesk) -> None:
    """Add the feed that was offered, by the name that it was offered with until its next look."""
    url = code_in(query)
    if not url:
        await expired(query, chat.language)
        return
    source, _ = await newsdesk.store.sources.add(
        url, bold_in(query) or "", by_user=query.from_user.id, now=newsdesk.now()
    )
    await show(query, await _screen(source, chat, newsdesk))


async def tell(
    message: Received,
    command: CommandObject,
    chat: Chat,
    username: str,
    newsdesk: Newsdesk,
) -> None:
    """Answer with the list, with one source, or with the source of the story replied to.

    A title behind a number, or in a reply, is the source's new name.
    """
    args = (command.args or "").strip()
    number, _, title = args.partition(" ")
    if number.isascii() and number.isdigit():
        source, missing = await _by_number(int(number), title.strip(), newsdesk), "unknown"
    elif story := story_of(message.reply_to_message, username):
        source, missing = await _of_story(story, args, newsdesk), "no source"
    elif args:
        source, missing = None, "unknown"
    else:
        await answer(message, await _listing(0, chat, newsdesk))
        return
    if source is None:
        await answer(message, sources.words(missing, chat))
    else:
        await answer(message, await _screen(source, chat, newsdesk))


async def _by_number(number: int, title: str, newsdesk: Newsdesk) -> Source | None:
    """Return a source, renamed where there is a title."""
    source = await newsdesk.store.sources.get(number)
    if source is None or source.removed_at is not None:
        return None
    return await newsdesk.store.sources.rename(number, title) if title else source


async def _of_story(story: int, title: str, newsdesk: Newsdesk) -> Source | None:
    """Return the source that a story came from, renamed where there is a title; also a removed
    one, which keeps its name."""
    store = newsdesk.store.sources
    for report in await newsdesk.store.reports.of(story):
        if report.source_id is not None:
            source = await store.get(report.source_id)
            renames = bool(title) and source is not None and source.removed_at is None
            return await store.rename(report.source_id, title) if renames else source
    return None


async def show_held(
    query: CallbackQuery, callback_data: ShowHeld, chat: Chat, newsdesk: Newsdesk
) -> None:
    """Tell readers of what was held back of a source."""
    count = await newsdesk.newsroom.show_held(callback_data.source, newsdesk.now())
    await show(query, sources.shown(count, chat))


async def turn(
    query: CallbackQuery, callback_data: SourcePage, chat: Chat, newsdesk: Newsdesk
) -> None:
    """Turn the list to another page."""
    await show(query, await _listing(callback_data.page, chat, newsdesk))


async def press(
    query: CallbackQuery, callback_data: SourceButton, chat: Chat, newsdesk: Newsdesk
) -> None:
    """Show or change a source, in place."""
    source = await _changed(callback_data, newsdesk)
    if source is None:
        await expired(query, chat.language)
        return
    if callback_data.what == "topics" and source.removed_at is None:
        names = [(topic.key, topic.name(chat.language)) for topic in newsdesk.desk.topics().all]
        await show(query, sources.topics(await _line(source, newsdesk), names, chat))
    else:
        await show(query, await _screen(source, chat, newsdesk))


async def _changed(asked: SourceButton, newsdesk: Newsdesk) -> Source | None:
    """Do what a button says; None for what none of ours says, or what is done already."""
    store, number = newsdesk.store.sources, asked.source
    now, value = newsdesk.now(), asked.value
    match asked.what:
        case "pause":
            done = await store.pause(number, "editor", now)
        case "resume":
            done = await store.resume(number, now)
        case "remove":
            done = await store.remove(number, now)
        case "undo":
            done = await store.restore(number, now)
        case "every" if value in map(str, INTERVALS):
            every = timedelta(minutes=int(value)) if value != "0" else None
            done = await store.choose_interval(number, every, now)
        case "text" if value in FULL_TEXT:
            done = await store.choose_full_text(number, value)
        case "topic" if not value or newsdesk.desk.topics().named(value, "en"):
            done = await store.choose_topic(number, value or None)
        case "open" | "topics":
            done = await store.get(number)
        case _:
            return None
    return done or await store.get(number)


async def _listing(page: int, chat: Chat, newsdesk: Newsdesk) -> Message:
    store, now = newsdesk.store.sources, newsdesk.now()
    total = await store.count()
    page = min(page, max(0, -(-total // PAGE_SIZE) - 1))
    found = await store.page(page * PAGE_SIZE, PAGE_SIZE)
    lines = [line_of(each, await store.times(each.id, now - KEPT), now) for each in found]
    return sources.listing(lines, total, page, chat)


async def _screen(source: Source, chat: Chat, newsdesk: Newsdesk) -> Message:
    """Return what is shown of a source: its choices, or that it is removed, with the way back."""
    line = await _line(source, newsdesk)
    if source.removed_at is not None:
        return sources.removed(line, chat)
    table = {topic.key: topic.name(chat.language) for topic in newsdesk.desk.topics().all}
    topic = table.get(source.topic or "", source.topic)
    return sources.screen(line, topic, chat)


async def _line(source: Source, newsdesk: Newsdesk) -> SourceLine:
    now = newsdesk.now()
    return line_of(source, await newsdesk.store.sources.times(source.id, now - KEPT), now)


def line_of(source: Source, times: Sequence[datetime], now: datetime) -> SourceLine:
    """Return a source with how it is, as views show it."""
    found = looking.health_of(source, times, now)
    return SourceLine(
        id=source.id,
        title=source.title,
        url=source.url,
        state=found.state.value,
        lasting=now - found.since if found.since else None,
        usual_gap=found.usual_gap,
        status=source.look.status,
        half=looking.is_half_read(source.look),
        topic=source.topic,
        full_text=source.full_text,
        every=source.every,
    )


async def choose_topic(
    message: Received, command: CommandObject, chat: Chat, username: str, newsdesk: Newsdesk
) -> None:
    """Give a story a topic: `/topic 12 sport`, or `/topic sport` as an answer to it."""
    first, _, rest = (command.args or "").strip().partition(" ")
    number = int(first) if first.isascii() and first.isdigit() and len(first) < 16 else None
    said = rest if number is not None else (command.args or "")
    story = number or story_of(message.reply_to_message, username)
    topic = newsdesk.desk.topics().named(said.strip(), chat.language) if said.strip() else None
    if story is None or topic is None:
        names = [each.name(chat.language) for each in newsdesk.desk.topics().all]
        await answer(message, sources.ask_for_topic(names, chat))
    elif await newsdesk.store.stories.choose_topic(story, topic.key):
        await answer(message, sources.topic_is(story, topic.name(chat.language), chat))
    else:
        await answer(message, notices.unknown_story(chat))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="sources")
    router.message.filter(is_editor)
    router.callback_query.filter(is_editor)
    router.message.register(add, Command("add", ignore_case=True))
    router.message.register(tell, Command("sources", ignore_case=True))
    router.message.register(choose_topic, Command("topic", ignore_case=True))
    router.callback_query.register(turn, SourcePage.filter())
    router.callback_query.register(press, SourceButton.filter())
    router.callback_query.register(store_reading, StoreReading.filter())
    router.callback_query.register(show_held, ShowHeld.filter())
    router.callback_query.register(add_source, AddSource.filter())
    return router
