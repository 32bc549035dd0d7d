"""The sandbox as a process of its own, and the webhook."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox.client import SandboxClient
from sandbox.user import User
from tests.sandbox.rawbot import RawBot

COMMAND = [sys.executable, "-m", "sandbox", "--port"]


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    command = [*COMMAND, "0", "--token", "42:own", "--no-limits"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_says_where_it_listens_serves_and_stops_cleanly(
    process: subprocess.Popen[str], number: signal.Signals
) -> None:
    assert process.stdout
    about = json.loads(process.stdout.readline())
    assert about["token"] == "42:own"
    async with await SandboxClient.connect(about["page_url"]) as client:
        await (await client.user("Айгерим")).says("/start")
        assert client.bot["id"] == 42
    process.send_signal(number)
    assert await asyncio.to_thread(process.wait, 5) == 0


async def test_a_taken_port_is_told_in_a_sentence(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    port = json.loads(process.stdout.readline())["api_url"].rpartition(":")[2]
    second = await asyncio.to_thread(
        subprocess.run, [*COMMAND, port], capture_output=True, text=True, timeout=20
    )
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.startswith("the sandbox could not start: ")
    assert "Traceback" not in second.stderr


def test_it_starts_without_the_bots_framework() -> None:
    code = "import sys, sandbox.__main__ as m; print('aiogram' in sys.modules, m.main.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "main"]


async def test_a_webhook_gets_every_update_in_order_with_its_secret(
    bot: RawBot, aigerim: User
) -> None:
    got: list[tuple[str | None, Any]] = []
    answers = iter([500, 200, 200])
    done = asyncio.Event()

    async def receive(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        got.append((secret, (await request.json())["message"]["text"]))
        if len(got) == 3:
            done.set()
        return web.Response(status=next(answers))

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await bot.gets("setWebhook", url=url, secret_token="very-secret", drop_pending_updates=True)
    await aigerim.says("раз")
    await aigerim.says("два")
    await asyncio.wait_for(done.wait(), 5)
    assert got == [("very-secret", "раз"), ("very-secret", "раз"), ("very-secret", "два")]
    assert "webhook is active" in await bot.refused("getUpdates")
    assert (await bot.gets("getWebhookInfo"))["url"] == url
    await bot.gets("deleteWebhook")
    await runner.cleanup()
    await aigerim.says("три")
    assert (await bot.update("message"))["text"] == "три"


async def test_a_webhook_elsewhere_is_refused(bot: RawBot, http: aiohttp.ClientSession) -> None:
    words = await bot.refused("setWebhook", url="https://example.com/hook")
    assert "only posts to loopback" in words
