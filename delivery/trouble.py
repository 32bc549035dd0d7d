"""What the answers of the Bot API mean for all the other messages. Pure: no clock, no I/O."""

import random
from dataclasses import dataclass, field

#: Whole-bot waits after failures in a row: first and longest, in seconds.
OUTAGE = (0.5, 60.0)
#: Waits of one message between its tries: first and longest, in seconds.
AGAIN = (2.0, 900.0)
#: Tries of one message that reached the server and failed (about half a day of them).
TRIES = 50


@dataclass(slots=True)
class Floods:
    """Tells a flood limit of one chat from one of the whole bot.

    Telegram's 429 does not say which it is. Where only one chat is limited, others go through;
    two refused chats with nothing sent between them mean all.
    """

    refused: set[int] = field(default_factory=set)

    def told(self, chat_id: int) -> int | None:
        """Take a refusal; return the chat that must wait, None for all."""
        self.refused.add(chat_id)
        return chat_id if len(self.refused) == 1 else None

    def sent(self) -> None:
        """Take a message that went through."""
        self.refused.clear()


@dataclass(slots=True)
class Outage:
    """Counts failures in a row, whichever chat they were for."""

    failures: int = 0

    def failed(self) -> float:
        """Return for how long nothing should be sent, in seconds."""
        self.failures += 1
        first, longest = OUTAGE
        return _jittered(min(longest, first * 2.0 ** min(self.failures - 1, 12)))

    def over(self) -> None:
        """Take any answer that shows that the server works."""
        self.failures = 0


def next_try(attempt: int) -> float:
    """Return the wait after a message's failed try (counted from 1), in seconds."""
    first, longest = AGAIN
    return _jittered(min(longest, first * 2.0 ** min(attempt - 1, 12)))


def _jittered(seconds: float) -> float:
    return random.uniform(seconds / 2, seconds)  # noqa: S311  # jitter, not a secret
