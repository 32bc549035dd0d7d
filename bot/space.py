"""Looks after the room on the database's disk: warns early, and gives up the reserve late."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import TypeVar

from bot import logs
from bot.supervision import pause
from storage.errors import NoRoom
from storage.room import Room

log = logs.get("space")

#: It is looked at so often (seconds).
EVERY = 2.0

Begun = TypeVar("Begun")


class Space:
    """The room that is left; the operator is told when it becomes short, once until it is not."""

    def __init__(self, room: Room | None, tell: Callable[[int], Awaitable[None]]) -> None:
        """Take the disk (None: it is a database server's) and what tells the operator (MB left)."""
        self._room = room
        self._tell = tell
        self._short = False

    async def run(self, stop: asyncio.Event) -> None:
        """Look again and again until `stop` is set."""
        if self._room is None:
            await stop.wait()
            return
        while not stop.is_set():
            await self._look(self._room)
            await pause(stop, EVERY)

    async def _look(self, room: Room) -> None:
        was, self._short = self._short, await asyncio.to_thread(_is_short, room)
        if self._short and not was:
            left = room.left // 1_000_000
            log.warning("the disk is nearly full", left_mb=left)
            await self._tell(left)
        elif was and not self._short:
            log.info("there is room on the disk again")


async def begun(
    begin: Callable[[], AbstractAsyncContextManager[Begun]],
    stack: AsyncExitStack,
    stop: asyncio.Event,
) -> Begun | None:
    """Begin what needs room on the disk, as soon as there is some; `stack` ends it.

    A bot that ended for want of room would be started again and again. None if `stop` came first.
    """
    told = False
    while not stop.is_set():
        try:
            return await stack.enter_async_context(begin())
        except NoRoom as error:
            if not told:
                log.warning("there is no room on the disk; waiting for some", error=str(error))
            told = True
            await pause(stop, EVERY)
    return None


def _is_short(room: Room) -> bool:
    """Put the reserve by while there is room, give it up when there is none."""
    short = room.is_low
    if short:
        room.give_up_if_needed()
    else:
        room.put_by()
    return short
