"""The sandbox's invented newsroom, taken in like any other: a newcomer sees news arriving."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bot import demo
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from storage.store import Store
from tests.running import running_bot


async def test_news_of_the_demo_newsroom_reaches_a_subscribed_reader(tmp_path: Path) -> None:
    """Its feed is added in the chat; what it has already is news to nobody, what comes then is."""
    start = datetime.now(UTC) - timedelta(minutes=5)
    stories = demo.entries(start)
    folder = tmp_path / "demo"
    folder.mkdir()
    async with (
        Sandbox.running(folder=folder) as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
    ):
        address = f"{sandbox.api_url}/demo/"
        demo.write(folder, stories, start, address)
        editor, reader = await scene.user("Editor", "ru"), await scene.user("Reader", "ru")
        async with running_bot(
            sandbox,
            database=tmp_path / "svodka.db",
            ADMIN_IDS=str(editor.id),
            FETCH_ALLOW=urlsplit(sandbox.api_url).netloc,
        ):
            await reader.says("/subscribe")
            reader.mark = (await reader.sees()).seq
            await editor.says(f"/add {address}{demo.FEEDS['ru']}")
            offer = await editor.sees(demo.TITLES["ru"], within=20)
            await editor.presses("Добавить как источник", on=offer)
            screen = await editor.sees("Проверка")
            await looked_at(tmp_path / "svodka.db")
            demo.write(folder, stories, datetime.now(UTC), address)
            await editor.presses("15 минут", on=screen)
            news = await reader.sees("Воду в Заречье вернули всем", within=60)
            told = [message for message in await reader.messages() if "Заречье" in message.text]
            assert len(told) == 1
            await reader.says("/full", reply_to=news)
            await reader.sees(demo.TITLES["ru"])


async def looked_at(database: Path) -> None:
    """Wait until the only source has brought something."""
    store = await Store.open(f"sqlite+aiosqlite:///{database}")
    try:
        for _ in range(300):
            [source] = await store.sources.page()
            if not source.is_new:
                return
            await asyncio.sleep(0.1)
        raise AssertionError("the source was never looked at")
    finally:
        await store.close()
