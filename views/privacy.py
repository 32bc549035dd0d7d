"""What is stored, plainly; and deleting it."""

from aiogram.utils.formatting import Bold, Text

from views.buttons import Forget, keyboard, pressed
from views.language import catalogue
from views.message import Message
from views.model import Reader


def render(reader: Reader) -> Message:
    """Return what is stored about a chat and the person in it."""
    say = catalogue(reader.language)
    stored = (
        say("the chat's number, kind and title, its language and time zone"),
        say("whether it gets updates, and since when"),
        say("which stories were sent to it, with the numbers of those messages"),
        say("which stories you opened and liked, so that each person counts once"),
        say("the page of a long text where you stopped"),
        say("which stories it follows, and under which message that began"),
        say("which groups and channels you brought me into or subscribed"),
    )
    parts: list[Text | str] = [Bold(say("What is stored")), "\n"]
    parts += [f"\n• {line}" for line in stored]
    parts += [
        "\n\n",
        say(
            "Not stored: your name, your phone number, what you write. Nothing is passed on to "
            "anyone, and nothing is counted by others. /forget deletes all of it."
        ),
    ]
    return Message.of(Text(*parts))


def ask(reader: Reader) -> Message:
    """Ask whether everything about the chat shall be deleted."""
    say = catalogue(reader.language)
    text = say(
        "Delete everything about this chat: settings, updates, likes, places in texts? "
        "This cannot be undone."
    )
    return Message(
        text,
        keyboard=keyboard(
            [
                pressed(say("Delete"), Forget(chat=reader.id, sure=True)),
                pressed(say("Keep"), Forget(chat=reader.id, sure=False)),
            ]
        ),
    )


def forgotten(reader: Reader) -> Message:
    """Say that it is done."""
    say = catalogue(reader.language)
    return Message(say("Everything about this chat is deleted. Write /start to begin anew."))


def kept(reader: Reader) -> Message:
    """Say that nothing was deleted."""
    say = catalogue(reader.language)
    return Message(say("Nothing was deleted."))
