"""What the people who run the bot are told through it."""

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
