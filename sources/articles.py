"""An article on its way in, and who takes it.

The newsroom is above this package; what is asked of it here is this much.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.sources import Source
from storage.watches import Seen


@dataclass(frozen=True, slots=True)
class Article:
    """An article with what is known of where it comes from."""

    #: Headline first, then paragraphs, blank lines between.
    text: str
    #: Whom it is from, as readers shall see it; None lets its byline speak.
    source: str | None = None
    #: Its address; "" for none.
    url: str = ""
    source_id: int | None = None
    #: The topic that an editor gave to all of its source's stories.
    topic: str | None = None
    published: datetime | None = None
    #: The page that the text is of, to be looked at again; None for one that is of no page.
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an article."""

    story_id: int
    #: Whether it is a story of its own now; else it was one before, or is another source of one.
    created: bool
    #: Whether the story's text is this article's.
    is_own: bool = True


class Newsroom(Protocol):
    """Takes articles in."""

    async def take(self, article: Article, *, now: datetime, announce: bool) -> Taken | None:
        """Store an article; None for what is none. Raises database errors only."""
        ...

    async def revise(self, story_id: int, article: Article, *, now: datetime) -> bool:
        """Give a story a new text, as a correction, if it says something else; tell whether so."""
        ...


class Editors(Protocol):
    """Those who look after the sources."""

    async def source_paused(self, source: Source, why: str) -> None:
        """Tell that a source has failed for so long that it rests. Raises nothing."""
        ...

    async def backlog(self, source: Source, told: int, held: int) -> None:
        """Ask whether what was held back of a source shall be shown. Raises nothing."""
        ...
