"""Where news comes from, for editors: the list, one source with its choices, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Code, Text

from views.buttons import AddSource, SourceButton, SourcePage, keyboard, pressed
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader
from views.reading import half_read
from views.story import shortened

#: Sources on a page of the list, and what a title may be long in it (UTF-16 units).
PAGE_SIZE = 10
TITLE = 60
#: Times between two looks that buttons offer, in minutes; 0 is the source's own rhythm.
INTERVALS = (0, 15, 60, 360)
FULL_TEXT = ("auto", "on", "off")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with how it is, in plain values."""

    id: int
    title: str
    url: str
    #: paused, failing, empty, new, silent or well.
    state: str
    #: How long it has been so, None where that is not known.
    lasting: timedelta | None = None
    usual_gap: timedelta | None = None
    #: The last answer's status, and the key of the failure.
    status: int | None = None
    failure: str = ""
    half: bool = False
    topic: str | None = None
    full_text: str = "auto"
    every: timedelta | None = None


def health(line: SourceLine, say: Catalogue) -> str:
    """Return how a source is, in words: "usually every hour, silent for 9 hours"."""
    parts = [_state(line, say)]
    if line.usual_gap and line.state in ("silent", "well"):
        parts.insert(0, say("usually {often}", often=often(line.usual_gap, say)))
    if line.half:
        parts.append(say("only half of its pages can be extracted"))
    return ", ".join(parts)


def _state(line: SourceLine, say: Catalogue) -> str:
    lasting = span(line.lasting, say) if line.lasting else ""
    match line.state:
        case "paused":
            return say("paused")
        case "failing":
            return say("does not answer as it should for {span}", span=lasting or "–")
        case "empty":
            return say("{status}, but empty", status=line.status or 200)
        case "new":
            return say("nothing has come yet")
        case "silent":
            return say("silent for {span}", span=lasting or "–")
    return say("all is well")


def often(gap: timedelta, say: Catalogue) -> str:
    """Return how often something comes: "once per hour", "once per 9 hours"."""
    return say("once per {span}", span=span(gap, say).removeprefix("1 "))


def span(length: timedelta, say: Catalogue) -> str:
    """Return a length of time in its largest unit: "9 hours"."""
    minutes = max(1, round(length.total_seconds() / 60))
    if minutes < 60:
        return say.many("{n} minute", "{n} minutes", minutes)
    if minutes < 48 * 60:
        return say.many("{n} hour", "{n} hours", round(minutes / 60))
    return say.many("{n} day", "{n} days", round(minutes / 1440))


