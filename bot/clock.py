"""What time it is: the machine's clock, or the sandbox's, which a newcomer can move ahead."""

import asyncio
from datetime import UTC, datetime, timedelta

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot import logs
from bot.supervision import pause

log = logs.get("clock")

#: A sandbox's clock is looked at so often (seconds).
EVERY = 0.5


class Clock:
    """The time, aware, in UTC; ahead of the machine's by as much as a sandbox says."""

    def __init__(self, url: str | None = None) -> None:
        """Take the address that says how far ahead the clock is; None for the machine's own."""
        self._url = url
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """Return the time."""
        return datetime.now(UTC) + self._ahead

    async def read(self) -> None:
        """Look once, so that nothing begins by another clock than it goes on with."""
        if self._url is not None:
            async with ClientSession(timeout=ClientTimeout(total=5)) as session:
                await self._look(session, self._url)

    async def run(self, stop: asyncio.Event) -> None:
        """Follow the sandbox's clock until `stop` is set."""
        if self._url is None:
            await stop.wait()
            return
        async with ClientSession(timeout=ClientTimeout(total=5)) as session:
            while not stop.is_set():
                await self._look(session, self._url)
                await pause(stop, EVERY)

    async def _look(self, session: ClientSession, url: str) -> None:
        try:
            async with session.get(url) as answer:
                told = await answer.json()
            ahead = timedelta(seconds=float(told["ahead_seconds"]))
        except (ClientError, TimeoutError, KeyError, TypeError, ValueError, OverflowError) as error:
            log.warning("the sandbox's clock cannot be read", error=type(error).__name__)
            return
        if ahead != self._ahead:
            log.info("the clock was moved", ahead_seconds=ahead.total_seconds())
        self._ahead = ahead
