"""Pages of stories are looked at again, on a real site: what corrects a story, and what never does.

The real newsroom; the clock is moved by hand.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.newsroom import Newsroom
from sources import finding, watch, watching
from sources.candidates import candidate
from sources.deciding import MOST_CHANGED
from sources.feed_values import Entry
from sources.fetch import Fetcher, Limits
from sources.intake import Intake, Read
from sources.networks import Allow
from sources.watch import PageLook, Watcher
from sources.watching import GATHER, LOOKS, SPREAD, Sight
from storage.errors import DatabaseBusy
from storage.outcomes import Sent
from storage.store import Store
from storage.versions import Version
from storage.watches import Trouble
from tests.running import MATTERS, PLACES
from tests.sources.newsstand import Here
from tests.sources.sites import Asked, Site
from tests.storage.articles import subscribe
from tests.waiting import eventually

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TITLE = "Мост открыт в городе"
TEXT = (
    "Город получил новый мост через реку, при стройке пострадали 3 рабочих. Он открыт с утра.",
    "Подрядчик Ерлан Сериков признал вину. Мост стоил 2,4 млрд тенге, сообщила пресс-служба мэрии.",
    "Дорогу к мосту достроят весной. Автобусы пойдут по нему с первого апреля, обещает акимат.",
    "Старую переправу разберут. Лес из неё отдадут школам района, уточнил заместитель акима.",
)


@dataclass
class Paper:
    """Pages on a site, with everything that stands around articles."""

    site: Site
    views: int = 100

    def prints(self, path: str, *paragraphs: str, title: str = TITLE, **headers: Any) -> str:
        """Publish an article, or publish it anew; return its address."""
        self.views += 137
        text = "".join(f"<p>{part}</p>" for part in paragraphs or TEXT)
        body = (
            f"<html><head><title>{title} | Газета</title></head><body><article><h1>{title}</h1>"
            f"<div class='views'>Просмотров: {self.views}</div>{text}"
            f"<p>Читайте также: <a href='/{self.views}'>Новость номер {self.views}</a></p>"
            f"<div id='comments'><h2>Комментарии ({self.views})</h2><p>Ну, {self.views}!</p></div>"
            "</article></body></html>"
        )
        self.site.answers(path, body.encode(), content_type="text/html; charset=utf-8", **headers)
        return self.site.url(path)

    def asked(self, path: str) -> list[Asked]:
        return [asked for asked in self.site.asked if asked.path == path]


@dataclass
class Editors:
    """They remember what they were told."""

    told: list[Trouble] = field(default_factory=list)

    async def page_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Remember it."""
        self.told += troubles

    @property
    def troubles(self) -> list[tuple[int, str]]:
        return [(each.story_id, each.what) for each in self.told]


class Office:
    """A newsroom that watches pages, with a clock that is moved by hand."""

    def __init__(self, store: Store, fetcher: Fetcher) -> None:
        self.store, self.fetcher = store, fetcher
        self.now = START
        self.workers = Here()
        self.newsroom = Newsroom(store)
        self.editors = Editors()
        self.watcher = self.hires()

    def hires(self) -> Watcher:
        """Make a watcher, as a bot does that is started again."""
        return Watcher(self.store, self.fetcher, self.workers, self.newsroom, now=lambda: self.now)

    async def adds(self, url: str) -> int:
        """Make a story of a page; return its number."""
        found = await finding.article(self.fetcher, self.workers, url)
        taken = await self.newsroom.take(found.article, now=self.now, announce=True)
        assert taken is not None
        assert taken.created
        return taken.story_id

    async def visits(self) -> list[PageLook]:
        """Move the clock to the next look and a little on, and look at all that is due then."""
        at = (await self.store.watches.due(self.now + timedelta(days=9), 1))[0].next_look_at
        assert at is not None
        self.now = max(self.now, at) + GATHER
        due = await self.store.watches.due(self.now, 99)
        return await self.watcher.visit(due)

    async def look(self) -> PageLook:
        """Look at the only page that is due next."""
        [look] = await self.visits()
        return look

    async def works(self, seconds: float = 0.0) -> None:
        """Let the loop run until it has nothing to do, or so long."""
        stop = asyncio.Event()
        task = asyncio.create_task(self.watcher.run(self.editors, stop))
        await asyncio.sleep(seconds)
        stop.set()
        await asyncio.wait_for(task, 5)

    async def versions(self, story: int = 1) -> list[Version]:
        return await self.store.versions.all(story)

    async def text(self, story: int = 1) -> str:
        found = await self.store.stories.get(story)
        assert found is not None
        return found.analysis.story.text

    async def notes(self) -> int:
        """Return how many notes about corrections wait to be sent."""
        rows = await self.store.ledger.claim(99, self.now)
        return sum(row.what == "correction" for row in rows)


