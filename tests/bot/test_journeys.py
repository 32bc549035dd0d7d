"""The bot as its own process against the sandbox: kills, stops, floods, a second instance."""

import asyncio
import contextlib
import random
import sqlite3
import time
from collections import Counter
from pathlib import Path

from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from sandbox.user import User
from tests.running import BotProcess, article, running_bot

READERS = 200
#: Messages that may be on the way at a kill: 34 ms lie between two, a send takes a few, on a busy
#: machine some more (up to 4). Outcomes that were written half a second late would leave fifteen.
MOST_UNDER_WAY = 5


async def subscribed(scene: SandboxClient, count: int) -> list[User]:
    """Bring readers who have subscribed; limits are lifted while they do."""
    await scene.limits(on=False)
    readers = await scene.crowd(count)
    for start in range(0, count, 20):
        group = readers[start : start + 20]
        await asyncio.gather(*(reader.says("/subscribe") for reader in group))
        await asyncio.gather(*(reader.sees("", within=30) for reader in group))
    await scene.limits(on=True)
    return readers


async def told(scene: SandboxClient, words: str, after: int) -> Counter[int]:
    """Count, for each chat, the messages with these words that the sandbox accepted."""
    return Counter(sent.chat_id for sent in await scene.accepted(after) if words in sent.text)


async def all_told(
    scene: SandboxClient, words: str, after: int, readers: list[User], within: float = 120
) -> Counter[int]:
    end = time.monotonic() + within
    wanted = {reader.id for reader in readers}
    while not wanted <= set(got := await told(scene, words, after)):
        assert time.monotonic() < end, f"{len(wanted - set(got))} were not told"
        await asyncio.sleep(0.2)
    return got


async def accepted(scene: SandboxClient, count: int) -> None:
    """Wait until the sandbox has accepted so many messages in all."""
    async with asyncio.timeout(120):
        for number in iter(scene.accepted_count, None):
            if await number >= count:
                return
            await asyncio.sleep(0.005)


def states(bot: BotProcess) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(bot.database)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return dict(database.execute("SELECT state, count(*) FROM deliveries GROUP BY state"))


async def test_f1_three_kills_during_a_broadcast_lose_nobody(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path
) -> None:
    """200 readers, SIGKILL three times: all are told; at most what was in flight comes twice."""
    seed = random.randrange(10**6)
    dice = random.Random(seed)
    async with running_bot(sandbox, database=tmp_path / "news.db") as bot:
        readers = await subscribed(scene, READERS)
        before = await scene.accepted_count()
        code, output = await bot.adds(article(tmp_path, "Мост откроют весной"))
        assert code == 0, output
        under_way = 0
        for quarter in (1, 2, 3):
            goal = before + READERS * quarter // 4 - dice.randrange(20)
            await accepted(scene, goal)
            await asyncio.sleep(dice.uniform(0, 0.1))  # at any moment, not always mid-send
            await bot.kills()
            under_way += await in_flight(scene, bot, before)
            await bot.restarts()
        got = await all_told(scene, "Мост откроют весной", before, readers)
        await asyncio.sleep(1)
        got = await told(scene, "Мост откроют весной", before)
    repeats = {chat: count for chat, count in got.items() if count > 1}
    print(f"seed {seed}: told {len(got)}, repeats {repeats}, in flight {under_way}")  # noqa: T201
    assert set(got) == {reader.id for reader in readers}
    assert sum(repeats.values()) - len(repeats) <= under_way, f"seed {seed}"
    assert under_way <= 3 * MOST_UNDER_WAY, f"seed {seed}"
    assert states(bot) == {"sent": READERS}


async def in_flight(scene: SandboxClient, bot: BotProcess, before: int) -> int:
    """Count the messages that were accepted and not yet written down when the bot was killed."""
    with contextlib.closing(sqlite3.connect(bot.database)) as database:
        sent = database.execute("SELECT chat_id FROM deliveries WHERE state = 'sent'").fetchall()
    accepted = await told(scene, "Мост откроют весной", before)
    return len(set(accepted) - {chat for (chat,) in sent})


async def test_f2_a_stop_during_a_broadcast_loses_and_repeats_nothing(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path
) -> None:
    async with running_bot(sandbox, database=tmp_path / "news.db") as bot:
        readers = await subscribed(scene, 60)
        before = await scene.accepted_count()
        await bot.adds(article(tmp_path, "Мост откроют весной"))
        await accepted(scene, before + 20)
        assert await bot.stops() < 10
        assert bot.process.returncode == 0
        assert "claimed" not in states(bot)
        await bot.restarts()
        await all_told(scene, "Мост откроют весной", before, readers)
        await asyncio.sleep(1)
        got = await told(scene, "Мост откроют весной", before)
    assert got == dict.fromkeys((reader.id for reader in readers), 1)


