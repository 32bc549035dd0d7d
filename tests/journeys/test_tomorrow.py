"""A newcomer's tomorrow: the sandbox's clock is moved ahead, and the morning's digest comes."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from tests.running import article, running_bot

ZONE = "Asia/Almaty"


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
        await reader.says("/subscribe 08:00")
        reader.mark = (await reader.sees("дайджесты в 08:00")).seq
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
