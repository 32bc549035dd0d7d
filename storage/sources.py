"""Where news comes from: each source with what an editor chose and how the last looks went."""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Database, Parameters, Row
from storage.items import CAME
from storage.looks import LOOKED, Look, Looked, look_of, looked_values, seconds_of, time_of
from storage.values import cleaned, fits, micros, moment, storable

#: Whether an entry's page is fetched for its whole text; AUTO: where the entry is a teaser.
AUTO, ON, OFF = "auto", "on", "off"

_COLUMNS = """id, url, title, named, site, topic, full_text, every_seconds, added_at,
  by_user, paused_at, paused_why, removed_at, next_look_at, etag, last_modified, body_mark,
  shown_marks, looked_at, ok_at, status, failure, failures, gone, whole, half, failing_since,
  empty_since, news_at, usual_gap"""
_SELECT = f"SELECT {_COLUMNS} FROM sources"
_ADD = f"""
INSERT INTO sources (url, title, named, site, topic, full_text, added_at, by_user,
  next_look_at)
VALUES (:url, :title, :named, :site, :topic, :full_text, :now, CAST(:by_user AS BIGINT),
  :now)
ON CONFLICT (url) DO NOTHING RETURNING {_COLUMNS}"""
_RESTORE = f"""
UPDATE sources SET removed_at = NULL, next_look_at = :now
WHERE url = :url AND removed_at IS NOT NULL RETURNING {_COLUMNS}"""
_ADD_OR_RESTORE = """
INSERT INTO sources (url, title, site, added_at, by_user, next_look_at)
VALUES (:url, :title, :site, :now, CAST(:by_user AS BIGINT), :now)
ON CONFLICT (url) DO UPDATE SET removed_at = NULL, next_look_at = excluded.next_look_at
WHERE sources.removed_at IS NOT NULL"""
_LISTED = f"{_SELECT} WHERE removed_at IS NULL ORDER BY id LIMIT :limit OFFSET :offset"
_COUNT = "SELECT count(*) FROM sources WHERE removed_at IS NULL"
_IS_DUE = "paused_at IS NULL AND removed_at IS NULL"
_DUE = f"""{_SELECT}
WHERE {_IS_DUE} AND next_look_at <= :now ORDER BY next_look_at, id LIMIT :limit"""
_NEXT = f"SELECT min(next_look_at) FROM sources WHERE {_IS_DUE}"
_PAUSE = """paused_at = CAST(:now AS BIGINT), paused_why = CAST(:why AS TEXT)"""
# Whoever lets it go on gives it another chance.
_RESUME = """paused_at = NULL, paused_why = NULL, next_look_at = :now, failures = 0, gone = 0,
  failing_since = NULL, empty_since = NULL"""
_CHANGE = "UPDATE sources SET {changes} WHERE id = :id AND {only_if} RETURNING " + _COLUMNS
_MOVE = """
UPDATE sources SET url = :url WHERE id = :id
AND NOT EXISTS (SELECT 1 FROM sources AS other WHERE other.url = :url) RETURNING id"""
#: The newest items of each source.
_TIMES = f"""
SELECT source_id, {CAME} FROM (
  SELECT source_id, published_at, seen_at,
    row_number() OVER (PARTITION BY source_id ORDER BY seen_at DESC, id DESC) AS place
  FROM items WHERE {{which}} AND seen_at >= :since) AS newest
WHERE place <= :most"""
_OF_ONE = "source_id = :id"
_OF_ALL = "source_id IN (SELECT id FROM sources WHERE removed_at IS NULL)"


