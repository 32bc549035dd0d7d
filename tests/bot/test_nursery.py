"""The processes that tests get from the nursery behave as those that were started the long way."""

import os
from pathlib import Path

from bot.settings import without_settings
from tests import running
from tests.nursery import Child
from tests.waiting import eventually

#: A bot whose Telegram never answers: it waits.
WAITING = {"BOT_TOKEN": "1234567:" + "x" * 35, "TELEGRAM_API_URL": "http://127.0.0.1:9"}


async def born(folder: Path, *arguments: str, **environment: str) -> tuple[Child, Path]:
    """Let a child be born in a folder; return it, and the file of what it says."""
    assert running.nursery is not None
    surroundings = without_settings(dict(os.environ)) | environment
    said = folder / "said.txt"
    said.touch()
    return await running.nursery.born(list(arguments), surroundings, folder, said), said


async def test_a_command_says_what_it_has_to_say_in_its_own_surroundings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Мост открыт\n\nМост открыли в Алматы.\n", encoding="utf-8")
    child, said = await born(tmp_path, "read", "a.txt")
    assert await child.wait() == 0
    assert "Мост открыли в Алматы." in said.read_text(encoding="utf-8")
    failed, _ = await born(tmp_path, "stories", DEFAULT_TIMEZONE="Mars")
    assert await failed.wait() == 1
    assert "DEFAULT_TIMEZONE" in said.read_text(encoding="utf-8")


async def test_a_child_ends_by_the_signals_it_is_sent(tmp_path: Path) -> None:
    child, said = await born(tmp_path, "run", **WAITING)
    assert child.returncode is None
    await eventually(lambda: "Telegram" in said.read_text(encoding="utf-8"), seconds=60)
    child.terminate()
    assert await child.wait() == 0
    other, _ = await born(tmp_path, "run", **WAITING)
    other.kill()
    assert await other.wait() == -9


async def test_no_child_outlives_who_asked_for_it(tmp_path: Path) -> None:
    """A test run that is killed closes its connections, and leaves nothing behind."""
    child, _ = await born(tmp_path, "run", **WAITING)
    os.kill(child.pid, 0)  # it is there
    child.forsake()
    await eventually(lambda: not Path(f"/proc/{child.pid}").exists())
