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
