"""The bot as its own process, with verbs: it starts, is killed, stops, restarts, adds stories.

async with running_bot(sandbox, database=tmp_path / "news.db") as bot:
    await bot.kills()
    await bot.restarts()
    assert "ready" in bot.log
"""

import asyncio
import os
import sys
import time
import zlib
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from bot.settings import without_settings
from tests.nursery import Child, Nursery

#: Seconds in which a started bot must be ready, on a machine that has other things to do.
READY_LIMIT = 90.0

#: Where bots come from while pytest runs; elsewhere they start the long way.
nursery: Nursery | None = None


class Api(Protocol):
    """A Bot API server: the sandbox, in this process or another."""

    @property
    def api_url(self) -> str: ...
    @property
    def token(self) -> str: ...


class BotProcess:
    """`svodka run` on a Bot API server and a database."""

    def __init__(self, api: Api, database: Path, environment: dict[str, str]) -> None:
        self.database = database
        self.environment = {
            **without_settings(dict(os.environ)),
            "BOT_TOKEN": api.token,
            "TELEGRAM_API_URL": api.api_url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{database}",
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        self._log = database.with_suffix(f".{id(self)}.log")
        self._process: Process | Child | None = None
        self._read_from = 0

    @property
    def log(self) -> str:
        """All that was logged since the first start."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    @property
    def process(self) -> Process | Child:
        """The running process."""
        assert self._process is not None, "the bot was not started"
        return self._process

    async def starts(self, *, ready: bool = True) -> None:
        """Start it; wait until it serves unless told otherwise."""
        assert self._process is None or self._process.returncode is not None
        self._read_from = len(self.log)
        self._process = await self._born(["run"], self._log)
        if ready:
            await self.says("ready")

    async def says(self, words: str, within: float = READY_LIMIT) -> None:
        """Wait until these words stand in the log of the present start."""
        end = time.monotonic() + within
        while words not in self.log[self._read_from :]:
            ended = self.process.returncode is not None
            if ended or time.monotonic() > end:
                state = f"ended with {self.process.returncode}" if ended else f"{within:g} s over"
                raise AssertionError(f"{words!r} never came ({state}):\n{self.log[-3000:]}")
            await asyncio.sleep(0.02)

    async def kills(self) -> None:
        """SIGKILL: no warning, no farewell."""
        self.process.kill()
        await self.process.wait()

    async def stops(self, within: float = 10.0) -> float:
        """SIGTERM; return the seconds it took."""
        began = time.monotonic()
        self.process.terminate()
        await asyncio.wait_for(self.process.wait(), within)
        return time.monotonic() - began

    async def restarts(self) -> None:
        """Start again after the end."""
        await self.starts()

    async def ends(self, within: float = READY_LIMIT) -> int:
        """Wait for its own end; return the exit code."""
        return await asyncio.wait_for(self.process.wait(), within)

    async def adds(self, *files: Path) -> tuple[int, str]:
        """Run `svodka add` on the same database; return its exit code and output."""
        return await self.runs("add", *map(str, files))

    async def runs(self, *arguments: str) -> tuple[int, str]:
        """Run another command with the same settings; return its exit code and output."""
        with NamedTemporaryFile(
            prefix="svodka-"
        ) as said:  # not on the bot's disk, which may be full
            process = await self._born(list(arguments), Path(said.name))
            code = await process.wait()
            return code, said.read().decode("utf-8", "replace")

    async def _born(self, arguments: list[str], output: Path) -> Process | Child:
        """Start `svodka` with these arguments; what it says is appended to a file."""
        folder = self.database.parent
        if nursery is not None:
            return await nursery.born(arguments, self.environment, folder, output)
        command = (sys.executable, "-m", "bot", *arguments)
        with output.open("ab") as said:
            return await asyncio.create_subprocess_exec(
                *command, stdin=DEVNULL, stdout=said, stderr=said, env=self.environment, cwd=folder
            )

    async def aside(self) -> None:
        """Kill what still runs."""
        if self._process is not None and self._process.returncode is None:
            await self.kills()


@asynccontextmanager
async def running_bot(
    api: Api, *, database: Path, ready: bool = True, **environment: str
) -> AsyncIterator[BotProcess]:
    """Run the bot while the block runs; further settings by their names (LOG_LEVEL="debug")."""
    bot = BotProcess(api, database, environment)
    try:
        await bot.starts(ready=ready)
        yield bot
    finally:
        await bot.aside()


#: What articles are about: (what is said, who says it); a title picks one. Near-doubles would
#: become one story.
MATTERS = (
    ("Городской совет утвердил расходы на работы у реки", "сообщила мэрия"),
    ("Учёные нашли на севере степи стоянку бронзового века", "рассказал археолог Арман Жумабаев"),
    ("Завод в посёлке перешёл на новые станки и набрал учеников", "сказал директор Олег Панин"),
    ("В областном музее открылась выставка старых карт", "уточнила хранитель Сауле Ибраева"),
    ("Пекари района договорились печь хлеб из местной муки", "объяснила Вера Кравец"),
    ("Спасатели учили школьников переходить замёрзшее озеро", "отметил капитан Тимур Ахметов"),
    ("Театр кукол привёз из поездки три награды", "призналась режиссёр Дина Оразова"),
    ("Садоводы высадили аллею вдоль железной дороги", "подсчитал лесник Пётр Зимин"),
)
PLACES = ("Тобольная", "Каменка", "Сарыбулак", "Жаркент", "Озёрное", "Акжар", "Берёзовка")


def article(folder: Path, title: str) -> Path:
    """Write an article of our own into a folder; return its file. Other titles are other events."""
    number = zlib.crc32(title.encode())
    said, by = MATTERS[number % len(MATTERS)]
    place, sum_, people = PLACES[number % 7], number % 83 + 11, number % 640 + 105
    file = folder / f"{number}.txt"
    file.write_text(
        f"{title}\n\n"
        f"{said}. Дело было в селе {place}, пришли {people} человек.\n\n"
        f"На это выделили {sum_} млн тенге, {by}. {title}: работы начнутся весной.\n",
        encoding="utf-8",
    )
    return file
