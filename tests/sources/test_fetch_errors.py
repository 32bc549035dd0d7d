"""Whatever the layers below raise is one of our errors; and what is not theirs stays a mistake."""

import asyncio
import builtins
import socket
import ssl
import zlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import brotli
import pytest
from aiohttp import http_exceptions

from sources import fetch_errors
from sources.fetch_errors import (
    ALL,
    BrokenAnswerError,
    ConnectFailedError,
    FetchError,
    LookupFailedError,
    RefusedAddressError,
    RefusedError,
    TlsError,
    TooSlowError,
)
from sources.fetch_meanings import LOWER, meaning

KEY = cast("Any", SimpleNamespace(host="h", port=1, ssl=True, is_ssl=True))
REQUEST = cast("Any", SimpleNamespace(real_url="http://h/?hunter2", method="GET", headers={}))


def _with_descendants(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _with_descendants(child)


def _lower() -> list[type[Exception]]:
    """Return every error of the layers below: of aiohttp, of the system, of TLS, of unpacking."""
    ours = {"aiohttp", "builtins", "ssl", "socket", "zlib", "brotli", "_brotli", "asyncio"}
    found = {kind for root in LOWER for kind in _with_descendants(root)}
    known = {kind for kind in found if kind.__module__.partition(".")[0] in ours}
    return sorted(known, key=lambda kind: f"{kind.__module__}.{kind.__qualname__}")


def _made(kind: type[Exception]) -> Exception:
    """Make an error as its layer would, whatever it wants to know."""
    inner = OSError(111, "Connection refused")
    for arguments in ((KEY, inner), (REQUEST, ()), (b"", b"", 1, b""), ("utf-8", b"", 0, 1, "odd")):
        try:
            return kind(*arguments)
        except TypeError:
            continue
    made = kind.__new__(kind)
    made.args = ("hunter2",)
    return made


@pytest.mark.parametrize("kind", _lower(), ids=lambda kind: kind.__qualname__)
def test_every_error_of_the_layers_below_means_one_of_ours(kind: type[Exception]) -> None:
    told = meaning(_made(kind))
    assert type(told) in ALL
    assert "hunter2" not in str(told)
    assert str(told)


def test_all_that_aiohttp_and_the_sockets_promise_to_raise_is_among_them() -> None:
    promised: set[type[Exception]] = {
        getattr(aiohttp, name)
        for name in aiohttp.client_exceptions.__all__
        if issubclass(getattr(aiohttp, name, int), aiohttp.ClientError)
    }
    promised |= {socket.gaierror, socket.herror, ssl.SSLError, ssl.SSLCertVerificationError}
    promised |= {asyncio.TimeoutError, ConnectionResetError, BrokenPipeError, UnicodeError}
    promised |= {zlib.error, brotli.error, http_exceptions.LineTooLong}
    assert len(promised) > 30
    assert promised <= set(_lower())
    assert all(issubclass(kind, LOWER) for kind in promised)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (TimeoutError(), TooSlowError),
        (aiohttp.SocketTimeoutError(), TooSlowError),
        (aiohttp.ConnectionTimeoutError(), TooSlowError),
        (socket.gaierror(-2, "Name or service not known"), LookupFailedError),
        (aiohttp.ClientConnectorDNSError(KEY, OSError(1, "no")), LookupFailedError),
        (aiohttp.ClientConnectorError(KEY, OSError(111, "refused")), ConnectFailedError),
        (aiohttp.ServerDisconnectedError(), ConnectFailedError),
        (ConnectionResetError(104, "reset"), ConnectFailedError),
        (ssl.SSLCertVerificationError(1, "bad"), TlsError),
        (aiohttp.ClientConnectorCertificateError(KEY, ssl.CertificateError("bad")), TlsError),
        (aiohttp.ClientPayloadError("cut"), BrokenAnswerError),
        (aiohttp.InvalidURL("x"), RefusedAddressError),
        (UnicodeError("odd"), BrokenAnswerError),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_errors_mean_what_people_can_act_on(error: Exception, told: type[FetchError]) -> None:
    assert type(meaning(error)) is told


def test_a_refusal_comes_through_the_layers_that_wrap_it() -> None:
    refusal = RefusedAddressError("10.0.0.1 is not public")
    wrapped = aiohttp.ClientConnectorError(KEY, RefusedError(refusal))
    caused = OSError("several")
    caused.__cause__ = wrapped
    assert meaning(wrapped) is refusal
    assert meaning(caused) is refusal


@pytest.mark.parametrize("mistake", [TypeError, AttributeError, AssertionError, RuntimeError])
def test_a_mistake_of_ours_is_not_dressed_up(mistake: type[Exception]) -> None:
    assert not issubclass(mistake, LOWER)
    with pytest.raises(KeyError):
        meaning(mistake())


def test_every_error_has_a_key_of_its_own_and_stands_in_the_drawing() -> None:
    keys = [kind.key for kind in ALL]
    assert len(set(keys)) == len(keys)
    assert set(ALL) == set(FetchError.__subclasses__())
    assert all(f" {kind.__name__} " in (fetch_errors.__doc__ or "") for kind in ALL)
    assert not any(hasattr(builtins, kind.__name__) for kind in ALL)