@pytest.fixture
async def paper() -> AsyncIterator[Paper]:
    async with Site.opened() as site:
        yield Paper(site)


@pytest.fixture
async def slow() -> AsyncIterator[Paper]:
    """A paper at another host."""
    async with Site.opened("127.0.0.2") as site:
        yield Paper(site)


@pytest.fixture
async def office(
    tmp_path: Path, paper: Paper, slow: Paper, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    monkeypatch.setattr(watch, "IDLE", 0.02)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}")
    await subscribe(store, 1)
    allowed = Allow.parse(f"{each.site.address}:{each.site.port}" for each in (paper, slow))
    limits = Limits(connect=1, first_byte=1, whole=2)
    async with Fetcher(agent="Svodka/test", allow=allowed, limits=limits) as fetcher:
        yield Office(store, fetcher)
    await store.close()


def five(text: Sequence[str] = TEXT) -> list[str]:
    return [part.replace("3 рабочих", "5 рабочих") for part in text]


async def told_the_story(office: Office) -> None:
    """Send the story to whom it is for, without a bot."""
    [row] = await office.store.ledger.claim(9, office.now)
    await office.store.ledger.settle([(row, Sent(77, 1))], office.now)


async def test_another_figure_on_the_page_becomes_a_material_correction_with_a_note(
    office: Office, paper: Paper
) -> None:
    url = paper.prints("/most")
    await office.adds(url)
    await told_the_story(office)
    paper.prints("/most", *five())
    look = await office.look()
    assert (look.sight, look.corrected) == (Sight.CHANGED, True)
    [version] = await office.versions()
    assert version.kind == "material"
    assert "5 рабочих" in await office.text()
    assert await office.notes() == 1
    assert (await office.look()).sight is Sight.SAME
    assert len(await office.versions()) == 1


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("новый мост", "новый  моост", "typo"),
        ("обещает акимат.", "обещает акимат. Ходить они будут каждые десять минут.", "addition"),
    ],
)
async def test_slips_and_additions_are_corrected_without_a_note(
    office: Office, paper: Paper, old: str, new: str, kind: str
) -> None:
    await office.adds(paper.prints("/most"))
    await told_the_story(office)
    paper.prints("/most", *[part.replace(old, new) for part in TEXT])
    assert (await office.look()).corrected
    assert [version.kind for version in await office.versions()] == [kind]
    assert await office.notes() == 0


async def test_counters_related_links_and_comments_make_no_version(
    office: Office, paper: Paper
) -> None:
    await office.adds(paper.prints("/most"))
    for _ in LOOKS:
        paper.prints("/most")
        assert (await office.look()).sight is Sight.SAME
    assert await office.versions() == []


async def test_a_page_is_looked_at_a_few_times_within_three_days_and_then_no_more(
    office: Office, paper: Paper
) -> None:
    await office.adds(paper.prints("/most"))
    times = []
    for after in LOOKS:
        await office.look()
        times.append(office.now - START)
        assert abs(times[-1] - after) <= after * SPREAD + GATHER
    assert await office.store.watches.due(office.now + timedelta(days=99), 9) == []
    assert len(paper.asked("/most")) == 1 + len(LOOKS)


async def test_looks_that_were_missed_are_not_made_up_for(office: Office, paper: Paper) -> None:
    await office.adds(paper.prints("/most"))
    office.now += timedelta(hours=20)
    await office.look()
    assert len(paper.asked("/most")) == 2
    office.now += timedelta(days=30)
    assert await office.visits() == []
    assert len(paper.asked("/most")) == 2


async def test_an_unchanged_page_is_neither_sent_nor_read_again(
    office: Office, paper: Paper
) -> None:
    date = "Mon, 23 Nov 2026 12:00:00 GMT"
    await office.adds(paper.prints("/most", etag='"1"', last_modified=date))
    pieces = office.workers.pieces
    paper.site.answers("/most", b"", 304)
    assert (await office.look()).sight is Sight.SAME
    headers = paper.asked("/most")[-1].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"1"', date)
    assert office.workers.pieces == pieces


