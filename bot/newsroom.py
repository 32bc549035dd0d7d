"""What becomes of an article on its way in: labelled, compared with what is kept, stored."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from bot import revising
from bot.revising import analysed, has_text
from delivery.wanted import Wanted, terms_of
from news.analysis import Analysis
from news.graphic import judge
from news.terms import Found, Terms
from news.topics import Topics
from sources import topics as topics_file
from sources.articles import Article, Taken
from sources.events import Compared, Events, Kin, Likeness, differing
from storage.store import Store
from storage.stories import Added, Labels, Story

#: Of the words that decided a label so many are kept.
_WORDS = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article comes from."""

    #: Its address; "" for none.
    url: str = ""
    #: The source that it was found at, None where somebody brought it.
    source_id: int | None = None
    #: The topic that an editor gave to all stories of its source.
    topic: str | None = None
    published: datetime | None = None


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class _Incoming:
    """An article on its way in."""

    analysis: Analysis
    source: str | None
    origin: Origin
    now: datetime
    announce: bool


class Newsroom:
    """Takes articles in. One is kept for as long as stories come: it knows the readers' filters."""

    def __init__(self, store: Store, topics: Path | None = None, zone: tzinfo = UTC) -> None:
        """Take the store, and the operator's own table of topics (None: the one that came along).

        The table is read with the first article; a faulty one raises TopicsError there. `zone`
        tells on which day "yesterday" is said.
        """
        self._store = store
        self._wanted = Wanted(store)
        self._events = Events(store)
        self._file = topics
        self._topics: Topics | None = None
        self._zone = zone
        # One after the other: two reports of one event may come at the same time.
        self._turn = asyncio.Lock()

    async def add(
        self,
        analysis: Analysis,
        *,
        source: str | None = None,
        case_id: int | None = None,
        origin: Origin = NOWHERE,
        apart: bool = False,
        now: datetime,
        announce: bool = True,
    ) -> Added:
        """Store an article and queue it for all whom it is to reach at once.

        One that reports what a kept story reports becomes another source of that, and nobody is
        told again; `apart` makes it a story of its own all the same. What is not announced stays
        out of digests too, until `announce`.

        Raises Unstorable, TopicsError and OSError (the table of topics), and database errors.
        """
        if self._topics is None:
            self._topics = await asyncio.to_thread(topics_file.load, self._file)
        labels, terms = await asyncio.to_thread(
            label, analysis, self._topics, source, case_id, origin.topic
        )
        compared = await asyncio.to_thread(Compared.of, analysis, self._day(origin))
        incoming = _Incoming(analysis, source, origin, now, announce)
        async with self._turn:
            if same := await self._store.stories.same(analysis.story.text):
                return await self._another_source(same, incoming)
            kin = Kin() if apart else await self._events.kin(compared, now)
            if kin.double and (story := await self._store.stories.get(kin.double.print.story_id)):
                return await self._another_source(story, incoming, kin.double)
            if kin.part_of and case_id is None:
                labels = replace(labels, case_id=_case(kin.part_of))
            return await self._new(incoming, labels, terms, compared, kin)

    async def take(self, article: Article, *, now: datetime, announce: bool) -> Taken | None:
        """Store an article of a source (see `add`); None for a text that is none."""
        analysis = await asyncio.to_thread(analysed, article.text)
        if not has_text(analysis):
            return None
        origin = Origin(article.url, article.source_id, article.topic, article.published)
        added = await self.add(
            analysis, source=article.source, origin=origin, now=now, announce=announce
        )
        return Taken(added.story.id, added.created, is_own=not added.is_double)

    async def revise(self, story_id: int, article: Article, *, now: datetime) -> bool:
        """Give a story the text that its source has now; tell whether it says something else."""
        return await revising.revise(self._store, story_id, article, now=now)

    async def announce(self, story_id: int, now: datetime) -> bool:
        """Tell of a story that was stored without telling; False if it is unknown or withdrawn."""
        story = await self._store.stories.get(story_id)
        if story is None:
            return False
        matches = await self._wanted.matches(await asyncio.to_thread(terms_of, story))
        return await self._store.stories.announce(story_id, matches, now)

    async def show_held(self, source_id: int, now: datetime) -> int:
        """Tell of all that was held back of a source's backlog; return how many stories."""
        released = await self._store.items.release(source_id)
        return sum([await self.announce(story, now) for story in released])

    async def split(self, report_id: int, now: datetime) -> Added | None:
        """Make a story of its own of a double that became another's source; nobody is told.

        None if there is no such double.
        """
        report = await self._store.reports.get(report_id)
        if report is None or report.text is None:
            return None
        analysis = await asyncio.to_thread(analysed, report.text)
        origin = Origin(report.url, report.source_id)
        name = report.name or None
        added = await self.add(
            analysis, source=name, origin=origin, apart=True, now=now, announce=False
        )
        await self._store.reports.remove(report_id)
        return added

    async def _new(
        self, incoming: _Incoming, labels: Labels, terms: Terms, compared: Compared, kin: Kin
    ) -> Added:
        """Store a story, whom it is from, and how it is compared: all or nothing."""
        analysis, now = incoming.analysis, incoming.now
        matches = await self._wanted.matches(terms) if incoming.announce else ()
        async with self._store.transaction():
            added = await self._store.stories.add(
                analysis.story.text,
                analysis,
                labels=labels,
                matches=matches,
                now=now,
                announce=incoming.announce,
            )
            if added.created:
                await self._report(added.story, incoming)
                await self._events.keep(added.story.id, compared, kin, now)
                if not incoming.announce:
                    await self._store.stories.hush(added.story.id)
        return added

    async def _another_source(
        self, story: Story, incoming: _Incoming, double: Likeness | None = None
    ) -> Added:
        """Make an article a source of the story that says the same; tell of one kept quiet."""
        url = incoming.origin.url
        place = await self._store.reports.at(url) == story.id if url else not incoming.source
        is_own = double is None and place
        if not is_own:
            await self._report(story, incoming, double)
        if incoming.announce and await self._store.stories.is_quiet(story.id):
            await self.announce(story.id, incoming.now)
        return Added(story, created=False, is_double=not is_own)

    async def _report(
        self, story: Story, incoming: _Incoming, double: Likeness | None = None
    ) -> None:
        """Note that a source reports a story, with what it says if that is in other words."""
        kept, other = story.analysis, incoming.analysis
        await self._store.reports.add(
            story.id,
            incoming.source or "",
            incoming.origin.url,
            source_id=incoming.origin.source_id,
            text=other.story.text if double else None,
            figures=differing(kept.figures, other.figures) if double else None,
            belief=double.belief if double else None,
            now=incoming.now,
        )

    def _day(self, origin: Origin) -> date | None:
        published = origin.published
        return published.astimezone(self._zone).date() if published else None


def label(
    analysis: Analysis,
    topics: Topics,
    source: str | None,
    case_id: int | None,
    topic: str | None = None,
) -> tuple[Labels, Terms]:
    """Return what is known of an article beside its text, and its words with those labels.

    `topic` is that of its source; else its words decide.
    """
    terms = Terms.of(analysis)
    assigned, graphic = None if topic else topics.assign(terms), judge(terms)
    key = topic or (assigned.topic.key if assigned else None)
    labels = Labels(
        source=source,
        topic=key,
        topic_why=_words(assigned.reason) if assigned else topic and f"source: {source}",
        graphic=_words(graphic.words) if graphic else None,
        case_id=case_id,
    )
    if source:
        terms = terms.labelled("source", [source])
    return labels, terms.labelled("topic", [key]) if key else terms


def _case(one: Likeness) -> int:
    return one.print.case_id or one.print.story_id


def _words(found: tuple[Found, ...]) -> str:
    return ", ".join(dict.fromkeys(each.form for each in found[:_WORDS]))
