"""The whole bot in this process, with all its loops, while one thing after another goes wrong."""

import ast
import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bot import app, supervision
from bot.settings import Settings
from bot.supervision import Alarm, Loop
from news.analysis import analyse
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from storage.store import Store
from tests.bot.desk import TEXT
from tests.bot.test_journeys import accepted
from tests.waiting import eventually


def started() -> list[str]:
    """Return the names of the loops that the bot starts, as its source has them."""
    tree = ast.parse(Path(app.__file__).read_text(encoding="utf-8"))
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    names = [each.args[0] for each in calls if getattr(each.func, "id", "") == Loop.__name__]
    return [str(ast.literal_eval(name)) for name in names]


LOOPS = started()


@asynccontextmanager
async def serving(sandbox: Sandbox, folder: Path, **more: str) -> AsyncIterator[None]:
    settings = Settings.model_validate(
        {
            "bot_token": sandbox.token,
            "telegram_api_url": sandbox.api_url,
            "database_url": f"sqlite:///{folder}/news.db",
            **more,
        }
    )
    stop = asyncio.Event()
    task = asyncio.create_task(app.serve(settings, stop))
    try:
        yield
        assert not task.done(), task
    finally:
        stop.set()
        await asyncio.wait_for(task, 15)


class Clumsy:
    """Runs the bot's loops, each of which fails three times before it works."""

    def __init__(self) -> None:
        self.starts: dict[str, int] = {}

    async def supervise(
        self, loops: Sequence[Loop], stop: asyncio.Event, alarm: Alarm, note: Alarm
    ) -> None:
        await supervision.supervise([self._failing(loop) for loop in loops], stop, alarm, note)

    def _failing(self, loop: Loop) -> Loop:
        async def run(stop: asyncio.Event) -> None:
            self.starts[loop.name] = self.starts.get(loop.name, 0) + 1
            if self.starts[loop.name] <= supervision.REPEATED:
                raise ZeroDivisionError(f"in {loop.name}")
            await loop.run(stop)

        return replace(loop, run=run, backoff=(0.05, 0.1))


async def test_f40_each_loop_that_fails_begins_again_and_the_operator_hears_of_each_once(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clumsy = Clumsy()
    monkeypatch.setattr(app, "supervise", clumsy.supervise)
    admin = await scene.user("Мира")
    await admin.says("/start")
    async with serving(sandbox, tmp_path, admin_ids=str(admin.id)):
        await admin.sees("Сводка", within=30)
        await eventually(lambda: set(clumsy.starts.values()) == {supervision.REPEATED + 1})
        await admin.says("/subscribe")
        await admin.sees("Готово", within=30)
        await admin.says("/summary")
        await admin.sees("Накрыли разом", within=30)
        async with asyncio.timeout(60):
            told = await alarms(scene, len(clumsy.starts))
    assert set(clumsy.starts) == set(LOOPS)
    assert len(told) == len(clumsy.starts)
    assert all(sum(f"({name})" in text for text in told) == 1 for name in clumsy.starts)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'news.db'}")
    found = await store.troubles.since(datetime.fromtimestamp(0, UTC))
    await store.close()
    failed = {each.name: (each.cause, each.times) for each in found}
    assert failed == {
        name: (f"ZeroDivisionError: in {name}", supervision.REPEATED) for name in clumsy.starts
    }


async def alarms(scene: SandboxClient, count: int) -> list[str]:
    """Wait until the operator has heard so many."""
    while True:
        sent = await scene.accepted()
        told = [each.text for each in sent if "ZeroDivisionError" in each.text]
        if len(told) >= count:
            return told
        await asyncio.sleep(0.2)


