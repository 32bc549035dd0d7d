"""A newsroom's feed that lives as feeds do, the desk that takes its news, and its editors."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any

from sources.articles import Article, Taken
from sources.fetch import Fetcher
from sources.intake import Intake
from sources.refresh import Refresher
from sources.visit import Outcome
from sources.worker import Workers
from storage.sources import Source
from storage.store import Store
from tests.sources.sites import Asked, Site
from tests.storage.articles import reading
from tests.waiting import eventually

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
#: Long enough to be no teaser, and different for every title.
_BODY = "{0} — так начинается новость, о которой газета пишет подробно. " * 12


@dataclass
class Published:
    """An entry of the feed."""

    id: str
    link: str
    title: str
    text: str
    at: datetime | None

    def xml(self) -> str:
        """Return it as an item of RSS."""
        date = f"<pubDate>{format_datetime(self.at)}</pubDate>" if self.at else ""
        return (
            f"<item><guid isPermaLink='false'>{self.id}</guid><title>{escape(self.title)}</title>"
            f"<link>{self.link}</link>{date}"
            f"<description>{escape(f'<p>{self.text}</p>')}</description></item>"
        )


@dataclass
class Feed:
    """A feed on a site: it publishes, forgets, renames; newest first, as feeds are."""

    site: Site
    path: str = "/rss"
    title: str = "Газета"
    entries: list[Published] = field(default_factory=list)
    _number: int = 0

    @property
    def url(self) -> str:
        return self.site.url(self.path)

    def publishes(self, *titles: str, at: datetime | None = START, **known: str) -> None:
        """Put entries on top of the feed, each newer than the last."""
        for title in titles:
            self._number += 1
            number = self._number
            entry = Published(
                id=known.get("id", f"id-{number}"),
                link=known.get("link", self.site.url(f"/news/{number}")),
                title=title,
                text=known.get("text", _BODY.format(title)),
                at=at and at + timedelta(seconds=number),
            )
            self.entries.insert(0, entry)
        self.serves()

    def changes(self, how: Callable[[Published], Published]) -> None:
        """Show every entry in another way."""
        self.entries = [how(entry) for entry in self.entries]
        self.serves()

    def shows(self, entries: list[Published]) -> None:
        """Show just these."""
        self.entries = entries
        self.serves()

    def serves(self, **headers: Any) -> None:
        """Answer with the feed as it is now."""
        items = "".join(entry.xml() for entry in self.entries)
        channel = f"<channel><title>{self.title}</title>{items}</channel>"
        body = f"<rss version='2.0'>{channel}</rss>".encode()
        self.site.answers(self.path, body, content_type="application/rss+xml", **headers)

    @property
    def requests(self) -> list[Asked]:
        return [asked for asked in self.site.asked if asked.path == self.path]


@dataclass
class Desk:
    """A newsroom that stores every article as it comes, and remembers what it told."""

    store: Store
    told: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)
    revised_texts: list[str] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)

    async def take(self, article: Article, *, now: datetime, announce: bool) -> Taken | None:
        """Store it."""
        title = article.text.split("\n", 1)[0]
        analysis = reading(article.text, title=title)
        added = await self.store.stories.add(article.text, analysis, now=now, announce=announce)
        if added.created:
            (self.told if announce else self.kept).append(title)
            self.articles.append(article)
        return Taken(added.story.id, added.created)

    async def revise(self, story_id: int, article: Article, *, now: datetime) -> bool:
        """Remember that a story was written anew."""
        self.revised_texts.append(article.text)
        self.revised.append(article.text.split("\n", 1)[0])
        return True


@dataclass
class Editors:
    """They remember what they were told."""

    paused: list[tuple[int, str]] = field(default_factory=list)
    backlogs: list[tuple[int, int]] = field(default_factory=list)

    async def source_paused(self, source: Source, why: str) -> None:
        """Remember it."""
        self.paused.append((source.id, why))

    async def backlog(self, source: Source, told: int, held: int) -> None:
        """Remember it."""
        self.backlogs.append((told, held))


class Here(Workers):
    """Workers in this very process: for feeds that a test wrote itself."""

    def __init__(self) -> None:
        super().__init__(1)
        self.pieces = 0

    async def run(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do it at once."""
        self.pieces += 1
        return function(*args, **kwargs)


@dataclass
class Newsstand:
    """All of it together, with a clock that is moved by hand."""

    store: Store
    fetcher: Fetcher
    workers: Workers = field(default_factory=Here)
    now: datetime = START
    at_once: int = 20

    def __post_init__(self) -> None:
        self.desk = Desk(self.store)
        self.editors = Editors()
        self.refresher = Refresher(
            self.store,
            Intake(self.fetcher, self.workers, self.desk),
            self.editors,
            now=lambda: self.now,
            at_once=self.at_once,
            chance=lambda: 0.0,
        )

    async def add(self, url: str, **choices: Any) -> Source:
        """Add a source."""
        return (await self.store.sources.add(url, now=self.now, **choices))[0]

    async def look(self, source: Source, after: timedelta = timedelta(hours=1)) -> Outcome:
        """Look at a source, some time later, as it is known then."""
        self.now += after
        known = await self.store.sources.get(source.id)
        assert known is not None
        return await self.refresher.look(known)

    async def seen(self, source: Source) -> Source:
        """Return what is known of a source."""
        known = await self.store.sources.get(source.id)
        assert known is not None
        return known

    async def runs(self, seconds: float) -> None:
        """Look at what is due for so long."""
        stop = asyncio.Event()
        task = asyncio.create_task(self.refresher.run(stop))
        await asyncio.sleep(seconds)
        stop.set()
        await task

    async def runs_until(self, done: Callable[[], bool]) -> None:
        """Look at what is due until something has happened."""
        stop = asyncio.Event()
        task = asyncio.create_task(self.refresher.run(stop))
        try:
            await eventually(done)
        finally:
            stop.set()
            await task


def edited(entry: Published, **how: Any) -> Published:
    """Return an entry with something else in it."""
    return replace(entry, **how)
