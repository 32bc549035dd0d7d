"""F23, F24 and what else goes wrong between servers and us, over real sockets."""

import asyncio
import gzip
import os
import socket
import struct
import time
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.fetch import Limits
from sources.fetch_errors import (
    BrokenAnswerError,
    ConnectFailedError,
    FetchError,
    TlsError,
    TooLargeError,
    TooSlowError,
)
from tests.sources.certificates import Authority
from tests.sources.conftest import SHORT, MakeFetcher
from tests.sources.sites import Names, Site

OK = b"HTTP/1.1 200 OK\r\n"
ZEROS = b"\0" * 1_000_000


#: Limits that nothing reaches but what a test is about.
PATIENT = Limits(connect=60.0, first_byte=60.0, whole=60.0, largest=1_000_000)


async def _took(
    site: Site, fetcher_for: MakeFetcher, told: type[FetchError], limits: Limits = PATIENT
) -> float:
    """Fetch, see it fail as it should, and return the seconds until then.

    An end that only patience brings is not waited for.
    """
    async with fetcher_for(site, limits=limits) as fetcher, asyncio.timeout(20):
        began = time.monotonic()
        with pytest.raises(told):
            await fetcher.get(site.url())
        return time.monotonic() - began


async def test_f23_a_body_that_drips_is_cut_off_at_the_whole_time(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site:
        site.drips("/", OK + b"Content-Length: 100000\r\n\r\n", b"x")
        assert await _took(site, fetcher_for, TooSlowError, replace(PATIENT, whole=0.6)) > 0.5


async def test_f23_headers_that_drip_are_cut_off_at_the_whole_time(
    fetcher_for: MakeFetcher,
) -> None:
    async with Site.opened() as site:
        site.drips("/", OK, b"x")
        assert await _took(site, fetcher_for, TooSlowError, replace(PATIENT, whole=0.6)) > 0.5


async def test_f23_headers_without_end_are_cut_off_at_once(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site:
        site.drips("/", OK, b"".join(b"X-%d: y\r\n" % n for n in range(100)), every=0)
        await _took(site, fetcher_for, BrokenAnswerError)


async def test_f23_one_header_without_end_is_cut_off_at_once(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site:
        site.drips("/", OK + b"X: ", b"y" * 10_000, every=0)
        await _took(site, fetcher_for, BrokenAnswerError)


async def test_f23_preliminary_answers_without_end_are_cut_off(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site:
        site.drips("/", b"", b"HTTP/1.1 102 Processing\r\n\r\n" * 50, every=0.001)
        await _took(site, fetcher_for, TooSlowError, replace(PATIENT, whole=0.6))


async def test_f23_a_server_that_says_nothing_is_left_after_the_first_byte_time(
    fetcher_for: MakeFetcher,
) -> None:
    async with Site.opened() as site:
        site.answers("/", after=30)
        assert await _took(site, fetcher_for, TooSlowError, replace(PATIENT, first_byte=0.4)) > 0.3


async def test_f23_slow_hops_together_have_the_time_of_one_fetch(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site:
        for step in range(5):
            site.answers(f"/{step}", b"", 302, after=0.25, location=f"/{step + 1}")
        site.redirects("/", "/0")
        assert await _took(site, fetcher_for, TooSlowError, replace(PATIENT, whole=0.6)) > 0.5


async def test_f23_a_server_that_takes_no_connection_is_left_after_the_connect_time(
    fetcher_for: MakeFetcher,
) -> None:
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for waiting in (first, second):  # nobody accepts them: the queue is full
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        site = Site(port=full.getsockname()[1])
        assert await _took(site, fetcher_for, TooSlowError, replace(PATIENT, connect=0.3)) > 0.2


async def test_f23_a_name_server_that_does_not_answer_is_left_after_the_connect_time(
    fetcher_for: MakeFetcher,
) -> None:
    async def resolve(_: str) -> list[str]:
        await asyncio.sleep(30)
        return []

    patience = replace(PATIENT, connect=0.3)
    async with fetcher_for(resolve=resolve, limits=patience) as fetcher, asyncio.timeout(20):
        with pytest.raises(TooSlowError):
            await fetcher.get("http://slow.test/")


async def test_f23_a_body_without_end_or_length_is_cut_off_at_its_size(
    fetcher_for: MakeFetcher,
) -> None:
    async with Site.opened() as site:
        site.drips("/", OK + b"\r\n", b"x" * 100_000, every=0)
        await _took(site, fetcher_for, TooLargeError)


async def test_f24_a_length_above_the_limit_is_believed(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site:
        site.drips("/", OK + b"Content-Length: 100000000\r\n\r\n", b"", every=1)
        await _took(site, fetcher_for, TooLargeError)


async def test_f24_chunks_are_counted_too(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site:
        chunk = b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n"
        site.drips("/", OK + b"Transfer-Encoding: chunked\r\n\r\n", chunk, every=0)
        await _took(site, fetcher_for, TooLargeError)


@cache
def _bomb(way: str, megabytes: int) -> bytes:
    """Return so many megabytes of zeros, packed; made piece by piece, without holding them."""
    if way == "br":
        packer = brotli.Compressor(quality=1)
        packed = b"".join(packer.process(ZEROS) for _ in range(megabytes))
        return packed + bytes(packer.finish())
    deflater = zlib.compressobj(9, wbits=31 if way == "gzip" else 15)
    return b"".join(deflater.compress(ZEROS) for _ in range(megabytes)) + deflater.flush()


def _resident() -> int:
    """Return the memory of this process, in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("way", ["gzip", "deflate", "br", "gzip, gzip", "gzip, br", "unnamed"])
async def test_f24_a_bomb_is_stopped_at_the_limit_of_what_it_unpacks_to(
    fetcher_for: MakeFetcher, way: str
) -> None:
    """200 MB in the end; the limit is the real one, memory grows by less than 100 MB."""
    bomb = _bomb("gzip" if way in ("gzip, gzip", "gzip, br", "unnamed") else way, 200)
    if way in ("gzip, gzip", "unnamed"):
        bomb = gzip.compress(bomb)
    if way == "gzip, br":
        bomb = brotli.compress(bomb)
    async with Site.opened() as site, fetcher_for(site, limits=Limits()) as fetcher:
        named = "gzip" if way == "unnamed" else way
        site.answers("/", bomb, content_encoding=named, content_type="text/xml")
        before = most = _resident()
        fetching = asyncio.create_task(fetcher.get(site.url()))
        while not fetching.done():
            most = max(most, _resident())
            await asyncio.sleep(0)
        with pytest.raises(TooLargeError):
            await fetching
        assert most - before < 100_000_000


async def test_f24_a_bomb_does_not_hold_up_the_loop(fetcher_for: MakeFetcher) -> None:
    bomb = _bomb("br", 200)
    async with Site.opened() as site, fetcher_for(site, limits=Limits()) as fetcher:
        site.answers("/", bomb, content_encoding="br")
        longest = 0.0

        async def watch() -> None:
            nonlocal longest
            while True:
                began = time.thread_time()  # what other programs take does not count
                await asyncio.sleep(0)
                longest = max(longest, time.thread_time() - began)

        watching = asyncio.create_task(watch())
        with pytest.raises(TooLargeError):
            await fetcher.get(site.url())
        watching.cancel()
    assert longest < 0.1


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", ConnectFailedError),
        (b"\r\n\r\n", FetchError),
        (b"SSH-2.0-OpenSSH_9.2\r\n", BrokenAnswerError),
        (b"HTTP/1.1 two hundred\r\n\r\n", BrokenAnswerError),
        (b"\x16\x03\x01\x02\x00" * 100, BrokenAnswerError),
        (OK + b"Content-Length: ten\r\n\r\n0123456789", BrokenAnswerError),
        (OK + b"Content-Length: -1\r\n\r\n", BrokenAnswerError),
        (OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", BrokenAnswerError),
        (OK + b"Content-Length: 100\r\n\r\ncut off", BrokenAnswerError),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc", BrokenAnswerError),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", BrokenAnswerError),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcdefgh\r\n0\r\n\r\n", BrokenAnswerError),
        (OK + b"Content-Encoding: gzip\r\n\r\nnot packed at all", BrokenAnswerError),
        (
            OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"news", mtime=0)[:-6],
            BrokenAnswerError,
        ),
        (OK + b"Content-Encoding: deflate\r\n\r\n\xff\xff\xff", BrokenAnswerError),
        (OK + b"Content-Encoding: br\r\n\r\n\xff\xff\xff\xff", BrokenAnswerError),
        (OK + b"Content-Encoding: zstd\r\n\r\nx", BrokenAnswerError),
        (OK + b"Content-Encoding: gzip, gzip, gzip, gzip\r\n\r\nx", BrokenAnswerError),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", BrokenAnswerError),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[::\r\n\r\n", FetchError),
    ],
)
async def test_a_broken_answer_is_said(
    fetcher_for: MakeFetcher, raw: bytes, told: type[FetchError]
) -> None:
    async with Site.opened() as site:
        site.says("/", raw)
        await _took(site, fetcher_for, told)


@pytest.mark.parametrize("sent", [b"", OK, OK + b"Content-Length: 100\r\n\r\nhalf"])
async def test_a_reset_connection_is_said(fetcher_for: MakeFetcher, sent: bytes) -> None:
    async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        await writer.drain()
        await asyncio.sleep(0.05)
        linger = struct.pack("ii", 1, 0)  # closing sends RST instead of FIN
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort()

    async with Site.opened() as site, fetcher_for(site) as fetcher:
        site.does("/", reset)
        with pytest.raises((ConnectFailedError, BrokenAnswerError)):
            await fetcher.get(site.url())


async def test_nobody_there_is_said(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site:
        pass
    await _took(site, fetcher_for, ConnectFailedError)


async def test_a_certificate_of_an_unknown_authority_is_refused(fetcher_for: MakeFetcher) -> None:
    async with Site.opened(tls=Authority().server("127.0.0.1")) as site:
        site.answers("/", b"news")
        await _took(site, fetcher_for, TlsError)
        assert site.asked == []


async def test_a_certificate_of_another_host_is_refused(
    fetcher_for: MakeFetcher, names: Names
) -> None:
    authority = Authority()
    names.lead("paper.test", ["127.0.0.1"])
    names.lead("other.test", ["127.0.0.1"])
    async with (
        Site.opened(tls=authority.server("paper.test")) as site,
        fetcher_for(site, tls=authority.trusting()) as fetcher,
    ):
        site.answers("/", b"news")
        assert (await fetcher.get(site.url(host="paper.test"))).body == b"news"
        with pytest.raises(TlsError, match=r"other\.test"):
            await fetcher.get(site.url(host="other.test"))


async def test_a_server_that_speaks_no_tls_is_said(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.get(site.url().replace("http:", "https:"))
    assert caught.value.key in ("tls", "slow")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(raw=st.binary(max_size=200), prefix=st.sampled_from([b"", b"HTTP/1.1 ", OK, OK + b"\r\n"]))
def test_whatever_bytes_a_server_sends_only_our_errors_come_out(
    fetcher_for: MakeFetcher, raw: bytes, prefix: bytes
) -> None:
    async def ask() -> None:
        async with Site.opened() as site, fetcher_for(site, limits=SHORT) as fetcher:
            site.says("/", prefix + raw)
            try:
                await fetcher.get(site.url())
            except FetchError as error:
                assert error.key  # noqa: PT017  # success is right as well

    asyncio.run(ask())


async def test_a_fetch_that_is_cancelled_gives_its_turn_back(fetcher_for: MakeFetcher) -> None:
    async with Site.opened() as site, fetcher_for(site, at_once=1) as fetcher:
        site.answers("/slow", after=5)
        site.answers("/", b"news")
        task = asyncio.create_task(fetcher.get(site.url("/slow")))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await fetcher.get(site.url())).body == b"news"