async def test_an_update_that_was_accepted_is_answered_after_a_kill(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path
) -> None:
    reader = await scene.user("Мира")
    async with running_bot(sandbox, database=tmp_path / "news.db") as bot:
        await scene.faults.delay(3.0, methods=["sendMessage"])
        await reader.says("/summary")
        await asyncio.sleep(0.7)  # the update is fetched, its answer is on the way
        await bot.kills()
        await bot.restarts()
        await reader.sees("Накрыли разом", within=60)


async def test_who_speaks_another_language_is_met_in_the_operators(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path
) -> None:
    """DEFAULT_LANGUAGE holds for answers, for the menu and for the profile."""
    reader = await scene.user("Greta", language="de")
    async with running_bot(sandbox, database=tmp_path / "news.db", DEFAULT_LANGUAGE="en"):
        await reader.says("/privacy")
        await reader.sees("What is stored", within=30)
        end = time.monotonic() + 30
        while (await reader.menu()).get("forget") != "Delete everything about this chat":
            assert time.monotonic() < end
            await asyncio.sleep(0.1)


async def test_f7_a_second_bot_on_the_database_gives_up_in_a_sentence(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path
) -> None:
    reader = await scene.user("Мира")
    database = tmp_path / "news.db"
    async with running_bot(sandbox, database=database) as first:
        async with running_bot(sandbox, database=database, ready=False) as second:
            assert await second.ends() == 1
        assert "Another bot" in second.log
        assert str(first.process.pid) in second.log
        assert "Traceback" not in second.log
        await reader.says("/summary")
        await reader.sees("Накрыли разом", within=30)


async def test_f7_the_same_token_on_another_database_ends_in_a_sentence(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path
) -> None:
    async with (
        running_bot(sandbox, database=tmp_path / "one.db") as first,
        running_bot(sandbox, database=tmp_path / "two.db", ready=False) as second,
    ):
        ends = [asyncio.create_task(bot.ends()) for bot in (first, second)]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED, timeout=120)
        for task in ends:
            task.cancel()
        loser = first if first.process.returncode is not None else second
        assert loser.process.returncode == 1
        assert "same token" in loser.log
        assert "Traceback" not in loser.log


async def test_f17_who_blocked_the_bot_is_left_alone_until_coming_back(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path
) -> None:
    async with running_bot(sandbox, database=tmp_path / "news.db") as bot:
        stays, leaves = await subscribed(scene, 2)
        before = await scene.accepted_count()
        await leaves.blocks()
        await bot.adds(article(tmp_path, "Мост откроют весной"))
        await all_told(scene, "Мост откроют весной", before, [stays])
        await leaves.unblocks()
        await leaves.says("/summary")
        await leaves.sees("Мост откроют весной", within=30)
        await bot.adds(article(tmp_path, "Река вышла из берегов"))
        await all_told(scene, "Река вышла из берегов", before, [stays, leaves])


async def test_f18_a_moved_group_is_followed(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path
) -> None:
    async with running_bot(sandbox, database=tmp_path / "news.db") as bot:
        admin = await scene.user("Мира")
        group = await scene.group("Редакция", [admin], administrators=[admin], type="group")
        await admin.says("/subscribe", in_chat=group)
        await admin.sees("", in_chat=group, within=30)
        moved = await scene.migrates(group)
        before = await scene.accepted_count()
        await bot.adds(article(tmp_path, "Мост откроют весной"))
        end = time.monotonic() + 60
        while (await told(scene, "Мост откроют весной", before)) != {moved.id: 1}:
            assert time.monotonic() < end
            await asyncio.sleep(0.1)


async def test_f38_the_token_is_in_no_output_whatever_goes_wrong(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path
) -> None:
    secret = sandbox.token.partition(":")[2]
    reader = await scene.user("Мира")
    async with running_bot(sandbox, database=tmp_path / "news.db", LOG_LEVEL="debug") as bot:
        await scene.faults.reset(times=2, methods=["sendMessage"])
        await scene.faults.fail(502, times=2, body="<html>bad gateway</html>")
        for command in ("/summary", "/figures", "/full", "/stories"):
            await reader.says(command)
        await asyncio.sleep(2)
        await scene.faults.clear()
        await reader.says("/summary")
        await reader.sees("Накрыли разом", within=60)
        for arguments in (["check"], ["stories"], ["add", "nowhere.txt"]):
            _, output = await bot.runs(*arguments)
            assert secret not in output
        await bot.stops()
    assert secret not in bot.log


async def test_a_refused_token_ends_the_bot_in_a_sentence(sandbox: Sandbox, tmp_path: Path) -> None:
    wrong = "7000000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    database = tmp_path / "news.db"
    async with running_bot(sandbox, database=database, ready=False, BOT_TOKEN=wrong) as bot:
        assert await bot.ends() == 1
    assert "@BotFather" in bot.log
    assert "Traceback" not in bot.log
    assert wrong not in bot.log
