"""Whether an article reports what a kept story reports, or belongs to a case that is kept."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from news.analysis import Analysis
from news.differing import dumped
from news.similar import GROUP, HIDE, belief
from news.similar_keys import keys
from news.similar_signature import VERSION, Signature, signature
from news.threads import ASK, LINK, differing_figures, same_case
from storage.prints import Print
from storage.store import Store

#: How long after its first report an event is still reported.
EVENT = timedelta(days=10)
#: How long a case goes on between two of its parts.
CASE = timedelta(days=400)
#: Cases that an editor is asked about for one story.
QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """A kept story, and how sure it is that it is the one in question."""

    print: Print
    belief: float


@dataclass(frozen=True, slots=True)
class Kin:
    """What kept stories an article belongs to."""

    #: The story that it reports once more: it becomes another source of that.
    double: Likeness | None = None
    #: The story that may report the same: digests show one of the two.
    alike: Likeness | None = None
    #: The story whose case it continues.
    part_of: Likeness | None = None
    #: Stories whose case it may continue: an editor is asked.
    maybe: tuple[Likeness, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """How an article is compared: its signature, and the keys to look it up by."""

    signature: Signature
    keys: frozenset[str]

    @classmethod
    def of(cls, analysis: Analysis, published: date | None = None) -> "Compared":
        """Compare an article by its reading; `published` is its local day."""
        found = signature(analysis, published)
        return cls(found, keys(found))


class Events:
    """Compares articles with what is kept, and keeps them."""

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._store = store

    async def kin(self, one: Compared, now: datetime) -> Kin:
        """Look up what kept stories an article belongs to."""
        sharing = self._store.prints.sharing
        recent = await sharing(one.keys, VERSION, now - EVENT)
        longer = await sharing(one.keys, VERSION, now - CASE)
        return await asyncio.to_thread(judge, one.signature, recent, longer, now)

    async def keep(self, story_id: int, one: Compared, kin: Kin, now: datetime) -> None:
        """Keep a new story for comparing, with those it is grouped with or asked about."""
        await self.print(story_id, one)
        if kin.alike:
            await self._store.groups.join(story_id, kin.alike.print.story_id)
        for each in kin.maybe:
            await self._store.suggestions.add(story_id, each.print.story_id, each.belief, now)

    async def print(self, story_id: int, one: Compared) -> None:
        """Keep how a story is compared, in place of what was kept."""
        kept = json.dumps(one.signature.as_json())
        await self._store.prints.put(story_id, VERSION, kept, one.keys)


def judge(one: Signature, recent: Sequence[Print], longer: Sequence[Print], now: datetime) -> Kin:
    """Compare an article with the stories of the last days, and with older ones. Pure."""
    events = _surest(Likeness(each, belief(one, _signature(each))) for each in recent)
    if events and events[0].belief >= HIDE:
        return Kin(double=events[0])
    alike = events[0] if events and events[0].belief >= GROUP else None
    cases = _surest(
        Likeness(each, same_case(one, _signature(each), _days(each, now))) for each in longer
    )
    if cases and cases[0].belief >= LINK:
        return Kin(alike=alike, part_of=cases[0])
    asked = [each for each in cases if each.belief >= ASK and not _same(each, alike)]
    return Kin(alike=alike, maybe=_one_a_case(asked))


def differing(kept: Analysis, other: Analysis) -> str | None:
    """Return the figures that another report gives differently, as `news.differing` keeps them."""
    return dumped(differing_figures(kept.figures, other.figures), kept, other)


def _signature(kept: Print) -> Signature:
    return Signature.from_json(json.loads(kept.signature))


def _surest(found: Iterable[Likeness]) -> list[Likeness]:
    """Return the surest first; of equals the older, which others may have joined already."""
    return sorted(found, key=lambda each: (-each.belief, each.print.story_id))


def _days(kept: Print, now: datetime) -> float:
    return abs((now - kept.added_at) / timedelta(days=1))


def _same(one: Likeness, other: Likeness | None) -> bool:
    return other is not None and one.print.story_id == other.print.story_id


def _one_a_case(found: Iterable[Likeness]) -> tuple[Likeness, ...]:
    """Return the surest of each case, at most QUESTIONS."""
    cases: dict[int, Likeness] = {}
    for each in found:
        cases.setdefault(each.print.case_id or each.print.story_id, each)
    return tuple(cases.values())[:QUESTIONS]
