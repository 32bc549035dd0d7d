"""Start-up and memory at rest, against the import of aiogram alone (in the same run).

Seconds are of the processor, not of the clock: other programs on the machine disturb them less.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench import telegram
from bot.settings import without_settings

#: The anchor tells its own memory: a child's resource usage would count what it was forked from.
ANCHOR = "import aiogram; print(open('/proc/self/status').read())"

BARS = {
    "ready to poll / import aiogram": "<= 1.3",
    "--help / import aiogram": "<= 0.3",
    "--version / import aiogram": "<= 0.3",
    "check / import aiogram": "<= 0.3",
    "memory at rest / import aiogram": "<= 1.4",
    "memory in use, after an article was read / import aiogram": "<= 2.3",
}


class Cost(NamedTuple):
    """What a process took: processor seconds, most memory and that at the end (MB)."""

    seconds: float
    memory: float
    resident: float = 0.0


def run(quick: bool = False) -> list[tuple[str, float, str]]:
    """Return (what, ratio, explanation) rows."""
    rounds = 2 if quick else 5
    with tempfile.TemporaryDirectory() as folder, telegram.running() as api:
        environment = {
            **without_settings(),
            "BOT_TOKEN": telegram.TOKEN,
            "TELEGRAM_API_URL": api,
        }
        here = Path(folder)
        first = _bot(here, environment)  # makes the database, and reads the first story

        def svodka(word: str) -> Callable[[], Cost]:
            return lambda: _ended(["-m", "bot", word], here, environment)

        costs = _alternating(
            rounds,
            aiogram=lambda: _ended(["-c", ANCHOR], here, environment),
            ready=lambda: _bot(here, environment),
            help=svodka("--help"),
            version=svodka("--version"),
            check=svodka("check"),
        )
    anchor = costs["aiogram"]
    return [
        _row("ready to poll / import aiogram", costs["ready"].seconds, anchor.seconds, "s"),
        _row("--help / import aiogram", costs["help"].seconds, anchor.seconds, "s"),
        _row("--version / import aiogram", costs["version"].seconds, anchor.seconds, "s"),
        _row("check / import aiogram", costs["check"].seconds, anchor.seconds, "s"),
        _row("memory at rest / import aiogram", costs["ready"].memory, anchor.memory, "MB"),
        _row(
            "memory in use, after an article was read / import aiogram",
            first.resident,
            anchor.memory,
            "MB",
        ),
    ]


def _row(name: str, ours: float, anchor: float, unit: str) -> tuple[str, float, str]:
    return name, ours / anchor, f"{ours:.2f} {unit} against {anchor:.2f} {unit}"


def _alternating(rounds: int, **works: Callable[[], Cost]) -> dict[str, Cost]:
    """Run all in turn, several times; the least of each is what it costs undisturbed."""
    found: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(work())
    return {
        name: Cost(min(c.seconds for c in costs), min(c.memory for c in costs))
        for name, costs in found.items()
    }


def _ended(arguments: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=output,
        )
        cost = _cost(process, 0.0)
    return Cost(cost.seconds, _peak((folder / "output").read_text("utf-8", "replace")))


def _bot(folder: Path, environment: dict[str, str]) -> Cost:
    """Start the bot, and kill it when it says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if "ready" in line:
            break
    else:
        raise RuntimeError("the bot did not start:\n" + "".join(said))
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    process.kill()
    process.stderr.close()
    return _cost(process, _peak(status))._replace(resident=_held(status))


def _peak(status: str) -> float:
    """Return the most memory a process had resident (MB), out of its /proc status; else 0."""
    match = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(match[1]) / 1024 if match else 0.0


def _held(status: str) -> float:
    """Return the memory a process has resident (MB), out of its /proc status."""
    match = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(match[1]) / 1024 if match else 0.0


def _cost(process: "subprocess.Popen[str] | subprocess.Popen[bytes]", memory: float) -> Cost:
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, memory)
