"""A sandbox with a client, two readers and a bot that does as told; a window on its chat page."""

import os
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext

from sandbox.client import Group, SandboxClient
from sandbox.server import Sandbox
from sandbox.user import User
from scripts import chromium
from tests.sandbox.browser import Robot, Window
from tests.sandbox.rawbot import RawBot


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.running() as sandbox:
        yield sandbox


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[SandboxClient]:
    async with await SandboxClient.connect(sandbox.api_url) as client:
        yield client


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.api_url) as session:
        yield session


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(session, sandbox)


@pytest.fixture
async def aigerim(client: SandboxClient, bot: RawBot) -> User:
    """A reader who has started the bot."""
    user = await client.user("Айгерим")
    await user.says("/start")
    await bot.updates()
    return user


@pytest.fixture
async def pyotr(client: SandboxClient) -> User:
    """A reader who has not started the bot; administrator of the newsroom."""
    return await client.user("Пётр")


@pytest.fixture
async def newsroom(client: SandboxClient) -> Group:
    return await client.found("Редакция")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def context() -> AsyncIterator[BrowserContext]:
    """One browser for all tests; each has a window and a sandbox of its own."""
    if chromium.path() is None:
        reason = "no Chromium on this machine (Debian: apt-get install chromium)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    async with chromium.started() as browser:
        rights = ["clipboard-read", "clipboard-write"]
        yield await browser.new_context(locale="ru-RU", permissions=rights)


@pytest_asyncio.fixture(loop_scope="module")
async def quiet() -> AsyncIterator[Sandbox]:
    """A sandbox without speed limits, in the loop of the browser."""
    async with Sandbox.running(limits=False) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def robot(quiet: Sandbox) -> AsyncIterator[Robot]:
    async with aiohttp.ClientSession() as http:
        yield Robot(quiet, http)


@pytest_asyncio.fixture(loop_scope="module")
async def window(context: BrowserContext, quiet: Sandbox) -> AsyncIterator[Window]:
    """A window on the page; whatever the test does, the page must stay clean and at home."""
    opened = await Window.opened(context, quiet)
    await opened.goes()
    yield opened
    await opened.page.close()
    assert opened.errors == []
    assert opened.strangers() == []


@pytest_asyncio.fixture(loop_scope="module")
async def chat(window: Window, robot: Robot) -> Window:
    """A window in which Пётр has pressed Start and the bot has heard it."""
    await window.page.get_by_role("button", name="Старт").click()
    await window.bubble("/start")
    await robot.forgets()
    return window
