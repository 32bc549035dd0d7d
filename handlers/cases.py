"""`/case`, `/join`, `/split`, `/graphic`: which stories are one case, one event, or graphic.

For the people of ADMIN_IDS. To everybody else, and in groups, these commands do not exist: they are
answered as any unknown word after a slash is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from handlers.answers import answer, code_in, show
from handlers.asked import story_of
from handlers.rights import is_editor
from storage.chats import Chat
from storage.store import Store
from storage.stories import EDITOR, Added, Story
from views import cases, notices, operators
from views.buttons import CaseButton
from views.cases import Belonging, Source
from views.message import Message

ALONE = frozenset(("alone", "отдельно", "бөлек", "жеке"))
ON = frozenset(("on", "да", "вкл", "иә", "қосу"))
OFF = frozenset(("off", "нет", "выкл", "жоқ", "өшіру"))
#: Words between two numbers that say nothing more.
FILLING = frozenset(("of", "к", "из", "в", "story", "новость", "истории", "жаңалық"))


#: What stands before and between numbers.
_BETWEEN = re.compile("[№#,]")
#: Digits of a story's number at most.
LONGEST = 15


class Newsroom(Protocol):
    """Who makes a story of what a source wrote; see `bot.newsroom`."""

    async def split(self, report_id: int, now: datetime) -> Added | None: ...
    async def fold(self, story_id: int, other_id: int, now: datetime) -> bool: ...


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
    """Read "12 of 9", "№12, №9", "№12 alone", "on"."""
    tokens = _BETWEEN.sub(" ", (text or "").casefold()).split()
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
    """Join the cases of two stories, take one out of its case, or show what it belongs to."""
    order = read_order(command.args, story_of(message.reply_to_message, username))
    name, pair, one = command.command.casefold(), order.stories(2), order.stories(1)
    if pair and not order.words and name != "split":
        done = await _join(store, chat, pair, now())
    elif one and order.words and order.words <= ALONE:
        done = await _taken_out(store, chat, *one)
    elif one and not order.words and name != "join":
        done = await _belonging(store, chat, one[0], username)
    else:
        done = operators.how_to_join(chat.language)
    await answer(message, done or notices.unknown_story(chat))


async def _join(store: Store, chat: Chat, pair: tuple[int, ...], now: datetime) -> Message | None:
    done = await store.cases.join(pair[0], pair[1], now)
    if done is None:
        return None
    return cases.joined(chat, pair[0], done.parts, done.moved, done.told)


async def _taken_out(store: Store, chat: Chat, story: int) -> Message | None:
    """Take a story out of its case, for good; None for an unknown story."""
    if not await store.cases.parts(story):
        return None
    left = await store.cases.take_out(story)
    if left:
        await store.suggestions.part(story, left[0])
    return cases.taken_out(chat, story, left)


async def _belonging(store: Store, chat: Chat, number: int, username: str) -> Message | None:
    """Return the screen of what a story belongs to; None for an unknown story."""
    story = await store.stories.get(number)
    if story is None:
        return None
    parts = [each for each in await store.cases.parts(number) if each != number]
    doubles = [each for each in await store.reports.of(number) if each.text is not None]
    belonging = Belonging(
        story,
        await _stories(store, parts),
        await _stories(store, await store.groups.others(number)),
        [Source(each.id, each.name) for each in doubles],
    )
    return cases.screen(belonging, chat, username)


async def _stories(store: Store, numbers: Sequence[int]) -> list[Story]:
    """Return the newest of some stories, one more than are shown."""
    found = [await store.stories.get(number) for number in numbers[-cases.MOST - 1 :]]
    return [each for each in reversed(found) if each is not None]


async def press(
    query: CallbackQuery,
    callback_data: CaseButton,
    store: Store,
    chat: Chat,
    username: str,
    newsroom: Newsroom,
    now: Callable[[], datetime],
) -> None:
    """Change what a story belongs to, or take such a change back."""
    hand = _Hand(store, chat, username, newsroom, now())
    if callback_data.what == "part":
        view = await hand.part(read_order(code_in(query)).numbers)
    else:
        view = await hand.change(callback_data)
    if view is None:
        await query.answer(cases.nothing_changed(chat.language))
    else:
        await show(query, view)


@dataclass(frozen=True, slots=True)
class _Hand:
    """An editor at work; each method returns what it did, None where it is otherwise by now."""

    store: Store
    chat: Chat
    username: str
    newsroom: Newsroom
    now: datetime

    async def change(self, asked: CaseButton) -> Message | None:
        """Do what a button says."""
        story, other = asked.story, asked.other
        match asked.what:
            case "out":
                return await _taken_out(self.store, self.chat, story)
            case "join":
                return await _join(self.store, self.chat, (story, other), self.now)
            case "leave":
                return await self.leave(story)
            case "group":
                return await self.group(story, other)
            case "split":
                return await self.split(story, other)
            case _:
                return await self.fold(story, other)

    async def part(self, moved: tuple[int, ...]) -> Message | None:
        """Take a join back: what it moved becomes a case of its own again."""
        left = await self.store.cases.take_out(*moved)
        return cases.parted(self.chat, moved, left) if left else None

    async def leave(self, story: int) -> Message | None:
        """Take a story out of its group."""
        others = await self.store.groups.others(story)
        done = await self.store.groups.leave(story)
        return cases.ungrouped(self.chat, story, others) if done and others else None

    async def group(self, story: int, other: int) -> Message | None:
        """Put a story into the group of another one."""
        done = await self.store.groups.join(story, other)
        return await _belonging(self.store, self.chat, story, self.username) if done else None

    async def split(self, story: int, report_id: int) -> Message | None:
        """Make a story of a source of another one."""
        report = await self.store.reports.get(report_id)
        if report is None or report.story_id != story:
            return None
        added = await self.newsroom.split(report_id, self.now)
        if added is None:
            return None
        return cases.split_off(self.chat, report.name, added.story.id, story)

    async def fold(self, story: int, other: int) -> Message | None:
        """Make a story a source of another one again."""
        done = await self.newsroom.fold(story, other, self.now)
        return cases.folded(self.chat, story, other) if done else None


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
    router.message.register(set_case, Command("case", "join", "split", ignore_case=True))
    router.message.register(set_graphic, Command("graphic", ignore_case=True))
    router.callback_query.register(press, CaseButton.filter(), is_editor)
    return router
