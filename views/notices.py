"""Short sentences for what cannot be done."""

from views.language import DEFAULT_LANGUAGE, catalogue, known
from views.message import Message
from views.model import Reader, Story


def out_of_date(language: str) -> str:
    """Say that a button belongs to a message that is too old, or was never ours."""
    return catalogue(language)("This button is out of date.")


def language_or_default(code: str | None) -> str:
    """Return the language of a person of whom only Telegram's `language_code` is known."""
    return known(code) or DEFAULT_LANGUAGE


def no_stories(reader: Reader) -> Message:
    """Say that there is nothing to show yet."""
    return Message(catalogue(reader.language)("There are no stories yet."))


def unknown_story(reader: Reader) -> Message:
    """Say that no story has the number or the words asked for."""
    return Message(
        catalogue(reader.language)("I do not have that story. All that I have: /stories")
    )


def unknown_command(reader: Reader) -> Message:
    """Say what to do after a command that does not exist."""
    return Message(
        catalogue(reader.language)("I do not know that command. All that I can do: /help")
    )


def not_understood(reader: Reader) -> Message:
    """Say what to send instead of a picture, a sticker, or a post that is not ours."""
    return Message(
        catalogue(reader.language)(
            "I answer commands and words to search for. The newest story: /summary, all that I "
            "can do: /help"
        )
    )


def not_ours(reader: Reader) -> Message:
    """Say that a forwarded message is not about a story that is kept here."""
    return Message(
        catalogue(reader.language)(
            "This message is not about one of my stories. All that I have: /stories"
        )
    )


def failed(language: str) -> str:
    """Say that something went wrong on our side."""
    return catalogue(language)("Something went wrong here. Please try once more in a minute.")


def liked(language: str, *, on: bool) -> str:
    """Say what the press on the like did."""
    say = catalogue(language)
    return say("You like it.") if on else say("You took your like back.")


def read_by(story: Story, language: str) -> str:
    """Say how many have read a story."""
    return catalogue(language).many("Read by {n} person", "Read by {n} people", story.views)
