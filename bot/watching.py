"""`svodka look`: a story's page is looked at now, because somebody asks."""

from datetime import UTC, datetime

from rich.console import Console
from rich.markup import escape

from bot import refreshing
from bot.database import opened
from bot.health import failure
from bot.settings import Settings
from sources.watch import PageLook, Watcher
from sources.watching import Sight
from sources.worker import Workers

_SAID = {
    Sight.SAME: "its page says the same",
    Sight.UNREAD: "its page could not be read",
    Sight.GONE: "there is no such page any more",
    Sight.SHRUNK: "less than half of the text is left on its page",
    Sight.OTHER: "another article stands at its address",
}


async def look(settings: Settings, number: int) -> int:
    """Look at a story's page; returns 1 if it has none or it could not be read, else 0.

    Raises StorageError.
    """
    console = Console()
    async with opened(settings) as store, refreshing.fetcher(settings) as fetcher, Workers(1) as w:
        newsroom = refreshing.newsroom(settings, store)
        watcher = Watcher(store, fetcher, w, newsroom, now=lambda: datetime.now(UTC))
        done = await watcher.look(number)
    if done is None:
        console.print(f"[red]Story {number} has no page that its text is of.[/red]")
        return 1
    console.print(f"Story {number}: {escape(_words(done))}", highlight=False)
    return 0 if done.sight in (Sight.SAME, Sight.CHANGED) else 1


def _words(done: PageLook) -> str:
    """Return what came of a look."""
    if done.sight is Sight.CHANGED:
        return f"{_changed(done)} ({done.seen.url})"
    why = f": {failure(done.why)}" if done.why else ""
    return f"{_SAID[done.sight]} ({done.seen.url}){why}"


def _changed(done: PageLook) -> str:
    if done.corrected:
        return f"corrected from its page; `svodka versions {done.watch.story_id}` tells how"
    if done.watch.withdrawn:
        return "its page says something else, but it is withdrawn"
    if done.watch.by_editor:
        return "its page says something else, but an editor has given it another text since"
    return "its page says something else, which cannot be its text"
