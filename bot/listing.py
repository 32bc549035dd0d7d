"""`svodka stories`: what is stored, as a table."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.database import opened
from bot.settings import Settings
from storage.stories import StoryLine

#: Stories that are read at once.
PAGE = 200


async def show(settings: Settings) -> int:
    """Print all stories, newest first; returns the exit code. Raises StorageError."""
    console = Console()
    async with opened(settings) as store:
        if not await store.stories.count():
            console.print("No stories yet. `svodka add FILE` adds one.")
            return 0
        table = Table("number", "added (UTC)", "language", "minutes", "headline", box=None)
        offset = 0
        while lines := await store.stories.page(offset, PAGE):
            for line in lines:
                _row(table, line)
            offset += len(lines)
        console.print(table)
    return 0


def _row(table: Table, line: StoryLine) -> None:
    added = line.added_at.strftime("%Y-%m-%d %H:%M")
    minutes = str(line.reading_minutes)
    table.add_row(str(line.id), added, line.language, minutes, escape(line.title or line.lede))
