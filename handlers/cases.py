"""`/case` and `/graphic`, for the people of ADMIN_IDS: which stories are one case, which graphic.

To everybody else, and in groups, these commands do not exist: they are answered as any unknown
word after a slash is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message as Received

from handlers.answers import answer
from handlers.asked import story_of
from handlers.rights import is_editor
from storage.chats import Chat
from storage.store import Store
from storage.stories import EDITOR
from views import notices, operators
from views.message import Message

ALONE = frozenset(("alone", "отдельно", "бөлек", "жеке"))
ON = frozenset(("on", "да", "вкл", "иә", "қосу"))
OFF = frozenset(("off", "нет", "выкл", "жоқ", "өшіру"))
#: Words between two numbers that say nothing more.
FILLING = frozenset(("of", "к", "из", "в", "story", "новость", "истории", "жаңалық"))


#: Digits of a story's number at most.
LONGEST = 15


@dataclass(frozen=True, slots=True)
class Order:
    """The numbers in an order, the words besides, and the story of the message replied to."""

    numbers: tuple[int, ...]
    words: frozenset[str] = frozenset()
    replied: int | None = None

    def stories(self, count: int) -> tuple[int, ...]:
        """Return so many stories, in order; the one replied to stands for the first left out.

        () where there are not so many, or more.
        """
        given = self.numbers
        if self.replied is not None and len(given) == count - 1:
            given = (self.replied, *given)
        return given if len(given) == count else ()


def read_order(text: str | None, replied: int | None = None) -> Order:
    """Read "12 of 9", "№12 alone", "on"."""
    tokens = (text or "").casefold().replace("№", " ").replace("#", " ").split()
    numbers = tuple(int(token) for token in tokens if _is_number(token))
    words = frozenset(token for token in tokens if not _is_number(token))
    return Order(numbers, words - FILLING, replied)


def _is_number(token: str) -> bool:
    return token.isascii() and token.isdigit() and len(token) <= LONGEST


async def set_case(
    message: Received,
    command: CommandObject,
    store: Store,
    chat: Chat,
    username: str,
    now: Callable[[], datetime],
) -> None:
    """Join the cases of two stories, or take one out of its case."""
    order = read_order(command.args, story_of(message.reply_to_message, username))
    pair = order.stories(2)
    if pair and not order.words:
        parts = await store.cases.join(pair[0], pair[1], now())
        done = operators.case_is(chat.language, parts) if parts else notices.unknown_story(chat)
    elif order.words and order.words <= ALONE and (one := order.stories(1)):
        done = await _taken_out(store, chat, *one)
    else:
        done = operators.how_to_join(chat.language)
    await answer(message, done)


async def _taken_out(store: Store, chat: Chat, story: int) -> Message:
    if not await store.cases.parts(story):
        return notices.unknown_story(chat)
    return operators.taken_out(chat.language, story, await store.cases.take_out(story))


async def set_graphic(
    message: Received,
    command: CommandObject,
    store: Store,
    chat: Chat,
    username: str,
    now: Callable[[], datetime],
) -> None:
    """Mark a story as graphic, or take the mark away; what was sent of it changes, too."""
    order = read_order(command.args, story_of(message.reply_to_message, username))
    stories, on = order.stories(1), order.words <= ON
    if not (stories and order.words and (on or order.words <= OFF)):
        await answer(message, operators.how_to_mark(chat.language))
        return
    (number,) = stories
    edits = await store.versions.mark_graphic(number, EDITOR if on else None, now())
    if edits is None:
        await answer(message, notices.unknown_story(chat))
        return
    await answer(message, operators.graphic_is(chat.language, number, edits, on=on))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="cases")
    router.message.filter(is_editor)
    router.message.register(set_case, Command("case", ignore_case=True))
    router.message.register(set_graphic, Command("graphic", ignore_case=True))
    return router
