"""Updates are answered before they are acknowledged, in order in a chat, side by side in all."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiogram import Dispatcher
from aiogram.exceptions import (
    TelegramConflictError,
    TelegramNetworkError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.types import Message
from hypothesis import given
from hypothesis import strategies as st

from bot import polling
from bot.notebook import Notebook
from bot.polling import Inbox, Polling
from bot.supervision import FatalError
from delivery.loop import utc_now
from storage.errors import DiskFull
from storage.handled import Handled
from storage.store import Store
from tests.bot.pretend import PretendTelegram
from tests.waiting import eventually


class Reader:
    """A handler that notes what it hears and can be held up or made to fail."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.finished: list[str] = []
        self.hold: dict[str, asyncio.Event] = {}
        self.dispatcher = Dispatcher()
        self.dispatcher.message.register(self.hears)

    async def hears(self, message: Message) -> None:
        text = message.text or ""
        self.heard.append(text)
        if text in self.hold:
            await self.hold[text].wait()
        if text == "fails":
            raise ValueError(text)
        self.finished.append(text)

    def holds(self, text: str) -> asyncio.Event:
        return self.hold.setdefault(text, asyncio.Event())

    async def until(self, *texts: str) -> None:
        await eventually(lambda: set(texts) <= set(self.finished))


@pytest.fixture
def telegram() -> PretendTelegram:
    return PretendTelegram()


@pytest.fixture
def reader() -> Reader:
    return Reader()


@asynccontextmanager
async def serving(
    telegram: PretendTelegram, reader: Reader, notebook: Notebook | None = None
) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    task = asyncio.create_task(Polling(telegram.bot, reader.dispatcher, notebook).run(stop))
    try:
        yield stop
    finally:
        stop.set()
        await asyncio.wait_for(task, 12)


async def test_an_update_is_acknowledged_after_it_is_handled_and_not_before(
    telegram: PretendTelegram, reader: Reader
) -> None:
    gate = reader.holds("slow")
    telegram.says(5, "slow")
    telegram.says(6, "quick", chat=2)
    async with serving(telegram, reader):
        await reader.until("quick")
        await asyncio.sleep(polling.PEEK * 2)
        assert telegram.acknowledged <= 5
        gate.set()
        await reader.until("slow")
        await asyncio.sleep(polling.PEEK)
        assert telegram.acknowledged == 7
    assert reader.heard == ["slow", "quick"]


async def test_a_slow_chat_holds_up_only_itself_and_keeps_its_order(
    telegram: PretendTelegram, reader: Reader
) -> None:
    gate = reader.holds("one")
    telegram.says(1, "one")
    async with serving(telegram, reader):
        await asyncio.sleep(0.05)
        telegram.says(2, "two")
        telegram.says(3, "other", chat=2)
        await reader.until("other")
        assert reader.heard == ["one", "other"]
        gate.set()
        await reader.until("two")
    assert reader.finished == ["other", "one", "two"]


async def test_something_slow_in_hand_causes_no_flood_of_requests(
    telegram: PretendTelegram, reader: Reader
) -> None:
    gate = reader.holds("slow")
    telegram.says(1, "slow")
    async with serving(telegram, reader):
        await asyncio.sleep(polling.PEEK * 4)
        assert telegram.requests <= 6
        gate.set()


async def test_f34_a_repeated_update_does_nothing_twice(
    telegram: PretendTelegram, reader: Reader
) -> None:
    async with serving(telegram, reader):
        for text in ("first", "again"):
            telegram.says(7, text)
            await asyncio.sleep(0.05)
        telegram.says(3, "older")
        telegram.says(8, "next")
        await reader.until("next")
    assert "again" not in reader.heard


async def test_f34_what_was_answered_before_a_kill_is_not_answered_again(
    telegram: PretendTelegram, reader: Reader, tmp_path: Path
) -> None:
    """Also where an update before it, still in hand, kept it from being acknowledged."""
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/news.db")
    reader.holds("slow")
    telegram.says(5, "slow")
    telegram.says(6, "quick", chat=2)
    notebook = Notebook(store.handled, utc_now)
    killed = asyncio.create_task(
        Polling(telegram.bot, reader.dispatcher, notebook).run(asyncio.Event())
    )
    await reader.until("quick")
    await notebook.close()
    killed.cancel()
    await asyncio.wait([killed])
    assert telegram.acknowledged <= 5
    reader.hold.clear()
    async with serving(telegram, reader, Notebook(store.handled, utc_now)):
        await reader.until("slow")
        await eventually(lambda: telegram.acknowledged == 7)
    assert reader.heard.count("quick") == 1
    await store.close()


