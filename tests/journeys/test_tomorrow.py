"""A newcomer's tomorrow: the sandbox's clock is moved ahead, and the morning's digest comes."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from delivery.timing import counted_as_told, next_digest
from news.schedule import Schedule
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from storage.store import Store
from storage.subscriptions import DIGEST, Choices
from tests.running import article, running_bot

ZONE = "Asia/Almaty"


async def chooses_digests(database: Path, chat: int) -> None:
    """Choose a digest at eight in the morning for a chat that is subscribed."""
    store = await Store.open(f"sqlite+aiosqlite:///{database}")
    choices = Choices(mode=DIGEST, schedule=str(Schedule((time(8),))))
    now = datetime.now(UTC)
    told = counted_as_told(choices, ZONE, now)
    await store.subscriptions.choose(chat, choices, next_digest(choices, ZONE, told, now), told)
    await store.close()


def until_tomorrow_morning() -> float:
    """Return the seconds to tomorrow's eight o'clock."""
    now = datetime.now(ZoneInfo(ZONE))
    morning = (now + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
    return (morning - now).total_seconds()


async def test_tomorrows_digest_comes_when_the_clock_is_moved_to_tomorrow_morning(
    tmp_path: Path,
) -> None:
    """Once, with the story that was added today, and not before its hour."""
    async with (
        Sandbox.running() as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
        running_bot(
            sandbox,
            database=tmp_path / "svodka.db",
            CLOCK_URL=sandbox.clock_url,
            DEFAULT_TIMEZONE=ZONE,
        ) as bot,
    ):
        reader = await scene.user("Дана", "ru")
        await reader.says("/subscribe")
        reader.mark = (await reader.sees("Готово")).seq
        await chooses_digests(bot.database, reader.id)
        code, output = await bot.adds(article(tmp_path, "Мост откроют весной"))
        assert code == 0, output
        await reader.sees_nothing(for_=1.5)
        await scene.moves_clock(until_tomorrow_morning())
        digest = await reader.sees("Мост откроют весной", within=10)
        morning = datetime.fromtimestamp(digest.raw["date"], ZoneInfo(ZONE))
        assert (morning.hour, morning.minute) == (8, 0)
        reader.mark = digest.seq
        await scene.moves_clock(3600)
        await reader.sees_nothing(for_=1.5)
        assert "the clock was moved" in bot.log
