"""Filters: what a reader wants in and out, listed, tried on the last days, saved."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.utils.formatting import Bold, Code, Text, TextLink

from news.filters import Filter, Refusal, Term, Wrong
from news.topics import Topic
from views import links
from views.buttons import Keep, Row, Tune, Unlist, keyboard, pressed
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, StoryLine
from views.story import shortened
from views.subscribe import term_text, what_is_wanted

#: A filter is tried on the stories of so many days, and so many of those it finds are shown.
DAYS = 7
SHOWN = 5
TITLE_LIMIT = 100
LABEL_LIMIT = 30
#: What is refused is repeated up to so many characters.
REPEATED = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A story that a filter lets through, and the words in it that do ("" for none)."""

    line: StoryLine
    form: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The chat whose filter it is, where that is another than the one it is shown in."""

    chat: int = 0
    title: str | None = None


HERE = Elsewhere()


def listing(
    wanted: Filter | None, reader: Reader, topics: Sequence[Topic], where: Elsewhere = HERE
) -> Message:
    """Return a chat's filter, a button to take out each term."""
    say = catalogue(reader.language)
    parts: list[Text | str] = [
        Bold(_headed(say("What"), where)),
        "\n\n",
        what_is_wanted(wanted, topics, say),
        "\n\n",
        *_how_to(say),
    ]
    if where.chat:
        parts += ["\n\n", say("Write it as an answer to this message: then it is for this chat.")]
    rows = [[button] for button in _terms(wanted, topics, where.chat, say)] if wanted else []
    last = [pressed(say("Topics"), Tune(chat=where.chat, what="topic"))]
    if where.chat:
        last.append(pressed(say("← Back"), Tune(chat=where.chat, what="screen")))
    return Message.of(Text(*parts), keyboard(*rows, last))


def trial(
    wanted: Filter,
    found: Sequence[Found],
    of: int,
    reader: Reader,
    topics: Sequence[Topic],
    username: str,
    *,
    has_filter: bool,
    where: Elsewhere = HERE,
) -> Message:
    """Return what a filter would have let through of the last days, before it is saved."""
    say = catalogue(reader.language)
    count = say.many("{n} story of the last 7 days", "{n} stories of the last 7 days", len(found))
    parts: list[Text | str] = [Bold(_headed(say("Trial"), where)), ": ", Code(str(wanted)), "\n"]
    parts += [what_is_wanted(wanted, topics, say), "\n\n"]
    parts.append(say("{count}, of {all}", count=count, all=say.number(of)))
    for each in found[:SHOWN]:
        title = shortened(" ".join(each.line.title.split()), TITLE_LIMIT)
        parts += ["\n• ", TextLink(title, url=links.to_story(username, each.line.id))]
        parts += [f" — «{each.form}»"] if each.form else []
    if len(found) > SHOWN:
        parts.append("\n…")
    save: Row = [pressed(say("Save"), Keep(chat=where.chat, how="save"))]
    if has_filter:
        save.append(pressed(say("Add to mine"), Keep(chat=where.chat, how="add")))
    drop = pressed(say("Do not save"), Keep(chat=where.chat, how="drop"))
    return Message.of(Text(*parts), keyboard(save, [drop]))


def dropped(reader: Reader) -> Message:
    """Say that nothing was saved."""
    say = catalogue(reader.language)
    return Message(say("Nothing was saved."))


def refused(refusal: Refusal, reader: Reader, topics: Sequence[Topic]) -> Message:
    """Say why what was written is no filter; of an unknown topic, which there are."""
    say = catalogue(reader.language)
    word = shortened(refusal.word, REPEATED)
    reasons = {
        Wrong.EMPTY: say("Write what you want to read of."),
        Wrong.ONLY_SIGNS: say("Something is missing behind “{word}”.", word=word or "+"),
        Wrong.TOO_LONG: say("That is too long for a filter."),
        Wrong.TOO_MANY: say("A filter has at most 30 words and phrases."),
        Wrong.LONG_TERM: say("“{word}” is too long for one word or phrase.", word=word),
        Wrong.COMMON: say("“{word}” stands in every story.", word=word),
        Wrong.OPEN_QUOTE: say("A quotation mark is not closed: “{word}”.", word=word),
        Wrong.BOTH: say("“{word}” is wanted and not wanted at the same time.", word=word),
        Wrong.UNKNOWN_TOPIC: say("I do not know the topic “{word}”.", word=word),
    }
    if refusal.key is Wrong.UNKNOWN_TOPIC:
        names = ", ".join(topic.name(reader.language) for topic in topics)
        return Message(f"{reasons[refusal.key]}\n\n{say('Topics')}: {names}")
    return Message.of(Text(reasons[refusal.key], "\n\n", *_how_to(say)))


def sum_of(wanted: Filter) -> int:
    """Return a sum that tells one filter from another, for buttons that are too old."""
    return zlib.crc32(str(wanted).encode())


def terms_of(wanted: Filter) -> list[tuple[bool, Term]]:
    """Return the terms in the order of their buttons: (wanted or not, term)."""
    return [*((True, t) for t in wanted.plus), *((False, t) for t in wanted.minus)]


def _headed(what: str, where: Elsewhere) -> str:
    return f"{what}: {where.title or where.chat}" if where.chat else what


def _terms(wanted: Filter, topics: Sequence[Topic], chat: int, say: Catalogue) -> Row:
    seen = sum_of(wanted)
    return [
        pressed(
            f"✕ {'+' if plus else '−'} {shortened(term_text(term, topics, say), LABEL_LIMIT)}",
            Unlist(chat=chat, place=place, seen=seen),
        )
        for place, (plus, term) in enumerate(terms_of(wanted))
    ]


def _how_to(say: Catalogue) -> list[Text | str]:
    return [
        say("Words, people and places in all their forms, + in, − out, phrases in quotes:"),
        "\n",
        Code(say('/filters +Astana −sport "human trafficking"')),
        "\n",
        Code(say("/filters topic: crime source: Vlast")),
    ]
