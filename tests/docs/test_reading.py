"""What docs/reading.md names is there."""

import importlib
import re
from pathlib import Path

import pytest

from bench.__main__ import NAMES
from news import candidates, names

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "reading.md").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:\w+/)+(?:[\w.]+)?)`", TEXT))))
def test_every_path_exists(path: str) -> None:
    """Folders and files in backticks lie in the project."""
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(news(?:\.\w+)+)`", TEXT))))
def test_every_function_exists(name: str) -> None:
    """Dotted names in backticks are modules of news or what lies in them."""
    module, _, member = name.rpartition(".")
    assert hasattr(importlib.import_module(module), member)


def test_every_command_can_be_run() -> None:
    """The scripts exist with the options named, the benchmarks by their names."""
    commands = re.findall(r"^    python (.+)$", TEXT, re.MULTILINE)
    assert len(commands) >= 5
    for command in commands:
        first, *rest = command.split()
        if first == "-m":
            assert set(rest[1:]) <= {*NAMES, "--quick"}
        else:
            source = (ROOT / first).read_text("utf-8")
            assert [word for word in rest if word[:2] == "--" and f'"{word}"' not in source] == []


def test_the_bounds_are_those_of_the_code() -> None:
    """How much of a long text is read stands in the limits."""
    assert f"first {names.READ:,} characters" in TEXT
    assert f"first {candidates.READ:,}" in TEXT
