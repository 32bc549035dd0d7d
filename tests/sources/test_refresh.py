"""Looking at sources: politely, side by side, and with the whole text where a feed only teases."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from sources.worker import Workers
from storage.sources import OFF, ON
from tests.sources import chores
from tests.sources.newsstand import START, Feed, Newsstand, edited
from tests.sources.sites import Site

HOUR = timedelta(hours=1)
_SENTENCE = "Городской совет принял бюджет на год, сообщила пресс-служба в понедельник. "


@pytest.fixture
def feed(site: Site) -> Feed:
    feed = Feed(site)
    feed.publishes("Было раньше", at=START - HOUR)
    return feed


def page(site: Site, path: str, text: str, *, title: str = "Бюджет принят") -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    body = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}"
    site.answers(path, f"{body}</article></body></html>".encode(), content_type="text/html")


async def test_an_unchanged_feed_is_neither_sent_nor_read_again(
    stand: Newsstand, feed: Feed
) -> None:
    feed.serves(etag='"1"', last_modified="Mon, 23 Nov 2026 12:00:00 GMT")
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.site.answers(feed.path, b"", 304)
    pieces = stand.workers.pieces  # type: ignore[attr-defined]
    assert (await stand.look(source)).unchanged
    assert feed.requests[-1].headers["if-none-match"] == '"1"'
    assert feed.requests[-1].headers["if-modified-since"] == "Mon, 23 Nov 2026 12:00:00 GMT"
    assert stand.workers.pieces == pieces  # type: ignore[attr-defined]


async def test_the_same_bytes_without_a_validator_are_not_read_again(
    stand: Newsstand, feed: Feed
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    pieces = stand.workers.pieces  # type: ignore[attr-defined]
    assert (await stand.look(source)).unchanged
    assert stand.workers.pieces == pieces  # type: ignore[attr-defined]


async def test_a_source_that_moved_for_good_is_asked_at_its_new_address(
    stand: Newsstand, feed: Feed
) -> None:
    feed.site.redirects("/old", feed.url, 301)
    source = await stand.add(feed.site.url("/old"))
    await stand.look(source)
    assert (await stand.seen(source)).url == feed.url
    feed.site.redirects("/now", feed.url, 302)
    other = await stand.add(feed.site.url("/now"))
    await stand.look(other)
    assert (await stand.seen(other)).url == feed.site.url("/now")


async def test_the_next_look_follows_the_rhythm_and_the_servers_wish(
    stand: Newsstand, feed: Feed
) -> None:
    feed.publishes(*(f"Новость {n}" for n in range(3)), at=START)
    source = await stand.add(
        feed.url,
    )
    await stand.look(source)
    usual = (await stand.seen(source)).look.next_look_at - stand.now
    feed.site.answers(feed.path, b"", 503, retry_after="20000")
    await stand.look(source)
    waited = (await stand.seen(source)).look.next_look_at - stand.now
    assert timedelta(minutes=10) <= usual < timedelta(hours=2)
    assert waited >= timedelta(seconds=20_000)


async def test_a_source_that_fails_or_drips_holds_no_other_one_back(
    stand: Newsstand, feed: Feed
) -> None:
    feed.site.drips("/slow", b"HTTP/1.1 200 OK\r\n\r\n", b"x")
    feed.site.says("/broken", b"\0\1\2")
    for path in ("/slow", "/broken", "/missing"):
        await stand.add(feed.site.url(path))
    source = await stand.add(feed.url)
    await stand.runs(1.5)
    assert (await stand.seen(source)).look.failures == 0
    assert stand.desk.kept == ["Было раньше"]
    broken = await stand.store.sources.by_url(feed.site.url("/broken"))
    assert broken is not None
    assert broken.look.failures == 1


async def test_a_fault_of_ours_is_one_sources_matter(
    stand: Newsstand, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Feed(feed.site, "/other")
    other.publishes("Другая газета")
    first, second = await stand.add(feed.url), await stand.add(other.url)
    take = stand.desk.take

    async def stumble(article: object, **how: object) -> object:
        if "Было раньше" in article.text:  # type: ignore[attr-defined]
            raise RuntimeError("a fault")
        return await take(article, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(stand.desk, "take", stumble)
    with capture_logs():  # its traceback takes longer to draw than this fetcher has patience
        done = [each async for each in stand.refresher.refresh([first, second])]
    outcomes = {each.source.id: each for each in done}
    assert outcomes[first.id].failure == "fault: RuntimeError"
    assert outcomes[second.id].failure is None
    assert stand.desk.kept == ["Другая газета"]


async def test_a_look_that_was_broken_off_loses_nothing_and_repeats_nothing(
    stand: Newsstand, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.publishes("Первая", "Вторая", at=stand.now)

    async def killed(items: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(stand.store.items, "add", killed)
        with pytest.raises(KeyboardInterrupt):
            await stand.look(source)
    await stand.look(source)
    assert stand.desk.told == ["Первая", "Вторая"]
    items = await stand.store.items.of(source.id)
    assert [each.story_id is not None for each in items] == [True] * 3


async def test_a_teaser_is_read_on_its_page(stand: Newsstand, feed: Feed) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.publishes("Бюджет принят", text="Совет принял бюджет…", at=stand.now)
    page(feed.site, "/news/2", "\n".join(f"Статья {n}. {_SENTENCE}" for n in range(6)))
    await stand.look(source)
    [article] = [each for each in stand.desk.articles if each.text.startswith("Бюджет")]
    assert article.text.count("пресс-служба") == 6
    assert (await stand.seen(source)).look.whole == 1


@pytest.mark.parametrize(("choice", "asked"), [(OFF, 0), (ON, 1)])
async def test_an_editor_decides_whether_pages_are_read(
    stand: Newsstand, feed: Feed, choice: str, asked: int
) -> None:
    source = await stand.add(feed.url, full_text=choice)
    await stand.look(source)
    page(feed.site, "/news/1", "\n".join(_SENTENCE * 3 for _ in range(6)))
    assert sum(each.path == "/news/1" for each in feed.site.asked) == asked


async def test_pages_that_cannot_be_read_are_counted_and_the_entrys_own_text_does(
    stand: Newsstand, feed: Feed
) -> None:
    source = await stand.add(feed.url, full_text=ON)
    await stand.look(source)
    feed.publishes("Кратко", text="Суд вынес приговор. Прокурор просил больше.", at=stand.now)
    feed.site.answers("/news/2", b"<html><body>404 Not Found</body></html>")
    await stand.look(source)
    assert stand.desk.told == ["Кратко"]
    assert (await stand.seen(source)).look.half == 2


async def test_a_page_that_cannot_be_had_now_is_asked_for_again_and_then_given_up(
    stand: Newsstand, feed: Feed
) -> None:
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.publishes("Суд решил", text="Суд вынес решение.", at=stand.now)
    feed.site.answers("/news/2", b"", 503)
    told = []
    for _ in range(3):
        await stand.look(source)
        told.append(list(stand.desk.told))
    assert told == [[], [], ["Суд решил"]]


async def test_a_feed_written_in_another_way_throughout_corrects_nothing(
    stand: Newsstand, feed: Feed
) -> None:
    feed.publishes(*(f"Новость {n}" for n in range(20)))
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.changes(lambda entry: edited(entry, text=f"{entry.text} Читайте нас."))
    assert (await stand.look(source)).changed == 0
    feed.changes(lambda entry: edited(entry, text=f"{entry.text} Подпишитесь."))
    assert (await stand.look(source)).new == 0


async def test_a_page_that_is_read_only_half_changes_no_story(stand: Newsstand, feed: Feed) -> None:
    """A teaser that changes has its page read again, which stands behind a paywall by now."""
    source = await stand.add(feed.url)
    await stand.look(source)
    feed.publishes("Бюджет принят", text="Совет принял бюджет…", at=stand.now)
    text = [f"Статья {n}. {_SENTENCE}" for n in range(6)]
    page(feed.site, "/news/2", "\n".join(text))
    await stand.look(source)
    page(feed.site, "/news/2", "\n".join([*text[:4], "Материал доступен только подписчикам"]))
    feed.entries[0] = edited(feed.entries[0], text="Совет принял новый бюджет…")
    feed.serves()
    await stand.look(source)
    [revised] = stand.desk.revised_texts
    assert revised == "Бюджет принят\n\nСовет принял новый бюджет…"


async def test_what_feeds_hold_is_read_in_another_process(stand: Newsstand, feed: Feed) -> None:
    async with Workers(1) as workers:
        other = Newsstand(stand.store, stand.fetcher, workers)
        source = await other.add(feed.url)
        outcome = await other.look(source)
        loaded = await workers.run(chores.modules)
    assert (outcome.new, outcome.failure) == (1, None)
    assert not {"aiogram", "aiohttp", "sqlalchemy"} & set(loaded)
