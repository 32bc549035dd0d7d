"""How a try to deliver ended: the answers that a sender can give, or that it was no time for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there; the id lets us correct it later and know a reply to it."""

    message_id: int
    #: The version that it told, where that is known (of a digest: see `storage.carriers`).
    told: int | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: try again at `until`."""

    until: datetime
    #: False if only told to wait (429): that was no try of this message.
    tried: bool = True
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has a new id; the same message goes there."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing can be sent to that chat any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Barred:
    """We may not write there for now, though we are there: what waits is kept."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """This message will never be taken by that chat."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The request was written and no answer came: it may have arrived or not."""


@dataclass(frozen=True, slots=True)
class Held:
    """Not by itself: it belongs into the chat's next digest, at `until` at the latest."""

    until: datetime
    #: budget, quiet, pause, night or late.
    reason: str


Outcome = Sent | Later | Moved | Gone | Barred | Refused | Unknown | Held
