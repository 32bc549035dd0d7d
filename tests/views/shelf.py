"""Stories and readers for the tests of views."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files

from news.analysis import Analysis, analyse
from news.differing import Disagreement


@dataclass(frozen=True, slots=True)
class ShelfReporter:
    """A source of an event as views see it."""

    name: str
    url: str = ""
    story_id: int = 1
    differing: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class ShelfStory:
    """A story as views see it."""

    analysis: Analysis
    id: int = 1
    revision: int = 1
    added_at: datetime = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    source: str | None = None
    likes: int = 0
    views: int = 1321
    graphic: str | None = None
    case_id: int | None = None
    reporters: tuple[ShelfReporter, ...] = ()


@dataclass(frozen=True, slots=True)
class ShelfReader:
    """A chat as views see it."""

    id: int = 1001
    kind: str = "private"
    language: str = "ru"
    timezone: str = "Asia/Almaty"


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """A story as a line of a list."""

    id: int
    title: str = "Мост открыли весной"
    added_at: datetime = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    reading_minutes: int = 2


@lru_cache
def seed() -> ShelfStory:
    """Return the article that the project begins with, read."""
    return ShelfStory(analyse((files("seeds") / "nakryli-razom.txt").read_text("utf-8")))


def story_of(text: str, number: int = 7) -> ShelfStory:
    """Return any text as a story."""
    return ShelfStory(analyse(text), id=number)
