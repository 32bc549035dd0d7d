"""A site's robots.txt is asked for once and obeyed, for addresses that nobody gave us."""

import time

import pytest

from sources.fetch_errors import FetchError, RobotsError, StatusError
from sources.robots import REMEMBERED, UNKNOWN, Robots
from tests.sources.conftest import MakeFetcher
from tests.sources.sites import Site


async def test_what_a_site_asks_for_is_obeyed(fetcher_for: MakeFetcher) -> None:
    rules = b"User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /*?print=\nDisallow: /s\n"
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/robots.txt", rules)
        site.answers("/news", b"news")
        site.answers("/secret", b"secret")
        assert (await fetcher.get(site.url("/news"), robots=True)).body == b"news"
        for path in ("/secret", "/news?print=1"):
            with pytest.raises(RobotsError):
                await fetcher.get(site.url(path), robots=True)
        assert (await fetcher.get(site.url("/secret"))).body == b"secret"
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/news", "/secret"]


async def test_rules_that_name_us_come_first(fetcher_for: MakeFetcher) -> None:
    rules = b"User-agent: *\nDisallow:\n\nUser-agent: svodka\nDisallow: /\n"
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/robots.txt", rules)
        with pytest.raises(RobotsError):
            await fetcher.get(site.url("/"), robots=True)


async def test_redirects_ask_the_site_that_they_lead_to(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as one, Site.opened() as two, fetcher_for(one, two) as fetcher:
        one.redirects("/", two.url("/news"))
        two.answers("/robots.txt", b"User-agent: *\nDisallow: /\n")
        with pytest.raises(RobotsError) as caught:
            await fetcher.get(one.url(), robots=True)
    assert [asked.path for asked in two.asked] == ["/robots.txt"]
    assert caught.value.at == two.url("/news")


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (429, False)]
)
async def test_a_missing_file_allows_all_and_a_failing_server_nothing(
    fetcher_for: MakeFetcher, status: int, allowed: bool
) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/robots.txt", status=status)
        site.answers("/", b"news")
        if allowed:
            assert (await fetcher.get(site.url(), robots=True)).body == b"news"
        else:
            with pytest.raises(RobotsError):
                await fetcher.get(site.url(), robots=True)


async def test_a_site_is_asked_again_after_a_day_or_after_an_hour_of_trouble() -> None:
    now, asked = 0.0, []
    answer: bytes | FetchError = b"User-agent: *\nDisallow: /\n"

    async def get(url: str) -> bytes:
        asked.append(url)
        if isinstance(answer, FetchError):
            raise answer
        return answer

    robots = Robots(get, "Svodka", clock=lambda: now)
    assert not await robots.allows("https://paper.example/a")
    now = REMEMBERED - 1
    assert not await robots.allows("https://paper.example/b")
    assert asked == ["https://paper.example/robots.txt"]
    now, answer = REMEMBERED, StatusError(503)
    assert not await robots.allows("https://paper.example/a")
    now, answer = REMEMBERED + UNKNOWN, b""
    assert await robots.allows("https://paper.example/a")
    assert len(asked) == 3


async def test_a_hostile_file_of_half_a_megabyte_does_not_hold_up_the_loop() -> None:
    rules = b"User-agent: *\n" + b"Disallow: /*a*b*c*d*e*f$\n" * 20_000

    async def get(_: str) -> bytes:
        return rules

    robots = Robots(get, "Svodka")
    began = time.thread_time()  # of the loop's thread alone
    assert await robots.allows("https://paper.example/" + "abcdef" * 500 + "x")
    assert time.thread_time() - began < 0.05
