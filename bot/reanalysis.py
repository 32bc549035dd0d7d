"""Old stories read anew by a newer analyser, in the background, one after another."""

import asyncio
from typing import TYPE_CHECKING

from bot import logs
from bot.supervision import pause
from storage.store import Store

if TYPE_CHECKING:
    from news.analysis import Analysis

log = logs.get("reanalysis")

#: Rest between two stories (seconds): answering people goes first.
REST = 0.5


async def reanalyse(store: Store, stop: asyncio.Event) -> None:
    """Read every story that an older analyser has read; then wait for `stop`."""
    version = await asyncio.to_thread(_version)
    done = 0
    while not stop.is_set():
        found = await store.stories.stale(version, 1)
        if not found:
            break
        story, text = found[0]
        await store.stories.reanalyse(story, await asyncio.to_thread(_analysed, text))
        done += 1
        await pause(stop, REST)
    if done:
        log.info("older stories were read anew", stories=done, analyser=version)
    await stop.wait()


def _version() -> int:
    """Return the present analyser's version; its import is no matter of the bot's start."""
    from news.analysis import VERSION

    return VERSION


def _analysed(text: str) -> "Analysis":
    from news.analysis import analyse

    return analyse(text)
