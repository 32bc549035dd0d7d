"""What of a feed is new, what has changed, and what of it may be told. Pure: `now` is passed in.

A feed is a window on a list that others keep: they renumber it, turn it round, move it, lose its
past and find it again. What was shown once is never news a second time, and whatever cannot be
explained by news is not told before an editor has seen it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sources.candidates import Candidate
from storage.items import Item

#: Of a source that is new so many of its newest entries are stored, without telling anybody.
FIRST = 3
#: Entries of one look that are told; the rest is held for an editor to show.
MOST_TOLD = 5
#: Entries of one look that are held; of still more it is only remembered that they were there.
MOST_HELD = 40
#: Entries of one look that change; if more do, the feed is written in another way.
MOST_CHANGED = 10
#: What is older is no news, wherever it comes from.
STALE = timedelta(days=3)
#: What was published so long before the last look should have been there then: it comes back.
LATE = timedelta(days=2)
#: So many entries of which none is known, and a feed is not recognised.
MANY = 5
#: At one address with another id: another story, if so much later.
REUSED = timedelta(hours=12)


class Fate(StrEnum):
    """What becomes of a new entry."""

    #: Stored, and told to whom it is to reach.
    TELL = "tell"
    #: Stored; told once an editor says so.
    HOLD = "hold"
    #: Stored, so that a new source has something to show.
    KEEP = "keep"
    #: Only remembered.
    SEE = "see"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done. Each entry of the feed is in one of the lists, or is known as it is."""

    #: Oldest first, as they are to be stored.
    new: tuple[tuple[Candidate, Fate], ...] = ()
    #: Known items whose title or text differs now.
    changed: tuple[tuple[Item, Candidate], ...] = ()
    #: Known items whose id, link or look differs now, and that say nothing else.
    renamed: tuple[tuple[Item, Candidate], ...] = ()
    #: Whether nothing of the feed was known, and news does not explain that.
    unrecognised: bool = False

    def count(self, fate: Fate) -> int:
        """Return how many new entries have a fate."""
        return sum(each is fate for _, each in self.new)


def decide(
    shown: Sequence[Candidate],
    known: Iterable[Item],
    last: datetime | None,
    now: datetime,
    *,
    others: int = 0,
) -> Decision:
    """Return what to do about what a feed shows.

    known: what it has shown before, at least all that has a mark of one of these entries
    last: the last look that brought entries, None for a new source
    others: how many entries it shows beside these, just as the last time
    """
    shown = _once(shown)
    found = _recognised(shown, list(known), others)
    new = [each for each, item in zip(shown, found, strict=True) if item is None]
    pairs = [(item, each) for each, item in zip(shown, found, strict=True) if item]
    changed = [pair for pair in pairs if pair[0].text_mark != pair[1].text_mark]
    renamed = [pair for pair in pairs if pair not in changed and _differ(*pair)]
    if len(changed) > MOST_CHANGED:
        changed, renamed = [], changed + renamed
    strange = not others and _is_strange(shown, new, last)
    return Decision(
        new=tuple(_fates(new, last, now, strange=strange)),
        changed=tuple(changed),
        renamed=tuple(renamed),
        unrecognised=strange,
    )


def _recognised(
    shown: Sequence[Candidate], known: Sequence[Item], others: int
) -> Sequence[Item | None]:
    """Return the item that each entry is, None for a new one."""
    if not known:
        return [None] * len(shown)
    memory = _Memory(known)
    found = [memory.recognise(each) for each in shown]
    if others or any(found):
        return found
    return [memory.by_title(each) for each in shown]


def _once(shown: Sequence[Candidate]) -> list[Candidate]:
    """Return each entry once: feeds repeat themselves."""
    return list({each.marks: each for each in reversed(shown)}.values())[::-1]


def _differ(item: Item, shown: Candidate) -> bool:
    return (item.entry_mark, item.link_mark) != (shown.entry_mark, shown.link_mark)


