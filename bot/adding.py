"""`svodka add`: articles from files into the store, and into the ledger for subscribers."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.database import opened
from bot.newsroom import Newsroom
from bot.reading import print_reading
from bot.settings import Settings
from news.analysis import Analysis, analyse
from news.text import clean
from sources import documents
from sources.files import FileError, check_article
from storage.errors import Unstorable
from storage.stories import Added


async def add(settings: Settings, paths: Sequence[Path], source: str | None = None) -> int:
    """Store the articles of all files that can be read; returns 1 if any could not, else 0.

    `source`: whom they are from, as readers shall see it; else their bylines speak.
    A file is stored whole, with its deliveries, or not at all. Raises StorageError.
    """
    refused = 0
    with _progress(len(paths)) as progress:
        task = progress.add_task("", total=len(paths))
        async with opened(settings) as store:
            newsroom = Newsroom(store, settings.topics_file)
            for path in paths:
                progress.update(task, description=escape(path.name))
                refused += not await _add(newsroom, path, source, progress.console)
                progress.advance(task)
    return 1 if refused else 0


async def _add(newsroom: Newsroom, path: Path, source: str | None, console: Console) -> bool:
    try:
        added = await newsroom.add(read_article(path), source=source, now=datetime.now(UTC))
    except (FileError, Unstorable) as error:
        message = f"[red]{escape(str(path))}: not added: {escape(str(error))}[/red]"
        console.print(message, highlight=False)
        return False
    _report(added, path, console)
    return True


def read_article(path: Path) -> Analysis:
    """Return the reading of a file's article. Raises FileError for what is none."""
    analysis = analyse(clean(documents.of_file(path)))
    check_article(analysis)
    return analysis


def _report(added: Added, path: Path, console: Console) -> None:
    name = escape(str(path))
    if not added.created:
        known = f"{name}: known already, as story {added.story.id}; nothing was changed"
        console.print(known, highlight=False)
        return
    console.print(f"[green]{name}: added as story {added.story.id}[/green]", highlight=False)
    print_reading(added.story.analysis, console)


def _progress(total: int) -> Progress:
    """Return a progress bar: shown for several files, in a terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(soft_wrap=not sys.stdout.isatty()),
        disable=total < 2 or not sys.stdout.isatty(),
        transient=True,
    )
