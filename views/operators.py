"""What the people who run the bot are told through it."""

from views.buttons import ShowHeld, SourceButton, keyboard, pressed
from views.language import catalogue
from views.message import Message


def set_aside(language: str, story: int, readers: int, cause: str) -> Message:
    """Say that a story cannot be shown, whom that cost the news, and what to do."""
    say = catalogue(language)
    head = say("Story {n} cannot be shown: {cause}", n=story, cause=cause)
    told = say.many("{n} reader was not told of it.", "{n} readers were not told of it.", readers)
    advice = say("The rest goes on. Look at `svodka deliveries`; once mended, use its `retry`.")
    return Message(f"{head}\n\n{told} {advice}")


def source_paused(language: str, number: int, title: str, why: str) -> Message:
    """Say that a source has failed for so long that it rests, and how it goes on."""
    say = catalogue(language)
    head = say("The source «{title}» has failed for a long time and is paused.", title=title)
    advice = say(
        "It goes on with `svodka sources resume {n}`. The last failure: {why}", n=number, why=why
    )
    resume = pressed(say("Resume"), SourceButton(source=number, what="resume"))
    return Message(f"{head}\n\n{advice}", keyboard=keyboard([resume]))


def backlog(language: str, number: int, title: str, held: int) -> Message:
    """Say that a source brought more at once than readers are told, and how to show it."""
    say = catalogue(language)
    head = say.many(
        "The source «{title}» has {n} more story, which nobody was told of.",
        "The source «{title}» has {n} more stories, which nobody was told of.",
        held,
        title=title,
    )
    advice = say("To tell of them all the same: `svodka sources show {n}`", n=number)
    show = pressed(say("Show them"), ShowHeld(source=number))
    return Message(f"{head}\n\n{advice}", keyboard=keyboard([show]))
