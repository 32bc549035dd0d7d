"""What a fetch brings from servers that mean well."""

import asyncio
import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from sources.fetch import Fetcher, user_agent
from sources.fetch_errors import StatusError, TooManyRedirectsError, WrongTypeError
from sources.fetched import FEED, PAGE
from sources.networks import Allow
from tests.sources.conftest import MakeFetcher
from tests.sources.sites import Names, Site

FEED_BODY = b"<rss><channel><title>Paper</title></channel></rss>"


async def test_a_body_comes_with_what_its_headers_say(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers(
            "/feed",
            gzip.compress(FEED_BODY),
            content_type="text/xml; charset=windows-1251",
            content_encoding="gzip",
            etag='W/"7"',
            last_modified="Wed, 06 May 2026 10:00:00 GMT",
            cache_control="public, max-age=600",
            age="100",
        )
        fetched = await fetcher.get(site.url("/feed"), accept=FEED)
    assert fetched.body == FEED_BODY
    assert fetched.status == 200
    assert fetched.url == site.url("/feed")
    assert fetched.content_type == "text/xml; charset=windows-1251"
    assert (fetched.etag, fetched.last_modified) == ('W/"7"', "Wed, 06 May 2026 10:00:00 GMT")
    assert fetched.max_age == 500
    assert fetched.hops == ()
    assert fetched.moved_to is None


async def test_validators_are_sent_back_and_304_has_no_body(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/feed", status=304, etag='"7"')
        fetched = await fetcher.get(site.url("/feed"), etag='"7"', last_modified="yesterday")
    assert fetched.not_modified
    assert fetched.body == b""
    assert site.asked[0].headers["if-none-match"] == '"7"'
    assert site.asked[0].headers["if-modified-since"] == "yesterday"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"cache_control": "max-age=60"}, 60),
        ({"cache_control": 'private, Max-Age="60"'}, 60),
        ({"cache_control": "max-age=60, no-cache"}, 0),
        ({"cache_control": "no-store"}, 0),
        ({"cache_control": "max-age=60", "age": "90"}, 0),
        ({"cache_control": "max-age=soon"}, None),
        ({}, None),
        (
            {
                "expires": "Wed, 06 May 2026 11:00:00 GMT",
                "date": "Wed, 06 May 2026 10:00:00 GMT",
            },
            3_600,
        ),
        ({"expires": "0", "date": "Wed, 06 May 2026 10:00:00 GMT"}, None),
        ({"expires": "Wed, 99 May 2026", "date": "never"}, None),
    ],
)
async def test_how_long_an_answer_holds_is_read(
    fetcher_for: MakeFetcher, headers: dict[str, str], expected: float | None
) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/", b"news", 200, 0.0, **headers)
        assert (await fetcher.get(site.url())).max_age == expected


