"""What editors see of cases: questions that only they can answer, and what a story belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Code, Text

from views.buttons import CaseButton, Question, Row, keyboard, pressed
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, Story
from views.story import headline_link, shortened

if TYPE_CHECKING:
    from news.shared import Shared

#: So many stories of a case, and so many sources, are named one by one.
MOST = 8
#: So many numbers stand in a row; of what was moved more, for the way back.
MOST_LISTED, MOST_MOVED = 30, 200
#: A name or a word is cut to so many UTF-16 units, a source on a button to so many.
NAME_LIMIT, LABEL_LIMIT = 60, 24
#: So sure one must be for these words.
LIKELY, POSSIBLE = 0.75, 0.5


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two stories that may be parts of one case, and what speaks for it."""

    #: The one that came later, and the one that was there.
    story: Story
    other: Story
    shared: Shared
    #: How sure it is, 0..1.
    belief: float


@dataclass(frozen=True, slots=True)
class Source:
    """A source that says what a story says, in other words: by its number and its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a story belongs to: at most the first `MOST` of each are shown."""

    story: Story
    #: The other stories of its case, those that may report the same event, its doubles.
    parts: Sequence[Story] = ()
    alike: Sequence[Story] = ()
    doubles: Sequence[Source] = ()


def question(doubt: Doubt, left: int, reader: Reader, username: str) -> Message:
    """Ask whether two stories are parts of one case; `left` is how many questions are open."""
    say = catalogue(reader.language)
    head = [Bold(say("One case, or two?")), " · ", say.many("{n} question", "{n} questions", left)]
    stories = [_dated(each, reader, username, say) for each in (doubt.story, doubt.other)]
    reasons = "\n".join([*_shared(doubt.shared, say), _apart(doubt, say), _belief(doubt, say)])
    text = Text(*head, "\n\n", stories[0], "\n\n", stories[1], "\n\n", reasons)
    row = [_answer(doubt, "same", say("One case")), _answer(doubt, "apart", say("Two cases"))]
    return Message.of(text, keyboard(row, [_answer(doubt, "later", say("Later"))]))


def _answer(doubt: Doubt, what: str, label: str) -> InlineKeyboardButton:
    return pressed(label, Question(story=doubt.story.id, other=doubt.other.id, what=what))


def _dated(story: Story, reader: Reader, username: str, say: Catalogue) -> Text:
    day = say.date(story.added_at, reader.timezone)
    return Text(f"№{story.id} · {day}\n", headline_link(story, username))


def _shared(shared: Shared, say: Catalogue) -> Iterator[str]:
    """Yield a line for each kind of thing that both have."""
    if not shared:
        yield say("They share no name and no rare word.")
    if shared.names:
        yield say("Both name: {names}", names=_together(shared.names))
    if shared.places:
        yield say("Places of both: {names}", names=_together(shared.places))
    if shared.words:
        yield say("Rare words of both: {names}", names=_together(shared.words))


def _together(names: Sequence[str]) -> str:
    return ", ".join(shortened(" ".join(name.split()), NAME_LIMIT) for name in names)


def _apart(doubt: Doubt, say: Catalogue) -> str:
    days = abs(doubt.story.added_at - doubt.other.added_at) // timedelta(days=1)
    if days == 0:
        return say("Less than a day between them")
    return say.many("{n} day between them", "{n} days between them", days)


def _belief(doubt: Doubt, say: Catalogue) -> str:
    if doubt.belief >= LIKELY:
        return say("It looks like one case.")
    if doubt.belief >= POSSIBLE:
        return say("It may well be one case.")
    return say("It is hard to say.")


def no_questions(reader: Reader) -> Message:
    """Say that there is nothing to answer."""
    say = catalogue(reader.language)
    return Message(say("There are no questions about cases."))


def waits(language: str) -> str:
    """Say that a question that was put off is the only one."""
    say = catalogue(language)
    return say("It waits here, and under /cases.")


def answered_before(language: str) -> str:
    """Say that another editor was quicker, or that it was answered in another way."""
    say = catalogue(language)
    return say("This was answered already.")


def nothing_changed(language: str) -> str:
    """Say that things are no longer as a button supposes."""
    say = catalogue(language)
    return say("Nothing was changed: it is otherwise by now. Look at /case.")


def gone(reader: Reader, asked: Question, left: int) -> Message:
    """Say that a question needs no answer: one of its stories was withdrawn."""
    say = catalogue(reader.language)
    text = say("One of these stories was withdrawn: the question is void.")
    return Message(text, keyboard=keyboard(_next(asked, left, say)))


def one_case(
    reader: Reader,
    asked: Question,
    left: int,
    parts: Sequence[int],
    moved: Sequence[int] = (),
    told: int = 0,
) -> Message:
    """Say that two stories are one case; with what was moved, the way back."""
    say = catalogue(reader.language)
    undo = [pressed(say("Undo"), asked.model_copy(update={"what": "undo"}))]
    row = [*(undo if _is_undoable(moved) else []), *_next(asked, left, say)]
    return Message.of(_joined(parts, moved, told, say), keyboard(row))


def two_cases(reader: Reader, asked: Question, left: int) -> Message:
    """Say that two stories are two cases, with the way back."""
    say = catalogue(reader.language)
    text = say("Stories {n} and {other} are two cases.", n=asked.story, other=asked.other)
    undo = pressed(say("Undo"), asked.model_copy(update={"what": "undo"}))
    return Message(text, keyboard=keyboard([undo, *_next(asked, left, say)]))


