"""`svodka sources`, `svodka refresh` and `svodka add ADDRESS`, against servers on loopback."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import adding, sourcing
from bot.cli_sources import app as commands
from bot.database import opened
from bot.health import failure, in_words
from bot.settings import Settings
from bot.sourcing import Choices
from sources import opml
from storage.items import Item
from storage.looks import Look
from storage.sources import ON, Source
from storage.store import Store
from tests.sources.newsstand import Feed
from tests.sources.sites import Site

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ARTICLE = "".join(
    f"<p>Пункт {n}. Город открыл мост через реку, сообщила мэрия во вторник утром.</p>"
    for n in range(8)
)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site.opened() as site:
        yield site


@pytest.fixture
def settings(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'svodka.db'}")
    monkeypatch.setenv("FETCH_ALLOW", f"127.0.0.1:{site.port}")
    monkeypatch.setenv("COLUMNS", "250")
    return Settings.load(dotenv=None)


@pytest.fixture
def feed(site: Site) -> Feed:
    feed = Feed(site, "/lenta")
    feed.publishes("Мост открыли", "Бюджет приняли", at=datetime.now(UTC) - timedelta(minutes=1))
    return feed


async def all_sources(settings: Settings) -> list[Source]:
    async with opened(settings) as store:
        return await store.sources.page()


async def test_a_feed_is_found_by_the_address_of_its_page(
    settings: Settings, feed: Feed, capsys: pytest.CaptureFixture[str]
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/lenta">'
    feed.site.answers("/", f"<html><head>{link}</head></html>".encode(), content_type="text/html")
    page = feed.site.url("/")
    choices = Choices(title="Наша газета", topic="sport", full_text=ON, every=30)
    assert await sourcing.add(settings, page, choices) == 0
    [source] = await all_sources(settings)
    assert (source.url, source.title, source.topic) == (feed.url, "Наша газета", "sport")
    assert (source.full_text, source.every) == (ON, timedelta(minutes=30))
    assert await sourcing.add(settings, page, Choices()) == 0
    assert "known already as source 1" in capsys.readouterr().out


async def test_an_address_may_be_written_without_its_scheme(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is looked up, where an address without a scheme would be none."""
    assert await sourcing.add(settings, "paper.invalid/rss", Choices()) == 1
    assert "its name has no address" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "choices", "said"),
    [
        ("/nothing", Choices(), "refused (status 404)"),
        ("/page", Choices(), "no feed was found there"),
        ("/lenta", Choices(topic="астрология"), "--topic is one of"),
        ("/lenta", Choices(full_text="perhaps"), "--full-text is auto, on or off"),
    ],
)
async def test_what_cannot_be_added_is_said_in_a_sentence(
    settings: Settings, feed: Feed, path: str, choices: Choices, said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    feed.site.answers("/page", b"<html><body>words</body></html>", content_type="text/html")
    assert await sourcing.add(settings, feed.site.url(path), choices) == 1
    assert said in capsys.readouterr().out
    assert await all_sources(settings) == []


async def test_a_source_is_refreshed_listed_checked_paused_and_brought_back(
    settings: Settings, feed: Feed, capsys: pytest.CaptureFixture[str]
) -> None:
    await sourcing.add(settings, feed.url, Choices(full_text="off"))
    assert await sourcing.refresh(settings, ()) == 0
    assert await sourcing.show(settings) == 0
    assert await sourcing.check(settings, [1]) == 0
    out = capsys.readouterr().out
    for words in ("Газета: 2 new, 0 told, 0 held", "well", "2 entries"):
        assert words in out
    assert await sourcing.pause(settings, 1) == 0
    assert await sourcing.pause(settings, 1) == 1
    assert await sourcing.remove(settings, 1) == 0
    assert await all_sources(settings) == []
    assert await sourcing.resume(settings, 1) == 0
    assert await sourcing.resume(settings, 1) == 1
    [source] = await all_sources(settings)
    assert source.paused_at is None
    feed.site.answers("/lenta", b"", 500)
    assert await sourcing.refresh(settings, [1]) == 1
    assert "refused (status 500)" in capsys.readouterr().out
    assert await sourcing.show_held(settings, 1) == 1


async def test_a_number_that_no_source_has_is_said(
    settings: Settings, feed: Feed, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are looked at all the same."""
    await sourcing.add(settings, feed.url, Choices())
    for ask in (sourcing.refresh, sourcing.check):
        assert await ask(settings, [1, 99]) == 1
        out = capsys.readouterr().out
        assert "Source 99 is unknown" in out
        assert "Газета: " in out


async def test_a_sources_topic_is_its_folder_in_a_list(settings: Settings, tmp_path: Path) -> None:
    """As in the one that the bot sends."""
    async with opened(settings) as store:
        await store.sources.add("https://a.example/rss", "А", topic="sport", now=NOW)
    assert await sourcing.give_out(settings, tmp_path / "a.opml") == 0
    [feed] = opml.read((tmp_path / "a.opml").read_bytes())
    assert feed.folder == ("sport",)


async def test_sources_leave_as_opml_and_come_back(settings: Settings, tmp_path: Path) -> None:
    async with opened(settings) as store:
        for n in range(3):
            await store.sources.add(f"https://paper{n}.example/rss", f"Газета {n}", now=NOW)
        before = await store.sources.page()
    file = tmp_path / "sources.opml"
    assert await sourcing.give_out(settings, file) == 0
    assert await sourcing.take_in(settings, file) == 0
    other = settings.model_copy(
        update={"database_url": type(settings.database_url)(f"sqlite+aiosqlite:///{tmp_path}/b.db")}
    )
    assert await sourcing.take_in(other, file) == 0
    after = await all_sources(other)
    assert [(s.url, s.title) for s in after] == [(s.url, s.title) for s in before]
    assert await sourcing.give_out(settings, tmp_path) == 1  # a folder
    file.write_text("no list", encoding="utf-8")
    assert await sourcing.take_in(settings, file) == 1


async def test_an_article_is_added_by_its_address(
    settings: Settings, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "<html><head><title>Мост открыли</title></head>"
    body = f"{head}<body><article><h1>Мост открыли</h1>{ARTICLE}</article></body></html>"
    site.answers("/most", body.encode(), content_type="text/html")
    address = site.url("/most?utm_source=tg")
    assert await adding.add(settings, [address]) == 0
    assert await adding.add(settings, [address, site.url("/none")]) == 1
    async with opened(settings) as store:
        [report] = await store.reports.of(1)
        story = await store.stories.get(1)
    assert story is not None
    assert story.analysis.story.text.startswith("Мост открыли\n\nПункт 0.")
    assert report.url == site.url("/most")
    out = capsys.readouterr().out
    assert "known already, as story 1" in out
    assert "/none: not added: refused (status 404)" in out


async def test_half_an_article_is_added_with_a_word(
    settings: Settings, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    offer = "<p>Чтобы читать дальше, оформите подписку.</p>"
    head = "<html><head><title>Мост открыли</title></head>"
    body = f"{head}<body><article><h1>Мост открыли</h1>{ARTICLE}{offer}</article></body></html>"
    site.answers("/half", body.encode(), content_type="text/html")
    assert await adding.add(settings, [site.url("/half")]) == 0
    assert "looks like a part of the article only: paywall" in capsys.readouterr().out


async def test_a_feed_without_entries_is_added(settings: Settings, site: Site) -> None:
    """A newborn one; of those that a page names, one with entries is taken."""
    site.answers("/new", b"<rss version='2.0'><channel><title>N</title></channel></rss>")
    assert await sourcing.add(settings, site.url("/new"), Choices()) == 0
    links = "".join(
        f"<link rel=alternate type=application/rss+xml href={path}>" for path in ("/new", "/full")
    )
    site.answers("/", f"<html><head>{links}</head></html>".encode(), content_type="text/html")
    Feed(site, "/full").publishes("Мост открыли")
    assert await sourcing.add(settings, site.url("/"), Choices()) == 0
    assert [each.url for each in await all_sources(settings)] == [
        site.url("/new"), site.url("/full")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (Look(NOW, ok_at=NOW), "usually every hour, well"),
        (Look(NOW, ok_at=NOW, empty_since=NOW - timedelta(hours=9), status=200),
         "200, but empty for 9 hours"),
        (Look(NOW, failing_since=NOW - timedelta(days=2), failure="slow: not done in 30 s"),
         "fails for 2 days: too slow (not done in 30 s)"),
        (Look(NOW, ok_at=NOW, whole=4, half=6), "usually every hour, well; read only half"),
    ],
)  # fmt: skip
async def test_health_is_said_in_plain_words(tmp_path: Path, look: Look, words: str) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}")
    made, _ = await store.sources.add("https://paper.example/rss", now=NOW)
    await store.sources.looked(made.id, look)
    hours = [NOW - timedelta(hours=n) for n in range(40)]
    await store.items.add([Item(made.id, "", "", "", "", "", "", NOW, at) for at in hours])
    source = await store.sources.get(made.id)
    assert source is not None
    assert in_words(source, await store.sources.times(made.id, hours[-1]), NOW) == words
    await store.close()


def test_a_silent_source_is_said_to_be_silent_for_so_long() -> None:
    made = _source()
    hours = [NOW - timedelta(hours=n) for n in range(9, 60)]
    assert in_words(made, hours, NOW) == "usually every hour, silent for 9 hours"


def test_every_failure_has_words() -> None:
    from sources.fetch_errors import ALL
    from sources.visit import FAULT, NOT_A_FEED, UNREADABLE

    for key in (*(each.key for each in ALL), FAULT, NOT_A_FEED, UNREADABLE):
        assert failure(f"{key}: truth").removesuffix(" (truth)") != key


def test_every_command_about_sources_is_in_the_handbook() -> None:
    handbook = (Path(__file__).parents[2] / "docs" / "operator.md").read_text("utf-8")
    for each in commands.registered_commands:
        name = each.name or getattr(each.callback, "__name__", "")
        assert f"`svodka sources {name}" in handbook or f"`{name} " in handbook


def _source() -> Source:
    look = Look(NOW, ok_at=NOW)
    return Source(1, "", "", False, "", None, "auto", None, NOW, None, None, None, None, look)
