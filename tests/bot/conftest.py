"""A sandbox on a socket and a scene in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from delivery import loop, trouble
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from storage.store import Store
from tests.bot.desk import Desk


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.running() as sandbox:
        yield sandbox


@pytest.fixture
async def scene(sandbox: Sandbox) -> AsyncIterator[SandboxClient]:
    async with await SandboxClient.connect(sandbox.api_url) as client:
        yield client


@pytest.fixture
async def desk(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desk]:
    monkeypatch.setattr(loop, "IDLE", 0.05)
    monkeypatch.setattr(trouble, "OUTAGE", (0.02, 0.1))
    monkeypatch.setattr(trouble, "AGAIN", (0.02, 0.1))
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/news.db")
    desk = Desk(store, sandbox, scene)
    yield desk
    await desk.bot.session.close()
    await store.close()
