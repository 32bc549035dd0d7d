"""What becomes of an article on its way in: labelled, matched with what readers want, stored.

And of one that changes later: what differs is classed, and everyone who was told learns of it as
far as it matters.
"""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from delivery.wanted import Wanted
from news.analysis import Analysis, analyse
from news.graphic import judge
from news.terms import Found, Terms
from news.text import clean
from news.topics import Topics
from news.versions import Change, Difference, Kind, compare
from sources import topics as topics_file
from sources.files import check_article
from storage.errors import DiskFull
from storage.store import Store
from storage.stories import Added, Labels, Story
from storage.versions import Replaced

#: Of the words that decided a label so many are kept.
_WORDS = 5
#: Of the differences between two versions so many are kept, each with so much of its words.
_DIFFERENCES = 20
_SAID = 500
#: Of the reason for a retraction so much is kept.
_REASON = 1000


@dataclass(frozen=True, slots=True)
class Corrected:
    """How a story's new text differs from the one it had, and what that set going."""

    change: Change
    #: None where nothing changed, and so nothing was stored.
    replaced: Replaced | None


class Newsroom:
    """Takes articles in. One is kept for as long as stories come: it knows the readers' filters."""

    def __init__(self, store: Store, topics: Path | None = None) -> None:
        """Take the store, and the operator's own table of topics (None: the one that came along).

        The table is read with the first article; a faulty one raises TopicsError there.
        """
        self._store = store
        self._wanted = Wanted(store)
        self._file = topics
        self._topics: Topics | None = None

    async def add(
        self,
        analysis: Analysis,
        *,
        source: str | None = None,
        case_id: int | None = None,
        now: datetime,
        announce: bool = True,
    ) -> Added:
        """Store an article and queue it for all whom it is to reach at once.

        `case_id`: any story of the case that it continues; who follows that is told of it.
        Raises Unstorable, TopicsError and OSError (the table of topics), and database errors: a
        disk that is nearly full takes no articles, so that what was sent can still be noted.
        """
        room = self._store.room
        if room is not None and room.is_low:
            raise DiskFull("The disk is nearly full: no articles are taken in until there is room.")
        topics = await self._table()
        labels, terms = await asyncio.to_thread(label, analysis, topics, source, case_id)
        return await self._store.stories.add(
            analysis.story.text,
            analysis,
            labels=labels,
            matches=await self._wanted.matches(terms) if announce else (),
            now=now,
            announce=announce,
        )

    async def correct(self, story_id: int, text: str, now: datetime) -> Corrected | None:
        """Give a story a new text: what was sent of it is edited, and who was told wrongly is told.

        None for an unknown or withdrawn story. The same text, or one that differs only in what
        stands around the article, changes nothing. Raises AlreadyKnown (another story has this
        text), FileError (it is no article), and what `add` raises.
        """
        story = await self._store.stories.get(story_id)
        if story is None or story.retracted_at is not None:
            return None
        analysis, change = await asyncio.to_thread(_compared, story.analysis, text)
        if change.kind is Kind.SAME:
            return Corrected(change, None)
        labels, _ = await asyncio.to_thread(_relabelled, story, analysis, await self._table())
        replaced = await self._store.versions.replace(
            story_id,
            analysis.story.text,
            analysis,
            labels=labels,
            kind=change.kind.name.lower(),
            changes=dumped(change.differences),
            now=now,
        )
        return Corrected(change, replaced) if replaced else None

    async def retract(self, story_id: int, reason: str, now: datetime) -> Replaced | None:
        """Withdraw a story and tell all who were told of it; None for an unknown or withdrawn one.

        `reason` is for readers. Raises Unstorable.
        """
        return await self._store.versions.retract(story_id, reason.strip()[:_REASON], now)

    async def _table(self) -> Topics:
        if self._topics is None:
            self._topics = await asyncio.to_thread(topics_file.load, self._file)
        return self._topics


def _compared(old: Analysis, text: str) -> tuple[Analysis, Change]:
    """Read a new text and return what differs; another author counts as a slip mended."""
    new = analyse(clean(text))
    check_article(new)
    change = compare(old, new)
    if change.kind is Kind.SAME and _author(old) != _author(new):
        return new, Change(Kind.TYPO)
    return new, change


def _author(analysis: Analysis) -> str | None:
    author = analysis.story.author
    return author.text if author else None


def _relabelled(story: Story, analysis: Analysis, topics: Topics) -> tuple[Labels, Terms]:
    return label(analysis, topics, story.source, story.case_id)


def dumped(differences: tuple[Difference, ...]) -> str:
    """Return the weightiest differences as JSON: what, kind, and the words before and after."""
    kept = [
        {
            "what": str(one.what),
            "kind": one.kind.name.lower(),
            "old": one.old.text[:_SAID] if one.old else None,
            "new": one.new.text[:_SAID] if one.new else None,
        }
        for one in differences[:_DIFFERENCES]
    ]
    return json.dumps(kept, ensure_ascii=False)


def label(
    analysis: Analysis, topics: Topics, source: str | None, case_id: int | None
) -> tuple[Labels, Terms]:
    """Return what is known of an article beside its text, and its words with those labels."""
    terms = Terms.of(analysis)
    assigned, graphic = topics.assign(terms), judge(terms)
    labels = Labels(
        source=source,
        topic=assigned.topic.key if assigned else None,
        topic_why=_words(assigned.reason) if assigned else None,
        graphic=_words(graphic.words) if graphic else None,
        case_id=case_id,
    )
    if source:
        terms = terms.labelled("source", [source])
    return labels, terms.labelled("topic", [assigned.topic.key]) if assigned else terms


def _words(found: tuple[Found, ...]) -> str:
    return ", ".join(dict.fromkeys(each.form for each in found[:_WORDS]))
