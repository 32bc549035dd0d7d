"""What is to be told to one chat, and what was told, as the ledger gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from storage.database import Row
from storage.values import moment

#: So begins the cause of what comes because the chat follows its case.
FOLLOW = "follow: "
_LONG_AGO = moment(0)


class Priority(IntEnum):
    """What goes first when several things wait; answers to a person never wait here at all."""

    BREAKING = 1
    CORRECTION = 2
    DIGEST = 3


class Calm(NamedTuple):
    """How much a chat lets itself be interrupted, and how much it was today."""

    #: Messages a day; 0 for any number.
    budget: int
    #: The local day (date.toordinal) on which interrupts were last counted, and how many.
    day: int
    interrupts: int
    #: Quiet hours as `news.schedule` writes them; empty for none.
    quiet: str
    paused_until: datetime | None = None
    next_digest_at: datetime | None = None


#: A chat that has not subscribed: what it gets, it asked for (a case that it follows).
UNLIMITED = Calm(0, 0, 0, "")


class Delivery(NamedTuple):
    """A claimed row: what is to be told to one chat, with what the sender needs to know of it.

    A named tuple, like what it says of calm: they are made a thousand times a second.
    """

    id: int
    chat_id: int
    story_id: int
    #: Which try this is, from 1.
    attempt: int
    #: How often an earlier try may have arrived without our knowing.
    uncertain: int
    #: Of the chat: its language and its kind (private, group, supergroup, channel).
    language: str
    kind: str
    #: What is told (story, digest, edit, redigest, copy, correction; `story_id` is the edition's
    #: number for a digest, the copy's for a copy) and which telling of it: 1, or the version of the
    #: text that is corrected to.
    what: str = "story"
    revision: int = 1
    #: One of `Priority`.
    priority: int = Priority.BREAKING
    #: Of the chat: an IANA name.
    timezone: str = ""
    #: Which choice of the reader brought it (see `delivery.audience`); None: all is wanted.
    cause: str | None = None
    #: Since when it is to be told.
    created_at: datetime = _LONG_AGO
    #: Of the story: the version of its text that is told, and whether it is graphic.
    version: int = 1
    graphic: bool = False
    #: The forum topic that it goes to.
    thread_id: int | None = None
    calm: Calm = UNLIMITED

    @property
    def interrupts(self) -> bool:
        """Whether it counts against the day's limit: parts of followed cases do not."""
        return self.what == "story" and not (self.cause or "").startswith(FOLLOW)


@dataclass(frozen=True, slots=True)
class Told:
    """What a message told: a story, a digest or a correction, its number, and what brought it."""

    what: str
    subject_id: int
    cause: str | None


def delivery_of(row: Row) -> Delivery:
    """Return what a claimed row tells, with what is known of its chat."""
    created_at, version, graphic = row[12:15]
    thread_id, calm = _calm(row[15:])
    more = (moment(created_at), version, bool(graphic), thread_id, calm)
    return Delivery._make((*row[:12], *more))


def _calm(choices: Row) -> tuple[int | None, Calm]:
    thread_id, budget, day, interrupts, quiet, paused_until, next_digest_at = choices
    if budget is None:
        return None, UNLIMITED
    paused = None if paused_until is None else moment(paused_until)
    digest = None if next_digest_at is None else moment(next_digest_at)
    return thread_id, Calm(budget, day, interrupts, quiet, paused, digest)