class _Memory:
    """What a source has shown, by all marks; each item is recognised once."""

    def __init__(self, known: Sequence[Item]) -> None:
        self._items = known
        self._taken: set[int] = set()
        self._pairs = self._by(lambda item: item.entry_mark + item.link_mark)
        self._links = self._by(lambda item: item.link_mark)
        self._entries = self._by(lambda item: item.entry_mark)
        self._texts = self._by(lambda item: item.text_mark)
        self._titles = self._by(lambda item: item.title_mark)

    def _by(self, key: Callable[[Item], str]) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self._items:
            if marked := key(item):
                found[marked].append(item)
        return found

    def recognise(self, shown: Candidate) -> Item | None:
        """Return the item that an entry is, None for a new one.

        Ids and links that several entries share say nothing: all may lead to the front page.
        """
        item = (
            self._by_pair(shown)
            or self._by_link(shown)
            or self._by_entry(shown)
            or self._by_text(shown)
            or self._by_dated_title(shown)
        )
        return self._take(item)

    def by_title(self, shown: Candidate) -> Item | None:
        """Return the item of the same title, for a feed that has changed everything else."""
        return self._take(self._first(self._titles[shown.title_mark]))

    def _by_pair(self, shown: Candidate) -> Item | None:
        pair = shown.entry_mark + shown.link_mark
        alike = self._pairs[pair]
        if shown.shares_both or not pair:
            alike = [item for item in alike if item.title_mark == shown.title_mark]
        return self._first(sorted(alike, key=lambda item: item.title_mark != shown.title_mark))

    def _by_link(self, shown: Candidate) -> Item | None:
        """Recognise an entry with another id at the address that it had."""
        if shown.shares_link or not shown.link_mark:
            return None
        return self._first(i for i in self._links[shown.link_mark] if not _is_later(i, shown))

    def _by_entry(self, shown: Candidate) -> Item | None:
        """Recognise an entry that has moved; an id that was given to another one is no sign."""
        if shown.shares_id or not shown.entry_mark:
            return None
        return self._first(i for i in self._entries[shown.entry_mark] if _is_moved(i, shown))

    def _by_text(self, shown: Candidate) -> Item | None:
        return self._first(self._texts[shown.text_mark]) if shown.is_telling else None

    def _by_dated_title(self, shown: Candidate) -> Item | None:
        if shown.published is None:
            return None
        same = self._titles[shown.title_mark]
        return self._first(item for item in same if item.published_at == shown.published)

    def _first(self, items: Iterable[Item]) -> Item | None:
        return next((item for item in items if item.id not in self._taken), None)

    def _take(self, item: Item | None) -> Item | None:
        if item is not None:
            self._taken.add(item.id)
        return item


def _is_later(item: Item, shown: Candidate) -> bool:
    """Tell whether an address was given to another story: other words, half a day later."""
    if shown.title_mark == item.title_mark or not (shown.published and item.published_at):
        return False
    return shown.published - item.published_at >= REUSED


def _is_moved(item: Item, shown: Candidate) -> bool:
    same = shown.title_mark == item.title_mark or shown.text_mark == item.text_mark
    return same or not (item.link_mark and shown.link_mark)


def _is_strange(
    shown: Sequence[Candidate], new: Sequence[Candidate], last: datetime | None
) -> bool:
    """Tell whether nothing of a feed is known, unless all of it came after the last look."""
    if last is None or len(new) < MANY or len(new) < len(shown):
        return False
    return any(each.published is None or each.published < last for each in new)


def _fates(
    new: Sequence[Candidate], last: datetime | None, now: datetime, *, strange: bool
) -> Iterable[tuple[Candidate, Fate]]:
    """Give each new entry its fate, the oldest first."""
    # Without dates feeds stand newest first.
    order = sorted(range(len(new)), key=lambda at: (min(new[at].published or now, now), -at))
    newest = [new[at] for at in reversed(order)]
    fates: dict[int, Fate] = {}
    room = Counter({Fate.KEEP: FIRST, Fate.TELL: MOST_TOLD, Fate.HOLD: MOST_HELD})
    for each in newest:
        fate = _wish(each, last, now, strange=strange)
        if fate is Fate.TELL and not room[fate]:
            fate = Fate.HOLD
        fates[id(each)] = fate = fate if room[fate] else Fate.SEE
        room[fate] -= 1
    return [(new[at], fates[id(new[at])]) for at in order]


def _wish(each: Candidate, last: datetime | None, now: datetime, *, strange: bool) -> Fate:
    """Return the fate of an entry by itself."""
    if last is None:
        return Fate.KEEP
    if each.published and each.published < min(last, now) - LATE:
        return Fate.SEE
    if strange or (each.published and each.published < now - STALE):
        return Fate.HOLD
    return Fate.TELL
