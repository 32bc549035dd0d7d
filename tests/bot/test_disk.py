"""F8 and F9: the whole bot on a disk that fills up, in a mount namespace of its own.

`python -m tests.bot.test_disk DRILL API TOKEN FOLDER` runs inside: the sandbox stays outside.
"""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import space
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from storage.room import Room
from tests.running import BotProcess, article, running_bot
from tests.waiting import eventually

ROOT = Path(__file__).parents[2]
#: Of the disk, in MB.
SIZES = {"fills up": 40, "start": 5}


@dataclass(frozen=True)
class Outside:
    """A sandbox in another process."""

    api_url: str
    token: str


@pytest.mark.parametrize("drill", ["fills up", "start"])
async def test_f8_a_full_disk_costs_no_answer_no_story_and_one_message_to_the_operator(
    sandbox: Sandbox, tmp_path: Path, drill: str
) -> None:
    """Also where the bot is started on it, its reserve spent: it waits for room."""
    probe = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    if not shutil.which("unshare") or subprocess.run(probe, capture_output=True).returncode:  # noqa: ASYNC221
        pytest.skip("no mount namespaces here (needs unshare and user namespaces)")
    process = await asyncio.create_subprocess_exec(
        "unshare", "-rm", "sh", "-c",
        f"mount -t tmpfs -o size={SIZES[drill]}m none /mnt && "
        'exec "$0" -m tests.bot.test_disk "$@"',
        sys.executable, drill, sandbox.api_url, sandbox.token, str(tmp_path),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, errors = await asyncio.wait_for(process.communicate(), 180)
    assert process.returncode == 0, errors.decode()[-4000:]
    assert output.decode().strip().endswith("healed")


class Disk:
    """A small disk that can be filled to the last byte."""

    def __init__(self, folder: Path) -> None:
        self._filler = folder / "filler"

    def fills(self, leaving: int = 0) -> None:
        """Fill the disk, and once more whenever something gives room up."""
        with self._filler.open("ab") as file, suppress(OSError):
            free = shutil.disk_usage(self._filler.parent).free - leaving
            file.write(bytes(max(free, 0)))
            if not leaving:
                for _ in range(10_000):
                    os.write(file.fileno(), bytes(512))

    def spends_reserve(self) -> None:
        (self._filler.parent / "news.db.reserve").unlink(missing_ok=True)

    def empties(self) -> None:
        self._filler.unlink()


@asynccontextmanager
async def on_the_disk(api: Outside) -> AsyncIterator[tuple[SandboxClient, BotProcess, int]]:
    async with await SandboxClient.connect(api.api_url) as scene:
        admin = await scene.user("Мира")
        database = Path("/mnt/news.db")
        async with running_bot(api, database=database, ADMIN_IDS=str(admin.id)) as bot:
            await admin.says("/start")
            await admin.sees("Сводка", within=30)
            yield scene, bot, admin.id


async def drill(api: Outside, outside: Path) -> None:
    """Fill the disk in two steps, look, make room, look again."""
    disk, room = Disk(Path("/mnt")), Room(Path("/mnt/news.db"))
    reserve = Path("/mnt/news.db.reserve")
    async with on_the_disk(api) as (scene, bot, admin):
        reader, other = await scene.crowd(2)
        for person in (reader, other):
            await person.says("/subscribe")
            await person.sees("Готово", within=30)
        await eventually(reserve.exists)
        disk.fills(leaving=1_500_000)
        await bot.says("the disk is nearly full")
        code, output = await bot.adds(article(outside, "Мост закрыли зимой"))
        assert code != 0, output
        assert "nearly full" in output
        disk.fills()
        await eventually(lambda: not reserve.exists())
        disk.fills()
        for command in ("/summary", "/figures 1", "/stories"):
            await reader.says(command)
            await reader.sees("Накрыли разом", within=30)
        new = await scene.user("Лев")
        await new.says("/summary")
        await new.sees("Накрыли разом", within=30)
        disk.empties()
        await bot.says("there is room on the disk again")
        await eventually(reserve.exists)
        assert not room.is_low
        before = await scene.accepted_count()
        code, output = await bot.adds(article(outside, "Мост откроют весной"))
        assert code == 0, output
        for person in (reader, other):
            await person.sees("Мост откроют весной", within=30)
        sent = await scene.accepted(before)
        assert len([each for each in sent if "Мост откроют" in each.text]) == 2
        warnings = [
            each for each in await scene.accepted()
            if each.chat_id == admin and "почти заполнен" in each.text
        ]  # fmt: skip
        assert len(warnings) == 1
        assert bot.process.returncode is None
        assert "a loop failed" not in bot.log
        assert await bot.stops() < 10


async def start(api: Outside, outside: Path) -> None:
    """Start the bot where not a byte is left: it waits, and nothing that was queued is lost."""
    disk, database = Disk(Path("/mnt")), "sqlite+aiosqlite:////mnt/news.db"
    async with (
        await SandboxClient.connect(api.api_url) as scene,
        # The log is written elsewhere.
        running_bot(api, database=outside / "news.db", DATABASE_URL=database) as bot,
    ):
        readers = await scene.crowd(2)
        for person in readers:
            await person.says("/subscribe")
            await person.sees("Готово", within=30)
        for ends, title in (
            (bot.stops, "Мост закрыли зимой"),
            (bot.kills, "Хлеб подорожал осенью"),
        ):
            await ends()
            code, output = await bot.adds(article(outside, title))
            assert code == 0, output
            disk.spends_reserve()
            disk.fills()
            await bot.starts(ready=False)
            await bot.says("waiting for some")
            await readers[0].says("/summary 1")
            await asyncio.sleep(2 * space.EVERY)
            assert bot.process.returncode is None
            disk.empties()
            await bot.says("ready")
            await readers[0].sees("Накрыли разом", within=30)
            for person in readers:
                await person.sees(title, within=30)
            sent = [each for each in await scene.accepted() if each.text.startswith(title)]
            assert sorted(each.chat_id for each in sent) == sorted(each.id for each in readers)
        assert bot.log.count("waiting for some") == 2
        assert "Traceback" not in bot.log
        assert await bot.stops() < 10


async def inside(which: str, api: Outside, outside: Path) -> None:
    if which == "fills up":
        await drill(api, outside)
    else:
        await start(api, outside)


if __name__ == "__main__":
    asyncio.run(inside(sys.argv[1], Outside(*sys.argv[2:4]), Path(sys.argv[4])))
    sys.stdout.write("healed\n")
