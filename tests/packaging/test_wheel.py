"""A built wheel runs in an empty environment: seeds, catalogues and migrations are inside."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import without_settings
from sandbox.client import SandboxClient
from sandbox.server import Sandbox

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).parent / "uv"


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    """Run a command to its end; return what it printed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**without_settings(dict(os.environ)), **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it with what it needs and nothing else; return its bin folder."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    wheel = next(folder.glob("*.whl"))
    run(UV, "venv", "--quiet", "--python", sys.executable, folder / "env", folder=folder)
    python = folder / "env/bin/python"
    constraints = folder / "constraints.txt"
    constraints.write_text(run(UV, "pip", "freeze", "--exclude-editable", folder=ROOT))
    install = (UV, "pip", "install", "--quiet", "--python", python, "--constraints", constraints)
    run(*install, wheel, folder=folder)
    return python.parent


def test_installed_commands_work_away_from_the_source(installed: Path, tmp_path: Path) -> None:
    """Reading and storing need nothing of the checkout."""
    article = tmp_path / "article.txt"
    article.write_text(
        "Мост открыт\n\nВ городе открыли мост.\n\nОн стоил 40 млн тенге, сообщил акимат.\n", "utf-8"
    )
    assert "svodka" in run(installed / "svodka", "--version", folder=tmp_path)
    assert "40" in run(installed / "svodka", "read", article, "--json", folder=tmp_path)
    run(installed / "svodka", "add", article, folder=tmp_path)
    assert "Мост" in run(installed / "svodka", "stories", folder=tmp_path)


async def test_installed_bot_answers(installed: Path, tmp_path: Path) -> None:
    """The first story is planted and told, in the reader's language."""
    async with (
        Sandbox.running() as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
    ):
        process = await asyncio.create_subprocess_exec(
            str(installed / "svodka"),
            "run",
            cwd=tmp_path,
            env={
                **without_settings(dict(os.environ)),
                "BOT_TOKEN": sandbox.token,
                "TELEGRAM_API_URL": sandbox.api_url,
            },
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            reader = await scene.user("Айгерим", language="kk")
            await reader.says("/summary")
            story = await reader.sees("Накрыли разом", within=90)
            assert "Сандар" in story.labels
        finally:
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 15) == 0
