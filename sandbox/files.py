"""Files that were sent: kept once by content, found by file_id, measured when they are pictures."""

import hashlib
import struct

from sandbox.refusals import mistake
from sandbox.values import File

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOCUMENT = 50 * 1024 * 1024
_JPEG_SIZES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB})


class Files:
    """All files; the same bytes under the same name and kind are kept once."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}

    def keep(self, name: str, mime: str, data: bytes, *, photo: bool = False) -> File:
        """Keep a document or a picture; a picture that Telegram would not take is refused."""
        size = _checked_picture(data) if photo else None
        if len(data) > LARGEST_DOCUMENT:
            raise mistake("file is too big")
        if not data:
            raise mistake("file must be non-empty")
        mark = hashlib.sha256(b"\0".join((name.encode(), mime.encode(), data))).hexdigest()[:24]
        id_ = f"{'AgAC' if photo else 'BQAC'}{mark}"
        return self._by_id.setdefault(id_, File(id_, f"AQAD{mark[:12]}", name, mime, data, size))

    def get(self, id: str) -> File | None:
        """The file with this file_id, or None."""
        return self._by_id.get(id)

    def at(self, path: str) -> File | None:
        """The file with this file_path, or None."""
        file = self._by_id.get(path.rpartition("/")[2].partition(".")[0])
        return file if file and file.path == path else None


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG or GIF; None if it is none of them."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    if data[:6] in {b"GIF87a", b"GIF89a"} and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return int(width), int(height)
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _checked_picture(data: bytes) -> tuple[int, int]:
    if len(data) > LARGEST_PHOTO:
        raise mistake("file is too big")
    size = picture_size(data)
    if size is None or 0 in size:
        raise mistake("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise mistake("PHOTO_INVALID_DIMENSIONS")
    return size
