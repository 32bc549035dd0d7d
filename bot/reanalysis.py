"""Old stories read anew by a newer analyser, in the background, one after another."""

import asyncio

from bot import logs
from bot.supervision import pause
from news.analysis import VERSION, analyse
from storage.store import Store

log = logs.get("reanalysis")

#: Rest between two stories (seconds): answering people goes first.
REST = 0.5


async def reanalyse(store: Store, stop: asyncio.Event) -> None:
    """Read every story that an older analyser has read; then wait for `stop`."""
    done = 0
    while not stop.is_set():
        found = await store.stories.stale(VERSION, 1)
        if not found:
            break
        story, text = found[0]
        await store.stories.reanalyse(story, await asyncio.to_thread(analyse, text))
        done += 1
        await pause(stop, REST)
    if done:
        log.info("older stories were read anew", stories=done, analyser=VERSION)
    await stop.wait()