@dataclass(frozen=True, slots=True)
class Source:
    """A source."""

    id: int
    #: Where it is fetched from; canonical.
    url: str
    title: str
    #: Whether an editor chose the title.
    named: bool
    #: The page that it is of, "" where it does not say.
    site: str
    #: The topic that all of its stories get, None to let their words decide.
    topic: str | None
    #: AUTO, ON or OFF.
    full_text: str
    #: An editor's time between two looks, None for the source's own rhythm.
    every: timedelta | None
    added_at: datetime
    by_user: int | None
    paused_at: datetime | None
    #: Who or what paused it: "editor", or the key of a failure.
    paused_why: str | None
    removed_at: datetime | None
    look: Look

    @property
    def is_new(self) -> bool:
        """Tell whether no look at it has brought anything yet."""
        return self.look.ok_at is None


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed of a list that is to be added."""

    #: Canonical.
    url: str
    title: str = ""
    #: The page that it is of, "" where the list does not say.
    site: str = ""


class Sources:
    """Sources by number."""

    def __init__(self, database: Database) -> None:
        """Take the database they live in."""
        self._database = database

    async def add(
        self,
        url: str,
        title: str = "",
        *,
        named: bool = False,
        site: str = "",
        topic: str | None = None,
        full_text: str = AUTO,
        by_user: int | None = None,
        now: datetime,
    ) -> tuple[Source, bool]:
        """Add a source that is due at once; return it and whether it was not there before.

        A removed one comes back with its choices and all that it has shown. `url` is canonical.
        """
        values = {"url": storable(url), "title": cleaned(title) or url}
        values |= {"site": cleaned(site), "full_text": full_text}
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                _ADD, **values, named=int(named), topic=topic, by_user=by_user, now=micros(now)
            )
            if not rows:
                rows = await transaction.rows(_RESTORE, url=url, now=micros(now))
            if rows:
                return _source(rows[0]), True
            known = await transaction.rows(f"{_SELECT} WHERE url = :url", url=url)
            return _source(known[0]), False

    async def add_all(
        self, listed: Iterable[Listed], *, by_user: int | None = None, now: datetime
    ) -> int:
        """Add feeds that are due at once, in a few statements; return how many were not there.

        Those that were removed come back, as with `add`, and count as well.
        """
        rows = [{**_listed(each), "by_user": by_user, "now": micros(now)} for each in listed]
        async with self._database.transaction() as transaction:
            before = await self.count()
            if rows:
                await transaction.many(_ADD_OR_RESTORE, rows)
            return await self.count() - before

    async def get(self, id: int) -> Source | None:
        """Return a source, also a removed one; None if there is none of that number."""
        rows = await self._database.rows(f"{_SELECT} WHERE id = :id", id=id) if fits(id) else []
        return _source(rows[0]) if rows else None

    async def by_url(self, url: str) -> Source | None:
        """Return the source at a canonical address, also a removed one."""
        rows = await self._database.rows(f"{_SELECT} WHERE url = :url", url=cleaned(url))
        return _source(rows[0]) if rows else None

    async def page(self, offset: int = 0, limit: int = 1_000_000) -> list[Source]:
        """Return sources in the order in which they came, without removed ones."""
        rows = await self._database.rows(_LISTED, offset=max(offset, 0), limit=max(limit, 0))
        return [_source(row) for row in rows]

    async def count(self) -> int:
        """Return how many there are, without removed ones."""
        return int((await self._database.rows(_COUNT))[0][0])

    async def due(self, now: datetime, limit: int) -> list[Source]:
        """Return up to so many sources that are to be looked at, the longest due first."""
        rows = await self._database.rows(_DUE, now=micros(now), limit=limit)
        return [_source(row) for row in rows]

    async def next_due(self) -> datetime | None:
        """Return when the next source is to be looked at, None if there is none."""
        at = (await self._database.rows(_NEXT))[0][0]
        return None if at is None else moment(at)

    async def pause(self, id: int, why: str, now: datetime) -> Source | None:
        """Look at a source no more until `resume`; None if it is unknown or paused already."""
        return await self._change(id, _PAUSE, "paused_at IS NULL", now=micros(now), why=why)

    async def resume(self, id: int, now: datetime) -> Source | None:
        """Go on with a paused source, at once and with its failures forgotten."""
        return await self._change(id, _RESUME, "paused_at IS NOT NULL", now=micros(now))

    async def remove(self, id: int, now: datetime) -> Source | None:
        """Take a source away; `restore` undoes it. Its stories stay."""
        only_if = "removed_at IS NULL"
        return await self._change(id, "removed_at = :now", only_if, now=micros(now))

    async def restore(self, id: int, now: datetime) -> Source | None:
        """Undo `remove`."""
        changes = "removed_at = NULL, next_look_at = :now"
        return await self._change(id, changes, "removed_at IS NOT NULL", now=micros(now))

    async def rename(self, id: int, title: str) -> Source | None:
        """Give a source a title, as readers will see it with its stories."""
        return await self._change(id, "title = :title, named = 1", title=cleaned(title))

    async def choose_topic(self, id: int, topic: str | None) -> Source | None:
        """Give all stories of a source a topic; None lets their words decide."""
        return await self._change(id, "topic = CAST(:topic AS TEXT)", topic=topic)

    async def choose_full_text(self, id: int, full_text: str) -> Source | None:
        """Choose AUTO, ON or OFF."""
        return await self._change(id, "full_text = :full_text", full_text=full_text)

    async def choose_interval(
        self, id: int, every: timedelta | None, now: datetime
    ) -> Source | None:
        """Choose the time between two looks, None for the source's own rhythm; look at it soon."""
        seconds = None if every is None else max(1, round(every.total_seconds()))
        changes = "every_seconds = CAST(:seconds AS INTEGER), next_look_at = :now"
        return await self._change(id, changes, seconds=seconds, now=micros(now))

    async def hurry(self, id: int, now: datetime) -> Source | None:
        """Make a source due at once."""
        return await self._change(id, "next_look_at = :now", now=micros(now))

    async def move(self, id: int, url: str) -> bool:
        """Store where a source has moved to for good; False if another source is there."""
        async with self._database.transaction() as transaction:
            return bool(await transaction.rows(_MOVE, id=id, url=storable(url)))

    async def looked(
        self, id: int, look: Look, *, title: str | None = None, site: str | None = None
    ) -> None:
        """Write down how a look went; `title` and `site` are the feed's own, if it told them."""
        await self.all_looked([Looked(id, look, title, site)])

    async def all_looked(self, looked: Sequence[Looked]) -> None:
        """Write down how looks at several sources went."""
        async with self._database.transaction() as transaction:
            await transaction.many(LOOKED, [looked_values(each) for each in looked])

    async def times(self, id: int, since: datetime, most: int = 500) -> list[datetime]:
        """Return when a source's news appeared, as far as it is kept, at most so many."""
        sql = _TIMES.format(which=_OF_ONE)
        rows = await self._database.rows(sql, id=id, since=micros(since), most=most)
        return [moment(row[1]) for row in rows]

    async def times_of_all(self, since: datetime, most: int = 200) -> dict[int, list[datetime]]:
        """Return the same of all sources, for a list of all of them: a walk through all items."""
        sql = _TIMES.format(which=_OF_ALL)
        return _by_source(await self._database.rows(sql, since=micros(since), most=most))

    async def _change(
        self, id: int, changes: str, only_if: str = "0 = 0", **values: int | str | None
    ) -> Source | None:
        if not fits(id):
            return None
        async with self._database.transaction() as transaction:
            sql = _CHANGE.format(changes=changes, only_if=only_if)
            rows = await transaction.rows(sql, id=id, **values)
            return _source(rows[0]) if rows else None


def _listed(each: Listed) -> Parameters:
    title = cleaned(each.title) or each.url
    return {"url": storable(each.url), "title": title, "site": cleaned(each.site)}


def _by_source(rows: Iterable[Row]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    for source, at in rows:
        found[source].append(moment(at))
    return found


def _source(row: Row) -> Source:
    number, url, title, named, site, topic, full_text, every, added_at, by_user, *more = row
    paused_at, paused_why, removed_at, *look = more
    return Source(
        number,
        url,
        title,
        bool(named),
        site,
        topic,
        full_text,
        seconds_of(every),
        moment(added_at),
        by_user,
        time_of(paused_at),
        paused_why,
        time_of(removed_at),
        look_of(look),
    )
