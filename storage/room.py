"""Room on the disk of a SQLite file: how much is left, and a reserve to give up when none is.

On a full disk not even DELETE works in WAL mode, and what was sent could not be marked as sent.
A file of zeros beside the database is removed then; what it leaves is enough for hundreds of
thousands of marks.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

#: With less than this left (and less than a twentieth of a small disk) no articles are taken in.
_LOW = 64 * 1024 * 1024
#: The reserve: so much, or a fiftieth of a small disk.
_RESERVE = 8 * 1024 * 1024
#: What a database needs to be opened at all: an index of its log, and a few pages.
_NOTHING = 128 * 1024


class Room:
    """The disk that a database file is on."""

    def __init__(self, database: Path) -> None:
        """Take the path of the database file."""
        self._folder = database.parent
        self._reserve = database.with_name(database.name + ".reserve")

    @property
    def left(self) -> int:
        """Bytes that can still be written, without the reserve."""
        return shutil.disk_usage(self._folder).free

    @property
    def is_full(self) -> bool:
        """Whether not even a small file can be made."""
        return self.left < _NOTHING

    @property
    def is_low(self) -> bool:
        """Whether nothing should be written that can wait."""
        usage = shutil.disk_usage(self._folder)
        return usage.free < min(_LOW, usage.total // 20)

    def put_by(self) -> None:
        """Make the reserve, if it is not there."""
        if self._reserve.exists():
            return
        try:
            with open(self._reserve, "xb", opener=_private) as file:
                file.write(bytes(self._size))
        except OSError:
            self.give_up()

    def give_up(self) -> None:
        """Remove the reserve."""
        with suppress(OSError):
            self._reserve.unlink(missing_ok=True)

    def give_up_if_needed(self) -> None:
        """Remove the reserve if what is left is less than a quarter of it."""
        if self.left < self._size // 4:
            self.give_up()

    @property
    def _size(self) -> int:
        return min(_RESERVE, shutil.disk_usage(self._folder).total // 50)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
