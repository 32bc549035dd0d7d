"""Updates: subscribing and ending it."""

from views.buttons import Subscribe, keyboard, pressed
from views.language import catalogue
from views.message import Message
from views.model import Reader


def subscribed(reader: Reader, *, new: bool) -> Message:
    """Say that updates come, with the way to end them."""
    say = catalogue(reader.language)
    text = (
        say("Done: every new story comes here with its summary.")
        if new
        else say("This chat gets every new story already.")
    )
    end = pressed(say("No more updates"), Subscribe(on=False))
    return Message(text, keyboard=keyboard([end]))


def unsubscribed(reader: Reader, *, was: bool) -> Message:
    """Say that no updates come, with the way to get them."""
    say = catalogue(reader.language)
    text = (
        say("Done: no more updates. The commands go on working.")
        if was
        else say("This chat gets no updates.")
    )
    begin = pressed(say("Get updates"), Subscribe(on=True))
    return Message(text, keyboard=keyboard([begin]))


def administrators_only(reader: Reader) -> str:
    """Say who may change a group's settings."""
    say = catalogue(reader.language)
    return say("Only administrators of this group may change that.")
