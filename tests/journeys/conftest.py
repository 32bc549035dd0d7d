"""One bot process and one sandbox for all journeys: a start costs seconds, a reader nothing."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count

import pytest
import pytest_asyncio

from sandbox.client import SandboxClient
from sandbox.seen import Seen
from sandbox.server import Sandbox
from sandbox.user import User
from tests.journeys import articles
from tests.running import BotProcess, running_bot
from tests.sources.sites import Site

SEED, LONG, KAZAKH, ENGLISH = 1, 2, 3, 4
SEED_TITLE = "Накрыли разом"


def parts(message: Seen) -> list[str]:
    """Return the passages of a message, without headline and facts."""
    return [re.sub(r" ¶\d+$", "", part) for part in message.text.split("\n\n")[1:]]


@dataclass
class Stage:
    """The scene, the bot in it, and new readers on demand."""

    scene: SandboxClient
    bot: BotProcess
    #: The person of ADMIN_IDS.
    editor: User
    #: A site on loopback that the bot may fetch from.
    site: Site
    _numbers: "count[int]" = field(default_factory=count)

    async def reader(self, language: str = "ru") -> User:
        """Bring a person who has never written to the bot."""
        return await self.scene.user(f"Reader {next(self._numbers)}", language=language)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """Start it all and add an article in each language, and a long one."""
    folder = tmp_path_factory.mktemp("journeys")
    texts = {"2.txt": articles.LONG, "3.txt": articles.KAZAKH, "4.txt": articles.ENGLISH}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    async with (
        Sandbox.running() as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
        Site.opened() as site,
    ):
        await scene.limits(on=False)
        editor = await scene.user("Editor", language="ru")
        database, allowed = folder / "svodka.db", f"{site.address}:{site.port}"
        async with running_bot(
            sandbox, database=database, ADMIN_IDS=str(editor.id), FETCH_ALLOW=allowed
        ) as bot:
            code, output = await bot.adds(*(folder / name for name in texts))
            assert code == 0, output
            yield Stage(scene, bot, editor, site)
            assert await scene.refusals(loud=True) == []
