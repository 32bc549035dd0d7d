"""Bodies unpacked while they arrive, with a limit on both sides: no bomb gets large in memory."""

import zlib
from collections.abc import Iterator, Sequence
from typing import Protocol

import brotli

from sources.fetch_errors import BrokenAnswerError, TooLargeError

#: What is asked for. Not zstd: its frames may ask for 128 MB of memory to unpack one byte.
ENCODINGS = "gzip, deflate, br"
#: Most layers of packing that are taken off, beside one that a server forgot to name.
LAYERS = 3
#: Most gzip files in a row that are taken for one; each costs a copy of what follows it.
MEMBERS = 1_000
#: Bytes unpacked in one step …
_STEP = 65_536
#: … and packed bytes given to it.
_SLICE = 16_384
_GZIP = b"\x1f\x8b\x08"


class Body:
    """The body of one answer. Raises TooLargeError, BrokenAnswerError, zlib.error, brotli.error."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Take the Content-Encoding as the server wrote it, and the most bytes on either side."""
        self._layers = [_layer(name) for name in _names(encoding)]
        self._limit = limit
        self._arrived = 0
        self._size = 0
        self._pieces: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Take bytes as they came over the wire."""
        self._arrived += len(data)
        self._check(self._arrived, "on the wire")
        for start in range(0, len(data), _SLICE):
            for piece in _through(self._layers, data[start : start + _SLICE]):
                self._size += len(piece)
                self._check(self._size, "unpacked")
                self._pieces.append(piece)

    def finish(self) -> bytes:
        """Return the whole, also out of a gzip file that the server did not call one.

        Once only: there are gzip files that unpack to themselves.
        """
        whole = self._joined()
        if not whole.startswith(_GZIP):
            return whole
        inner = Body("gzip", self._limit)
        inner.feed(whole)
        return inner._joined()

    def _joined(self) -> bytes:
        if self._arrived and not all(layer.whole for layer in self._layers):
            raise BrokenAnswerError("packed content that ends too early")
        return b"".join(self._pieces)

    def _check(self, size: int, where: str) -> None:
        if size > self._limit:
            raise TooLargeError(f"more than {self._limit} bytes {where}")


class _Layer(Protocol):
    """One way of packing, taken off."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Unpack all of some bytes, in pieces of about _STEP."""

    @property
    def whole(self) -> bool:
        """Tell whether the end has been reached."""


class _Gzip:
    """gzip, also several files in a row; what else follows the end is padding."""

    def __init__(self) -> None:
        self._file = _gzip_file()
        self._files = 1

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._file.eof:
                if not data.startswith(_GZIP[: len(data)]):
                    return
                self._next_file()
            yield from _inflated(self._file, data)
            data = self._file.unused_data

    @property
    def whole(self) -> bool:
        return self._file.eof

    def _next_file(self) -> None:
        self._files += 1
        if self._files > MEMBERS:
            raise TooLargeError(f"more than {MEMBERS} gzip files in a row")
        self._file = _gzip_file()


class _Deflate:
    """deflate, with its header (RFC 1950) or, as some servers have it, without."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._fed = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if not self._fed and data[0] & 0x0F != 8:  # the method that every header names
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        self._fed = True
        if not self._stream.eof:
            yield from _inflated(self._stream, data)

    @property
    def whole(self) -> bool:
        return self._stream.eof


class _Brotli:
    """br."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        full = False
        while not self.whole and (data or full or not self._stream.can_accept_more_data()):
            piece = self._stream.process(data, output_buffer_limit=_STEP)
            full, data = len(piece) >= _STEP, b""
            yield piece

    @property
    def whole(self) -> bool:
        return bool(self._stream.is_finished())


_WAYS: dict[str, type[_Gzip] | type[_Deflate] | type[_Brotli]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
}


def _gzip_file() -> "zlib._Decompress":
    return zlib.decompressobj(zlib.MAX_WBITS + 16)


def _inflated(stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """Unpack until the bytes are used up, nothing more comes out of them, or the end is reached."""
    full = True
    while not stream.eof and (data or full):
        piece = stream.decompress(data, _STEP)
        full, data = len(piece) == _STEP, stream.unconsumed_tail
        yield piece


def _names(encoding: str) -> list[str]:
    """Return the layers from the outside in: the header has them in the order of packing."""
    words = [word.strip().lower() for word in encoding.split(",")]
    names = [word for word in words if word not in ("", "identity")]
    if len(names) > LAYERS:
        raise BrokenAnswerError(f"packed {len(names)} times")
    return names[::-1]


def _layer(name: str) -> _Layer:
    if name not in _WAYS:
        raise BrokenAnswerError(f"packed as {name[:20]!r}, which was not asked for")
    return _WAYS[name]()


def _through(layers: Sequence[_Layer], data: bytes) -> Iterator[bytes]:
    """Take all layers off."""
    if not data:
        return
    if not layers:
        yield data
        return
    for piece in layers[0].pieces(data):
        yield from _through(layers[1:], piece)
