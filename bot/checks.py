"""`svodka check`: is everything there that the bot needs? Without aiogram: it answers quickly."""

import asyncio
import json
import os
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.settings import Settings, SettingsError

#: Seconds that the Bot API server may take.
TIME_LIMIT = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and how it is."""

    what: str
    right: bool
    sentence: str


def run(load: Callable[[], Settings] = Settings.load) -> int:
    """Print what is right and what is not; returns the exit code."""
    from bot.logs import redact

    findings = look(load)
    for finding in findings:
        mark = "ok   " if finding.right else "WRONG"
        typer.echo(redact(f"{mark} {finding.what}: {finding.sentence}"))
    return 0 if all(finding.right for finding in findings) else 1


def look(load: Callable[[], Settings]) -> list[Finding]:
    """Look at settings, database, token and API, in this order."""
    try:
        settings = load()
    except SettingsError as error:
        return [Finding("settings", False, str(error))]
    found = "all right" if settings.model_fields_set else "all right; nothing is set, defaults hold"
    return [
        Finding("settings", True, found),
        database(settings),
        *telegram(settings),
    ]


def database(settings: Settings) -> Finding:
    """Look whether the database is there, sound, of our version, and can be written."""
    file = settings.database_file
    if file is not None and not file.exists():
        return _place_for(file)
    try:
        return Finding("database", True, asyncio.run(_examined(settings)))
    except Exception as error:  # a check says what is wrong; it never ends in a traceback
        from bot.problems import sentence

        return Finding("database", False, sentence(error) or f"{type(error).__name__}: {error}")


def _place_for(file: Path) -> Finding:
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if not os.access(folder, os.W_OK):
        return Finding("database", False, f"the folder {folder} cannot be written")
    return Finding("database", True, f"{file} is not there yet; the first start makes it")


async def _examined(settings: Settings) -> str:
    from bot.database import opened

    async with opened(settings) as store:
        if (file := settings.database_file) is not None and (trouble := _unsound(file)):
            raise OSError(trouble)
        if file is not None and not os.access(file, os.W_OK):
            raise OSError(f"{file} cannot be written")
        stories = await store.stories.count()
        return f"sound, with {stories} {'story' if stories == 1 else 'stories'}"


def _unsound(file: Path) -> str | None:
    """Return what SQLite finds wrong in a file, or None."""
    import sqlite3

    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    return None if found == "ok" else f"{file} is damaged: {found}"


def telegram(settings: Settings) -> list[Finding]:
    """Ask the Bot API server who the bot is."""
    if settings.token is None:
        why = "not set: `svodka run` opens the sandbox; @BotFather gives tokens out"
        return [Finding("token", True, why)]
    server = settings.telegram_api_url
    try:
        status, answer = _ask(f"{server}/bot{settings.token}/getMe")
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, TimeoutError | socket.timeout):
            reason = f"no answer in {TIME_LIMIT:g} s"
        return [Finding("API", False, f"{server} cannot be reached: {reason}")]
    return [Finding("API", status < 500, f"{server} answers"), _token(status, answer)]


def _token(status: int, answer: object) -> Finding:
    if status == 200 and isinstance(answer, dict) and isinstance(answer.get("result"), dict):
        return Finding("token", True, f"belongs to @{answer['result'].get('username')}")
    if status in (401, 404):
        return Finding("token", False, "Telegram refuses it; @BotFather gives out a valid one")
    return Finding("token", False, f"could not be tried: the server answered HTTP {status}")


def _ask(url: str) -> tuple[int, object]:
    """Return the status and the parsed answer (None where it is no JSON)."""
    try:
        with urllib.request.urlopen(url, timeout=TIME_LIMIT) as response:  # noqa: S310  # settings
            status, body = response.status, response.read(100_000)
    except urllib.error.HTTPError as error:
        status, body = error.code, error.read(100_000)
    try:
        return status, json.loads(body)
    except ValueError:
        return status, None