@pytest.mark.parametrize("status", [404, 410])
async def test_a_page_that_is_gone_is_said_once_and_the_story_stays(
    office: Office, paper: Paper, status: int
) -> None:
    story = await office.adds(paper.prints("/most"))
    paper.site.answers("/most", b"", status)
    for _ in range(3):
        assert (await office.look()).sight is Sight.GONE
        await office.works()
    assert office.editors.troubles == [(story, "gone")]
    assert await office.versions() == []
    found = await office.store.stories.get(story)
    assert found is not None
    assert found.retracted_at is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"<html><head><title>Just a moment...</title></head><body>Checking.</body></html>", 200),
        ("<html><body><h1>Вход</h1><form><input type='password'></form></body>".encode(), 200),
        (b"", 200),
        (b"Forbidden", 403),
        (b"\x89PNG", 200),
    ],
)  # fmt: skip
async def test_a_wall_or_a_refusal_corrects_nothing_and_is_nobodys_matter(
    office: Office, paper: Paper, body: bytes, status: int
) -> None:
    await office.adds(paper.prints("/most", etag='"1"'))
    paper.site.answers("/most", body, status, content_type="text/html", etag='"wall"')
    assert (await office.look()).sight is Sight.UNREAD
    await office.works()
    assert (await office.versions(), office.editors.told) == ([], [])
    paper.prints("/most", *five())
    assert (await office.look()).corrected
    assert paper.asked("/most")[-1].headers["if-none-match"] == '"1"'


async def test_half_of_the_text_and_another_article_are_said_and_correct_nothing(
    office: Office, paper: Paper
) -> None:
    story = await office.adds(paper.prints("/most"))
    paper.prints("/most", *TEXT[:1])
    assert (await office.look()).sight is Sight.SHRUNK
    await office.works()
    said, by = MATTERS[1]
    other = [f"{said}. Дело было в селе {place}, {by}. Пришли {n}0 человек." for n, place in
             enumerate(PLACES[:4], 2)]  # fmt: skip
    paper.prints("/most", *other, title="Стоянку древних людей нашли в степи")
    assert (await office.look()).sight is Sight.OTHER
    await office.works()
    await office.look()
    await office.works()
    assert office.editors.troubles == [(story, "shrunk"), (story, "other")]
    assert await office.versions() == []


async def test_what_an_editor_says_holds(office: Office, paper: Paper) -> None:
    """Also if it is said while the page is being looked at."""
    story = await office.adds(paper.prints("/most"))
    right = "\n\n".join([TITLE, *TEXT]).replace("3 рабочих", "4 рабочих")
    paper.prints("/most", *five())
    judge = watching.judge

    def meanwhile(*known: Any) -> Sight:
        asyncio.run_coroutine_threadsafe(
            office.newsroom.correct(story, right, office.now), loop
        ).result(9)
        return judge(*known)

    loop = asyncio.get_running_loop()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watching, "judge", meanwhile)
        look = await office.look()
    assert (look.sight, look.corrected) == (Sight.CHANGED, False)
    assert "4 рабочих" in await office.text()
    assert await office.store.watches.due(START + timedelta(days=9), 9) == []
    by_hand = await office.watcher.look(story)
    assert by_hand is not None
    assert not by_hand.corrected


async def test_an_editors_text_that_says_the_same_ends_nothing(
    office: Office, paper: Paper
) -> None:
    story = await office.adds(paper.prints("/most"))
    await office.newsroom.correct(story, await office.text(), office.now)
    paper.prints("/most", *five())
    assert (await office.look()).corrected


async def test_a_withdrawn_story_is_looked_at_no_more(office: Office, paper: Paper) -> None:
    story = await office.adds(paper.prints("/most"))
    await office.newsroom.retract(story, "Ошибка", office.now)
    assert await office.visits() == []
    assert len(paper.asked("/most")) == 1
    assert await office.store.watches.due(START + timedelta(days=9), 9) == []


def several(count: int, site: Paper, more: str = "") -> list[str]:
    """Print so many different articles; return their addresses."""
    urls = []
    for n in range(count):
        (said, by), place = MATTERS[n % len(MATTERS)], PLACES[n % len(PLACES)]
        urls.append(
            site.prints(
                f"/news/{n}",
                f"{said}. Дело было в селе {place}, пришли {113 * n + 105} человек.",
                f"На это выделили {n * 7 + 11} млн тенге, {by}. Работы номер {n} начнутся весной.",
                f"Село {place} ждёт их {n + 2} года. Жители писали в акимат не раз.{more}",
                title=f"{said}: {place}, {n}",
            )
        )
    return urls


