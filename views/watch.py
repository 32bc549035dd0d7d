"""What editors are told of pages that stories are the texts of."""

from collections.abc import Sequence
from dataclasses import dataclass

from views.language import Catalogue, catalogue
from views.message import Message

#: Stories of one message that are named, and so much of each title and address.
NAMED = 10
_TITLE, _URL = 100, 200


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story and where its page is."""

    story: int
    title: str
    url: str


def pages(language: str, what: str, host: str, found: Sequence[StoryPage]) -> Message:
    """Say what is wrong with pages of one host, and that no story was changed for it.

    what: gone, shrunk, other or layout, as `sources.watching.Sight` has them
    """
    say = catalogue(language)
    lines = [f"№{each.story} {each.title[:_TITLE]}\n{each.url[:_URL]}" for each in found[:NAMED]]
    if len(found) > NAMED:
        lines.append(say("And {n} more.", n=len(found) - NAMED))
    kept = say(
        "Nothing was corrected. As an answer to a message about the story, /correct gives it "
        "another text and /retract withdraws it."
    )
    return Message("\n\n".join((_head(say, what, host), *lines, kept)))


def _head(say: Catalogue, what: str, host: str) -> str:
    if what == "gone":
        return say("There is no such page any more at {host}:", host=host)
    if what == "shrunk":
        return say("Less than half of the text is left at {host}:", host=host)
    if what == "other":
        return say("Another article stands at the old address at {host}:", host=host)
    return say("Many pages of {host} changed at once, as with a new layout:", host=host)
