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


def loop_fails(language: str, name: str, cause: str) -> Message:
    """Say that a part of the bot fails again and again, and what becomes of the rest."""
    say = catalogue(language)
    head = say("A part of the bot keeps failing ({name}): {cause}", name=name, cause=cause)
    rest = say("It is started again and again; the rest goes on.")
    return Message(f"{head}\n\n{rest}")


def disk_is_short(language: str, left: int) -> Message:
    """Say that the disk is nearly full (MB left), and what that stops."""
    say = catalogue(language)
    head = say("The disk of the database is nearly full: {n} MB are left.", n=left)
    rest = say("New articles are not taken in until there is room; readers get answers as before.")
    return Message(f"{head}\n\n{rest}")


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


def graphic_is(language: str, story: int, edits: int, *, on: bool) -> Message:
    """Say whether a story is marked as graphic, and how many messages change with that."""
    say = catalogue(language)
    text = (
        say("Story {n} is marked as graphic.", n=story)
        if on
        else say("Story {n} is not marked as graphic.", n=story)
    )
    changed = say.many("{n} message will be changed.", "{n} messages will be changed.", edits)
    return Message(f"{text} {changed}" if edits else text)


def how_to_join(language: str) -> Message:
    """Say how cases are looked at, joined and taken apart."""
    say = catalogue(language)
    return Message(
        say(
            "/case 12 of 9 joins story 12 to the case of story 9, /case 12 alone takes it out, "
            "/case 12 shows what it belongs to. As an answer to a message about a story, its "
            "number may be left out. Open questions: /cases"
        )
    )


def how_to_mark(language: str) -> Message:
    """Say how stories are marked as graphic."""
    say = catalogue(language)
    return Message(
        say(
            "/graphic 12 on marks story 12 as graphic, /graphic 12 off takes the mark away. "
            "As an answer to a message about a story, its number may be left out."
        )
    )