async def test_many_pages_that_change_at_once_are_another_layout_and_corrections_of_none(
    office: Office, paper: Paper
) -> None:
    """Said once; and what changes in the new layout afterwards is a correction again."""
    count = MOST_CHANGED + 1
    stories = [await office.adds(url) for url in several(count, paper)]
    office.now += timedelta(hours=2)
    several(count, paper, " Мы пишем об этом подробно в каждом выпуске.")
    assert {look.sight for look in await office.visits()} == {Sight.LAYOUT}
    await office.works()
    assert office.editors.troubles == [(story, "layout") for story in stories]
    assert [await office.versions(story) for story in stories] == [[]] * count
    office.now += timedelta(hours=8)
    several(count, paper, " Мы пишем об этом подробно в каждом выпуске.")
    assert {look.sight for look in await office.visits()} == {Sight.SAME}
    office.now += timedelta(hours=12)
    several(3, paper, " Мы пишем об этом подробно в каждом выпуске. Ещё 9 сёл ждут.")
    looks = await office.visits()
    assert sum(look.corrected for look in looks) == 3
    assert len(looks) == count
    await office.works()
    assert len(office.editors.told) == count


async def test_as_many_as_a_newsroom_corrects_are_corrected(office: Office, paper: Paper) -> None:
    for url in several(MOST_CHANGED, paper):
        await office.adds(url)
    office.now += timedelta(hours=2)
    several(MOST_CHANGED, paper, " Мы пишем об этом подробно в каждом выпуске.")
    assert all(look.corrected for look in await office.visits())


