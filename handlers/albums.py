"""Albums: Telegram tells of each picture by itself, and their captions belong together."""

import asyncio
from collections.abc import Callable

from aiogram.types import Message

#: An album is whole when for so long no part of it has come, in seconds.
QUIET = 1.0
#: Telegram's albums have at most ten parts.
MOST_PARTS = 10

Then = Callable[[list[Message]], None]


class Albums:
    """Gathers the parts of albums."""

    def __init__(self, quiet: float = QUIET) -> None:
        self._quiet = quiet
        self._parts: dict[tuple[int, str], list[Message]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def gather(self, part: Message, then: Then) -> None:
        """Take a part; `then` is called once, with all parts, soon after the last has come.

        The handler of a part cannot wait for the others: those of one chat are handled in turn.
        """
        key = part.chat.id, part.media_group_id or ""
        known = self._parts.get(key)
        if known is not None:
            known.append(part)
            return
        self._parts[key] = [part]
        task = asyncio.create_task(self._when_whole(key, then))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _when_whole(self, key: tuple[int, str], then: Then) -> None:
        count = 0
        while count < len(self._parts[key]) < MOST_PARTS:
            count = len(self._parts[key])
            await asyncio.sleep(self._quiet)
        then(sorted(self._parts.pop(key), key=lambda part: part.message_id))

    async def finish(self) -> None:
        """Wait for the albums that are not whole yet."""
        await asyncio.gather(*self._tasks)