def listing(lines: Sequence[SourceLine], total: int, page: int, reader: Reader) -> Message:
    """Return a page of the list, with a button for each source."""
    say = catalogue(reader.language)
    if not lines:
        return Message(say("There are no sources yet. /add with an address adds one."))
    parts: list[Text | str] = [Bold(say("Sources"))]
    for line in lines:
        title = shortened(line.title, TITLE)
        parts += ["\n\n", Bold(f"{line.id}. {title}"), f"\n{health(line, say)}"]
    numbers = [pressed(str(line.id), SourceButton(source=line.id, what="open")) for line in lines]
    last = -(-total // PAGE_SIZE) - 1
    turning = [
        pressed(label, SourcePage(page=to))
        for label, to in (("‹", page - 1), ("›", page + 1))
        if 0 <= to <= last
    ]
    return Message.of(Text(*parts), keyboard(numbers[:5], numbers[5:], turning))


def screen(line: SourceLine, topic: str | None, reader: Reader, head: str = "") -> Message:
    """Return one source with its choices; `topic` is its topic's name."""
    say = catalogue(reader.language)
    modes = {"auto": say("where needed"), "on": say("always"), "off": say("never")}
    every = often(line.every, say) if line.every else say("its own rhythm")
    parts: list[Text | str] = [f"{head}\n\n"] if head else []
    parts += [Bold(f"{line.id}. {shortened(line.title, 200)}"), "\n", Code(line.url[:1000])]
    parts += [f"\n{health(line, say)}\n\n", say("Looked at: {every}", every=every)]
    parts += ["\n", say("Full text from its pages: {mode}", mode=modes[line.full_text])]
    parts += ["\n", say("Topic: {topic}", topic=topic or say("by words"))]
    parts += ["\n\n", say("To rename it: /sources {n} New name", n=line.id)]
    return Message.of(Text(*parts), _choices(line, say))


def _choices(line: SourceLine, say: Catalogue) -> InlineKeyboardMarkup:
    paused = line.state == "paused"
    now = round(line.every.total_seconds() / 60) if line.every else 0
    intervals = [
        pressed(
            ("✓ " if minutes == now else "")
            + (span(timedelta(minutes=minutes), say) if minutes else say("own rhythm")),
            SourceButton(source=line.id, what="every", value=str(minutes)),
        )
        for minutes in INTERVALS
    ]
    following = FULL_TEXT[(FULL_TEXT.index(line.full_text) + 1) % len(FULL_TEXT)]
    go = pressed(
        say("Resume") if paused else say("Pause"),
        SourceButton(source=line.id, what="resume" if paused else "pause"),
    )
    return keyboard(
        [go, pressed(say("Full text"), SourceButton(source=line.id, what="text", value=following))],
        intervals[:2],
        intervals[2:],
        [
            pressed(say("Topic"), SourceButton(source=line.id, what="topics")),
            pressed(say("Remove"), SourceButton(source=line.id, what="remove")),
        ],
        [pressed(say("← Back"), SourcePage(page=0))],
    )


def topics(line: SourceLine, choices: Sequence[tuple[str, str]], reader: Reader) -> Message:
    """Return the topics that a source can have: pairs of key and name."""
    say = catalogue(reader.language)
    offered = [*choices, ("", say("by words"))]
    row = [
        pressed(
            ("✓ " if key == (line.topic or "") else "") + name,
            SourceButton(source=line.id, what="topic", value=key),
        )
        for key, name in offered
    ]
    rows = [row[at : at + 2] for at in range(0, len(row), 2)]
    back = pressed(say("← Back"), SourceButton(source=line.id, what="open"))
    head = say("The topic of all stories of «{title}»:", title=shortened(line.title, TITLE))
    return Message(head, keyboard=keyboard(*rows, [back]))


def removed(line: SourceLine, reader: Reader) -> Message:
    """Say that a source is gone, with the way back."""
    say = catalogue(reader.language)
    text = say("«{title}» is removed. Its stories stay.", title=shortened(line.title, TITLE))
    undo = pressed(say("Undo"), SourceButton(source=line.id, what="undo"))
    return Message(text, keyboard=keyboard([undo]))


def offer(title: str, url: str, entries: int, reader: Reader) -> Message:
    """Offer a feed that was found as a source; its address stands in the message as code."""
    say = catalogue(reader.language)
    told = say.many("A feed with {n} entry:", "A feed with {n} entries:", entries)
    text = Text(told, "\n", Bold(shortened(title, 200)), "\n", Code(url))
    return Message.of(text, keyboard([pressed(say("Add as a source"), AddSource())]))


def words(what: str, reader: Reader) -> Message:
    """Return a short sentence for editors."""
    say = catalogue(reader.language)
    sentences = {
        "ask": say("After /add write an address: of an article, a feed, or a site with feeds."),
        "unknown": say("There is no source with this number. All of them: /sources"),
        "no source": say("This story was added by hand: it came from no source."),
        "no feed": say("There is no article and no feed there."),
        "ask opml": say("Send an OPML file with /import as its caption, or answer one with it."),
        "nothing": say("There is nothing to export: no sources yet."),
    }
    return Message(sentences[what])


def taken(story: int, half: str | None, reader: Reader, *, created: bool) -> Message:
    """Say which story an article is now, and why only a part of it was found (a page's reason)."""
    say = catalogue(reader.language)
    if not created:
        return Message(say("This is story {n} already.", n=story))
    told = say("Stored as story {n}.", n=story)
    return Message(f"{told}\n{half_read(half, say)}" if half else told)


def ask_for_topic(names: Sequence[str], reader: Reader) -> Message:
    """Say how a story gets a topic, and which there are."""
    say = catalogue(reader.language)
    how = say("/topic 12 and a topic gives story 12 that topic. There are: {topics}",
              topics=", ".join(names))  # fmt: skip
    return Message(how)


def topic_is(story: int, topic: str, reader: Reader) -> Message:
    """Say which topic a story has now."""
    say = catalogue(reader.language)
    return Message(say("The topic of story {n}: {topic}", n=story, topic=topic))


def shown(count: int, reader: Reader) -> Message:
    """Say of how many stories readers are told now."""
    say = catalogue(reader.language)
    return Message(say.many("Told of {n} story.", "Told of {n} stories.", count))


def imported(new: int, known: int, refused: int, reader: Reader) -> Message:
    """Say what an import brought."""
    say = catalogue(reader.language)
    told = [
        say.many("{n} new source.", "{n} new sources.", new),
        say.many("{n} was known.", "{n} were known.", known),
    ]
    if refused:
        told.append(say.many("{n} has no usable address.", "{n} have no usable address.", refused))
    return Message(" ".join(told))


def no_list(problem: str, reader: Reader) -> Message:
    """Say why a file is not taken: a key of `sources.feed_lists`."""
    say = catalogue(reader.language)
    sentences = {
        "large": say("This list is too large: at most 50,000 feeds and 20 MB."),
        "doctype": say("This file declares a document type, which no list of feeds needs."),
        "no list": say("This is no list of feeds (OPML)."),
        "unreadable": say("This list cannot be read: it takes too long."),
    }
    return Message(sentences[problem])
