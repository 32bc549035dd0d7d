"""`svodka add`: articles from files and addresses into the store, and into the ledger."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot import refreshing
from bot.comparing import analysed
from bot.database import opened
from bot.health import failure
from bot.newsroom import Newsroom, Origin
from bot.reading import print_reading
from bot.settings import Settings
from news.analysis import Analysis, analyse
from news.text import clean
from sources import documents, finding
from sources.fetch import Fetcher
from sources.fetch_errors import FetchError
from sources.files import FileError, check_article
from sources.finding import NothingFoundError
from sources.worker import WorkerError, Workers
from storage.errors import Unstorable
from storage.stories import Added


async def add(
    settings: Settings,
    places: Sequence[str],
    source: str | None = None,
    part_of: int | None = None,
) -> int:
    """Store the articles of all files and addresses that can be read; returns 1 if any could not.

    `source`: whom they are from, as readers shall see it; else their bylines speak. `part_of`: a
    story of the case that they continue; nothing is added where there is none of that number.
    A file is stored whole, with its deliveries, or not at all. Raises StorageError.
    """
    refused = 0
    with _progress(len(places)) as progress:
        task = progress.add_task("", total=len(places))
        async with opened(settings) as store, AsyncExitStack() as stack:
            if part_of is not None and not await store.cases.parts(part_of):
                progress.console.print(f"There is no story {part_of}: nothing was added.")
                return 1
            newsroom = refreshing.newsroom(settings, store)
            work = _Adding(settings, newsroom, source, part_of, stack)
            for place in places:
                progress.update(task, description=escape(Path(place).name))
                refused += not await _add(work, place, progress.console)
                progress.advance(task)
    return 1 if refused else 0


class _Adding:
    """Adds articles; what fetches is made for the first address."""

    def __init__(
        self,
        settings: Settings,
        newsroom: Newsroom,
        source: str | None,
        part_of: int | None,
        stack: AsyncExitStack,
    ) -> None:
        self._settings = settings
        self._newsroom = newsroom
        self._source = source
        self._case = part_of
        self._stack = stack
        self._hands: tuple[Fetcher, Workers] | None = None

    async def add(self, place: str) -> tuple[Added, str | None]:
        """Add an article; return it with why only a part of it was found, None if all was.

        Raises FileError, Unstorable, FetchError and what `finding` raises.
        """
        now = datetime.now(UTC)
        if not is_address(place):
            text = read_article(Path(place))
            added = await self._newsroom.add(text, source=self._source, case_id=self._case, now=now)
            return added, None
        found = await finding.article(*await self._fetching(), place)
        article = found.article
        analysis = await asyncio.to_thread(analysed, article.text)
        check_article(analysis)
        added = await self._newsroom.add(
            analysis,
            source=self._source or article.source,
            case_id=self._case,
            origin=Origin(article.url, published=article.published, seen=article.seen),
            now=now,
        )
        return added, found.page.half

    async def _fetching(self) -> tuple[Fetcher, Workers]:
        if self._hands is None:
            fetcher = await self._stack.enter_async_context(refreshing.fetcher(self._settings))
            self._hands = fetcher, await self._stack.enter_async_context(Workers(1))
        return self._hands


def is_address(place: str) -> bool:
    """Tell whether a place is an address of the web and no file."""
    return place.lower().startswith(("http://", "https://"))


async def _add(work: _Adding, place: str, console: Console) -> bool:
    try:
        added, half = await work.add(place)
    except (FileError, Unstorable, FetchError, WorkerError, NothingFoundError) as error:
        message = f"[red]{escape(place)}: not added: {escape(_told(error))}[/red]"
        console.print(message, highlight=False)
        return False
    _report(added, place, console)
    if half:
        part = f"[yellow]{escape(place)}: looks like a part of the article only: {half}[/yellow]"
        console.print(part, highlight=False)
    return True


def _told(error: Exception) -> str:
    return failure(f"{error.key}: {error}") if isinstance(error, FetchError) else str(error)


def read_article(path: Path) -> Analysis:
    """Return the reading of a file's article. Raises FileError for what is none."""
    analysis = analyse(clean(documents.of_file(path)))
    check_article(analysis)
    return analysis


def _report(added: Added, place: str, console: Console) -> None:
    name = escape(place)
    if added.is_double:
        double = f"{name}: reports the same as story {added.story.id}; it is another source of it"
        console.print(double, highlight=False)
        return
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
