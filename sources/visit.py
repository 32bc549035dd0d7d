"""One look at one source, from the fetch to the last row that is written down about it.

    fetch → bytes → worker → candidates → decision → articles → newsroom → items and look

What was seen is written down after what became of it. Stopped in between, the next look finds the
same entries new, and the newsroom knows their texts: nothing is lost, and nothing comes twice.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import structlog

from sources import candidates, looking
from sources.addresses import canonical, shown
from sources.articles import Editors, Taken
from sources.candidates import Candidate, Shown
from sources.deciding import Fate, decide
from sources.feed_values import Problem
from sources.fetch_errors import FetchError, RefusedAddressError
from sources.fetched import FEED, Fetched
from sources.intake import Intake, PostponedError, Read
from sources.looking import Marks, Moment
from sources.notebook import Found, Notebook
from sources.rhythm import LATEST, Rhythm, rhythm_of
from sources.worker import WorkerError
from storage.errors import DatabaseUnavailable, Unstorable
from storage.items import Item
from storage.looks import Look, Looked
from storage.sources import Source
from storage.store import Store

log = structlog.stdlib.get_logger("sources")

#: Problems of a feed that say that there is nothing, not that something is wrong.
_NOTHING = frozenset({Problem.NO_ENTRIES, Problem.EMPTY})
#: The share of looks with news that reckon the source's usual gap anew.
RECKONED = 0.25
#: Why a source failed, beside the keys of `sources.fetch_errors`: what came is no feed, it cannot
#: be read within the limits, or the fault is ours.
NOT_A_FEED, UNREADABLE, FAULT = "not_a_feed", "unreadable", "fault"


@dataclass(slots=True)
class Outcome:
    """What a look at a source came to."""

    source: Source
    #: Entries that were new, and of them those told, and those held for an editor to show.
    new: int = 0
    told: int = 0
    held: int = 0
    #: Stories that got another text.
    changed: int = 0
    #: Whether it was just as before, so that nothing was read.
    unchanged: bool = False
    #: "key: truth", None after a success.
    failure: str | None = None
    #: Whether it failed for the last time, and rests.
    paused: bool = False


@dataclass(slots=True)
class Visit:
    """A look on its way."""

    store: Store
    notebook: Notebook
    intake: Intake
    editors: Editors
    source: Source
    at: Moment
    outcome: Outcome = field(init=False)
    look: Look = field(init=False)
    _title: str = ""
    _site: str = ""
    _seen: list[Item] = field(default_factory=list)
    _shown_as: list[Item] = field(default_factory=list)
    _pages: Read = field(default_factory=Read)
    _postponed: bool = False

    def __post_init__(self) -> None:
        """Begin with what the last look left."""
        self.outcome = Outcome(self.source)
        self.look = self.source.look

    async def make(self) -> Outcome:
        """Look, and write down what came of it. Raises DatabaseUnavailable, nothing else."""
        try:
            await self._fetch()
        except FetchError as error:
            self._fail(error)
        except (DatabaseUnavailable, asyncio.CancelledError):
            raise
        except Exception as error:  # whatever it was, the source waits and the others go on
            log.exception("a source could not be refreshed", source=self.source.id)
            self._fail(f"{FAULT}: {type(error).__name__}")
        await self._write_down()
        await self._tell()
        return self.outcome

    async def _fetch(self) -> None:
        last = self.source.look
        fetched = await self.intake.fetcher.get(
            self.source.url, etag=last.etag, last_modified=last.last_modified, accept=FEED
        )
        await self._follow(fetched)
        mark = hashlib.sha256(fetched.body).hexdigest()
        if fetched.not_modified or mark == last.body_mark:
            self.outcome.unchanged = True
            self.look = looking.unchanged(self.source, fetched, self.at)
        else:
            await self._read(fetched, mark)

    async def _follow(self, fetched: Fetched) -> None:
        """Store where the source has moved to for good."""
        to = _permanent(fetched)
        if to is None or to == self.source.url:
            return
        if await self.store.sources.move(self.source.id, to):
            log.info("a source has moved", source=self.source.id, to=shown(to))
            self.source = replace(self.source, url=to)
        else:
            log.info("a source moved to where another one is", source=self.source.id)

    async def _read(self, fetched: Fetched, body_mark: str) -> None:
        body, kind, url = fetched.body, fetched.content_type, fetched.url
        before, known = self.source.look.shown_marks, frozenset[str]()
        if before is None and not self.source.is_new:
            known = frozenset(await self.store.items.marks(self.source.id))
        try:
            found = await self.intake.workers.run(candidates.read, body, kind, url, before, known)
        except WorkerError as error:
            self._fail(f"{UNREADABLE}: {error}", fetched.status)
            return
        if found.problem in _NOTHING:
            self.look = looking.empty(self.source, fetched, body_mark, self.at)
        elif found.problem:
            self._fail(f"{NOT_A_FEED}: {found.problem}", fetched.status)
        else:
            self._title, self._site = found.title, found.link
            if found.title and not self.source.named:
                self.source = replace(self.source, title=found.title)
            await self._take_in(found)
            self.look = self._looked(fetched, Marks(body_mark, found.marks))

    def _looked(self, fetched: Fetched, marks: Marks) -> Look:
        """Return the look at a feed that was read."""
        look = looking.read(self.source, fetched, marks, self.at)
        look = looking.with_pages(look, self._pages.whole, self._pages.half)
        if not self._postponed:
            return look
        # What could not be read is looked for again, changed or not.
        return replace(look, etag=None, last_modified=None, body_mark=None, shown_marks=None)

    async def _take_in(self, shown: Shown) -> None:
        found, last = shown.candidates, self.source.look.ok_at
        if not found:
            return
        times = LATEST if self._wants_rhythm() else 0
        kept = await self.notebook.recall(self.source.id, found, times)
        decision = decide(found, kept.items, last, self.at.now, others=shown.others)
        for entry, fate in decision.new:
            await self._take(entry, fate)
        for item, entry in decision.changed:
            await self._revise(item, entry)
        self._shown_as += [_shown_as(item, entry) for item, entry in decision.renamed]
        self.outcome.new = len(decision.new)
        self._keep_rhythm(kept.times)
        if decision.unrecognised:
            log.info("nothing of a feed is known any more", source=self.source.id)

    def _wants_rhythm(self) -> bool:
        """Tell whether the usual gap is to be computed anew: it is a median, and changes slowly."""
        return self.source.look.usual_gap is None or self.at.chance < RECKONED

    def _keep_rhythm(self, before: Sequence[float]) -> None:
        """Note what the new items tell of the source's rhythm, beside the times of those before."""
        rhythm = rhythm_of([*map(_came, self._seen), *before], self.at.now)
        last = self.source.look
        if not before and last.news_at:  # not asked for, or nothing is kept any more
            latest = max(filter(None, (rhythm.last, last.news_at)))
            rhythm = Rhythm(latest, last.usual_gap or rhythm.gap)
        self.source = looking.with_news(self.source, rhythm)

    async def _take(self, entry: Candidate, fate: Fate) -> None:
        """Give a new entry to the newsroom as its fate says, and note that it was seen."""
        try:
            taken = None if fate is Fate.SEE else await self._stored(entry, fate)
        except PostponedError:
            self._postponed = True
            return
        is_new = taken is not None and taken.created
        held = is_new and fate is Fate.HOLD
        self.outcome.told += is_new and fate is Fate.TELL
        self.outcome.held += held
        story = taken.story_id if taken and taken.is_own else None
        self._seen.append(_item(self.source, entry, self.at, story, held=held))

    async def _stored(self, entry: Candidate, fate: Fate) -> Taken | None:
        """Give an entry to the newsroom; None where it is no article."""
        told = fate is Fate.TELL
        # What is not told now must not wait: the next look would tell it.
        article = await self.intake.article(self.source, entry, self._pages, may_wait=told)
        if article is None:
            return None
        try:
            return await self.intake.newsroom.take(article, now=self.at.now, announce=told)
        except Unstorable as error:
            log.info("an entry was left out", source=self.source.id, error=str(error))
            return None

    async def _revise(self, item: Item, entry: Candidate) -> None:
        """Give a changed entry's story its new text."""
        if item.story_id is not None:
            try:
                article = await self.intake.article(self.source, entry, Read(), may_be_half=False)
            except PostponedError:
                self._postponed = True
                return
            if article is not None:
                revise = self.intake.newsroom.revise
                self.outcome.changed += await revise(item.story_id, article, now=self.at.now)
        self._shown_as.append(_shown_as(item, entry))

    def _fail(self, error: FetchError | str, status: int | None = None) -> None:
        self.look = looking.failed(self.source, error, self.at, status)
        self.outcome.failure = self.look.failure

    async def _write_down(self) -> None:
        due_at = self.source.look.next_look_at
        looked = Looked(self.source.id, self.look, self._title, self._site, due_at)
        await self.notebook.write(Found(looked, self._seen, self._shown_as))
        if looking.is_hopeless(self.look, self.at.now):
            why = (self.look.failure or "").partition(":")[0]
            paused = await self.store.sources.pause(self.source.id, why, self.at.now)
            self.outcome.paused = paused is not None

    async def _tell(self) -> None:
        """Tell editors what they should know."""
        if self.outcome.paused:
            await self.editors.source_paused(self.source, self.look.failure or "")
        if self.outcome.held:
            await self.editors.backlog(self.source, self.outcome.told, self.outcome.held)


def _permanent(fetched: Fetched) -> str | None:
    try:
        return canonical(fetched.moved_to) if fetched.moved_to else None
    except RefusedAddressError:
        return None


def _came(item: Item) -> float:
    """Return when an item came, in POSIX seconds; servers' clocks are often ahead."""
    return min(item.published_at or item.seen_at, item.seen_at).timestamp()


def _item(source: Source, entry: Candidate, at: Moment, story: int | None, *, held: bool) -> Item:
    return Item(
        source_id=source.id,
        entry_mark=entry.entry_mark,
        link_mark=entry.link_mark,
        title_mark=entry.title_mark,
        text_mark=entry.text_mark,
        url=entry.url,
        title=entry.title,
        seen_at=at.now,
        published_at=entry.published,
        story_id=story,
        held=held,
    )


def _shown_as(item: Item, entry: Candidate) -> Item:
    return replace(
        item,
        entry_mark=entry.entry_mark,
        link_mark=entry.link_mark,
        title_mark=entry.title_mark,
        text_mark=entry.text_mark,
        url=entry.url,
        title=entry.title,
    )