async def test_headers_in_other_alphabets_come_out_as_ascii(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/", b"news", content_type="text/html; charset=кои", etag="метка")
        fetched = await fetcher.get(site.url())
    assert fetched.content_type
    assert fetched.content_type.startswith("text/html; charset=?")
    assert fetched.etag is None


@pytest.mark.parametrize("bad", ["a\r\nX-Evil: 1", "мой", "\ud800", "x" * 1_000, ""])
async def test_a_validator_that_cannot_be_sent_is_left_out(
    fetcher_for: MakeFetcher, bad: str
) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/", b"here")
        await fetcher.get(site.url(), etag=bad)
    assert "if-none-match" not in site.asked[0].headers
    assert "x-evil" not in site.asked[0].headers


async def test_we_say_who_we_are_and_bring_no_cookies(fetcher_for: MakeFetcher) -> None:
    agent = user_agent("https://paper.example/bot")
    async with Site.opened() as site, fetcher_for(site, agent=agent) as fetcher:
        site.answers("/", b"here", set_cookie="reader=7; Path=/")
        await fetcher.get(site.url())
        await fetcher.get(site.url())
    assert site.asked[1].headers["user-agent"].startswith("Svodka/")
    assert "https://paper.example/bot" in site.asked[1].headers["user-agent"]
    assert "cookie" not in site.asked[1].headers


def test_a_contact_cannot_add_headers() -> None:
    assert "\n" not in user_agent("x\r\nEvil: 1")
    assert user_agent("me@paper.example").endswith("(+me@paper.example)")


async def test_the_environment_names_no_proxy(
    fetcher_for: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/", b"here")
        assert (await fetcher.get(site.url())).body == b"here"


async def test_redirects_are_followed_and_told(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.redirects("/old", "/new path?a=1#part", 301)
        site.redirects("/new%20path", "//" + site.url("/now")[7:], 308)
        site.redirects("/now", "today", 302)
        site.answers("/today", b"news")
        fetched = await fetcher.get(site.url("/old"))
    assert fetched.body == b"news"
    assert fetched.url == site.url("/today")
    assert [hop.status for hop in fetched.hops] == [301, 308, 302]
    assert fetched.moved_to == site.url("/now")


async def test_an_address_is_stored_anew_only_as_far_as_all_redirects_are_permanent(
    fetcher_for: MakeFetcher,
) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.redirects("/old", "/way", 307)
        site.redirects("/way", "/new", 301)
        site.answers("/new", b"news")
        assert (await fetcher.get(site.url("/old"))).moved_to is None


async def test_five_redirects_are_followed_and_a_sixth_is_not(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        for step in range(50):
            site.redirects(f"/{step}", f"/{step + 1}")
        site.answers("/50", b"news")
        assert (await fetcher.get(site.url("/45"))).body == b"news"
        before = len(site.asked)
        with pytest.raises(TooManyRedirectsError):
            await fetcher.get(site.url("/44"))
        with pytest.raises(TooManyRedirectsError):
            await fetcher.get(site.url("/0"))
    assert len(site.asked) == before + 12


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503])
async def test_no_success_is_an_error_with_its_status(
    fetcher_for: MakeFetcher, status: int
) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/", b"sorry", status, retry_after="120")
        with pytest.raises(StatusError) as caught:
            await fetcher.get(site.url("/"))
    assert caught.value.status == status
    assert caught.value.retry_after == 120
    assert caught.value.gone == (status == 410)
    assert str(status) in str(caught.value)


async def test_a_date_in_retry_after_counts_from_now(fetcher_for: MakeFetcher) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/", status=503, retry_after=later)
        with pytest.raises(StatusError) as caught:
            await fetcher.get(site.url())
    assert caught.value.retry_after == pytest.approx(3_600, abs=5)


@pytest.mark.parametrize(
    ("kind", "feed", "page"),
    [
        ("text/html; charset=utf-8", True, True),
        ("application/rss+xml", True, True),
        ("application/feed+json", True, False),
        ("text/plain", True, True),
        ("image/png", False, False),
        ("video/mp4", False, False),
        ("application/pdf", False, False),
        ("application/zip", False, False),
    ],
)
async def test_content_that_is_nothing_to_read_is_not_read(
    fetcher_for: MakeFetcher, kind: str, feed: bool, page: bool
) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/", b"content", content_type=kind)
        for accept, good in ((FEED, feed), (PAGE, page)):
            if good:
                assert (await fetcher.get(site.url(), accept=accept)).body == b"content"
            else:
                with pytest.raises(WrongTypeError):
                    await fetcher.get(site.url(), accept=accept)


async def test_one_of_a_host_at_a_time_over_one_connection(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        for number in range(6):
            site.answers(f"/{number}", b"news", after=0.01)
        await asyncio.gather(*(fetcher.get(site.url(f"/{number}")) for number in range(6)))
        assert site.most_busy == 1
        assert site.visits <= 2


async def test_no_more_are_fetched_at_once_than_is_set(
    fetcher_for: MakeFetcher, names: Names
) -> None:
    async with Site.opened() as site, fetcher_for(site, at_once=3) as fetcher:
        site.answers("/", b"news", after=0.05)
        for number in range(12):
            names.lead(f"paper{number}.test", ["127.0.0.1"])
        places = [site.url(host=f"paper{number}.test") for number in range(12)]
        await asyncio.gather(*map(fetcher.get, places))
    assert site.most_busy == 3


async def test_an_operator_may_let_more_go_to_one_host(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site, per_host=4) as fetcher:
        site.answers("/", b"news", after=0.05)
        await asyncio.gather(*(fetcher.get(site.url()) for _ in range(12)))
    assert site.most_busy == 4


async def test_hosts_that_are_not_the_operators_own_are_asked_one_at_a_time(
    fetcher_for: MakeFetcher, names: Names
) -> None:
    """A stranger's name may lead to an allowed address, or to a public one: it is not his own."""
    names.lead("paper.test", ["127.0.0.1"])
    async with Site.opened() as site, fetcher_for(site, per_host=4) as fetcher:
        site.answers("/", b"news", after=0.02)
        await asyncio.gather(*(fetcher.get(site.url(host="paper.test")) for _ in range(6)))
    assert site.most_busy == 1


async def test_connections_are_not_kept_when_nobody_waits_for_them(
    fetcher_for: MakeFetcher,
) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/", b"news")
        await fetcher.get(site.url("/"))
        assert site.asked[0].headers["connection"] == "close"


async def test_f23_a_slow_host_with_many_sources_does_not_delay_others(names: Names) -> None:
    async with Site.opened() as slow, Site.opened() as quick:
        slow.answers("/", b"late", after=30)
        quick.answers("/", b"soon")
        allow = Allow.parse([f"127.0.0.1:{slow.port}", f"127.0.0.1:{quick.port}"])
        async with Fetcher(agent="test", allow=allow, at_once=2) as fetcher:
            late = [asyncio.create_task(fetcher.get(slow.url())) for _ in range(5)]
            await asyncio.sleep(0.05)
            await asyncio.gather(*(fetcher.get(quick.url()) for _ in range(5)))
            assert not any(task.done() for task in late)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
            assert len(fetcher._lanes) == 0


async def test_waiting_for_a_turn_does_not_count_as_slow(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/", b"news", after=0.25)
        answers = await asyncio.gather(*(fetcher.get(site.url()) for _ in range(5)))
    assert [answer.body for answer in answers] == [b"news"] * 5


async def test_hosts_that_redirect_to_each_other_do_not_wait_for_each_other(
    fetcher_for: MakeFetcher,
) -> None:
    async with Site.opened() as one, Site.opened() as two, fetcher_for(one, two) as fetcher:
        for site, other in ((one, two), (two, one)):
            site.answers("/news", b"news")
            site.redirects("/", other.url("/news"))
        wanted = [site.url() for _ in range(5) for site in (one, two)]
        answers = await asyncio.wait_for(asyncio.gather(*map(fetcher.get, wanted)), timeout=3)
    assert {answer.body for answer in answers} == {b"news"}
