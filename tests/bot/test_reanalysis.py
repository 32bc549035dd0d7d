"""What an older version of this program has stored is brought up to date in the background."""

import asyncio
from pathlib import Path

import pytest

from bot import reanalysis
from news.similar_signature import VERSION
from storage.store import Store
from tests.storage.articles import GANGS, HARVEST, add


async def test_stories_of_before_become_comparable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reanalysis, "REST", 0.0)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}")
    for text in (GANGS, HARVEST):
        await add(store, text)
    assert len(await store.prints.missing(VERSION, 9)) == 2
    stop = asyncio.Event()
    task = asyncio.create_task(reanalysis.reanalyse(store, stop))
    for _ in range(1_000):
        if not (missing := await store.prints.missing(VERSION, 9)):
            break
        await asyncio.sleep(0.01)
    stop.set()
    await task
    await store.close()
    assert missing == []
