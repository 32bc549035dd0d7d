"""When a digest may come that is due at an hour which its reader did not choose; pure.

What was missed, what waited for a right or for the end of a pause: it is due whenever that ends,
at three in the night, too. It waits for the end of quiet hours, and what it has of graphic stories
waits for the morning, as each story does that comes by itself.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from delivery.calm import NIGHT
from delivery.timing import moment_of, quiet_of
from news.schedule import quiet_until
from storage.editions import Batch, Candidate, Due, Waiting
from storage.subscriptions import DIGEST


def disturbs_until(due: Due, slot: str, now: datetime) -> datetime | None:
    """Return until when a digest would break quiet hours; None where it may come now.

    `slot`: the hour that it is for; one that the reader chose in the quiet hours themselves counts
    more than they do. Who gets all at once chose none.
    """
    quiet = quiet_of(due.choices)
    until = quiet_until(quiet, due.timezone, now) if quiet else None
    if quiet is None or until is None or due.choices.mode != DIGEST:
        return until
    chosen = moment_of(slot, due.timezone)
    return None if quiet_until(quiet, due.timezone, chosen) == until else until


def by_night(batch: Batch, now: datetime) -> tuple[Batch, dict[int, datetime]]:
    """Return a batch without the held graphic stories that it is night for, and when they may come.

    Followed ones stay, and so do those of chats whose digest comes at an hour that they chose.
    """
    graphic = {story.id: story for story in batch.candidates if story.graphic}
    mornings: dict[int, datetime] = {}
    waiting = dict(batch.waiting)
    for due in batch.due if graphic else ():
        until = quiet_until(NIGHT, due.timezone, now)
        if until is None or due.choices.mode == DIGEST:
            continue
        followed = batch.followed.get(due.chat_id, set())
        kept = _open(waiting.get(due.chat_id, ()), graphic, followed)
        if len(kept) < len(waiting.get(due.chat_id, ())):
            waiting[due.chat_id] = kept
            mornings[due.chat_id] = until
    return (replace(batch, waiting=waiting) if mornings else batch), mornings


def _open(
    rows: Iterable[Waiting], graphic: dict[int, Candidate], followed: set[int]
) -> list[Waiting]:
    return [
        row
        for row in rows
        if (story := graphic.get(row.story_id)) is None or not story.ties.isdisjoint(followed)
    ]
