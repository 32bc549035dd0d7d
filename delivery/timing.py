"""When a chat's digests come: its choices and its zone, made into moments; `now` passed in."""

from datetime import datetime, time

from news.schedule import Quiet, Schedule, Slot, due, first_moment, latest, next_untold
from storage.subscriptions import DIGEST, Choices

#: The hours of digests that a reader gets who names none.
USUAL = Schedule((time(8),))


def schedule_of(choices: Choices) -> Schedule:
    """Return the hours of digests."""
    return Schedule.parse(choices.schedule) if choices.schedule else USUAL


def quiet_of(choices: Choices) -> Quiet | None:
    """Return the quiet hours, None for none."""
    return Quiet.parse(choices.quiet) if choices.quiet else None


def counted_as_told(choices: Choices, zone: str, now: datetime) -> str:
    """Return the digest that counts as told to who begins, or changes hours or zone, now."""
    return str(latest(schedule_of(choices), zone, now))


def slot_due(choices: Choices, zone: str, told: str, now: datetime) -> str | None:
    """Return the local day and time whose digest is due now, None if none is.

    `told`: that of the last digest; however many came and went since, one covers them.
    """
    schedule = schedule_of(choices)
    before = Slot.parse(told) if told else latest(schedule, zone, now)
    found = due(schedule, zone, before, now)
    return None if found is None else str(found)


def moment_of(slot: str, zone: str) -> datetime:
    """Return the moment of a local day and time as they are stored."""
    return first_moment(zone, Slot.parse(slot))


def next_digest(choices: Choices, zone: str, told: str, after: datetime) -> datetime | None:
    """Return when the next digest comes; None while all comes at once."""
    if choices.mode != DIGEST:
        return None
    schedule = schedule_of(choices)
    before = Slot.parse(told) if told else latest(schedule, zone, after)
    return next_untold(schedule, zone, before, after)
