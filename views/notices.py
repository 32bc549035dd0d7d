"""Short sentences for what cannot be done."""

from views.language import DEFAULT_LANGUAGE, catalogue, known
from views.message import Message
from views.model import Reader, Story


def out_of_date(language: str) -> str:
    """Say that a button belongs to a message that is too old, or was never ours."""
    say = catalogue(language)
    return say("This button is out of date.")


def language_or_default(code: str | None) -> str:
    """Return the language of a person of whom only Telegram's `language_code` is known."""
    return known(code) or DEFAULT_LANGUAGE


def no_stories(reader: Reader) -> Message:
    """Say that there is nothing to show yet."""
    say = catalogue(reader.language)
    return Message(say("There are no stories yet."))


def unknown_story(reader: Reader) -> Message:
    """Say that no story has the number or the words asked for."""
    say = catalogue(reader.language)
    return Message(say("I do not have that story. All that I have: /stories"))


def withdrawn(reader: Reader) -> Message:
    """Say that a story is withdrawn already."""
    say = catalogue(reader.language)
    return Message(say("This story is withdrawn already."))


def unknown_command(reader: Reader) -> Message:
    """Say what to do after a command that does not exist."""
    say = catalogue(reader.language)
    return Message(say("I do not know that command. All that I can do: /help"))


def not_understood(reader: Reader) -> Message:
    """Say what to send instead of a picture, a sticker, or a post that is not ours."""
    say = catalogue(reader.language)
    return Message(
        say(
            "I answer commands and words to search for. The newest story: /summary, all that I "
            "can do: /help"
        )
    )


def not_ours(reader: Reader) -> Message:
    """Say that a forwarded message is not about a story that is kept here."""
    say = catalogue(reader.language)
    return Message(say("This message is not about one of my stories. All that I have: /stories"))


def nothing_to_read(reader: Reader) -> Message:
    """Say what can be read instead of pictures without words."""
    say = catalogue(reader.language)
    return Message(say("There is nothing to read in it. Send me a link, a file or a longer post."))


def too_fast(language: str) -> str:
    """Say once that somebody asks faster than is answered."""
    say = catalogue(language)
    return say("Too many at once: I go on answering you in a minute.")


def failed(language: str) -> str:
    """Say that something went wrong on our side."""
    say = catalogue(language)
    return say("Something went wrong here. Please try once more in a minute.")


def liked(language: str, *, on: bool) -> str:
    """Say what the press on the like did."""
    say = catalogue(language)
    return say("You like it.") if on else say("You took your like back.")


def read_by(story: Story, language: str) -> str:
    """Say how many have read a story."""
    say = catalogue(language)
    return say.many("Read by {n} person", "Read by {n} people", story.views)
