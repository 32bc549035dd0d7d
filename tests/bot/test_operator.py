"""The operator's page says what the program does: settings, commands, messages."""

import re
from pathlib import Path

import typer.main

from bot.cli import app
from bot.settings import Settings, names
from sources import documents, files

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
SOURCES = "\n".join(
    file.read_text(encoding="utf-8")
    for folder in ("bot", "delivery", "handlers", "sources")
    for file in (ROOT / folder).glob("*.py")
)


def rows(heading: str) -> dict[str, str]:
    """Return the rows of the first table under a heading: first cell -> the rest."""
    section = PAGE.split(f"\n## {heading}", 1)[1].split("\n## ", 1)[0]
    found = re.findall(r"^\| (.+?) \| (.+) \|$", section, re.MULTILINE)
    return dict(found[1:])


def test_every_setting_is_on_the_page_with_its_default_and_no_other() -> None:
    table = {name.strip("`"): rest for name, rest in rows("Settings").items()}
    assert set(table) == set(names())
    for name, field in Settings.model_fields.items():
        written = table[name.upper()].split(" | ")[0].strip("`")
        if isinstance(field.default, bool):
            assert written == str(field.default).lower(), name
        elif isinstance(field.default, str | int | float):
            assert written == f"{field.default}".strip(), name


def test_every_command_is_on_the_page_and_no_other() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    named = (name.strip("`").split() for name in rows("Commands"))
    written = {words[1] for words in named if words[0] == "svodka"}
    assert written == set(commands)


def test_every_logged_message_on_the_page_is_logged_somewhere() -> None:
    for row in rows("What the logs say"):
        for message in re.findall(r"`([^`]+)`", row):
            assert f'"{message}"' in SOURCES, message


def test_every_warning_and_error_that_delivery_logs_is_on_the_page() -> None:
    files = sorted((ROOT / "delivery").glob("*.py"))
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    logged = re.findall(r'log\.(?:warning|error|exception)\(\s*"([^"]+)"', code)
    assert logged
    said = re.findall(r"`([^`]+)`", " ".join(rows("What the logs say")))
    assert set(logged) <= set(said)


def test_every_last_word_on_the_page_is_said_somewhere() -> None:
    for message in rows("What ends the bot, and what to do"):
        if message.startswith("`"):
            begin = re.split(r" \(|…", message.strip("`"))[0]
            assert begin in SOURCES, message


def test_the_limit_of_a_file_is_the_one_on_the_page() -> None:
    assert f"files over {documents.LIMIT // 2**20} MB" in PAGE
    assert f"texts over {files.LIMIT / 1e6:g} MB" in PAGE
