"""A pause: until when nothing comes, and its end."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from views.buttons import Tune, keyboard, pressed
from views.language import catalogue
from views.message import Message
from views.model import Reader

#: What is not understood is repeated up to so many characters.
REPEATED = 60


class State(Protocol):
    """A subscription as far as its pause is concerned."""

    @property
    def paused_until(self) -> datetime | None: ...
    @property
    def topic_closed(self) -> bool: ...
    @property
    def held(self) -> int: ...


def paused(state: State, reader: Reader) -> Message:
    """Say until when nothing comes, with the way to end it."""
    say = catalogue(reader.language)
    button = pressed(say("Resume"), Tune(chat=0, what="resume"))
    return Message(pause_text(state, reader), keyboard=keyboard([button]))


def resumed(state: State, reader: Reader) -> Message:
    """Say that updates go on."""
    say = catalogue(reader.language)
    text = say("Updates go on.")
    if state.held:
        text += " " + say("What waited comes in one digest.")
    return Message(text)


def pause_not_understood(reader: Reader, words: str) -> Message:
    """Say how a pause is written."""
    say = catalogue(reader.language)
    return Message(
        say(
            "I did not understand “{words}”. A pause is written like this: /pause 3d, /pause until "
            "Monday; /pause alone lasts until /resume.",
            words=words[:REPEATED],
        )
    )


def pause_text(state: State, reader: Reader) -> str:
    """Return until when nothing comes, as a sentence."""
    say = catalogue(reader.language)
    if state.topic_closed:
        return say("Paused: the topic that stories go to is closed or deleted.")
    if state.paused_until is None:
        return say("Paused until /resume.")
    day = say.date(state.paused_until, reader.timezone)
    hour = say.time(state.paused_until, reader.timezone)
    return say("Paused until {day}, {hour}.", day=day, hour=hour)
