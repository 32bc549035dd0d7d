"""What becomes of an article on its way in: labelled, matched with what readers want, stored."""

import asyncio
from datetime import datetime
from pathlib import Path

from delivery.wanted import Wanted
from news.analysis import Analysis
from news.graphic import judge
from news.terms import Found, Terms
from news.topics import Topics
from sources import topics as topics_file
from storage.errors import DiskFull
from storage.store import Store
from storage.stories import Added, Labels

#: Of the words that decided a label so many are kept.
_WORDS = 5


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
        if self._topics is None:
            self._topics = await asyncio.to_thread(topics_file.load, self._file)
        labels, terms = await asyncio.to_thread(label, analysis, self._topics, source, case_id)
        return await self._store.stories.add(
            analysis.story.text,
            analysis,
            labels=labels,
            matches=await self._wanted.matches(terms) if announce else (),
            now=now,
            announce=announce,
        )


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