async def test_f8_a_disk_that_cannot_take_numbers_stops_no_answers(
    telegram: PretendTelegram, reader: Reader
) -> None:
    telegram.says(1, "well")
    async with serving(telegram, reader, Notebook(FullDisk(), utc_now)):
        await reader.until("well")
    assert telegram.acknowledged == 2


class FullDisk(Handled):
    """Remembers nothing."""

    def __init__(self) -> None:
        pass

    async def add(self, updates: Sequence[int], now: datetime) -> None:
        raise DiskFull("no room")

    async def newest(self, limit: int, now: datetime) -> list[int]:
        raise DiskFull("no room")


async def test_f34_ten_thousand_updates_after_downtime_are_each_handled_once(
    telegram: PretendTelegram, reader: Reader
) -> None:
    for number in range(1, 2001):
        telegram.says(number, str(number), chat=number % 50 + 1)
    async with serving(telegram, reader):
        await eventually(lambda: len(reader.finished) == 2000)
    assert len(set(reader.heard)) == len(reader.heard) == 2000
    assert telegram.acknowledged == 2001


async def test_f40_a_failing_handler_stops_nothing(
    telegram: PretendTelegram, reader: Reader
) -> None:
    telegram.says(1, "fails")
    telegram.says(2, "well")
    async with serving(telegram, reader):
        await reader.until("well")
    assert telegram.acknowledged == 3


async def test_f2_a_stop_finishes_and_acknowledges_what_is_in_hand(
    telegram: PretendTelegram, reader: Reader
) -> None:
    gate = reader.holds("slow")
    telegram.says(1, "slow")
    async with serving(telegram, reader) as stop:
        await asyncio.sleep(0.05)
        stop.set()
        await asyncio.sleep(0.05)
        assert reader.finished == []
        gate.set()
    assert reader.finished == ["slow"]
    assert telegram.acknowledged == 2


async def test_an_update_that_cannot_be_read_does_not_block_the_next(
    telegram: PretendTelegram, reader: Reader
) -> None:
    telegram.sends({"update_id": 1, "brand_new_kind": {"x": 1}})
    telegram.says(2, "well")
    async with serving(telegram, reader):
        await reader.until("well")
    assert telegram.acknowledged == 3


def test_updates_of_a_broken_answer_are_read_one_by_one() -> None:
    good = {"update_id": 2, "poll_answer": {"poll_id": "1", "option_ids": []}}
    answer = {"ok": True, "result": [{"update_id": 1, "message": {"text": 5}}, good]}
    found = polling._readable(answer, PretendTelegram().bot)
    assert [update.update_id for update in found] == [1, 2]


@pytest.mark.parametrize("kind", [TelegramConflictError, TelegramUnauthorizedError])
async def test_f7_a_refused_token_ends_the_bot_in_a_sentence(
    telegram: PretendTelegram, reader: Reader, kind: type[TelegramConflictError]
) -> None:
    request: TelegramMethod[Any] = GetUpdates()
    telegram.fails(kind(request, "no"))
    with pytest.raises(FatalError, match="token"):
        await Polling(telegram.bot, reader.dispatcher).run(asyncio.Event())


async def test_f15_network_errors_are_waited_out_without_a_hot_loop(
    telegram: PretendTelegram, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "BACKOFF", (0.05, 0.2))
    telegram.fails(*[TelegramNetworkError(GetUpdates(), "reset")] * 3)
    telegram.says(1, "well")
    async with serving(telegram, reader):
        await asyncio.sleep(0.05)
        assert telegram.requests <= 2
        await reader.until("well")


@given(st.permutations(range(10)), st.integers(0, 10))
def test_the_offset_never_passes_an_update_in_hand(order: list[int], finished: int) -> None:
    inbox = Inbox()
    for number in range(10):
        inbox.accept(number)
    for number in order[:finished]:
        inbox.finish(number)
    open_ones = order[finished:]
    assert inbox.offset == (min(open_ones) if open_ones else 10)
    assert not any(inbox.accept(number) for number in range(10))
