"""A sandbox on a socket and a scene in it."""

from collections.abc import AsyncIterator

import pytest

from sandbox.client import SandboxClient
from sandbox.server import Sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.running() as sandbox:
        yield sandbox


@pytest.fixture
async def scene(sandbox: Sandbox) -> AsyncIterator[SandboxClient]:
    async with await SandboxClient.connect(sandbox.api_url) as client:
        yield client
