"""Old stories read anew by a newer analyser, and made comparable, in the background, one by one."""

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
    """Read every story that an older analyser has read, and make all comparable; then wait."""
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
    await _make_comparable(store, stop)
    await stop.wait()


async def _make_comparable(store: Store, stop: asyncio.Event) -> None:
    """Keep what doubles are told by of the stories of which it is not kept."""
    version = await asyncio.to_thread(_print_version)
    while not stop.is_set() and (found := await store.prints.missing(version, 1)):
        await _compare(store, found[0])
        await pause(stop, REST)


async def _compare(store: Store, story_id: int) -> None:
    from sources.events import Compared, Events

    story = await store.stories.get(story_id)
    if story is not None:
        compared = await asyncio.to_thread(Compared.of, story.analysis)
        await Events(store).print(story_id, compared)


def _print_version() -> int:
    from news.similar_signature import VERSION

    return VERSION


def _version() -> int:
    """Return the present analyser's version; its import is no matter of the bot's start."""
    from news.analysis import VERSION

    return VERSION


def _analysed(text: str) -> "Analysis":
    from news.analysis import analyse

    return analyse(text)
