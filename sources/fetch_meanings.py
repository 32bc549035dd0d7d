"""What the errors of the layers below mean: those of aiohttp, the system, TLS and the unpackers.

Apart from the tree of our own (`fetch_errors`), which worker processes need without aiohttp: it
takes them half a second and 25 MB.
"""

import socket
import ssl
import zlib
from collections.abc import Iterator

import aiohttp
import brotli
from aiohttp import http_exceptions

from sources.fetch_errors import (
    BrokenAnswerError,
    ConnectFailedError,
    FetchError,
    LookupFailedError,
    RefusedAddressError,
    RefusedError,
    TlsError,
    TooSlowError,
)

#: What fetching may raise in the layers below; anything else is a mistake of ours.
LOWER: tuple[type[Exception], ...] = (
    aiohttp.ClientError,
    http_exceptions.HttpProcessingError,
    OSError,  # and with it TimeoutError, ssl.SSLError, socket.gaierror
    ValueError,  # addresses and headers that cannot be written, ssl.CertificateError
    zlib.error,
    brotli.error,
)

#: The first that fits counts.
_MEANINGS: tuple[tuple[tuple[type[Exception], ...], type[FetchError]], ...] = (
    ((ssl.SSLError, aiohttp.ClientSSLError, aiohttp.ServerFingerprintMismatch), TlsError),
    ((TimeoutError,), TooSlowError),
    ((aiohttp.ClientConnectorDNSError, socket.gaierror), LookupFailedError),
    ((aiohttp.ClientPayloadError, aiohttp.ClientResponseError), BrokenAnswerError),
    ((aiohttp.RedirectClientError, aiohttp.InvalidURL), RefusedAddressError),
    ((aiohttp.NonHttpUrlClientError,), RefusedAddressError),
    ((http_exceptions.HttpProcessingError, zlib.error, brotli.error), BrokenAnswerError),
    ((aiohttp.ClientConnectionError, OSError), ConnectFailedError),
    ((aiohttp.ClientError, ValueError), BrokenAnswerError),
)


def meaning(error: Exception) -> FetchError:
    """Return what an error of the layers below (LOWER) means.

    Raises KeyError for an error that is not one of theirs.
    """
    for each in _chain(error):
        if isinstance(each, RefusedError):
            return each.refusal
        if isinstance(each, FetchError):
            return each
    for kinds, told in _MEANINGS:
        if isinstance(error, kinds):
            return told(_truth(error))
    raise KeyError(type(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Go through an error and its causes, at most ten."""
    for _ in range(10):
        if error is None:
            return
        yield error
        error = getattr(error, "os_error", None) or error.__cause__


def _truth(error: Exception) -> str:
    """Describe an error without the address that many carry in their text."""
    inner = getattr(error, "os_error", None) or error
    said = (
        getattr(inner, "verify_message", None)
        or getattr(inner, "reason", None)
        or getattr(inner, "strerror", None)
    )
    name = type(error).__name__
    return f"{name}: {said}" if isinstance(said, str) and said else name
