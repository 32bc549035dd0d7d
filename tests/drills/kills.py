"""F1 at length: SIGKILL at random moments of a broadcast; `make drill ARGS="--kills 200"`.

The sandbox's record of accepted messages is the truth: nobody may be left out, and what came
twice may only be what was under way at a kill (accepted, and not yet written down).
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from storage.store import Store
from tests.bot.test_journeys import accepted, in_flight, states, told
from tests.running import BotProcess, article, running_bot

TITLE = "Мост откроют весной"


@dataclass(slots=True)
class Drill:
    """How much, and what came of it."""

    readers: int
    kills: int
    seed: int
    #: After so long nothing is killed any more: the drill ends, however slow the machine.
    minutes: float = 30.0
    under_way: list[int] = field(default_factory=list)
    told: Counter[int] = field(default_factory=Counter)
    states: dict[str, int] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        return self.readers - len(self.told)

    @property
    def repeated(self) -> int:
        return self.told.total() - len(self.told)

    @property
    def passed(self) -> bool:
        whole = self.states == {"sent": self.readers}
        return whole and not self.lost and self.repeated <= sum(self.under_way)


async def run(drill: Drill, folder: Path) -> None:
    """Plant readers, publish, kill and restart, wait for the end."""
    database = folder / "news.db"
    async with (
        Sandbox.running() as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
    ):
        await _plant(scene, database, drill.readers)
        async with running_bot(sandbox, database=database) as bot:
            await _broadcast(drill, scene, bot, folder)


async def _plant(scene: SandboxClient, database: Path, count: int) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{database}")
    now = datetime.now(UTC)
    people = await scene.crowd(count)
    async with store.transaction():
        for person in people:
            await store.chats.remember(person.id, "private", "ru", "Asia/Almaty")
            await store.subscriptions.add(person.id, person.id, now)
    await store.close()


async def _broadcast(drill: Drill, scene: SandboxClient, bot: BotProcess, folder: Path) -> None:
    dice = random.Random(drill.seed)
    before = await scene.accepted_count()
    code, output = await bot.adds(article(folder, TITLE))
    assert code == 0, output
    moments = sorted(dice.randrange(drill.readers) for _ in range(drill.kills))
    end = time.monotonic() + drill.minutes * 60
    for moment in moments:
        if time.monotonic() > end:
            break
        await accepted(scene, before + moment)
        await asyncio.sleep(dice.uniform(0, 0.1))  # at any moment, not always mid-send
        await bot.kills()
        drill.under_way.append(await in_flight(scene, bot, before))
        if len(drill.under_way) % 10 == 0:
            sys.stdout.write(f"{len(drill.under_way)} kills\n")
            sys.stdout.flush()
        await bot.restarts()
    await _settled(bot, drill)
    drill.told = await told(scene, TITLE, before)


async def _settled(bot: BotProcess, drill: Drill) -> None:
    end = time.monotonic() + 60 + drill.readers / 10
    while time.monotonic() < end:
        drill.states = states(bot)
        if drill.states == {"sent": drill.readers}:
            return
        await asyncio.sleep(1)


def main() -> int:
    """Run the drill and print what came of it; exit code 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="make drill", description=__doc__)
    parser.add_argument("--kills", type=int, default=20, help="up to 200; 20 take some minutes")
    parser.add_argument("--readers", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--minutes", type=float, default=30, help="of kills, at most")
    chosen = parser.parse_args()
    drill = Drill(chosen.readers, min(chosen.kills, 200), chosen.seed, chosen.minutes)
    say = sys.stdout.write
    say(f"seed {drill.seed}: {drill.kills} kills, {drill.readers} readers\n")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(drill, Path(folder)))
    say(
        f"{len(drill.under_way)} kills: lost {drill.lost}; repeated {drill.repeated}; "
        f"under way at the kills "
        f"{sum(drill.under_way)} (at most {max(drill.under_way, default=0)} at one); "
        f"ledger {drill.states}; {time.monotonic() - began:.0f} s\n"
    )
    return 0 if drill.passed else 1


if __name__ == "__main__":
    sys.exit(main())
