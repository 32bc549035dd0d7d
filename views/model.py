"""What views need to know of the world: shapes that storage's values happen to have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from news.analysis import Analysis
    from news.differing import Disagreement


class Read(Protocol):
    """An article with its reading, stored or not."""

    @property
    def analysis(self) -> Analysis: ...


class Reporter(Protocol):
    """One source of an event."""

    @property
    def name(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def story_id(self) -> int: ...
    @property
    def differing(self) -> Sequence[Disagreement]: ...


class Story(Read, Protocol):
    """A stored article with its reading, its counts and who reports its event."""

    @property
    def id(self) -> int: ...
    @property
    def revision(self) -> int: ...
    @property
    def added_at(self) -> datetime: ...
    @property
    def source(self) -> str | None: ...
    @property
    def likes(self) -> int: ...
    @property
    def views(self) -> int: ...
    @property
    def graphic(self) -> str | None: ...
    @property
    def case_id(self) -> int | None: ...
    @property
    def reporters(self) -> Sequence[Reporter]: ...


class StoryLine(Protocol):
    """A story as a line of a list."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def added_at(self) -> datetime: ...
    @property
    def reading_minutes(self) -> int: ...


class Reader(Protocol):
    """The chat that is being answered."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def timezone(self) -> str: ...


def is_private(reader: Reader) -> bool:
    """Tell whether one person is behind the chat."""
    return reader.kind == "private"
