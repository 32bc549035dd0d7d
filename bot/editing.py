"""`svodka case` and `svodka graphic`: what an editor says of stories from the command line."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console

from bot.database import opened
from bot.settings import Settings
from storage.stories import EDITOR


async def join(settings: Settings, story: int, other: int) -> int:
    """Make one case of the cases of two stories; returns the exit code. Raises StorageError."""
    async with opened(settings) as store:
        parts = await store.cases.join(story, other, datetime.now(UTC))
    if not parts:
        return _unknown(story, other)
    _say(f"Stories of this case: {_listed(parts)}")
    return 0


async def take_out(settings: Settings, story: int) -> int:
    """Take a story out of its case; returns the exit code. Raises StorageError."""
    async with opened(settings) as store:
        known = await store.cases.parts(story)
        left = await store.cases.take_out(story)
    if not known:
        return _unknown(story)
    _say(f"Story {story} stands alone now." if left else f"Story {story} stood alone already.")
    if left:
        _say(f"Left in its case: {_listed(left)}")
    return 0


async def mark_graphic(settings: Settings, story: int, *, on: bool) -> int:
    """Mark a story as graphic, or take the mark away; returns the exit code."""
    async with opened(settings) as store:
        reason = EDITOR if on else None
        edits = await store.versions.mark_graphic(story, reason, datetime.now(UTC))
    if edits is None:
        return _unknown(story)
    _say(f"Story {story} is {'' if on else 'not '}marked as graphic. Messages to change: {edits}.")
    return 0


def _unknown(*stories: int) -> int:
    _say(f"There is no such story: {_listed(stories)}. `svodka stories` lists all.")
    return 1


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _say(text: str) -> None:
    Console(soft_wrap=True).print(text, highlight=False)
