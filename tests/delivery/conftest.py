"""A real store with readers and stories, and a loop that empties its ledger."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from delivery import loop, settling, trouble
from delivery.loop import Deliveries
from delivery.pacing import Pacer
from delivery.sender import Alarm, Render, TopicClosed
from news.analysis import Analysis
from news.spans import Part
from news.story import Story
from news.summary import Summary
from storage.store import Store
from tests.delivery.telling import Telegram, plain

Serving = Callable[..., AbstractAsyncContextManager[Deliveries[str]]]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/news.db")
    yield store
    await store.close()


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "IDLE", 0.05)
    monkeypatch.setattr(trouble, "OUTAGE", (0.02, 0.1))
    monkeypatch.setattr(trouble, "AGAIN", (0.02, 0.1))
    monkeypatch.setattr(settling, "BACKOFF", (0.01, 0.05))


class Serves(Protocol):
    def __call__(
        self,
        render: Render[str] = plain,
        rate: float = 1000.0,
        in_flight: int = 30,
        now: Callable[[], datetime] = loop.utc_now,
        alarm: Alarm = loop.silent,
        topic_closed: TopicClosed = loop.unheard,
    ) -> AbstractAsyncContextManager[Deliveries[str]]: ...


@pytest.fixture
def serving(store: Store, telegram: Telegram) -> Serves:
    @asynccontextmanager
    async def serve(
        render: Render[str] = plain,
        rate: float = 1000.0,
        in_flight: int = 30,
        now: Callable[[], datetime] = loop.utc_now,
        alarm: Alarm = loop.silent,
        topic_closed: TopicClosed = loop.unheard,
    ) -> AsyncIterator[Deliveries[str]]:
        deliveries = Deliveries(
            store.ledger,
            render,
            telegram.send,
            Pacer(rate),
            in_flight=in_flight,
            now=now,
            alarm=alarm,
            topic_closed=topic_closed,
        )
        stop = asyncio.Event()
        task = asyncio.create_task(deliveries.run(stop))
        try:
            yield deliveries
        finally:
            stop.set()
            await asyncio.wait_for(task, 10)

    return serve


async def subscribe(store: Store, *chats: int) -> None:
    """Let chats be known and subscribed."""
    now = datetime.now(UTC)
    async with store.transaction():
        for chat in chats:
            kind = "private" if chat > 0 else "supergroup"
            await store.chats.remember(chat, kind, "ru", "Asia/Almaty")
            await store.subscriptions.add(chat, chat, now)


async def publish(store: Store, title: str) -> int:
    """Add a story, which queues it for all subscribers; return its number."""
    text = f"{title}. Город узнал об этом утром. Подробности будут вечером."
    whole = Part(text, 0, len(text))
    story = Story(text, "ru", None, None, (whole,), (), None, None, None, None, None, (), 1)
    analysis = Analysis(1, story, tuple(Summary(()) for _ in range(7)), (), ())
    added = await store.stories.add(text, analysis, now=datetime.now(UTC))
    assert added.created
    return added.story.id