async def test_f1_a_look_that_was_broken_off_loses_nothing_and_repeats_nothing(
    office: Office, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the correction, after it, and after it was written down but not said."""
    story = await office.adds(paper.prints("/most"))
    await told_the_story(office)
    paper.prints("/most", *five())

    async def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    for owner, name in ((office.store.versions, "replace"), (office.store.watches, "looked")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, killed)
            with pytest.raises(KeyboardInterrupt):
                await office.visits()
        office.watcher = office.hires()
    await office.visits()
    assert [version.kind for version in await office.versions()] == ["material"]
    assert await office.notes() == 1
    paper.site.answers("/most", b"", 404)
    await office.look()
    office.watcher = office.hires()
    await office.works()
    await office.works()
    assert office.editors.troubles == [(story, "gone")]


async def test_a_host_in_trouble_is_asked_once_and_left_alone(office: Office, paper: Paper) -> None:
    urls = several(4, paper)
    for url in urls:
        await office.adds(url)
    office.now += timedelta(hours=2)
    for n in range(4):
        paper.site.answers(f"/news/{n}", b"", 503, retry_after="7200")
    before = len(paper.site.asked)
    [look] = await office.visits()
    assert len(paper.site.asked) - before <= 2  # robots.txt and one page
    rows = [await office.store.watches.get(story) for story in range(1, 5)]
    assert {row and row.next_look_at for row in rows} == {office.now + timedelta(hours=2)}
    assert look.sight is Sight.UNREAD
    several(4, paper)
    assert {look.sight for look in await office.visits()} == {Sight.SAME}


async def test_robots_are_respected_where_nobody_asks_and_not_where_somebody_does(
    office: Office, paper: Paper
) -> None:
    story = await office.adds(paper.prints("/most"))
    paper.site.answers("/robots.txt", b"User-agent: *\nDisallow: /most")
    look = await office.look()
    assert (look.sight, look.why.partition(":")[0]) == (Sight.UNREAD, "robots")
    assert len(paper.asked("/most")) == 1
    by_hand = await office.watcher.look(story)
    assert by_hand is not None
    assert by_hand.sight is Sight.SAME
    assert len(paper.asked("/most")) == 2


async def test_pages_of_a_host_are_asked_for_in_turn_and_a_slow_host_delays_no_other(
    office: Office, paper: Paper, slow: Paper
) -> None:
    await office.adds(slow.prints("/a"))
    for url in several(4, paper):
        await office.adds(url)
    slow.site.drips("/a", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x")
    for n in range(4):
        paper.site.answers(f"/news/{n}", b"", 404, after=0.05)
    office.now += timedelta(hours=2)
    stop = asyncio.Event()
    task = asyncio.create_task(office.watcher.run(office.editors, stop))
    await eventually(lambda: len(office.editors.told) == 4, 5)
    assert slow.site.busy == 1
    stop.set()
    await asyncio.wait_for(task, 5)
    assert paper.site.most_busy == 1


@pytest.mark.parametrize("where", ["read", "corrected"])
async def test_a_fault_of_ours_is_one_pages_matter_and_not_tried_again_at_once(
    office: Office, paper: Paper, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    for url in several(2, paper):
        await office.adds(url)
    get, revise = office.store.stories.get, office.newsroom.revise

    async def stumble(number: int, *given: Any, **more: Any) -> Any:
        if number == 1:
            raise RuntimeError("a fault")
        return await (get(number) if where == "read" else revise(number, *given, **more))

    office.now += timedelta(hours=2)
    several(2, paper, " Ещё 9 сёл ждут.")
    owner: object = office.store.stories if where == "read" else office.newsroom
    with monkeypatch.context() as patch, capture_logs() as logged:
        patch.setattr(owner, "get" if where == "read" else "revise", stumble)
        looks = await office.visits()
    assert [each["event"] for each in logged if each["log_level"] == "error"] == [
        "a page could not be looked at"
    ]
    assert {look.watch.story_id: look.corrected for look in looks} == {1: False, 2: True}
    assert await office.store.watches.due(office.now, 9) == []
    office.now += timedelta(hours=9)
    looks = await office.visits()
    assert {look.watch.story_id: look.corrected for look in looks} == {1: True, 2: False}


async def test_f11_while_the_database_cannot_be_written_a_page_is_asked_for_once(
    office: Office, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F40 as well: the loop goes on, and what it saw is not lost."""
    await office.adds(paper.prints("/most"))
    paper.prints("/most", *five())
    office.now += timedelta(hours=2)

    async def locked(*_: Any, **__: Any) -> None:
        raise DatabaseBusy("locked")

    for broken in ("untold", "due", "looked"):
        with monkeypatch.context() as patch:
            patch.setattr(office.store.watches, broken, locked)
            await office.works(0.3)
    assert len(paper.asked("/most")) == 2
    monkeypatch.setattr(watch, "PATIENCE", 0.01)
    await office.works(0.5)
    assert [version.kind for version in await office.versions()] == ["material"]
    assert await office.store.watches.due(office.now, 9) == []


async def test_the_page_that_a_feeds_entry_was_read_on_is_watched_and_no_other(
    office: Office, paper: Paper
) -> None:
    """Its entry's headline stays, which is not the page's."""
    page = paper.prints("/most")
    source, _ = await office.store.sources.add("https://paper.example/rss", "Газета", now=START)
    intake = Intake(office.fetcher, office.workers, office.newsroom)
    teaser = candidate(Entry("1", "Открыли мост", page, START, ""), "Город получил мост…")
    whole = candidate(
        Entry("2", "Бюджет принят", paper.site.url("/2"), START, ""),
        "Маслихат принял бюджет области. Доходы составят 84 млрд тенге, сообщил аким. " * 12,
    )
    for entry in (teaser, whole):
        article = await intake.article(source, entry, Read())
        assert article is not None
        assert await office.newsroom.take(article, now=START, announce=True)
    assert await office.store.watches.get(2) is None
    paper.prints("/most", *five())
    assert (await office.look()).corrected
    text = await office.text()
    assert text.startswith("Открыли мост\n\n")
    assert "5 рабочих" in text


async def test_a_double_is_not_watched(office: Office, paper: Paper) -> None:
    """The story's text is another page's."""
    await office.adds(paper.prints("/most"))
    found = await finding.article(office.fetcher, office.workers, paper.prints("/copy"))
    taken = await office.newsroom.take(found.article, now=START, announce=True)
    assert taken is not None
    assert not taken.created
    due = await office.store.watches.due(START + timedelta(days=9), 9)
    assert [each.seen.url for each in due] == [paper.site.url("/most")]


async def test_a_page_that_moved_for_good_is_asked_for_at_its_new_address(
    office: Office, paper: Paper
) -> None:
    await office.adds(paper.prints("/most"))
    paper.site.redirects("/most", paper.prints("/2026/most"), 301)
    assert (await office.look()).sight is Sight.SAME
    assert (await office.look()).sight is Sight.SAME
    assert len(paper.asked("/most")) == 2
