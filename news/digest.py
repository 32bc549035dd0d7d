"""What a digest holds and in which order: the fresh and the followed, spread over topics. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

#: A followed case counts as so many hours fresher.
FOLLOWED = 48.0
#: Each story of a topic that is in already makes the next one count as so many hours older.
REPEATED = 8.0


@dataclass(frozen=True, slots=True)
class Item:
    """A story that could be in a digest."""

    id: int
    added_at: datetime
    #: What it is about; None where nobody knows, which is no topic that could repeat.
    topic: str | None
    #: The case that it is a part of: of several parts, the newest stands for all.
    case_id: int
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stories of a digest in order, and how many more there were."""

    stories: tuple[int, ...]
    left_out: int


def choose(items: Iterable[Item], most: int) -> Chosen:
    """Choose up to `most` stories, the most important first; the order of `items` is no matter.

    One case is one entry, whatever number of parts came in.
    """
    left = _one_a_case(items)
    topics: Counter[str] = Counter()
    chosen: list[int] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda item: (_weight(item, topics), item.id))
        left.remove(best)
        chosen.append(best.id)
        if best.topic is not None:
            topics[best.topic] += 1
    return Chosen(tuple(chosen), len(left))


def _one_a_case(items: Iterable[Item]) -> list[Item]:
    newest: dict[int, Item] = {}
    for item in items:
        known = newest.get(item.case_id)
        if known is None or (known.added_at, known.id) < (item.added_at, item.id):
            newest[item.case_id] = item
    return list(newest.values())


def _weight(item: Item, topics: Counter[str]) -> float:
    """Return how much speaks for a story next, in hours of freshness."""
    repeats = topics[item.topic] if item.topic is not None else 0
    hours = item.added_at.timestamp() / 3600
    return hours + FOLLOWED * item.followed - REPEATED * repeats
