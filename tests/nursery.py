"""Bots that need not import aiogram first: a process that has done so forks each of them.

An import of aiogram builds its hundreds of models for four to five seconds of a core, and the tests
start dozens of bots and commands. Each child is a process like any other, with its own
number, environment and end; only its imports were done before. `tests/packaging`, `test_cli`,
`test_pair`, `test_disk` and the drill start theirs the long way.

    nursery = Nursery()
    child = await nursery.born(["run"], environment, folder, output=file)
    child.kill()
    assert await child.wait() == -9
"""

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypedDict


class Order(TypedDict):
    """What a child is to be."""

    arguments: list[str]
    environment: dict[str, str]
    folder: str
    #: The file that what it says is appended to.
    output: str


class Child:
    """A process of the nursery, with the part of `asyncio.subprocess.Process` that tests use."""

    def __init__(
        self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._writer = writer  # the child dies when this is closed
        self._ending = asyncio.create_task(self._ends(reader))

    async def _ends(self, reader: asyncio.StreamReader) -> int:
        self.returncode = int(await reader.readline())
        self._writer.close()
        return self.returncode

    def kill(self) -> None:
        """SIGKILL."""
        os.kill(self.pid, signal.SIGKILL)

    def terminate(self) -> None:
        """SIGTERM."""
        os.kill(self.pid, signal.SIGTERM)

    def forsake(self) -> None:
        """Close the connection, as the end of this process would."""
        self._ending.cancel()
        self._writer.close()

    async def wait(self) -> int:
        """Return the exit code; that of a signal is its negative number."""
        return await asyncio.shield(self._ending)


class Nursery:
    """Starts the forking process when the first child is wanted, and ends it when closed."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="svodka-nursery-")
        self._process: subprocess.Popen[str] | None = None

    @property
    def _door(self) -> str:
        return f"{self._folder.name}/door"

    async def born(
        self, arguments: list[str], environment: dict[str, str], folder: Path, output: Path
    ) -> Child:
        """Run `svodka` with these arguments in a new process."""
        if self._process is None:
            self._process = _started(self._door)
        order = Order(
            arguments=arguments,
            environment=environment,
            folder=str(folder),
            output=str(output),
        )
        reader, writer = await asyncio.open_unix_connection(self._door)
        writer.write(json.dumps(order).encode() + b"\n")
        return Child(int(await reader.readline()), reader, writer)

    def close(self) -> None:
        """End the forking process; children end with the connections they came from."""
        if self._process is not None:
            self._process.communicate()  # the end of its input is its end
        self._folder.cleanup()


def _started(door: str) -> "subprocess.Popen[str]":
    """Start the forking process and wait until it listens."""
    # A fork copies one thread: OpenBLAS must not have started others.
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.nursery", door],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"},
        cwd=Path(__file__).parents[1],
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n", "the nursery did not open"
    return process


def _open(door: str) -> Order:
    """Fork a child for each order. Returns in the children only."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nurses leave nothing behind
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(door)
        listener.listen(50)
        print("open", flush=True)  # noqa: T201 - what `_started` waits for
        while True:
            if sys.stdin.fileno() in _readable(listener.fileno(), sys.stdin.fileno()):
                os._exit(0)
            caller, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                return _nursed(caller)
            caller.close()


def _nursed(caller: socket.socket) -> Order:
    """Fork the child and tell the caller its number and its end. Returns in the child only."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with caller:
        order: Order = json.loads(caller.makefile().readline())
        pid = os.fork()
        if pid == 0:
            return order
        caller.sendall(b"%d\n" % pid)
        ending = os.pidfd_open(pid)
        if ending not in _readable(ending, caller.fileno()):
            os.kill(pid, signal.SIGKILL)  # the tests are gone
        _, status = os.waitpid(pid, 0)
        try:
            caller.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
        finally:
            os._exit(0)


def _readable(*files: int) -> list[int]:
    return select.select(files, [], [])[0]


def _become(order: Order) -> None:
    """Take on the surroundings that were ordered."""
    output = os.open(order["output"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for file, number in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(file, number)
    os.close(output)
    os.close(nothing)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["svodka", *order["arguments"]]


def _import_all() -> None:
    """Do what every command does first, and read the models, as the first article does."""
    from bot import cli  # noqa: F401 - so that children need not
    from bot.command import settled_imports
    from news.analysis import analyse

    with settled_imports():
        from bot import adding, app, correcting  # noqa: F401

        analyse("Мост открыт\n\nМост открыли в городе Алматы, сообщил аким Ерлан Сериков.\n")


if __name__ == "__main__":
    _import_all()
    _become(_open(sys.argv[1]))
    from bot.cli import main

    main()
