"""What delivery knows of the world outside: something that sends, and says how it went."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from storage.delivery import Delivery
from storage.outcomes import Barred, Gone, Moved, Refused, Sent, Unknown


@dataclass(frozen=True, slots=True)
class Flood:
    """Told to wait (429): that was no try of this message."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not arrive, through no fault of the message: try again."""

    reason: str
    #: False when the request never left (connection refused, no such host).
    tried: bool = True


@dataclass(frozen=True, slots=True)
class NoTopic:
    """The forum topic takes nothing from us: it is closed, or was deleted."""

    reason: str


class Wait(Enum):
    """Instead of a message: it cannot be made yet."""

    #: An earlier message, which it answers or edits, is still on its way.
    SHORTLY = "shortly"


Answer = Sent | Moved | Gone | Barred | NoTopic | Refused | Unknown | Flood | Failed

Content = TypeVar("Content")
#: Makes what a delivery tells its chat; None when there is nothing left to tell.
Render = Callable[[Delivery], Awaitable[Content | Wait | None]]
#: Sends to a chat. Raises only what must stop the program: a refused token.
Send = Callable[[int, Content], Awaitable[Answer]]
#: Tells the operator that a message cannot be made, for how many chats, and why.
Alarm = Callable[[Delivery, int, str], Awaitable[None]]
#: Pauses a chat whose forum topic takes nothing, and tells who subscribed it; returns whether it is
#: paused now. Raises nothing.
TopicClosed = Callable[[Delivery], Awaitable[bool]]
