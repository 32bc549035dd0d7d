"""`svodka case`, `cases`, `graphic`: what an editor says of stories from the command line."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.database import opened
from bot.settings import Settings
from storage.store import Store
from storage.stories import EDITOR
from storage.suggestions import REFUSED

if TYPE_CHECKING:
    from bot.newsroom import Newsroom

#: So much of a headline stands in a table.
_TITLE = 60
_UNFOLDABLE = (
    "That cannot be: only a story that nobody was told of, and that belongs to nothing, can become "
    "a source of another one."
)


async def show(settings: Settings, story: int) -> int:
    """Say what a story belongs to; returns the exit code. Raises StorageError."""
    async with opened(settings) as store:
        parts = await store.cases.parts(story)
        alike = await store.groups.others(story)
        reports = await store.reports.of(story)
    if not parts:
        return _unknown(story)
    _say(f"Stories of its case: {_listed(parts)}" if len(parts) > 1 else "A part of no case.")
    if alike:
        _say(f"May report the same event: {_listed(alike)}")
    for each in reports:
        if each.text is not None:
            _say(f"Source {each.id} in other words: {each.name or '-'} {each.url}")
    return 0


async def join(settings: Settings, story: int, other: int) -> int:
    """Make one case of the cases of two stories; returns the exit code. Raises StorageError."""
    async with opened(settings) as store:
        done = await store.cases.join(story, other, datetime.now(UTC))
    if done is None:
        return _unknown(story, other)
    _say(f"Stories of this case: {_listed(done.parts)}")
    if done.told:
        _say(f"Messages to those who follow it: {done.told}")
    if done.moved:
        _undo(f"case {' '.join(map(str, done.moved))} --alone")
    return 0


async def refuse(settings: Settings, story: int, other: int) -> int:
    """Answer that two stories are two cases; returns 1 where nobody asked. Raises StorageError."""
    newer, older = max(story, other), min(story, other)
    async with opened(settings) as store:
        done = await store.suggestions.decide(newer, older, REFUSED)
    _say(f"{newer} and {older} are two cases." if done else "There is no such question open.")
    return 0 if done else 1


async def take_out(settings: Settings, *stories: int) -> int:
    """Take stories out of their case, into one of their own; returns the exit code.

    Raises StorageError.
    """
    async with opened(settings) as store:
        known = await store.cases.parts(stories[0])
        left = await store.cases.take_out(*stories)
        for each in stories if left else ():
            await store.suggestions.part(each, left[0])
    if not known:
        return _unknown(*stories)
    if len(stories) > 1:
        _say(f"A case of their own now: {_listed(stories)}" if left else "Nothing was changed.")
    else:
        _say(f"Story {stories[0]} {'stands alone now.' if left else 'stood alone already.'}")
    if left:
        _say(f"Left in its case: {_listed(left)}")
        _undo(f"case {stories[0]} --of {left[0]}")
    return 0


async def ungroup(settings: Settings, story: int) -> int:
    """Say that a story reports an event of its own; returns 1 if it did. Raises StorageError."""
    async with opened(settings) as store:
        others = await store.groups.others(story)
        done = await store.groups.leave(story)
    if not done:
        _say(f"Story {story} is grouped with no other.")
        return 1
    _say(f"Story {story} reports an event of its own now. It stood with: {_listed(others)}")
    _undo(f"case {story} --grouped-with {others[0]}")
    return 0


async def group(settings: Settings, story: int, other: int) -> int:
    """Say that two stories may report one event; returns 1 if that changes nothing."""
    async with opened(settings) as store:
        done = await store.groups.join(story, other)
    _say(f"Digests tell one of them: {story}, {other}" if done else "Nothing was changed.")
    return 0 if done else 1


async def split(settings: Settings, story: int, report_id: int) -> int:
    """Make a story of its own of a source; returns 1 if there is none. Raises StorageError."""
    async with opened(settings) as store:
        report = await store.reports.get(report_id)
        fits = report is not None and report.story_id == story
        added = (
            await _newsroom(settings, store).split(report_id, datetime.now(UTC)) if fits else None
        )
    if added is None:
        _say(f"Story {story} has no such source in other words: `svodka case {story}` shows them.")
        return 1
    _say(f"It is story {added.story.id} now; nobody was told of it.")
    _undo(f"case {added.story.id} --source-of {story}")
    return 0


async def fold(settings: Settings, story: int, other: int) -> int:
    """Make a story that was split off a source of another one; returns 1 if that cannot be."""
    async with opened(settings) as store:
        done = await _newsroom(settings, store).fold(story, other, datetime.now(UTC))
    _say(f"Story {story} is a source of story {other} again." if done else _UNFOLDABLE)
    return 0 if done else 1


async def questions(settings: Settings) -> int:
    """List the questions about cases that are open; returns the exit code. Raises StorageError."""
    async with opened(settings) as store:
        found = await store.suggestions.unanswered(datetime.now(UTC))
        pairs = [(each, await _titles(store, each.story_id, each.other_id)) for each in found]
    if not pairs:
        _say("There are no questions about cases.")
        return 0
    table = Table("story", "headline", "one case with", "headline", "belief", box=None)
    for each, (title, other) in pairs:
        sure = f"{each.belief:.2f}"
        table.add_row(str(each.story_id), title, str(each.other_id), other, sure)
    Console().print(table)
    _say("`svodka case STORY --of OTHER` joins them, `--not-of OTHER` says that they are two.")
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


async def _titles(store: Store, *numbers: int) -> list[str]:
    """Return headlines, as a table takes them."""
    stories = [await store.stories.get(number) for number in numbers]
    shown = [each.analysis.story.title for each in stories if each is not None]
    return [escape(title.text[:_TITLE] if title else "-") for title in shown]


def _newsroom(settings: Settings, store: Store) -> "Newsroom":
    from bot.newsroom import Newsroom  # what reads articles takes a second to import

    return Newsroom(store, settings.topics_file)


def _undo(command: str) -> None:
    _say(f"To undo it: `svodka {command}`")


def _unknown(*stories: int) -> int:
    _say(f"There is no such story: {_listed(stories)}. `svodka stories` lists all.")
    return 1


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _say(text: str) -> None:
    Console(soft_wrap=True).print(text, highlight=False)
