"""A store whose ledger is emptied into a sandbox, with a clock that the test moves."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot import session
from bot.parcel import Parcel
from bot.telegram import TelegramSender
from bot.telling import Telling
from delivery.loop import Deliveries, utc_now
from delivery.pacing import Pacer
from news.analysis import analyse
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from storage.store import Store

TEXT = "Мост открыт\n\nГород получил новый мост. Его строили 3 года.\n"


class Desk:
    """A store whose ledger is emptied into a sandbox."""

    def __init__(self, store: Store, sandbox: Sandbox, scene: SandboxClient) -> None:
        self.store = store
        self.scene = scene
        self.bot = session.open_bot(sandbox.token, sandbox.api_url)
        self.shift = timedelta()

    def now(self) -> datetime:
        return utc_now() + self.shift

    async def readers(self, count: int) -> list[int]:
        """Let people start the bot and subscribe."""
        people = [person.id for person in await self.scene.crowd(count)]
        async with self.store.transaction():
            for person in people:
                await self.knows(person)
        return people

    async def knows(self, chat: int, kind: str = "private") -> None:
        await self.store.chats.remember(chat, kind, "ru", "Asia/Almaty")
        await self.store.subscriptions.add(chat, chat, utc_now())

    async def publishes(self, text: str = TEXT) -> None:
        await self.store.stories.add(text, analyse(text), now=self.now())

    def at(self, moment: datetime) -> None:
        """Move the clock."""
        self.shift = moment - utc_now()

    @asynccontextmanager
    async def serving(
        self, rate: float = 200.0, in_flight: int = 30
    ) -> AsyncIterator[Deliveries[Parcel]]:
        deliveries = Deliveries(
            self.store.ledger,
            Telling(self.store, "svodka_bot").render,
            TelegramSender(self.bot).send,
            Pacer(rate),
            in_flight=in_flight,
            now=self.now,
        )
        stop = asyncio.Event()
        task = asyncio.create_task(deliveries.run(stop))
        try:
            yield deliveries
        finally:
            stop.set()
            await asyncio.wait_for(task, 15)

    async def settled(self, **states: int) -> None:
        """Wait until the ledger has so many rows in these states."""
        async with asyncio.timeout(30):
            while True:
                counts = await self.store.ledger.counts()
                if all(counts[state] == number for state, number in states.items()):
                    return
                await asyncio.sleep(0.02)

    async def told(self) -> Counter[int]:
        return Counter(sent.chat_id for sent in await self.scene.accepted())
