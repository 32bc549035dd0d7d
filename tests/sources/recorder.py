"""Counts the connections that this process opens, from below: nothing can connect past it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_records: list[list[tuple[str, int]]] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and _records and isinstance(arguments[1], tuple):
        for record in _records:
            record.append((str(arguments[1][0]), int(arguments[1][1])))


sys.addaudithook(_hook)  # it cannot be taken out again; without a record it does nothing


@contextmanager
def connections() -> Iterator[list[tuple[str, int]]]:
    """Record (address, port) of every connection that is tried within the context."""
    record: list[tuple[str, int]] = []
    _records.append(record)
    try:
        yield record
    finally:
        _records.remove(record)
