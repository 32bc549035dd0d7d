"""Who wants a story: the filters of all readers as one index, and why one let it through."""

from collections import OrderedDict
from collections.abc import Iterable

import structlog

from news.filters import Filter, FilterSet, Hit, Refusal, parse
from news.terms import Terms
from storage.announcing import Match
from storage.store import Store
from storage.stories import Story

log = structlog.stdlib.get_logger("delivery")

#: Stories whose words are kept: a digest looks at those of its day again and again.
_KEPT = 500
#: What a cause says of a filter: the term, and the words in the text that it found.
FILTER = "filter: "
_BETWEEN = " → "


def stored(wanted: Filter) -> str:
    """Return a filter as it is stored: its language is a part of it."""
    return f"{wanted.language} {wanted}"


def read(text: str) -> Filter | None:
    """Return a stored filter; None for everything, and (logged) for what is no filter any more."""
    language, _, terms = text.partition(" ")
    if not terms:
        return None
    found = parse(terms, language)
    if isinstance(found, Refusal):
        log.warning("a stored filter cannot be read", reason=found.key)
        return None
    return found


def cause_of(term: str, form: str) -> str:
    """Return what is kept of why a filter let a story through."""
    return f"{FILTER}{term}{_BETWEEN}{form}"


def read_cause(cause: str) -> tuple[str, str] | None:
    """Return the term and the found form of a cause; None if no filter was one."""
    if not cause.startswith(FILTER):
        return None
    term, _, form = cause.removeprefix(FILTER).partition(_BETWEEN)
    return term, form


def terms_of(story: Story) -> Terms:
    """Return the words of a story, with its source and its topic."""
    found = Terms.of(story.analysis)
    if story.source:
        found = found.labelled("source", [story.source])
    return found.labelled("topic", [story.topic]) if story.topic else found


class Wanted:
    """Asks the filters."""

    def __init__(self, store: Store) -> None:
        """Take the store that they are in."""
        self._store = store
        self._filters: FilterSet[int] = FilterSet()
        self._compiled: dict[int, str] = {}
        self._terms: OrderedDict[tuple[int, int], Terms] = OrderedDict()

    async def matches(self, terms: Terms) -> list[Match]:
        """Return the chats that get what passes their filter at once, and what let it through."""
        await self._refresh()
        return [
            Match(chat, _cause(verdict.by))
            for chat, verdict in self._filters.verdicts(terms).items()
            if verdict.matches
        ]

    async def passing(self, filters: Iterable[str], stories: Iterable[int]) -> dict[str, set[int]]:
        """Return which of the stories each stored filter lets through."""
        asked = {text: found for text in filters if (found := read(text)) is not None}
        compiled = FilterSet(asked)
        passed: dict[str, set[int]] = {text: set() for text in asked}
        for number in stories if asked else ():
            terms = await self._terms_of(number)
            for text, verdict in compiled.verdicts(terms).items() if terms else ():
                if verdict.matches:
                    passed[text].add(number)
        return passed

    async def trial(self, wanted: Filter, stories: Iterable[int]) -> list[tuple[int, Hit | None]]:
        """Return the stories that a filter would let through, each with what in it does so."""
        compiled = FilterSet({0: wanted})
        passed: list[tuple[int, Hit | None]] = []
        for number in stories:
            terms = await self._terms_of(number)
            verdict = compiled.verdicts(terms).get(0) if terms else None
            if verdict is not None and verdict.matches:
                passed.append((number, verdict.by))
        return passed

    async def _terms_of(self, number: int) -> Terms | None:
        story = await self._store.stories.get(number)
        if story is None:
            return None
        key = (number, story.revision)
        terms = self._terms.get(key)
        if terms is None:
            self._terms[key] = terms = terms_of(story)
            if len(self._terms) > _KEPT:
                self._terms.popitem(last=False)
        return terms

    async def _refresh(self) -> None:
        """Bring the index up to date with what readers have chosen since."""
        current = dict(await self._store.subscriptions.filters())
        for chat in self._compiled.keys() - current.keys():
            self._filters.drop(chat)
        for chat, text in current.items():
            if self._compiled.get(chat) == text:
                continue
            wanted = read(text)
            if wanted is None:
                self._filters.drop(chat)
            else:
                self._filters.put(chat, wanted)
        self._compiled = current


def _cause(hit: Hit | None) -> str:
    """Say what let a story through; a filter that only leaves out lets all others."""
    return FILTER if hit is None else cause_of(hit.term.text, hit.form)
