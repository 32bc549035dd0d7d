"""Questions that only an editor can answer: whether two stories are parts of one case.

The bot asks them one at a time (`bot.questions`); `/cases` shows those that are open. The message
changes in place, and whoever presses later sees what was decided. To everybody else, and in groups,
none of this exists.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as Received

from handlers.answers import answer, code_in, expired, show
from handlers.cases import read_order
from handlers.rights import is_editor
from news.shared import shared
from storage.chats import Chat
from storage.store import Store
from storage.stories import Story
from storage.suggestions import JOINED, OPEN, REFUSED, Suggestion
from views import cases
from views.buttons import Question
from views.cases import Doubt
from views.message import Message
from views.model import Reader

#: So many open questions are gone through by "later" and "next".
LISTED = 200


@dataclass(frozen=True, slots=True)
class Questions:
    """The open questions as one person sees them."""

    store: Store
    reader: Reader
    username: str
    now: datetime

    async def left(self) -> int:
        """Return how many there are."""
        return await self.store.suggestions.count(self.now)

    async def open(self) -> Sequence[Suggestion]:
        """Return the newest of them."""
        return await self.store.suggestions.unanswered(self.now, LISTED)

    async def ask(self, asked: Suggestion | None) -> Message:
        """Return the message that asks; says so if there is nothing to ask."""
        pair = None if asked is None else await self.pair(asked)
        if asked is None or pair is None:
            return cases.no_questions(self.reader)
        story, other = pair
        both = await asyncio.to_thread(shared, story.analysis, other.analysis)
        doubt = Doubt(story, other, both, asked.belief)
        return cases.question(doubt, await self.left(), self.reader, self.username)

    async def pair(self, asked: Suggestion) -> tuple[Story, Story] | None:
        """Return the two stories that a question is about; None if one was withdrawn."""
        story = await self.store.stories.get(asked.story_id)
        other = await self.store.stories.get(asked.other_id)
        if story is None or other is None or story.retracted_at or other.retracted_at:
            return None
        return story, other

    async def is_one_case(self, asked: Suggestion) -> bool:
        """Tell whether the two are parts of one case by now, whoever joined them."""
        return asked.other_id in await self.store.cases.parts(asked.story_id)

    async def after(self, asked: Suggestion) -> Suggestion | None:
        """Return the open question after one, the first again after the last; None for none."""
        others = [each for each in await self.open() if not _is_same(each, asked)]
        older = [each for each in others if each.made_at < asked.made_at]
        return next(iter(older or others), None)


def _is_same(one: Suggestion, other: Suggestion) -> bool:
    return (one.story_id, one.other_id) == (other.story_id, other.other_id)


async def list_open(
    message: Received, store: Store, chat: Chat, username: str, now: Callable[[], datetime]
) -> None:
    """Answer with the newest open question."""
    questions = Questions(store, chat, username, now())
    await answer(message, await questions.ask(next(iter(await questions.open()), None)))


async def press(
    query: CallbackQuery,
    callback_data: Question,
    store: Store,
    chat: Chat,
    username: str,
    now: Callable[[], datetime],
) -> None:
    """Answer a question, take the answer back, or go on to another one."""
    asked = await store.suggestions.get(callback_data.story, callback_data.other)
    if asked is None:
        await expired(query, chat.language)
        return
    pressed = _Pressed(Questions(store, chat, username, now()), asked, callback_data)
    match callback_data.what:
        case "later" | "next":
            view, toast = await pressed.go_on()
        case _ if await pressed.questions.pair(asked) is None:
            left = await pressed.questions.left()
            view, toast = cases.gone(chat, callback_data, left), None
        case "undo":
            view, toast = await pressed.take_back(read_order(code_in(query)).numbers)
        case _:
            view, toast = await pressed.decide()
    if view is None:
        await query.answer(toast)
    else:
        await show(query, view, toast)


#: What a press leads to: the message in place of the one pressed, and a line above it.
_Result = tuple[Message | None, str | None]


@dataclass(frozen=True, slots=True)
class _Pressed:
    """A press on a button of a question."""

    questions: Questions
    asked: Suggestion
    button: Question

    async def go_on(self) -> _Result:
        """Show another open question; the only one stays where it is."""
        following = await self.questions.after(self.asked)
        is_open = self.asked.state == OPEN
        if following is None and is_open and self.button.what == "later":
            return None, cases.waits(self.questions.reader.language)
        return await self.questions.ask(following), None

    async def decide(self) -> _Result:
        """Write the answer down, unless there is one; show what holds."""
        view = await (self._join() if self.button.what == "same" else self._refuse())
        if view is not None:
            return view, None
        return await self._decided(), cases.answered_before(self.questions.reader.language)

    async def _join(self) -> Message | None:
        """Make one case of two; None if the question was answered before."""
        one, other, questions = self.asked.story_id, self.asked.other_id, self.questions
        async with questions.store.transaction():
            if not await questions.store.suggestions.decide(one, other, JOINED):
                return None
            done = await questions.store.cases.join(one, other, questions.now)
        if done is None:
            return None
        left = await questions.left()
        return cases.one_case(
            questions.reader, self.button, left, done.parts, done.moved, done.told
        )

    async def _refuse(self) -> Message | None:
        """Leave them two cases; None if they are one, or the question was answered before."""
        questions, asked = self.questions, self.asked
        if await questions.is_one_case(asked):
            return None
        if not await questions.store.suggestions.decide(asked.story_id, asked.other_id, REFUSED):
            return None
        return cases.two_cases(questions.reader, self.button, await questions.left())

    async def _decided(self) -> Message:
        """Return what holds, without the way back of who joined them."""
        questions, left = self.questions, await self.questions.left()
        if not await questions.is_one_case(self.asked):
            return cases.two_cases(questions.reader, self.button, left)
        parts = await questions.store.cases.parts(self.asked.story_id)
        return cases.one_case(questions.reader, self.button, left, parts)

    async def take_back(self, moved: Sequence[int]) -> _Result:
        """Undo the answer and ask again; `moved` came to a case by it."""
        if self.asked.state == OPEN or await self._undone(moved):
            return await self.questions.ask(self.asked), None
        return await self._decided(), cases.nothing_changed(self.questions.reader.language)

    async def _undone(self, moved: Sequence[int]) -> bool:
        """Take the answer back; False if the cases are otherwise by now."""
        one, other, store = self.asked.story_id, self.asked.other_id, self.questions.store
        joined = await self.questions.is_one_case(self.asked)
        # What the message says was moved must part the two that it is about.
        if joined and len({one, other} & {*moved}) != 1:
            return False
        async with store.transaction():
            if not await store.suggestions.decide(one, other, OPEN, was=self.asked.state):
                return False
            if joined:
                await store.cases.take_out(*moved)
            return True


def routes() -> Router:
    """Return what this conversation answers."""
    router = Router(name="questions")
    router.message.filter(is_editor)
    router.message.register(list_open, Command("cases", ignore_case=True))
    router.callback_query.register(press, Question.filter(), is_editor)
    return router
