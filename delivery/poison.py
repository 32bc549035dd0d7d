"""Things whose rendering raises: tried again a few times, then set aside for all who'd get them.

A fault of ours in one story must neither stop the others nor cost a slot and a traceback for
each of a hundred thousand readers. So failures are counted by what is made, not by row: all chats
of one language, kind and time zone get the same message.
"""

from dataclasses import dataclass, field

from delivery.trouble import next_try
from storage.delivery import Delivery

#: Tries, with waits between, before a message is set aside.
TRIES = 3
#: After the last one, rows that were claimed before it find their way back without a try (seconds).
REST = 1.0

Key = tuple[str, int, int, str, str, str]


@dataclass(slots=True)
class _Case:
    """A message that could not be made so many times, and when it may be tried again."""

    tries: int = 0
    again_at: float = float("-inf")


@dataclass(slots=True)
class Poison:
    """Failures of rendering by message; times are seconds of a steady clock."""

    _cases: dict[Key, _Case] = field(default_factory=dict)

    def wait(self, delivery: Delivery, time: float) -> float:
        """Return how long a row must wait since its message has just failed; 0 for not at all."""
        if not self._cases:
            return 0.0
        case = self._cases.get(_key(delivery))
        return 0.0 if case is None else max(0.0, case.again_at - time)

    def failed(self, delivery: Delivery, time: float) -> float | None:
        """Count a failure; return the seconds until the next try, None after the last one.

        Rows that were rendered side by side fail as one.
        """
        case = self._cases.setdefault(_key(delivery), _Case())
        if time < case.again_at:
            return case.again_at - time
        case.tries += 1
        if case.tries >= TRIES:
            self._cases[_key(delivery)] = _Case(again_at=time + REST)
            return None
        case.again_at = time + next_try(case.tries)
        return case.again_at - time

    def made(self, delivery: Delivery) -> None:
        """Forget the failures of a message that could be made after all."""
        if self._cases:
            self._cases.pop(_key(delivery), None)


def cause(error: Exception) -> str:
    """Return why a message could not be made, short enough to be kept."""
    return f"{type(error).__name__}: {error}"[:200]


def _key(delivery: Delivery) -> Key:
    return (
        delivery.what,
        delivery.story_id,
        delivery.revision,
        delivery.language,
        delivery.kind,
        delivery.timezone,
    )
