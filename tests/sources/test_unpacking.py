"""Bodies come out as they were packed, however they are cut on the way."""

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.fetch_errors import BrokenAnswerError, TooLargeError
from sources.unpacking import MEMBERS, Body

LIMIT = 1_000_000


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


WAYS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "nothing": ("", bytes),
    "identity": ("identity", bytes),
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "deflate without its header": ("deflate", _raw_deflate),
    "br": ("br", brotli.compress),
    "gzip in br": ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
    "gzip twice": ("gzip,gzip", lambda data: gzip.compress(gzip.compress(data))),
    "gzip and a forgotten gzip": ("gzip", lambda data: gzip.compress(gzip.compress(data))),
    "a forgotten gzip": ("", gzip.compress),
}


def _unpacked(encoding: str, data: bytes, step: int, limit: int = LIMIT) -> bytes:
    body = Body(encoding, limit)
    for start in range(0, len(data), step):
        body.feed(data[start : start + step])
    return body.finish()


@given(
    st.sampled_from(sorted(WAYS)),
    st.builds(lambda piece, times: piece * times, st.binary(max_size=300), st.integers(1, 3_000)),
    st.integers(2, 70_000),
)
@example("br", b"\0" * 300_000, 70_000)
@example("deflate", b"\0" * 65_536, 70_000)
@example("gzip", b"", 1)
def test_what_was_packed_comes_out(way: str, data: bytes, step: int) -> None:
    encoding, pack = WAYS[way]
    if data.startswith(b"\x1f\x8b"):  # taken for a forgotten gzip, rightly or not
        return
    assert _unpacked(encoding, pack(data), step) == data


@pytest.mark.parametrize("way", [way for way in sorted(WAYS) if way not in ("nothing", "identity")])
def test_the_limit_is_on_what_comes_out(way: str) -> None:
    encoding, pack = WAYS[way]
    at_limit, over = pack(b"\0" * LIMIT), pack(b"\0" * (LIMIT + 1))
    assert len(_unpacked(encoding, at_limit, 1_000)) == LIMIT
    with pytest.raises(TooLargeError):
        _unpacked(encoding, over, 1_000)


def test_the_limit_is_on_what_goes_in_as_well() -> None:
    with pytest.raises(TooLargeError):
        _unpacked("gzip", gzip.compress(b"news") + b"\0" * LIMIT, 10_000)


def test_gzip_files_in_a_row_are_one_and_what_follows_is_padding() -> None:
    assert _unpacked("gzip", gzip.compress(b"ne") + gzip.compress(b"ws") + b"\0\0", 7) == b"news"


def test_a_row_of_too_many_gzip_files_is_refused() -> None:
    with pytest.raises(TooLargeError):
        _unpacked("gzip", gzip.compress(b"") * (MEMBERS + 1), 10_000)


@pytest.mark.parametrize("way", ["gzip", "deflate", "br", "gzip in br", "a forgotten gzip"])
def test_an_end_that_is_missing_is_noticed(way: str) -> None:
    encoding, pack = WAYS[way]
    packed = pack(b"news " * 1_000)
    with pytest.raises(BrokenAnswerError):
        _unpacked(encoding, packed[: len(packed) // 2], 100)


def test_an_empty_body_needs_no_packing() -> None:
    assert Body("gzip", LIMIT).finish() == b""


@given(st.sampled_from(["gzip", "deflate", "br", "gzip, br"]), st.binary(max_size=500))
def test_rubbish_raises_only_what_it_may(encoding: str, data: bytes) -> None:
    with suppress(BrokenAnswerError, TooLargeError, zlib.error, brotli.error):
        _unpacked(encoding, data, 50)
