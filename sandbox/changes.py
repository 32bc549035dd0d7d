"""The stream of changes: kept for a while, waited for without polling."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable

from sandbox.values import Event, Message

KEPT = 20_000  # events; who asks for older ones is told that there is a gap


class Changes:
    """Numbers every change and wakes who waits for changes of that chat, or of any."""

    def __init__(self) -> None:
        self.seq = 0
        self.closed = False
        self._events: deque[Event] = deque(maxlen=KEPT)
        self._waiting: dict[int | None, set[asyncio.Future[None]]] = defaultdict(set)

    def tell(
        self, kind: str, chat: int | None = None, message: Message | None = None, **details: object
    ) -> int:
        """Publish a change; returns its seq. A message is stamped with it."""
        self.seq += 1
        if message is not None:
            message.seq = self.seq
        self._events.append(Event(self.seq, kind, chat, details, message))
        if self._waiting:
            self._wake(chat)
        return self.seq

    def since(self, seq: int) -> tuple[list[Event], bool]:
        """The kept events after `seq`, oldest first, and whether some are no longer kept."""
        found: list[Event] = []
        for event in reversed(self._events):
            if event.seq <= seq:
                break
            found.append(event)
        found.reverse()
        first = found[0].seq if found else self.seq + 1
        return found, first > seq + 1

    async def wait(self, chat: int | None, seconds: float) -> bool:
        """Sleep until `chat` (None: any) changes; False when it did not in that time."""
        if self.closed:
            return False
        waiter = asyncio.get_running_loop().create_future()
        self._waiting[chat].add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return False
        finally:
            self._forget(chat, waiter)
        return True

    def close(self) -> None:
        """Wake everyone for good: the sandbox stops."""
        self.closed = True
        for chat in list(self._waiting):
            _resolve(self._waiting.pop(chat))

    def _wake(self, chat: int | None) -> None:
        _resolve(self._waiting.pop(None, ()))
        if chat is not None:
            _resolve(self._waiting.pop(chat, ()))
        else:
            for other in list(self._waiting):
                _resolve(self._waiting.pop(other))

    def _forget(self, chat: int | None, waiter: asyncio.Future[None]) -> None:
        waiters = self._waiting.get(chat)
        if waiters is not None:
            waiters.discard(waiter)
            if not waiters:
                del self._waiting[chat]


def _resolve(waiters: Iterable[asyncio.Future[None]]) -> None:
    for waiter in waiters:
        if not waiter.done():
            waiter.set_result(None)
