"""Pieces of work for the workers' tests; they run in another process."""

import os
import sys
import time
from collections.abc import Callable


def echo(value: object) -> object:
    """Return what was given."""
    return value


def process() -> int:
    """Return the id of the worker."""
    return os.getpid()


def hang() -> None:
    """Never return, as a regular expression does: without letting anything else run."""
    while True:
        sum(range(10_000))


def work(seconds: float) -> None:
    """Take so much of the processor."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        sum(range(10_000))


def sleep(seconds: float) -> None:
    """Return late."""
    time.sleep(seconds)


def eat() -> int:
    """Need more and more memory."""
    eaten: list[bytes] = []
    while True:
        eaten.append(bytes(10_000_000))


def die() -> None:
    """End as a crash in a C library does."""
    os.kill(os.getpid(), 11)


def fail() -> None:
    """Raise something of one's own."""
    raise KeyError("no such thing")


def print_something() -> str:
    """Write to standard output, which the answers go through."""
    print("noise")  # noqa: T201
    return "done"


def environment() -> dict[str, str]:
    """Return the environment of the worker."""
    return dict(os.environ)


def modules() -> list[str]:
    """Return what the worker has imported."""
    return sorted(sys.modules)


def write_file(path: str) -> str:
    """Try to write a file; return what came of it."""
    try:
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"x")
    except OSError as error:
        return type(error).__name__
    return "written"


class Command:
    """A value that runs something when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("true",)


def answer_with_a_command() -> Command:
    """Answer as a worker would that was taken over."""
    return Command()
