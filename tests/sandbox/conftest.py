"""A running sandbox, a client of its control API, two readers and a bot that does as told."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.client import Group, SandboxClient
from sandbox.server import Sandbox
from sandbox.user import User
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