class Broken:
    """Runs the bot's loops, one of which fails whenever it is started."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.starts: dict[str, list[float]] = {}

    async def supervise(
        self, loops: Sequence[Loop], stop: asyncio.Event, alarm: Alarm, note: Alarm
    ) -> None:
        await supervision.supervise([self._watched(loop) for loop in loops], stop, alarm, note)

    def _watched(self, loop: Loop) -> Loop:
        async def run(stop: asyncio.Event) -> None:
            self.starts.setdefault(loop.name, []).append(time.monotonic())
            if loop.name == self.name:
                raise ZeroDivisionError(f"in {loop.name}")
            await loop.run(stop)

        return replace(loop, run=run, backoff=(0.2, 60.0))

    @property
    def waits(self) -> list[float]:
        """How long it was waited before each new start of the broken loop, in seconds."""
        return [b - a for a, b in pairwise(self.starts[self.name])]


@pytest.mark.parametrize("name", LOOPS)
async def test_f40_while_one_loop_fails_for_good_the_others_go_on(
    sandbox: Sandbox,
    scene: SandboxClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """Each in turn: it is started again, later each time; the operator hears of it, once."""
    broken = Broken(name)
    monkeypatch.setattr(app, "supervise", broken.supervise)
    reader = await scene.user("Мира")
    async with (
        serving(sandbox, tmp_path, admin_ids=str(reader.id)),
        store_of(tmp_path) as store,
    ):
        await store.chats.remember(reader.id, "private", "ru", "Asia/Almaty")
        await store.subscriptions.add(reader.id, reader.id, datetime.now(UTC))
        await reader.says("/summary")
        if name != "updates":
            await reader.sees("Накрыли разом", within=30)
        await store.stories.add(TEXT, analyse(TEXT), now=datetime.now(UTC))
        if name != "delivery":
            await reader.sees("Мост открыт", within=30)
        await eventually(lambda: len(broken.starts[name]) > 4)
        [told] = await alarms(scene, 1)
    assert f"({name})" in told
    assert all(wait > 0.19 * 2**number for number, wait in enumerate(broken.waits[:4]))
    assert {each: len(times) for each, times in broken.starts.items() if each != name} == {
        each: 1 for each in LOOPS if each != name
    }


@asynccontextmanager
async def store_of(folder: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/news.db")
    yield store
    await store.close()


async def test_f11_while_another_process_holds_the_database_readers_are_answered(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path
) -> None:
    """Ten seconds in the middle of a broadcast: answers within two, everybody told once."""
    await scene.limits(on=False)
    readers = await scene.crowd(120)
    async with serving(sandbox, tmp_path):
        for reader in readers[:3]:
            await reader.says("/start")
            await reader.sees("Сводка", within=30)
        async with store_of(tmp_path) as store, store.transaction():
            for person in readers:
                await store.chats.remember(person.id, "private", "ru", "Asia/Almaty")
                await store.subscriptions.add(person.id, person.id, datetime.now(UTC))
            await store.stories.add(TEXT, analyse(TEXT), now=datetime.now(UTC))
        before = await scene.accepted_count()
        await accepted(scene, before + 20)
        await asyncio.to_thread(hold, tmp_path / "news.db")
        held = asyncio.create_task(asyncio.to_thread(release_after, 10.0))
        for reader in readers[:3]:
            mark = asyncio.get_running_loop().time()
            await reader.says("/summary 1")
            await reader.sees("Накрыли разом", within=8)
            assert asyncio.get_running_loop().time() - mark < 4
        await held
        await eventually(lambda: sent_rows(tmp_path / "news.db") == 120, 30)
    told = [sent.chat_id for sent in await scene.accepted() if "Мост открыт" in sent.text]
    assert sorted(told) == sorted(reader.id for reader in readers)


_HOLDERS: list[sqlite3.Connection] = []


def hold(path: Path) -> None:
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    holder.execute("BEGIN IMMEDIATE")
    _HOLDERS.append(holder)


def release_after(seconds: float) -> None:
    time.sleep(seconds)
    holder = _HOLDERS.pop()
    holder.execute("ROLLBACK")
    holder.close()


def sent_rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        [(count,)] = database.execute("SELECT count(*) FROM deliveries WHERE state = 'sent'")
        return int(count)
