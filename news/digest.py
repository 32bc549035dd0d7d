"""What a digest holds and in which order: the fresh and the followed, spread over topics. Pure.

One event is one entry. Stories that may report the same (a group) and the parts of a case are tied
together, and the newest stands for all that are tied, directly or through another.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: A followed case counts as so many hours fresher.
FOLLOWED = 48.0
#: Each story of a topic that is in already makes the next one count as so many hours older.
REPEATED = 8.0
#: A report that comes later than this after one that a reader was told has more to say than that.
#: Groups are right four times of five (see docs/same-event.md): beyond an event's first days a
#: story that is told twice does less harm than one that is never told.
SAME_NEWS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Item:
    """A story that could be in a digest."""

    id: int
    added_at: datetime
    #: What it is about; None where nobody knows, which is no topic that could repeat.
    topic: str | None
    #: The first stories of its case, of its group, and of that group's case.
    ties: frozenset[int] = frozenset()
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stories of a digest in order, and how many more there were."""

    stories: tuple[int, ...]
    left_out: int


def choose(items: Iterable[Item], most: int) -> Chosen:
    """Choose up to `most` stories, the most important first; the order of `items` is no matter.

    One event is one entry, whatever number of reports and parts came in.
    """
    left = _one_an_event(items)
    topics: Counter[str] = Counter()
    chosen: list[int] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda item: (_weight(item, topics), item.id))
        left.remove(best)
        chosen.append(best.id)
        if best.topic is not None:
            topics[best.topic] += 1
    return Chosen(tuple(chosen), len(left))


def says_the_same(added_at: datetime, *, continues_case: bool, told_at: Iterable[datetime]) -> bool:
    """Tell whether a story only says once more what a reader was told.

    `told_at`: when the stories of its group came that the reader was told. A story that goes on
    with a case is an update, whatever group it is in.
    """
    return not continues_case and any(abs(added_at - told) <= SAME_NEWS for told in told_at)


def _one_an_event(items: Iterable[Item]) -> list[Item]:
    stories = sorted(items, key=lambda item: (item.added_at, item.id))
    events = _Events()
    for item in stories:
        events.tie(item.id, item.ties)
    return list({events.of(item.id): item for item in stories}.values())


class _Events:
    """Which numbers are tied together, directly or through others."""

    def __init__(self) -> None:
        self._tied_to: dict[int, int] = {}

    def of(self, number: int) -> int:
        """Return the number that stands for all that are tied to this one."""
        while (other := self._tied_to.get(number, number)) != number:
            number = other
        return number

    def tie(self, number: int, others: Iterable[int]) -> None:
        """Tie a number to others."""
        for other in others:
            if (theirs := self.of(other)) != (ours := self.of(number)):
                self._tied_to[theirs] = ours


def _weight(item: Item, topics: Counter[str]) -> float:
    """Return how much speaks for a story next, in hours of freshness."""
    repeats = topics[item.topic] if item.topic is not None else 0
    hours = item.added_at.timestamp() / 3600
    return hours + FOLLOWED * item.followed - REPEATED * repeats
