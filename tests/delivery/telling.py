"""A pretend outside for delivery: readers who get messages, and a Telegram that says no."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Callable

from delivery.sender import Answer
from storage.delivery import Delivery
from storage.outcomes import Sent

Answers = Callable[[int], Answer | None]


class Telegram:
    """Takes messages; answers with what it was told to, else that it was sent."""

    def __init__(self, latency: float = 0.0) -> None:
        self.got: list[tuple[int, str]] = []
        self.times: list[float] = []
        self.asked: Counter[int] = Counter()
        self.most_at_once = 0
        self._at_once = 0
        self._latency = latency
        self._numbers = itertools.count(1)
        self._rules: list[Answers] = []

    def answers(self, answer: Answer, *, chat: int | None = None, times: int = 1) -> None:
        """Give this answer to the next messages (to a chat) instead of taking them."""
        left = itertools.repeat(None, times)

        def rule(chat_id: int) -> Answer | None:
            if chat in (None, chat_id) and next(left, ...) is None:
                return answer
            return None

        self._rules.append(rule)

    async def send(self, chat_id: int, content: str) -> Answer:
        self.asked[chat_id] += 1
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            await asyncio.sleep(self._latency)
        finally:
            self._at_once -= 1
        for rule in self._rules:
            if (answer := rule(chat_id)) is not None:
                return answer
        self.got.append((chat_id, content))
        self.times.append(asyncio.get_running_loop().time())
        return Sent(next(self._numbers))

    def twice(self) -> list[tuple[int, str]]:
        """Return what arrived more than once."""
        return [item for item, count in Counter(self.got).items() if count > 1]


async def plain(delivery: Delivery) -> str | None:
    """Render a delivery as its story's number."""
    return f"story {delivery.story_id}"