def _next(asked: Question, left: int, say: Catalogue) -> Row:
    label = say("Next question ({n})", n=say.number(left))
    return [pressed(label, asked.model_copy(update={"what": "next"}))] if left else []


def joined(
    reader: Reader, story: int, parts: Sequence[int], moved: Sequence[int], told: int
) -> Message:
    """Say which stories a case that was joined by hand has, with the way back."""
    say = catalogue(reader.language)
    undo = [pressed(say("Undo"), CaseButton(what="part", story=story))]
    text = _joined(parts, moved, told, say)
    return Message.of(text, keyboard(undo if _is_undoable(moved) else []))


def _is_undoable(moved: Sequence[int]) -> bool:
    return 0 < len(moved) <= MOST_MOVED


def _joined(parts: Sequence[int], moved: Sequence[int], told: int, say: Catalogue) -> Text:
    """Return what a case has, and what came to it as code: the way back reads that."""
    lines: list[Text | str] = [say("Stories of this case: {numbers}", numbers=_listed(parts))]
    if _is_undoable(moved):
        lines += ["\n", say("Joined to it:"), " ", Code(_listed(moved, MOST_MOVED))]
    if told:
        following = say.many(
            "{n} message will go to those who follow it.",
            "{n} messages will go to those who follow it.",
            told,
        )
        lines += ["\n", following]
    return Text(*lines)


def parted(reader: Reader, moved: Sequence[int], left: Sequence[int]) -> Message:
    """Say that a join was taken back."""
    say = catalogue(reader.language)
    text = say(
        "Two cases again: {moved}, and {numbers}", moved=_listed(moved), numbers=_listed(left)
    )
    return Message(text)


def taken_out(reader: Reader, story: int, left: Sequence[int]) -> Message:
    """Say that a story stands alone, and what is left of the case that it was in (() for none)."""
    say = catalogue(reader.language)
    if not left:
        return Message(say("Story {n} stands alone.", n=story))
    text = say(
        "Story {n} stands alone now. Left in its case: {numbers}", n=story, numbers=_listed(left)
    )
    undo = pressed(say("Undo"), CaseButton(what="join", story=story, other=left[0]))
    return Message(text, keyboard=keyboard([undo]))


def ungrouped(reader: Reader, story: int, others: Sequence[int]) -> Message:
    """Say that a story reports an event of its own, and which it was grouped with."""
    say = catalogue(reader.language)
    text = say(
        "Story {n} reports an event of its own now. It stood with: {numbers}",
        n=story,
        numbers=_listed(others),
    )
    undo = pressed(say("Undo"), CaseButton(what="group", story=story, other=others[0]))
    return Message(text, keyboard=keyboard([undo]))


def split_off(reader: Reader, name: str, story: int, other: int) -> Message:
    """Say that a source of `other` is a story of its own."""
    say = catalogue(reader.language)
    text = say(
        "What «{source}» wrote is story {n} now; nobody was told of it.",
        source=shortened(name, NAME_LIMIT),
        n=story,
    )
    undo = pressed(say("Undo"), CaseButton(what="fold", story=story, other=other))
    return Message(text, keyboard=keyboard([undo]))


def folded(reader: Reader, story: int, other: int) -> Message:
    """Say that a story is a source of another one again."""
    say = catalogue(reader.language)
    return Message(say("Story {n} is a source of story {other} again.", n=story, other=other))


def screen(one: Belonging, reader: Reader, username: str) -> Message:
    """Return what a story belongs to, with a button for each way to take that apart."""
    say = catalogue(reader.language)
    parts: list[Text | str] = [_dated(one.story, reader, username, say)]
    for heading, stories in (
        (say("Other parts of its case:"), one.parts),
        (say("May report the same event:"), one.alike),
    ):
        if stories:
            parts += ["\n\n", heading, *_lines(stories, username)]
    if one.doubles:
        names = [f"\n• {shortened(each.name or '—', NAME_LIMIT)}" for each in one.doubles[:MOST]]
        parts += ["\n\n", say("The same in other words:"), *names]
    if not (one.parts or one.alike or one.doubles):
        parts += ["\n\n", say("Story {n} stands alone.", n=one.story.id)]
    parts += ["\n\n", say("/case of 9, as an answer, joins it to the case of story 9.")]
    return Message.of(Text(*parts), keyboard(*_ways(one, say)))


def _lines(stories: Sequence[Story], username: str) -> Iterator[Text | str]:
    for each in stories[:MOST]:
        yield f"\n№{each.id} "
        yield headline_link(each, username)
    if len(stories) > MOST:
        yield "\n…"


def _ways(one: Belonging, say: Catalogue) -> Iterator[Row]:
    number = one.story.id
    if one.parts:
        yield [pressed(say("Take out of the case"), CaseButton(what="out", story=number))]
    if one.alike:
        yield [pressed(say("Another event"), CaseButton(what="leave", story=number))]
    for each in one.doubles[:MOST]:
        label = say("Split off «{source}»", source=shortened(each.name or "—", LABEL_LIMIT))
        yield [pressed(label, CaseButton(what="split", story=number, other=each.id))]


def _listed(numbers: Sequence[int], most: int = MOST_LISTED) -> str:
    cut = ["…"] if len(numbers) > most else []
    return ", ".join([*(f"№{number}" for number in numbers[:most]), *cut])
