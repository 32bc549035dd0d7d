"""What becomes of an article on its way in: labelled, compared with what is kept, stored."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from bot.comparing import analysed, dumped, has_text, read_again
from bot.labelling import label, relabelled
from delivery.wanted import Wanted, terms_of
from news.analysis import Analysis
from news.similar import belief
from news.similar_signature import signature
from news.terms import Terms
from news.topics import Topics
from news.versions import Change, Kind
from sources import topics as topics_file
from sources.articles import Article, Taken
from sources.events import Compared, Events, Kin, Likeness, differing
from sources.files import FileError
from sources.watching import SHRUNK, next_look
from storage.errors import AlreadyKnown, DiskFull
from storage.store import Store
from storage.stories import Added, Labels, Story
from storage.versions import Replaced
from storage.watches import Seen

#: Of the reason for a retraction so much is kept.
_REASON = 1000


@dataclass(frozen=True, slots=True)
class Corrected:
    """How a story's new text differs from the one it had, and what that set going."""

    change: Change
    #: None where nothing changed, and so nothing was stored.
    replaced: Replaced | None


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
    #: The page that its text is of, to be looked at again; None for one that is of no page.
    seen: Seen | None = None


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

        `case_id`: any story of the case that it continues; who follows that is told of it. One that
        reports what a kept story reports becomes another source of that, and nobody is told
        again; `apart` makes it a story of its own all the same. What is not announced stays out of
        digests too, until `announce`.

        Raises Unstorable, TopicsError and OSError (the table of topics), and database errors: a
        disk that is nearly full takes no articles, so that what was sent can still be noted.
        """
        room = self._store.room
        if room is not None and room.is_low:
            raise DiskFull("The disk is nearly full: no articles are taken in until there is room.")
        topics = await self._table()
        labels, terms = await asyncio.to_thread(
            label, analysis, topics, source, case_id, origin.topic
        )
        compared = await asyncio.to_thread(Compared.of, analysis, self._day(origin))
        incoming = _Incoming(analysis, source, origin, now, announce)
        async with self._turn:
            if same := await self._store.stories.same(analysis.story.text):
                return await self._another_source(same, incoming)
            known = apart or case_id is not None  # somebody said where it belongs
            kin = Kin() if known else await self._events.kin(compared, now)
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
        origin = Origin(
            article.url, article.source_id, article.topic, article.published, article.seen
        )
        added = await self.add(
            analysis, source=article.source, origin=origin, now=now, announce=announce
        )
        return Taken(added.story.id, added.created, is_own=not added.is_double)

    async def revise(self, story_id: int, article: Article, *, now: datetime) -> bool:
        """Give a story the text that its source has now; tell whether it says something else.

        A text that is no article, is much shorter, or is that of another story, changes nothing;
        nor does any text once an editor has given the story another one.
        """
        story = await self._store.stories.get(story_id)
        if story is None or len(article.text) < SHRUNK * len(story.analysis.story.text):
            return False
        try:
            corrected = await self._correct(story_id, article.text, now, by_editor=False)
        except (FileError, AlreadyKnown):
            return False
        return corrected is not None and corrected.replaced is not None

    async def correct(self, story_id: int, text: str, now: datetime) -> Corrected | None:
        """Give a story a new text: what was sent of it is edited, and who was told wrongly is told.

        None for an unknown or withdrawn story. The same text, or one that differs only in what
        stands around the article, changes nothing. What an editor says holds, whatever its
        page or its feed says then. Raises AlreadyKnown (another story has this text),
        FileError (it is no article), and what `add` raises.
        """
        return await self._correct(story_id, text, now, by_editor=True)

    async def _correct(
        self, story_id: int, text: str, now: datetime, *, by_editor: bool
    ) -> Corrected | None:
        story = await self._store.stories.get(story_id)
        if story is None or story.retracted_at is not None:
            return None
        analysis, change = await asyncio.to_thread(read_again, story.analysis, text)
        if change.kind is Kind.SAME:
            return Corrected(change, None)
        labels, _ = await asyncio.to_thread(relabelled, story, analysis, await self._table())
        async with self._store.transaction():
            replaced = await self._store.versions.replace(
                story_id,
                analysis.story.text,
                analysis,
                labels=labels,
                kind=change.kind.name.lower(),
                changes=dumped(change.differences),
                by_editor=by_editor,
                now=now,
            )
            if by_editor and replaced is not None:
                await self._store.watches.leave_to_editor(story_id)
        if replaced is None:
            return None
        await self._events.print(story_id, await asyncio.to_thread(Compared.of, analysis))
        return Corrected(change, replaced)

    async def retract(self, story_id: int, reason: str, now: datetime) -> Replaced | None:
        """Withdraw a story and tell all who were told of it; None for an unknown or withdrawn one.

        `reason` is for readers. Raises Unstorable.
        """
        return await self._store.versions.retract(story_id, reason.strip()[:_REASON], now)

    async def _table(self) -> Topics:
        if self._topics is None:
            self._topics = await asyncio.to_thread(topics_file.load, self._file)
        return self._topics

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

    async def fold(self, story_id: int, other_id: int, now: datetime) -> bool:
        """Make a story that was split off a source of another one again: what `split` undoes.

        False where that cannot be: one of them is unknown or withdrawn, or the first has become
        more than a source: somebody was told of it, or it has sources or kin of its own.
        """
        story = await self._store.stories.get(story_id)
        other = await self._store.stories.get(other_id)
        own = await self._store.reports.of(story_id)
        if story is None or other is None or other.retracted_at or len(own) != 1:
            return False
        sure = await asyncio.to_thread(_sure, other, story)
        async with self._store.transaction():
            if story_id == other_id or not await self._store.stories.remove(story_id):
                return False
            await self._store.reports.add(
                other_id,
                own[0].name,
                own[0].url,
                source_id=own[0].source_id,
                text=story.analysis.story.text,
                figures=differing(other.analysis, story.analysis),
                belief=sure,
                now=now,
            )
        return True

    async def _new(
        self, incoming: _Incoming, labels: Labels, terms: Terms, compared: Compared, kin: Kin
    ) -> Added:
        """Store a story, whom it is from, and how it is compared: all or nothing."""
        analysis, now = incoming.analysis, incoming.now
        matches = await self._wanted.matches(terms) if incoming.announce else ()
        async with self._store.transaction():
            # Nobody is asked of what nobody is told of: a new source's backlog would be a flood.
            kin = kin if incoming.announce else replace(kin, maybe=())
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
                await self._watch(added.story.id, incoming)
                await self._events.keep(added.story.id, compared, kin, now)
                if not incoming.announce:
                    await self._store.stories.hush(added.story.id)
        return added

    async def _watch(self, story_id: int, incoming: _Incoming) -> None:
        """Have the page looked at again that a story's text is of."""
        if incoming.origin.seen is not None:
            first = next_look(story_id, incoming.now, incoming.now)
            await self._store.watches.add(story_id, incoming.origin.seen, first)

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
        other = incoming.analysis
        await self._store.reports.add(
            story.id,
            incoming.source or "",
            incoming.origin.url,
            source_id=incoming.origin.source_id,
            text=other.story.text if double else None,
            figures=differing(story.analysis, other) if double else None,
            belief=double.belief if double else None,
            now=incoming.now,
        )

    def _day(self, origin: Origin) -> date | None:
        published = origin.published
        return published.astimezone(self._zone).date() if published else None


def _sure(kept: Story, other: Story) -> float:
    """Return how sure it is that two stories report one event."""
    return belief(signature(kept.analysis), signature(other.analysis))


def _case(one: Likeness) -> int:
    return one.print.case_id or one.print.story_id
