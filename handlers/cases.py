"""`/case` and `/graphic`, for the people of ADMIN_IDS: which stories are one case, which graphic.

To everybody else, and in groups, these commands do not exist: they are answered as any unknown
word after a slash is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import Message as Received

from handlers.answers import answer
from handlers.asked import story_of
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


@dataclass(frozen=True, slots=True)
class Order:
    """The stories that are named, the one replied to first, and the words besides."""

    stories: tuple[int, ...]
    words: frozenset[str]


def read_order(text: str | None, replied: int | None) -> Order:
    """Read "12 of 9", "№12 alone", "on"; the story replied to stands for a number left out."""
    numbers: list[int] = []
    words: set[str] = set()
    for token in (text or "").casefold().replace("№", " ").replace("#", " ").split():
        if token.isascii() and token.isdigit() and len(token) <= _LONGEST:
            numbers.append(int(token))
        elif token not in FILLING:
            words.add(token)
    given = () if replied is None else (replied,)
    return Order((*given, *numbers), frozenset(words))


#: Digits of a story's number at most.
_LONGEST = 15


async def is_editor(message: Received, admins: frozenset[int]) -> bool:
    """Tell whether one of ADMIN_IDS writes, to the bot alone."""
    person = message.from_user
    return (
        message.chat.type == ChatType.PRIVATE
        and message.sender_chat is None
        and person is not None
        and person.id in admins
    )


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
    match order.stories:
        case (story, other) if not order.words:
            parts = await store.cases.join(story, other, now())
            done = operators.case_is(chat.language, parts) if parts else notices.unknown_story(chat)
        case (story,) if order.words and order.words <= ALONE:
            done = await _taken_out(store, chat, story)
        case _:
            done = operators.how_to_join(chat.language)
    await answer(message, done)


async def _taken_out(store: Store, chat: Chat, story: int) -> Message:
    if not await store.cases.parts(story):
        return notices.unknown_story(chat)
    return operators.taken_out(chat.language, story, await store.cases.take_out(story))


async def set_graphic(
    message: Received, command: CommandObject, store: Store, chat: Chat, username: str
) -> None:
    """Mark a story as graphic, or take the mark away."""
    order = read_order(command.args, story_of(message.reply_to_message, username))
    on = bool(order.words) and order.words <= ON
    if len(order.stories) != 1 or not (on or (order.words and order.words <= OFF)):
        await answer(message, operators.how_to_mark(chat.language))
        return
    number = order.stories[0]
    known = await store.stories.mark_graphic(number, EDITOR if on else None)
    done = operators.graphic_is(chat.language, number, on=on)
    await answer(message, done if known else notices.unknown_story(chat))


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="cases")
    router.message.filter(is_editor)
    router.message.register(set_case, Command("case", ignore_case=True))
    router.message.register(set_graphic, Command("graphic", ignore_case=True))
    return router
