"""`svodka sources` and `svodka refresh`: where news comes from, in the terminal."""

import asyncio
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from bot import refreshing
from bot.database import opened
from bot.health import failure, in_words
from bot.settings import Settings
from sources import feed_lists, finding, opml
from sources import topics as topics_file
from sources.addresses import completed
from sources.feed_lists import FeedList
from sources.fetch_errors import FetchError
from sources.finding import NothingFoundError
from sources.health import KEPT
from sources.visit import Outcome
from sources.worker import WorkerError, Workers
from storage.sources import AUTO, OFF, ON, Listed, Source
from storage.store import Store

#: Refused feeds of a list that are named.
SHOWN = 20
#: Feeds of a list that are added in one transaction.
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose for a source."""

    title: str | None = None
    topic: str | None = None
    full_text: str = AUTO
    #: Minutes between two looks.
    every: int | None = None


class Terminal:
    """The editors of a command: they see what it prints."""

    def __init__(self, console: Console) -> None:
        self._console = console

    async def source_paused(self, source: Source, why: str) -> None:
        """Say that a source rests."""
        self._say(f"{source.title}: paused, {failure(why)}")

    async def backlog(self, source: Source, told: int, held: int) -> None:
        """Say what was held back."""
        self._say(f"{source.title}: {held} more were held; `svodka sources show {source.id}`")

    def _say(self, text: str) -> None:
        self._console.print(f"[yellow]{escape(text)}[/yellow]", highlight=False)


async def add(settings: Settings, address: str, choices: Choices) -> int:
    """Find the feed at an address and add it; returns the exit code. Raises StorageError."""
    console = Console()
    if problem := _problem(settings, choices):
        console.print(f"[red]{escape(problem)}[/red]", highlight=False)
        return 1
    try:
        async with refreshing.fetcher(settings) as fetcher, Workers(1) as workers:
            found = await finding.feed(fetcher, workers, completed(address))
    except (FetchError, WorkerError, NothingFoundError) as error:
        console.print(f"[red]not added: {escape(_told(error))}[/red]", highlight=False)
        return 1
    async with opened(settings) as store:
        now = datetime.now(UTC)
        source, created = await store.sources.add(
            found.url,
            choices.title or found.title,
            named=choices.title is not None,
            site=found.site,
            topic=choices.topic,
            full_text=choices.full_text,
            now=now,
        )
        if choices.every and created:
            every = timedelta(minutes=choices.every)
            await store.sources.choose_interval(source.id, every, now)
    what = "added as" if created else "known already as"
    console.print(f"{escape(source.title)}: {what} source {source.id}, {escape(source.url)}")
    return 0


async def show(settings: Settings) -> int:
    """List all sources with how they are; returns the exit code. Raises StorageError."""
    console = Console()
    now = datetime.now(UTC)
    async with opened(settings) as store:
        found = await store.sources.page()
        times = await store.sources.times_of_all(now - KEPT)
    if not found:
        console.print("No sources yet. `svodka sources add ADDRESS` adds one.")
        return 0
    table = Table("number", "title", "health", "address", box=None)
    for source in found:
        words = in_words(source, times.get(source.id, ()), now)
        table.add_row(*map(escape, (str(source.id), source.title, words, source.url)))
    console.print(table)
    return 0


async def pause(settings: Settings, number: int) -> int:
    """Pause a source; returns 1 if that is nothing to do. Raises StorageError."""
    async with opened(settings) as store:
        done = await store.sources.pause(number, "editor", datetime.now(UTC))
    return _said(done, "paused", "is unknown or paused already", number)


async def resume(settings: Settings, number: int) -> int:
    """Go on with a source that was paused or removed; returns 1 if it was neither."""
    now = datetime.now(UTC)
    async with opened(settings) as store:
        back = await store.sources.restore(number, now)
        done = await store.sources.resume(number, now) or back
    return _said(done, "goes on", "is unknown or was never paused", number)


async def remove(settings: Settings, number: int) -> int:
    """Take a source away; returns 1 if there is none of that number."""
    async with opened(settings) as store:
        done = await store.sources.remove(number, datetime.now(UTC))
    return _said(done, f"removed; `svodka sources resume {number}` undoes it", "is unknown", number)


async def show_held(settings: Settings, number: int) -> int:
    """Tell readers of what was held of a source; returns 1 if that was nothing."""
    async with opened(settings) as store:
        newsroom = refreshing.newsroom(settings, store)
        shown = await newsroom.show_held(number, datetime.now(UTC))
    Console().print(f"{shown} stories are queued." if shown else "Nothing was held back.")
    return 0 if shown else 1


async def check(settings: Settings, numbers: Collection[int]) -> int:
    """Fetch sources and say how they are; returns 1 if any fails, or is unknown."""
    async with opened(settings) as store:
        found = await _chosen(store, numbers)
    failed = _tell_unknown(numbers, found)
    async with refreshing.fetcher(settings) as fetcher, Workers() as workers:

        async def checked(source: Source) -> tuple[Source, str]:
            try:
                feed = await finding.feed(fetcher, workers, source.url)
            except (FetchError, WorkerError, NothingFoundError) as error:
                return source, f"[red]{escape(_told(error))}[/red]"
            return source, f"[green]{feed.entries} entries[/green]"

        with _progress(len(found)) as progress:
            task = progress.add_task("", total=len(found))
            for done in asyncio.as_completed([checked(source) for source in found]):
                source, words = await done
                failed += words.startswith("[red]")
                said = f"{source.id} {escape(source.title)}: {words}"
                progress.console.print(said, highlight=False)
                progress.advance(task)
    return 1 if failed else 0


async def refresh(settings: Settings, numbers: Collection[int]) -> int:
    """Look at sources now; returns 1 if any failed, or is unknown. Raises StorageError."""
    async with opened(settings) as store:
        found = await _chosen(store, numbers)
        failed = _tell_unknown(numbers, found)
        with _progress(len(found)) as progress:
            task = progress.add_task("", total=len(found))
            terminal = Terminal(progress.console)
            async with refreshing.refresher(
                settings, store, terminal, lambda: datetime.now(UTC)
            ) as looking:
                async for outcome in looking.refresh(found):
                    progress.advance(task)
                    failed += outcome.failure is not None
                    progress.console.print(_outcome(outcome), highlight=False)
    return 1 if failed else 0


async def take_in(settings: Settings, file: Path) -> int:
    """Add the feeds of an OPML file; returns 1 if it cannot be read or none could be taken."""
    console = Console()
    found = await _listed(file)
    if found.problem:
        console.print(f"[red]{escape(f'{file}: {found.said}')}[/red]", highlight=False)
        return 1
    for title in found.refused[:SHOWN]:
        console.print(f"[red]{escape(title)}: no address that can be used[/red]", highlight=False)
    feeds = [Listed(*each) for each in found.feeds]
    added, now = 0, datetime.now(UTC)
    async with opened(settings) as store:
        with _progress(len(feeds)) as progress:
            task = progress.add_task("", total=len(feeds))
            for start in range(0, len(feeds), AT_ONCE):
                part = feeds[start : start + AT_ONCE]
                added += await store.sources.add_all(part, now=now)
                progress.advance(task, len(part))
    known, refused = len(feeds) - added, len(found.refused)
    console.print(f"{added} added, {known} known already, {refused} refused")
    return 1 if refused and not feeds else 0


async def give_out(settings: Settings, file: Path | None) -> int:
    """Write all sources as OPML, in a folder for each topic; returns 1 if the file cannot be
    written. Raises StorageError."""
    async with opened(settings) as store:
        found = await store.sources.page()
    data = opml.write(
        [
            opml.Subscription((each.topic,) if each.topic else (), each.title, each.url, each.site)
            for each in found
        ],
        "Svodka",
    )
    if file is None:
        sys.stdout.buffer.write(data)
        return 0
    try:
        await asyncio.to_thread(file.write_bytes, data)
    except OSError as error:
        said = f"{file}: {error.strerror or error}"
        Console().print(f"[red]{escape(said)}[/red]", highlight=False)
        return 1
    return 0


async def _listed(file: Path) -> FeedList:
    """Return the feeds of a file, or why there are none."""
    try:
        data = await asyncio.to_thread(file.read_bytes)
    except OSError as error:
        return FeedList(problem=feed_lists.UNREADABLE, said=error.strerror or str(error))
    async with Workers(1) as workers:
        return await feed_lists.read_apart(workers, data)


async def _chosen(store: Store, numbers: Collection[int]) -> list[Source]:
    """Return the sources of these numbers; all that are not paused without any."""
    every = await store.sources.page()
    if not numbers:
        return [each for each in every if each.paused_at is None]
    return [each for each in every if each.id in numbers]


def _tell_unknown(numbers: Collection[int], found: Sequence[Source]) -> int:
    """Name the numbers that no source has; return how many."""
    unknown = sorted(set(numbers) - {each.id for each in found})
    for number in unknown:
        Console().print(f"[red]Source {number} is unknown.[/red]", highlight=False)
    return len(unknown)


def _problem(settings: Settings, choices: Choices) -> str | None:
    """Return what is wrong with choices, None for nothing."""
    if choices.full_text not in (AUTO, ON, OFF):
        return "--full-text is auto, on or off"
    if choices.topic is not None:
        known: Sequence[str] = [each.key for each in topics_file.load(settings.topics_file).all]
        if choices.topic not in known:
            return f"--topic is one of: {', '.join(known)}"
    return None


def _told(error: Exception) -> str:
    if isinstance(error, FetchError):
        return failure(f"{error.key}: {error}")
    return str(error)


def _outcome(outcome: Outcome) -> str:
    title = escape(outcome.source.title)
    if outcome.failure:
        return f"[red]{title}: {escape(failure(outcome.failure))}[/red]"
    if outcome.unchanged or not (outcome.new or outcome.changed):
        return f"[dim]{title}: nothing new[/dim]"
    told, held, changed = outcome.told, outcome.held, outcome.changed
    return f"{title}: {outcome.new} new, {told} told, {held} held, {changed} changed"


def _said(done: Source | None, what: str, otherwise: str, number: int) -> int:
    console = Console()
    if done is None:
        console.print(f"[red]Source {number} {otherwise}.[/red]", highlight=False)
        return 1
    console.print(f"{escape(done.title)}: {what}", highlight=False)
    return 0


def _progress(total: int) -> Progress:
    """Return a progress bar: shown for several sources, in a terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(soft_wrap=not sys.stdout.isatty()),
        disable=total < 2 or not sys.stdout.isatty(),
        transient=True,
    )
