"""F14 and F21 as a reader meets them: the whole bot, a restart, and a clock that is moved."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from delivery.calm import GATHERED
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from sandbox.user import User
from tests.journeys.test_tomorrow import ZONE, until_tomorrow_morning
from tests.running import BotProcess, article, running_bot

DAY = 86_400
FLOOD = 43_838


@dataclass
class Town:
    """A bot that follows the sandbox's clock."""

    scene: SandboxClient
    bot: BotProcess
    folder: Path

    async def reader(self, name: str, choice: str = "") -> User:
        person = await self.scene.user(name)
        await person.says(f"/subscribe {choice}")
        await person.sees("Обновления", within=30)
        return person

    async def publishes(self, *titles: str) -> None:
        code, output = await self.bot.adds(*(article(self.folder, title) for title in titles))
        assert code == 0, output

    async def told(self, *words: str) -> Counter[int]:
        """Count the messages to each chat that have all the words in them."""
        sent = await self.scene.accepted()
        return Counter(one.chat_id for one in sent if all(word in one.text for word in words))

    async def refused(self) -> int:
        """Count the messages that were refused; a killed bot's question for updates is, too."""
        refusals = await self.scene.refusals()
        return sum(one["method"] == "sendMessage" for one in refusals)


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    async with (
        Sandbox.running() as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
        running_bot(
            sandbox,
            database=folder / "svodka.db",
            CLOCK_URL=sandbox.clock_url,
            DEFAULT_TIMEZONE=ZONE,
        ) as bot,
    ):
        yield Town(scene, bot, folder)


async def test_f21_after_three_days_down_everyone_gets_one_message(tmp_path: Path) -> None:
    """A digest for who reads digests; what was to come at once is old, and comes in one, too."""
    titles = ("Мост закрыли зимой", "Хлеб стал дешевле", "Рынок переехал за мост")
    async with town(tmp_path) as place:
        readers = [await place.reader("Дана", "08:00"), await place.reader("Лев")]
        await place.bot.stops()
        await place.publishes(*titles)
        await place.scene.moves_clock(until_tomorrow_morning() + 2 * DAY + 600)
        await place.bot.restarts()
        await readers[0].sees("Мост закрыли зимой", within=30)
        await place.scene.moves_clock(GATHERED.total_seconds())
        await readers[1].sees("Мост закрыли зимой", within=30)
        await place.scene.moves_clock(3600)
        await asyncio.sleep(2)
        once = {reader.id: 1 for reader in readers}
        assert await place.told(*titles) == await place.told("Мост закрыли") == once


async def test_f14_a_wait_of_43838_seconds_outlives_a_kill_and_everyone_is_told_once(
    tmp_path: Path,
) -> None:
    """Nothing is tried before its end, and not one message is lost with the process."""
    async with town(tmp_path) as place:
        readers = [await place.reader("Дана"), await place.reader("Лев")]
        await place.scene.faults.flood(FLOOD, times=1000)
        await place.publishes("Мост закрыли зимой")
        await waits_written(tmp_path / "svodka.db")
        await place.bot.kills()
        refused = await place.refused()
        await place.scene.faults.clear()
        await place.bot.restarts()
        await place.scene.moves_clock(FLOOD - 300)
        await asyncio.sleep(2)
        assert await place.told("Мост закрыли") == {}
        await place.scene.moves_clock(300)
        for reader in readers:
            await reader.sees("Мост закрыли зимой", within=30)
        assert await place.told("Мост закрыли") == {reader.id: 1 for reader in readers}
        assert 2 <= refused == await place.refused() <= 4


async def waits_written(database: Path) -> None:
    """Wait until it is stored that all must wait."""
    for _ in range(600):
        with closing(sqlite3.connect(database)) as connection:
            if connection.execute("SELECT 1 FROM pauses WHERE chat_id = 0").fetchall():
                return
        await asyncio.sleep(0.05)
    raise AssertionError("the wait was never written down")
