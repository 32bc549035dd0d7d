"""F26, F27, F28: what a stranger names is not connected to, counted by the connections made."""

import logging
import traceback
from itertools import pairwise

import aiohttp
import pytest

from sources.addresses import shown
from sources.dialling import checked_sockets, system_lookup, target
from sources.fetch_errors import (
    FetchError,
    LookupFailedError,
    RefusedAddressError,
    TooManyRedirectsError,
)
from sources.networks import Allow
from tests.sources.certificates import Authority
from tests.sources.conftest import MakeFetcher
from tests.sources.recorder import connections
from tests.sources.sites import Names, Site

#: Ways to spell addresses that a stranger has no business with.
HIDDEN = [
    "127.0.0.1",
    "127.1",
    "127.0.0.1.",
    "2130706433",
    "0x7f.1",
    "0x7f000001",
    "0177.0.0.1",
    "017700000001",
    "0",
    "0.0.0.0",  # noqa: S104  # a place to go, not to listen
    "255.255.255.255",
    "１２７.0.0.1",
    "127。0。0。1",
    "①②⑦.⓪.⓪.①",
    "%31%32%37.0.0.1",
    "169.254.169.254",
    "2852039166",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "192.88.99.1",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:a9fe:a9fe]",
    "[::127.0.0.1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2002:c0a8:101::1]",
    "[2001:0:7f00:1::]",
    "[2001:0:808:808::80ff:fffe]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[100::1]",
]


@pytest.mark.parametrize("host", HIDDEN)
async def test_f26_no_connection_is_opened_to_a_hidden_address(
    fetcher_for: MakeFetcher, host: str
) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        for scheme, port in (("http", ""), ("https", ""), ("http", ":8080"), ("http", ":8081")):
            place = f"{scheme}://{host}{port}/secrets"
            site.redirects("/", place, 301)
            with connections() as made:
                for asked in (place, site.url()):
                    with pytest.raises(RefusedAddressError):
                        await fetcher.get(asked)
            assert made == [("127.0.0.1", site.port)], place


async def test_f26_another_port_of_an_allowed_host_is_not_connected_to(
    fetcher_for: MakeFetcher,
) -> None:
    async with Site.opened() as site, Site.opened() as secret, fetcher_for(site) as fetcher:
        secret.answers("/", b"secret")
        site.redirects("/", secret.url())
        with connections() as made, pytest.raises(RefusedAddressError):
            await fetcher.get(site.url())
    assert made == [("127.0.0.1", site.port)]
    assert secret.visits == 0


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1:6379/_flushall",
        "data:text/html,hello",
        "javascript:alert(1)",
        "unix:///var/run/docker.sock",
        "http+unix://%2Fvar%2Frun%2Fdocker.sock/info",
        "http://",
        "http:///etc/passwd",
        "http://[::1",
        "http://a:b/",
        "http://paper.example:99999/",
        "http://paper.example:22/",
        "http://localhost:22/",
        "https://reader:secret@paper.example/",
        "http://" + "a" * 20_000,
    ],
)
async def test_f26_a_redirect_to_what_is_no_address_of_the_web_is_not_followed(
    place: str, names: Names, fetcher_for: MakeFetcher
) -> None:
    async with Site.opened() as site:
        # Allowed by its name, so that ports are judged as for people who allow no network.
        names.lead("site.test", ["127.0.0.1"])
        allow = Allow.parse([f"site.test:{site.port}"])
        site.redirects("/", place)
        async with fetcher_for(allow=allow) as fetcher:
            with connections() as made, pytest.raises(FetchError) as caught:
                await fetcher.get(site.url(host="site.test"))
    # Servers' own lines of 20,000 characters are refused before they are read as an address.
    assert caught.value.key in ("address", "broken")
    assert made == [("127.0.0.1", site.port)]
    assert names.asked == ["site.test"]


