"""Without a token: sandbox and bot as two processes, stopped together, whatever happens."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import without_settings


class Pair:
    """`svodka run` without a token, in a folder of its own."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self._said = folder / "said"
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", *(arguments or ["run"])],
                cwd=folder,
                env=without_settings(dict(os.environ)) | {"PYTHONUNBUFFERED": "1"} | settings,
                stdout=said,
                stderr=said,
            )

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8")

    def says(self, words: str, within: float = 90) -> None:
        end = time.monotonic() + within
        while words not in self.said:
            assert time.monotonic() < end, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.05)

    def children(self) -> list[int]:
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        )
        return [int(pid) for pid in found.stdout.split()]

    def gets(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(20)


def gone(pids: list[int], within: float = 20) -> bool:
    """Wait until none of these processes runs."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not any(_runs(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path, SANDBOX_PORT="0")
    try:
        pair.says("ready")
        yield pair
    finally:
        with contextlib.suppress(ProcessLookupError):
            pair.process.kill()
        pair.process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_command_opens_a_page_and_stops_cleanly(started: Pair, number: int) -> None:
    assert re.search(r"The chat page: http://127\.0\.0\.1:\d+/", started.said)
    assert "@BotFather" in started.said
    children = started.children()
    assert len(children) == 2
    assert started.gets(number) == 0
    assert gone(children)
    assert "Traceback" not in started.said


def test_the_end_of_one_ends_the_other_and_is_told(started: Pair) -> None:
    children = started.children()
    os.kill(children[-1], signal.SIGKILL)  # the bot: it was started last
    assert started.process.wait(20) == 1
    assert "ended by itself" in started.said
    assert gone(children)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells children")
def test_nothing_is_left_when_the_command_itself_is_killed(started: Pair) -> None:
    children = started.children()
    started.process.kill()
    assert gone(children)


def test_a_busy_port_is_told_and_another_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        pair = Pair(tmp_path, "sandbox", SANDBOX_PORT=str(port))
        try:
            pair.says("Ctrl-C")
            assert f"Port {port} is busy" in pair.said
            assert f":{port}/" not in pair.said
            assert pair.gets(signal.SIGTERM) == 0
        finally:
            pair.process.kill()
            pair.process.wait()
