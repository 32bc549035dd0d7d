"""The sandbox's invented newsroom: feeds in three formats, read as any other."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import demo
from bot.pair import Address, for_demo
from bot.settings import Settings
from news.analysis import analyse
from sandbox.server import Sandbox
from sources import feeds
from sources.fetch import Fetcher
from sources.fetch_errors import StatusError
from sources.files import check_article
from sources.networks import Allow

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", demo.FEEDS)
def test_a_story_appears_when_its_time_has_come(tmp_path: Path, language: str) -> None:
    """What is there keeps its name; each feed has something for later."""
    found = demo.entries(START)
    counts, names = [], []
    for now in (START, START + timedelta(hours=1)):
        demo.write(tmp_path, found, now, "http://127.0.0.1/demo/")
        body = (tmp_path / demo.FEEDS[language]).read_bytes()
        parsed = feeds.parse(body, None, "http://127.0.0.1/demo/x")
        assert parsed.title == demo.TITLES[language]
        assert all(entry.published and entry.published <= now for entry in parsed.entries)
        counts.append(len(parsed.entries))
        names.append({entry.id for entry in parsed.entries})
    assert 0 < counts[0] < counts[1]
    assert names[0] < names[1]


def test_every_story_is_an_article_with_figures() -> None:
    """A newcomer sees summaries and figures of each."""
    for entry in demo.entries(START):
        analysis = analyse(f"{entry.title}\n\n{entry.text}")
        check_article(analysis)
        assert analysis.figures, entry.title
        assert analysis.story.language == entry.language


async def test_the_sandbox_serves_the_newsroom_to_whom_it_is_allowed(tmp_path: Path) -> None:
    """As a site in the web would; nothing beside the folder."""
    demo.write(tmp_path, demo.entries(START), START, "http://127.0.0.1/demo/")
    async with Sandbox.running(folder=tmp_path) as sandbox:
        address = Address(
            sandbox.api_url, sandbox.page_url, sandbox.clock_url, sandbox.token, {"Айгерим": 7}
        )
        settings = for_demo(Settings(_env_file=None, admin_ids=frozenset()), address)
        allow = Allow.parse(settings["FETCH_ALLOW"].split(","))
        assert settings["ADMIN_IDS"] == "7"
        async with Fetcher(agent="test", allow=allow) as fetcher:
            for name in demo.FEEDS.values():
                fetched = await fetcher.get(address.demo_url + name)
                assert feeds.parse(fetched.body, fetched.content_type, fetched.url).entries
            with pytest.raises(StatusError):
                await fetcher.get(f"{address.demo_url}..%2f..%2fetc%2fpasswd")


def test_an_editor_that_was_chosen_stays_the_editor() -> None:
    """The sandbox's first person is one only where nobody is named."""
    address = Address(
        "http://127.0.0.1:1", "http://127.0.0.1:1/", "http://127.0.0.1:1/c", "1:x", {"Айгерим": 7}
    )
    settings = Settings.model_validate({"admin_ids": "5", "fetch_allow": "nas.lan"})
    assert for_demo(settings, address) == {"FETCH_ALLOW": "nas.lan,127.0.0.1:1"}
