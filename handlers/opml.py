"""`/import` and `/export`: lists of feeds, for editors, in private alone."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, Document
from aiogram.types import Message as Received

from handlers.answers import answer
from handlers.reading import downloaded
from handlers.rights import is_editor
from handlers.sources import Newsdesk
from sources import opml
from sources.sent import UnreadableError
from storage.chats import Chat
from storage.sources import Listed
from storage.store import Store
from views import reading, sources

#: Feeds of a list that are added in one transaction.
BATCH = 1_000
#: How often it is told how far an import is, in seconds: Telegram takes one edit a second.
TELL_EVERY = 1.5


async def take_list(message: Received, bot: Bot, chat: Chat, newsdesk: Newsdesk) -> None:
    """Add the feeds of the OPML file that the command is written under, or answers."""
    replied = message.reply_to_message
    document = message.document or (replied.document if replied else None)
    if document is None:
        await answer(message, sources.words("ask opml", chat))
        return
    newsdesk.room.start(chat, lambda: _import(message, document, bot, chat, newsdesk))


async def _import(
    message: Received, document: Document, bot: Bot, chat: Chat, newsdesk: Newsdesk
) -> None:
    try:
        found = await newsdesk.room.reader.feeds(await downloaded(document, bot))
    except UnreadableError as error:
        await answer(message, reading.refused(error.key, error.detail, chat))
        return
    if found.problem:
        await answer(message, sources.no_list(found.problem, chat))
        return
    feeds = [Listed(*each) for each in found.feeds]
    progress = await message.answer(f"0/{len(feeds)}", parse_mode=None)
    new = 0
    async for done, added in added_in_batches(newsdesk.store, feeds, chat.id, newsdesk.now()):
        new += added
        with suppress(TelegramAPIError):  # a sign of life, no more
            await progress.edit_text(f"{done}/{len(feeds)}", parse_mode=None)
    await answer(message, sources.imported(new, len(feeds) - new, len(found.refused), chat))


async def added_in_batches(
    store: Store,
    feeds: Sequence[Listed],
    person: int,
    now: datetime,
    *,
    every: float = TELL_EVERY,
) -> AsyncIterator[tuple[int, int]]:
    """Add feeds; tell now and then how far it is, and how many were new since it was told last.

    In batches, between which others get to write.
    """
    new, told_at = 0, time.monotonic()
    for start in range(0, len(feeds), BATCH):
        batch = feeds[start : start + BATCH]
        new += await store.sources.add_all(batch, by_user=person, now=now)
        if time.monotonic() - told_at >= every:
            yield start + len(batch), new
            new, told_at = 0, time.monotonic()
    yield len(feeds), new


async def send_list(message: Received, chat: Chat, newsdesk: Newsdesk) -> None:
    """Answer with all sources as an OPML file, in a folder for each topic."""
    found = await newsdesk.store.sources.page()
    if not found:
        await answer(message, sources.words("nothing", chat))
        return
    feeds = [
        opml.Subscription(
            (source.topic,) if source.topic else (), source.title, source.url, source.site
        )
        for source in found
    ]
    data = await asyncio.to_thread(opml.write, feeds, "Svodka")
    await message.answer_document(BufferedInputFile(data, "svodka.opml"))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="opml")
    router.message.filter(is_editor)
    router.message.register(take_list, Command("import", ignore_case=True))
    router.message.register(send_list, Command("export", ignore_case=True))
    return router
