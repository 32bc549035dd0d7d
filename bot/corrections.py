"""`svodka correct`, `retract` and `versions`: what an editor does to a story that was told."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.database import opened
from bot.newsroom import Corrected, Newsroom
from bot.settings import Settings
from sources import documents
from sources.files import FileError
from storage.errors import AlreadyKnown, Unstorable
from storage.store import Store
from storage.stories import Story
from storage.versions import Replaced, Version

#: Of what differs so much is shown.
SHOWN = 60


async def correct(settings: Settings, number: int, path: Path) -> int:
    """Give a story the text of a file; returns 1 where it cannot be taken, else 0.

    Raises StorageError.
    """
    console = Console()
    async with opened(settings) as store:
        newsroom = Newsroom(store, settings.topics_file)
        try:
            corrected = await newsroom.correct(number, documents.of_file(path), datetime.now(UTC))
        except (AlreadyKnown, FileError, Unstorable) as error:
            refusal = f"[red]{escape(str(path))}: not taken: {escape(str(error))}[/red]"
            console.print(refusal, highlight=False)
            return 1
        if corrected is None:
            return await _missing(store, number, console)
        _report(number, corrected, console)
    return 0


async def retract(settings: Settings, number: int, reason: str) -> int:
    """Withdraw a story; returns 1 where there is none to withdraw, else 0. Raises StorageError."""
    console = Console()
    async with opened(settings) as store:
        newsroom = Newsroom(store, settings.topics_file)
        try:
            done = await newsroom.retract(number, reason, datetime.now(UTC))
        except Unstorable as error:
            console.print(f"[red]not withdrawn: {escape(str(error))}[/red]", highlight=False)
            return 1
        if done is None:
            return await _missing(store, number, console)
        console.print(f"Story {number} is withdrawn. {_reach(done)}", highlight=False)
    return 0


async def show(settings: Settings, number: int, *, as_json: bool = False) -> int:
    """Print a story's versions; returns 1 where there is no such story. Raises StorageError."""
    async with opened(settings) as store:
        story = await store.stories.get(number)
        if story is None:
            return await _missing(store, number, Console())
        versions = await store.versions.all(number)
    if as_json:
        listed = json.dumps(_listed(story, versions), ensure_ascii=False, indent=2)
        sys.stdout.write(listed + "\n")
    else:
        Console().print(_table(story, versions))
    return 0


async def _missing(store: Store, number: int, console: Console) -> int:
    story = await store.stories.get(number)
    state = "is unknown" if story is None else "was withdrawn before"
    console.print(f"[red]Story {number} {state}.[/red]", highlight=False)
    return 1


def _report(number: int, corrected: Corrected, console: Console) -> None:
    if corrected.replaced is None:
        console.print("The text is the same: nothing was changed.")
        return
    kind, done = corrected.change.kind.name.lower(), corrected.replaced
    head = f"Story {number} is now version {done.number} ({kind})."
    console.print(f"{head} {_reach(done)}", highlight=False)
    for one in corrected.change.differences:
        old, new = (part.text if part else None for part in (one.old, one.new))
        line = _said(str(one.what), one.kind.name.lower(), old, new)
        console.print(f"  {escape(line)}", highlight=False)


def _reach(done: Replaced) -> str:
    return f"Messages to be changed: {done.edits}; chats to get a note: {done.notes}."


def _said(what: str, kind: str, old: str | None, new: str | None) -> str:
    was, now = (" ".join((text or "—").split())[:SHOWN] for text in (old, new))
    return f"{what} ({kind}): {was} → {now}"


def _listed(story: Story, versions: list[Version]) -> dict[str, object]:
    return {
        "story": story.id,
        "number": story.number,
        "retracted_at": None if story.retracted_at is None else story.retracted_at.isoformat(),
        "earlier": [
            {
                "number": version.number,
                "replaced_at": version.replaced_at.isoformat(),
                "kind": version.kind,
                "reason": version.changes if version.is_retraction else None,
                "differences": [] if version.is_retraction else json.loads(version.changes),
                "text": version.text,
            }
            for version in versions
        ],
    }


def _table(story: Story, versions: list[Version]) -> Table:
    table = Table("version", "until (UTC)", "then", "differences", box=None)
    for version in versions:
        until = version.replaced_at.strftime("%Y-%m-%d %H:%M")
        row = (str(version.number), until, version.kind, escape(_changes(version)))
        table.add_row(*row)
    state = "withdrawn" if story.retracted_at is not None else "now"
    table.add_row(str(story.number), state, "", "")
    return table


def _changes(version: Version) -> str:
    if version.is_retraction:
        return version.changes
    return "\n".join(_said(**one) for one in json.loads(version.changes))
