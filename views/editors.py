"""What an editor is told who corrects or withdraws a story in the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram.utils.formatting import Bold, Code, Text

from views.buttons import Retract, keyboard, pressed
from views.correction import REASON_LIMIT
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, Story
from views.story import headline_link, shortened

if TYPE_CHECKING:
    from news.versions import Kind

#: Of what is wrong with a file so much is told.
WHY_LIMIT = 300


def commands(say: Catalogue) -> dict[str, str]:
    """Return what editors can do beside readers, in the order of their help."""
    return {
        "cases": say("Questions about cases that wait for you"),
        "case": say("What a story belongs to; join it to a case or take it out"),
        "split": say("Take a story or a source of it apart from others"),
        "correct": say("Give a story a new text"),
        "retract": say("Withdraw a story"),
        "graphic": say("Mark a story that describes violence"),
        "topic": say("Give a story a topic"),
        "add": say("Make a story of a page, or add a source"),
        "sources": say("Sources and how they are"),
        "import": say("Add the feeds of an OPML file"),
        "export": say("All sources as an OPML file"),
    }


def help_lines(say: Catalogue) -> list[Text | str]:
    """Return the part of the help that only editors see."""
    lines: list[Text | str] = ["\n\n", Bold(say("For editors")), "\n"]
    for command, does in commands(say).items():
        lines += [f"\n/{command} — {does}"]
    return lines


def how_to_correct(reader: Reader) -> Message:
    """Say how a correction is written."""
    say = catalogue(reader.language)
    return Message(
        say(
            "Answer a message about the story with /correct and its whole new text in the same "
            "message, or with a text file that has /correct as its caption."
        )
    )


def how_to_retract(reader: Reader) -> Message:
    """Say how a retraction is written."""
    say = catalogue(reader.language)
    return Message(
        say("Answer a message about the story with /retract and the reason; readers are told it.")
    )


def corrected(story: Story, kind: Kind, edits: int, notes: int, reader: Reader) -> Message:
    """Say what a correction is and whom it reaches."""
    say = catalogue(reader.language)
    head = say("Story {n}: {kind}.", n=story.id, kind=_kind(kind, say))
    return Message(f"{head} {_reach(edits, notes, say)}")


def unchanged(reader: Reader) -> Message:
    """Say that a new text says the same as the old one."""
    say = catalogue(reader.language)
    return Message(say("The text is the same: nothing was changed."))


def already_known(other: int, reader: Reader) -> Message:
    """Say that another story has the new text."""
    say = catalogue(reader.language)
    return Message(say("Story {n} has this text already: nothing was changed.", n=other))


def no_article(why: str, reader: Reader) -> Message:
    """Say why a text cannot be taken."""
    say = catalogue(reader.language)
    cause = shortened(why, WHY_LIMIT)
    return Message(say("This cannot be taken as an article: {cause}", cause=cause))


def ask_to_retract(story: Story, reason: str, told: int, reader: Reader, username: str) -> Message:
    """Ask before a story is withdrawn; the reason stands in the message, as code."""
    say = catalogue(reader.language)
    question = say.many(
        "{n} chat was told this story. Withdraw it? All of them will be told, with this reason:",
        "{n} chats were told this story. Withdraw it? All of them will be told, with this reason:",
        told,
    )
    shown = shortened(" ".join(reason.split()), REASON_LIMIT)
    parts = [headline_link(story, username), "\n\n", question, "\n", Code(shown)]
    row = [
        pressed(say("Withdraw"), Retract(story=story.id, sure=True)),
        pressed(say("No, keep it"), Retract(story=story.id, sure=False)),
    ]
    return Message.of(Text(*parts), keyboard(row))


def retracted(story: Story, edits: int, notes: int, reader: Reader) -> Message:
    """Say whom a retraction reaches."""
    say = catalogue(reader.language)
    head = say("Story {n} is withdrawn.", n=story.id)
    return Message(f"{head} {_reach(edits, notes, say)}")


def kept(reader: Reader) -> Message:
    """Say that the story stays."""
    say = catalogue(reader.language)
    return Message(say("The story stays as it is."))


def _reach(edits: int, notes: int, say: Catalogue) -> str:
    changed = say.many("{n} message will be changed.", "{n} messages will be changed.", edits)
    noted = say.many("{n} chat will get a note.", "{n} chats will get a note.", notes)
    return f"{changed} {noted}"


def _kind(kind: Kind, say: Catalogue) -> str:
    kinds = {
        "TYPO": say("a slip was mended"),
        "ADDITION": say("something was added or said in other words"),
        "MATERIAL": say("a material correction"),
    }
    return kinds[kind.name]
