"""F22 and its like: whatever feeds do to their past, no reader is told old news."""

from datetime import timedelta

import pytest

from tests.sources.certificates import Authority
from tests.sources.conftest import MakeFetcher
from tests.sources.newsstand import START, Feed, Newsstand, edited
from tests.sources.sites import Site

HOUR = timedelta(hours=1)


@pytest.fixture
def feed(site: Site) -> Feed:
    feed = Feed(site)
    feed.publishes(*(f"Старая новость {n}" for n in range(30)), at=START - 5 * HOUR)
    return feed


async def test_a_first_look_keeps_the_newest_and_tells_nobody(stand: Newsstand, feed: Feed) -> None:
    source = await stand.add(feed.url)
    outcome = await stand.look(source)
    assert (outcome.new, outcome.told, outcome.held) == (30, 0, 0)
    assert stand.desk.kept == [f"Старая новость {n}" for n in (27, 28, 29)]
    assert (stand.desk.told, stand.editors.backlogs) == ([], [])
    assert len(await stand.store.items.of(source.id)) == 30
    assert (await stand.seen(source)).title == "Газета"


async def test_what_is_published_after_that_is_told_once_and_in_order(
    stand: Newsstand, feed: Feed
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.publishes("Первая", "Вторая", at=stand.now)
    assert (await stand.look(source)).told == 2
    assert (await stand.look(source)).unchanged
    assert stand.desk.told == ["Первая", "Вторая"]
    [article] = [each for each in stand.desk.articles if each.text.startswith("Вторая")]
    assert (article.source, article.url) == ("Газета", feed.entries[0].link)


@pytest.mark.parametrize(
    "how",
    [
        lambda e: edited(e, id=f"new-{e.id}"),
        lambda e: edited(e, link=e.link.replace("/news/", "/2026/news/")),
        lambda e: edited(e, id=f"new-{e.id}", link=e.link.replace("/news/", "/2026/news/")),
        lambda e: edited(e, id=f"new-{e.id}", link=f"{e.link}/x", text="Сокращено."),
        lambda e: edited(e, id=f"new-{e.id}", link=f"{e.link}/x", text="Сокращено.", at=None),
        lambda e: edited(e, id="the same for all", link="https://paper.example/"),
        lambda e: edited(e, link=f"{e.link}?utm_source=rss&yclid=7"),
        lambda e: edited(e, at=None),
    ],
    ids=[
        "ids",
        "links",
        "ids and links",
        "all but titles",
        "and dates",
        "one id",
        "marks",
        "dates",
    ],
)
async def test_f22_a_feed_that_renames_everything_is_no_news(
    stand: Newsstand, feed: Feed, how: "object"
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.changes(how)  # type: ignore[arg-type]
    outcome = await stand.look(source)
    assert (stand.desk.told, outcome.held) == ([], 0)
    feed.publishes("Настоящая новость", at=stand.now)
    await stand.look(source)
    assert stand.desk.told == ["Настоящая новость"]


async def test_f22_another_feed_at_the_same_address_is_held_and_the_editor_asked(
    stand: Newsstand, feed: Feed
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.shows([])
    feed.publishes(*(f"Чужая запись {n}" for n in range(45)), at=None)
    outcome = await stand.look(source)
    assert (outcome.told, outcome.held) == (0, 40)
    assert stand.editors.backlogs == [(0, 40)]
    assert len(await stand.store.items.held(source.id)) == 40


async def test_f22_a_feed_turned_round_is_no_news(stand: Newsstand, feed: Feed) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.shows(feed.entries[::-1])
    outcome = await stand.look(source)
    assert (outcome.new, outcome.unchanged) == (0, False)


async def test_f22_old_entries_that_come_back_are_no_news(stand: Newsstand, feed: Feed) -> None:
    """What was shown is known; what must have been shown before its time was remembered, too."""
    source = await stand.add(feed.url)
    await stand.look(source)
    whole = list(feed.entries)
    feed.shows(whole[:3])
    await stand.look(source)
    feed.shows(whole)
    feed.publishes("Из архива", at=START - timedelta(days=400))
    outcome = await stand.look(source)
    assert (stand.desk.told, outcome.new, outcome.held) == ([], 1, 0)


async def test_f22_an_edited_title_is_a_change_and_no_news(stand: Newsstand, feed: Feed) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.publishes("Задержаны трое", at=stand.now)
    await stand.look(source)
    feed.entries[0] = edited(feed.entries[0], title="Задержаны четверо")
    feed.serves()
    outcome = await stand.look(source)
    assert (outcome.new, outcome.changed) == (0, 1)
    assert stand.desk.revised == ["Задержаны четверо"]
    assert (await stand.look(source)).changed == 0


async def test_f22_duplicate_ids_are_told_apart_by_their_links(
    stand: Newsstand, feed: Feed
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.publishes("Одна", "Другая", at=stand.now, id="0")
    await stand.look(source)
    assert stand.desk.told == ["Одна", "Другая"]
    feed.publishes("Третья", at=stand.now, id="0")
    await stand.look(source)
    assert stand.desk.told == ["Одна", "Другая", "Третья"]
    assert stand.desk.revised == []


async def test_f22_entries_with_one_id_and_one_link_are_told_apart_by_their_titles(
    stand: Newsstand, feed: Feed
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    same = {"id": "0", "link": "https://paper.example/"}
    feed.publishes("Одна", "Другая", at=stand.now, **same)
    await stand.look(source)
    feed.publishes("Третья", at=stand.now, **same)
    await stand.look(source)
    assert stand.desk.told == ["Одна", "Другая", "Третья"]
    assert stand.desk.revised == []


async def test_f22_a_reused_id_with_another_link_is_news(stand: Newsstand, feed: Feed) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    reused = feed.entries[0].id
    feed.publishes("Совсем другое", at=stand.now, id=reused)
    feed.shows([entry for entry in feed.entries if entry.title != "Старая новость 29"])
    await stand.look(source)
    assert stand.desk.told == ["Совсем другое"]


async def test_f22_a_backlog_is_told_up_to_a_cap_and_the_editor_asked(
    stand: Newsstand, feed: Feed
) -> None:
    """F21 as well: after days without a look, feeds are caught up without a flood."""
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.publishes(*(f"Новость {n}" for n in range(40)), at=stand.now + 40 * HOUR)
    outcome = await stand.look(source, after=48 * HOUR)
    assert (outcome.told, outcome.held) == (5, 35)
    assert stand.desk.told == [f"Новость {n}" for n in range(35, 40)]
    assert stand.editors.backlogs == [(5, 35)]


async def test_f22_what_is_old_when_it_is_found_is_not_told(stand: Newsstand, feed: Feed) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.publishes("Прошла неделя", at=stand.now + HOUR)
    outcome = await stand.look(source, after=timedelta(days=8))
    assert (outcome.told, outcome.held) == (0, 1)


async def test_a_feed_that_forgets_its_past_and_finds_it_again_is_no_news(
    stand: Newsstand, feed: Feed
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    whole = list(feed.entries)
    feed.shows([])
    assert (await stand.look(source)).failure is None
    assert (await stand.seen(source)).look.empty_since == stand.now
    feed.shows(whole)
    outcome = await stand.look(source)
    assert (outcome.new, stand.desk.told) == (0, [])
    assert (await stand.seen(source)).look.empty_since is None


@pytest.mark.parametrize(
    ("body", "content_type", "key"),
    [
        (b"<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>", "text/html",
         "not_a_feed"),
        (b"Service temporarily unavailable", "application/rss+xml", "not_a_feed"),
        (b'{"error": "rate limit"}', "application/json", "not_a_feed"),
        (b"\x89PNG", "image/png", "type"),
    ],
)  # fmt: skip
async def test_a_success_with_an_error_page_is_a_failure_and_changes_nothing(
    stand: Newsstand, feed: Feed, body: bytes, content_type: str, key: str
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    before = await stand.store.items.of(source.id)
    feed.site.answers(feed.path, body, content_type=content_type)
    outcome = await stand.look(source)
    assert (outcome.failure or "").startswith(f"{key}: ")
    look = (await stand.seen(source)).look
    assert (look.failures, look.failing_since) == (1, stand.now)
    feed.serves()
    assert (await stand.look(source)).new == 0
    assert (await stand.seen(source)).look.failures == 0
    assert await stand.store.items.of(source.id) == before
    assert stand.desk.told == []


async def test_a_bad_certificate_is_a_failure_and_nothing_is_read(
    stand: Newsstand, feed: Feed, fetcher_for: MakeFetcher
) -> None:
    async with Site.opened(tls=Authority().server("127.0.0.1")) as secure:
        other = Feed(secure, entries=feed.entries)
        other.serves()
        source = await stand.add(other.url)
        async with fetcher_for(secure) as fetcher:
            outcome = await Newsstand(stand.store, fetcher).look(source)
    assert (outcome.failure or "").startswith("tls: ")
    assert await stand.store.items.of(source.id) == []


async def test_a_source_that_fails_for_weeks_is_paused_and_the_editor_told(
    stand: Newsstand, feed: Feed
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.site.answers(feed.path, b"", 500)
    outcomes = [await stand.look(source, after=timedelta(days=1.5)) for _ in range(12)]
    assert [each.paused for each in outcomes].count(True) == 1
    assert stand.editors.paused == [(source.id, "status: status 500")]
    known = await stand.seen(source)
    assert (known.paused_why, known.removed_at) == ("status", None)
    assert await stand.store.sources.due(stand.now + timedelta(days=99), 9) == []


async def test_a_source_that_comes_back_after_a_month_pushes_no_backlog(
    stand: Newsstand, feed: Feed
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    await stand.store.sources.pause(source.id, "editor", stand.now)
    feed.publishes(*(f"Прошлое {n}" for n in range(20)), at=stand.now + HOUR)
    feed.publishes(*(f"Сегодня {n}" for n in range(8)), at=stand.now + 29 * 24 * HOUR)
    await stand.store.sources.resume(source.id, stand.now)
    outcome = await stand.look(source, after=timedelta(days=30))
    assert outcome.told == 5
    assert stand.desk.told == [f"Сегодня {n}" for n in range(3, 8)]


async def test_gone_for_ever_is_believed_after_three_answers(stand: Newsstand, feed: Feed) -> None:
    source = await stand.add(feed.url)
    feed.site.answers(feed.path, b"", 410)
    outcomes = [await stand.look(source) for _ in range(3)]
    assert [each.paused for each in outcomes] == [False, False, True]