async def test_f26_redirects_in_a_circle_end(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.redirects("/a", "/b", 301)
        site.redirects("/b", "/a#again", 301)
        site.redirects("/self", "self#again", 307)
        for path, asked in (("/a", 2), ("/self", 1)):
            site.asked.clear()
            with pytest.raises(TooManyRedirectsError):
                await fetcher.get(site.url(path))
            assert len(site.asked) == asked


async def test_f26_fifty_hops_are_cut_off_at_five(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        for step in range(50):
            site.redirects(f"/{step}", f"/{step + 1}")
        with connections() as made, pytest.raises(TooManyRedirectsError):
            await fetcher.get(site.url("/0"))
    assert len(site.asked) == len(made) == 6


async def test_f26_https_does_not_lead_to_http(fetcher_for: MakeFetcher) -> None:
    authority = Authority()
    async with (
        Site.opened() as plain,
        Site.opened(tls=authority.server("127.0.0.1")) as secure,
        fetcher_for(plain, secure, tls=authority.trusting()) as fetcher,
    ):
        plain.answers("/", b"news")
        secure.answers("/good", b"news")
        secure.redirects("/", plain.url())
        plain.redirects("/up", secure.url("/good"), 301)
        assert (await fetcher.get(plain.url("/up"))).moved_to == secure.url("/good")
        with connections() as made, pytest.raises(RefusedAddressError, match="https to http"):
            await fetcher.get(secure.url())
    assert made == [("127.0.0.1", secure.port)]


async def test_f26_names_of_this_machine_lead_nowhere(fetcher_for: MakeFetcher) -> None:
    async with fetcher_for(resolve=system_lookup) as fetcher:
        for place in ("http://localhost/", "http://localhost.:8080/", "http://LOCALHOST/"):
            with connections() as made, pytest.raises((RefusedAddressError, LookupFailedError)):
                await fetcher.get(place)
            assert made == []


async def test_f26_the_socket_is_refused_even_where_nothing_else_looked() -> None:
    """The last line holds alone: literal addresses pass by every resolver of aiohttp's."""
    async with Site.opened() as site:
        connector = aiohttp.TCPConnector(socket_factory=checked_sockets(Allow()))
        target.set(("127.0.0.1", site.port))
        async with aiohttp.ClientSession(connector=connector) as session:
            for host in ("127.0.0.1", "[::ffff:127.0.0.1]", "localhost"):
                with connections() as made, pytest.raises(aiohttp.ClientConnectorError):
                    await session.get(f"http://{host}:{site.port}/")
                assert made == []


async def test_f27_the_address_that_was_checked_is_the_one_connected_to(
    names: Names, fetcher_for: MakeFetcher
) -> None:
    """A name that changes its answer gets one connection to the first, and none to the second."""
    async with Site.opened("127.0.0.2") as site:
        site.answers("/", b"news")
        names.lead("evil.test", ["127.0.0.2"], ["127.0.0.1"])
        allow = Allow.parse([f"127.0.0.2:{site.port}"])
        async with fetcher_for(allow=allow) as fetcher:
            with connections() as made:
                assert (await fetcher.get(site.url(host="evil.test"))).body == b"news"
                assert names.asked == ["evil.test"]
                with pytest.raises(RefusedAddressError):
                    await fetcher.get(site.url(host="evil.test"))
    assert made == [("127.0.0.2", site.port)]


async def test_f27_of_mixed_answers_only_the_good_ones_are_used(
    names: Names, fetcher_for: MakeFetcher
) -> None:
    async with Site.opened("127.0.0.2") as site:
        site.answers("/", b"news")
        names.lead("mixed.test", ["127.0.0.1", "::1", "10.0.0.1", "nonsense", "127.0.0.2"])
        names.lead("bad.test", ["127.0.0.1", "::1", "fe80::1%eth0"])
        allow = Allow.parse([f"127.0.0.2:{site.port}"])
        async with fetcher_for(allow=allow) as fetcher:
            with connections() as made:
                assert (await fetcher.get(site.url(host="mixed.test"))).body == b"news"
                with pytest.raises(RefusedAddressError):
                    await fetcher.get(site.url(host="bad.test"))
    assert made == [("127.0.0.2", site.port)]


async def test_f27_a_name_with_thousands_of_addresses_is_tried_a_few_times(
    names: Names, fetcher_for: MakeFetcher
) -> None:
    names.lead("crowd.test", [f"127.1.{n // 250}.{n % 250 + 1}" for n in range(5_000)])
    allow = Allow.parse(["127.1.0.0/16"])
    async with fetcher_for(allow=allow) as fetcher:
        with connections() as made, pytest.raises(FetchError):
            await fetcher.get("http://crowd.test:9/")
    assert 0 < len(made) <= 4  # each twice: aiohttp comes back to those that are left


async def test_f27_redirects_are_resolved_and_checked_like_the_first(
    names: Names, fetcher_for: MakeFetcher
) -> None:
    async with Site.opened("127.0.0.2") as site:
        names.lead("good.test", ["127.0.0.2"])
        names.lead("evil.test", ["127.0.0.1"])
        site.redirects("/", f"http://evil.test:{site.port}/")
        allow = Allow.parse([f"127.0.0.2:{site.port}"])
        async with fetcher_for(allow=allow) as fetcher:
            with connections() as made, pytest.raises(RefusedAddressError):
                await fetcher.get(site.url(host="good.test"))
    assert names.asked == ["good.test", "evil.test"]
    assert made == [("127.0.0.2", site.port)]


@pytest.mark.parametrize(
    "answer", [OSError("no such name"), UnicodeError("label too long"), []], ids=str
)
async def test_f27_a_name_that_is_not_found_is_said(
    answer: Exception | list[str], fetcher_for: MakeFetcher
) -> None:
    async def resolve(_: str) -> list[str]:
        if isinstance(answer, Exception):
            raise answer
        return answer

    async with fetcher_for(resolve=resolve) as fetcher:
        with pytest.raises(LookupFailedError):
            await fetcher.get("http://nowhere.test/")


@pytest.mark.parametrize(
    "place",
    [
        "http://reader:hunter2@127.0.0.1:{port}/",
        "http://hunter2@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}@hunter2.test/",
        "http://:hunter2@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}\\@hunter2.test/\x00",
        "http://127.0.0.1:{port}/\x1b[31mhunter2",
        "http://127.0.0.1:{port}/" + "hunter2" * 3_000,
        "hunter2://127.0.0.1/",
        "http://127.0.0.1 :{port}/hunter2",
        "http://xn--/?hunter2",
    ],
)
async def test_f28_an_odd_address_is_refused_without_a_connection_or_a_secret(
    fetcher_for: MakeFetcher, place: str
) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        with connections() as made, pytest.raises(FetchError) as caught:
            await fetcher.get(place.replace("{port}", str(site.port)))
    assert made == []
    said = f"{caught.value} {caught.value!r}"
    if "@" in place or "?" in place:
        assert "hunter2" not in said + caught.value.at.replace("hunter2.test", "")
    assert len(caught.value.at) <= 200
    assert caught.value.at.isprintable()


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("http:\\\\127.0.0.1:{port}\\news", "/news"),
        ("  http://127.0.0.1:{port}/ne\tws\r\n", "/news"),
        ("HTTP://127.0.0.1:{port}/news#part", "/news"),
        ("http://0x7f.1:{port}/news", "/news"),
        ("http://127.0.0.1:{port}/новость?q=да", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C"),
        ("http://127.0.0.1:{port}\\@evil.test/news", "/@evil.test/news"),
    ],
)
async def test_f28_what_browsers_forgive_is_made_normal_and_judged_as_what_it_means(
    fetcher_for: MakeFetcher, place: str, path: str
) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers(path, b"news")
        fetched = await fetcher.get(place.replace("{port}", str(site.port)))
    assert fetched.body == b"news"
    assert site.asked[0].path.partition("?")[0] == path


async def test_f28_look_alikes_are_shown_as_what_they_are(
    names: Names, fetcher_for: MakeFetcher
) -> None:
    names.lead("xn--80ak6aa92e.com", ["127.0.0.1"])
    async with fetcher_for() as fetcher:
        with pytest.raises(RefusedAddressError) as caught:
            await fetcher.get("http://аррӏе.com/")
    assert names.asked == ["xn--80ak6aa92e.com"]
    assert caught.value.at == "http://xn--80ak6aa92e.com/"


async def test_f28_no_secret_of_an_address_is_said_whatever_goes_wrong(
    fetcher_for: MakeFetcher, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.answers("/404", status=404)
        site.answers("/large", b"x" * 1_000_001)
        site.says("/rubbish", b"rubbish hunter2\r\n\r\n")
        site.says("/nothing", b"")
        site.says("/cut", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx")
        site.says("/packed", b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nrubbish")
        site.answers("/slow", after=5)
        site.redirects("/file", "file:///hunter2")
        site.redirects("/self", "/self?token=hunter2")
        site.redirects("/private", "http://reader:hunter2@10.0.0.1/?hunter2")
        paths = ("404", "large", "rubbish", "nothing", "cut", "packed", "slow", "file", "self")
        for path in (*paths, "private"):
            address = site.url(f"/{path}?token=hunter2")
            with pytest.raises(FetchError) as caught:
                await fetcher.get(address)
            told = "".join(traceback.format_exception(caught.value))
            assert "hunter2" not in told + caught.value.at + repr(caught.value), path
    assert "hunter2" not in caplog.text


def test_f28_what_is_shown_has_no_credentials() -> None:
    assert shown("https://reader:pass@paper.example/a?key=1#x") == "https://paper.example/a?…"
    for odd in ("reader:pass@paper.example", "https:/reader:pass@paper.example/", "//u:pass@h/"):
        assert "pass" not in shown(odd)


def test_every_hidden_address_is_in_the_list_once() -> None:
    assert all(a != b for a, b in pairwise(sorted(HIDDEN)))
