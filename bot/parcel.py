"""A message on its way through the ledger: what it says, and where and how it arrives."""

from dataclasses import dataclass

from views.message import Message


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message with what only one chat's copy has."""

    message: Message
    #: The message it answers; it goes without where that is no longer there.
    reply_to: int | None = None
    #: The forum topic it goes to.
    thread_id: int | None = None
    #: The message it takes the place of, silently.
    edits: int | None = None
    #: Whether that message is deleted where it cannot be changed any more.
    withdraws: bool = False
    #: The version that it tells (of a digest, the sum of its stories').
    version: int | None = None
