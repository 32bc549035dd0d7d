"""Why a message came, and why each sentence of its summary was chosen: a line for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from aiogram.utils.formatting import Text

from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, Story
from views.story import headline_link, place_link, shortened
from views.summary import SENTENCES

if TYPE_CHECKING:
    from news.summary import SummarySentence

#: The sentence itself is shown by its beginning: the whole of it stands in the message above.
OPENING_LIMIT = 60


class Choices(Protocol):
    """What a reader chose, as far as it brings a digest."""

    @property
    def mode(self) -> str: ...
    @property
    def wanted(self) -> str: ...


def render(story: Story, reader: Reader, username: str, shown: str, brought: str = "") -> Message:
    """Return the reasons for the sentences of a summary; `shown` is the text of its message.

    `brought`: which choice of the reader brought it, where one did.
    """
    say = catalogue(reader.language)
    parts: list[Text | str] = [headline_link(story, username)]
    if brought:
        parts += ["\n\n", brought]
    for sentence in story.analysis.summary(_length(story, shown)).sentences:
        place = place_link(story, sentence.start, username)
        opening = shortened(" ".join(sentence.text.split()), OPENING_LIMIT)
        parts += ["\n\n", place, f" {opening}\n", reason(sentence, say)]
    return Message.of(Text(*parts))


def by_everything(reader: Reader) -> str:
    """Say that a story came because the chat takes all of them."""
    say = catalogue(reader.language)
    return say("It came because this chat gets every story at once (/subscribe).")


def by_following(reader: Reader) -> str:
    """Say that a story came because the chat follows its case."""
    say = catalogue(reader.language)
    return say("It came because you follow this story.")


def by_correction(reader: Reader) -> Message:
    """Say why a note about a corrected or withdrawn story came."""
    say = catalogue(reader.language)
    return Message(say("It came because you had been told an earlier version of this story."))


def by_filter(reader: Reader, term: str, form: str) -> str:
    """Say which term of the filter brought a story, and the words in it that it found."""
    say = catalogue(reader.language)
    if not term:
        return say("It came because nothing in it is what you leave out (/filters).")
    return say("It came because of your filter “{term}”: here “{form}”.", term=term, form=form)


def digest(reader: Reader, choices: Choices | None) -> Message:
    """Say what brought a digest."""
    say = catalogue(reader.language)
    if choices is not None and choices.mode == "digest":
        text = say("The digest came at your hours, with what was new for you (/subscribe).")
    else:
        text = say("The digest has what was held back from coming at once (/subscribe).")
    if choices is not None and choices.wanted:
        text += " " + say("What is in it passed your filter (/filters).")
    return Message(text)


def ask_for_reply(reader: Reader) -> Message:
    """Say how to ask."""
    say = catalogue(reader.language)
    return Message(
        say(
            "Answer a message of mine by /why: I will tell which choice of yours brought it, or "
            "how its summary was made."
        )
    )


def reason(sentence: SummarySentence, say: Catalogue) -> str:
    """Return why a sentence was chosen, with the words that carried it."""
    reasons = {
        "lead": say("it opens the article"),
        "figure": say("it holds a key figure"),
        "names": say("it names those whom the article is about"),
        "terms": say("it holds the words that recur in the article"),
        "central": say("it is the closest to the article as a whole"),
        "context": say("the next sentence hangs on it"),
    }
    text = reasons.get(sentence.reason, reasons["central"])
    return f"→ {text}: {sentence.detail}" if sentence.detail else f"→ {text}"


def _length(story: Story, shown: str) -> int:
    """Return how many sentences the shown message asked for, as far as its text tells."""
    for count in range(7, 0, -1):
        sentences = story.analysis.summary(count).sentences
        if sentences and all(sentence.text in shown for sentence in sentences):
            return count
    return SENTENCES
