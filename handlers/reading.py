"""A link, a file or a forwarded post, sent to the private chat: its summary and figures, for
themselves only; nothing of it is stored."""

import asyncio
import io
import secrets
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot, F, Router
from aiogram.enums import ChatAction, ChatType
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import Document
from aiogram.types import Message as Received

from handlers.albums import Albums
from handlers.allowance import Allowance, Answer
from handlers.answers import answer
from handlers.asked import story_of
from handlers.lanes import Lanes, Work
from handlers.sent import Post, Sent, is_command, sent
from handlers.subscribe import Desk
from sources.documents import LIMIT
from sources.sent import SentArticle, SentReader, UnreadableError, of_post
from storage.chats import Chat
from views import notices, reading

#: Seconds for a file to come from Telegram, and for one reading altogether.
DOWNLOAD = 40
PATIENCE = 60.0
#: Readings at the same time; of one person there is one.
AT_ONCE = 16
#: Readings of editors that are kept to be stored.
OFFERS = 100
#: At a stop, those in hand get so long, in seconds.
FINISH = 3.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ReadingRoom:
    """What reading needs; made once, handed to the handlers as `room`."""

    reader: SentReader
    allowance: Allowance
    albums: Albums
    admins: frozenset[int]
    desk: Desk
    #: What was read for editors and may be stored, by numbers that nobody can guess.
    offers: OrderedDict[int, SentArticle] = field(default_factory=OrderedDict)
    _lanes: Lanes = field(default_factory=lambda: Lanes(AT_ONCE))

    def start(self, chat: Chat, work: Work) -> None:
        """Read beside the handlers: a slow site must not hold up the updates that come after."""
        self._lanes.start(chat.id, work)

    async def close(self) -> None:
        """Let what is in hand end."""
        await self.albums.finish()
        await self._lanes.finish(FINISH)

    def offer(self, person: int, article: SentArticle) -> int | None:
        """Keep what was read for an editor; return the number that it may be stored by."""
        if person not in self.admins:
            return None
        number = secrets.randbelow(2**31)
        self.offers[number] = article
        if len(self.offers) > OFFERS:
            self.offers.popitem(last=False)
        return number

    def may(self, person: int, chat: Chat) -> Answer:
        """Count one more reading on a person's local day; editors have no limit."""
        if person in self.admins:
            return Answer.YES
        day = self.desk.now().astimezone(ZoneInfo(chat.timezone)).date()
        return self.allowance.take(person, day)

    def serves(self, person: int) -> bool:
        """Tell whether anything is read for a person at all."""
        return self.allowance.most > 0 or person in self.admins


async def wanted(message: Received, username: str, room: ReadingRoom) -> dict[str, Sent] | bool:
    """Let a message pass that asks to have something read; give what that is as `thing`.

    A message about one of our stories opens it instead.
    """
    if is_command(message) or not room.serves(message.chat.id) or story_of(message, username):
        return False
    thing = sent([message])
    return {"thing": thing} if thing else False


async def in_album(message: Received, room: ReadingRoom) -> bool:
    """Tell whether a message is a picture of an album; files sent together are read one by one."""
    together = message.media_group_id is not None and message.document is None
    return together and room.serves(message.chat.id)


async def gather(message: Received, chat: Chat, bot: Bot, room: ReadingRoom) -> None:
    """Read an album as one post when all of it has come."""

    def whole(parts: list[Received]) -> None:
        room.start(chat, lambda: _album(parts, chat, bot, room))

    room.albums.gather(message, whole)


async def _album(parts: list[Received], chat: Chat, bot: Bot, room: ReadingRoom) -> None:
    thing = sent(parts)
    if thing is None:
        await answer(parts[0], notices.nothing_to_read(chat))
    else:
        await tell(parts[0], thing, chat, bot, room)


async def tell(message: Received, thing: Sent, chat: Chat, bot: Bot, room: ReadingRoom) -> None:
    """Have something read, and its answer given, when it is its turn."""
    may = room.may(chat.id, chat)
    if may is Answer.YES:
        room.start(chat, Reading(message, thing, chat, bot, room))
    elif may is Answer.TELL:
        await answer(message, reading.over_the_limit(room.allowance.most, chat))


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading and its answer; no handler waits for it."""

    message: Received
    thing: Sent
    chat: Chat
    bot: Bot
    room: ReadingRoom

    async def __call__(self) -> None:
        try:
            await self._tell()
        except TelegramAPIError as error:
            log.info("a reading could not be told", why=type(error).__name__)
        except Exception:  # it is told like the failure of any handler, and the next one goes on
            log.exception("a handler failed", kind="reading")
            with suppress(TelegramAPIError):
                await self.message.answer(notices.failed(self.chat.language), parse_mode=None)

    async def _tell(self) -> None:
        """Answer with what is read, or with why nothing is."""
        with suppress(TelegramAPIError):  # a sign of life, no more
            await self.bot.send_chat_action(self.chat.id, ChatAction.TYPING)
        try:
            async with asyncio.timeout(PATIENCE):
                article = await _article(self.thing, self.bot, self.room.reader)
                analysis = await self.room.reader.analysed(article)
        except TimeoutError:
            view = reading.refused("file heavy", "", self.chat)
        except UnreadableError as error:
            log.info("nothing to read", why=error.key)  # what people read is in no log
            key = error.key
            if key == "page feed" and self.chat.id in self.room.admins:
                key = "page feed to add"
            view = reading.refused(key, error.detail, self.chat)
        else:
            number = self.room.offer(self.chat.id, article)
            view = reading.render(analysis, article.source, article.half, self.chat, number=number)
        await answer(self.message, view)


async def _article(thing: Sent, bot: Bot, reader: SentReader) -> SentArticle:
    """Return the article in what was sent. Raises UnreadableError."""
    if isinstance(thing, Post):
        return of_post(thing.text, thing.source, thing.url)
    if isinstance(thing, Document):
        return await reader.of(await downloaded(thing, bot), thing.file_name or "")
    return await reader.at(thing)


async def downloaded(document: Document, bot: Bot) -> bytes:
    """Return a file's bytes. Raises UnreadableError for more than Telegram gives to bots."""
    if (document.file_size or 0) > LIMIT:
        raise UnreadableError("file large", f"{document.file_size} bytes")
    try:
        kept = await bot.download(document, io.BytesIO(), timeout=DOWNLOAD)
    except TelegramBadRequest as error:
        raise UnreadableError("file large", error.message) from error
    return kept.read() if kept else b""


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="reading")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(gather, in_album)
    router.message.register(tell, wanted)
    return router
