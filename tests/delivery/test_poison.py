"""A story that cannot be made is tried three times, set aside and told of; the others go on."""

from collections import Counter

import pytest

from delivery import poison
from delivery.loop import silent, utc_now
from delivery.poison import TRIES, Poison, cause
from storage.delivery import Delivery
from storage.queue import Choice
from storage.store import Store
from tests.delivery.conftest import Serves, publish, subscribe
from tests.delivery.telling import Telegram, plain
from tests.delivery.test_loop import settled
from tests.waiting import eventually

ROW = Delivery(1, 5, 7, 1, 0, "ru", "private", timezone="Asia/Almaty")


class Workshop:
    """Makes messages, but not of poisoned stories; counts its tries and the alarms."""

    def __init__(self, *poisoned: int) -> None:
        self.poisoned = set(poisoned)
        self.tries: Counter[int] = Counter()
        self.alarms: list[tuple[int, int, str]] = []

    async def render(self, delivery: Delivery) -> str | None:
        self.tries[delivery.story_id] += 1
        if delivery.story_id in self.poisoned:
            raise ZeroDivisionError("poison")
        return await plain(delivery)

    async def alarm(self, delivery: Delivery, rows: int, why: str) -> None:
        self.alarms.append((delivery.story_id, rows, why))


async def test_f19_a_poisoned_story_is_set_aside_after_three_tries_and_the_rest_moves(
    store: Store, telegram: Telegram, serving: Serves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        poison, "REST", 60.0
    )  # however busy the machine, claimed rows rest meanwhile
    await subscribe(store, 1, 2)
    poisoned = await publish(store, "Мост открыт")
    healthy = await publish(store, "Река вышла из берегов")
    workshop = Workshop(poisoned)
    async with serving(workshop.render, in_flight=1, alarm=workshop.alarm):
        await settled(store, sent=2, refused=2)
        await eventually(lambda: bool(workshop.alarms))
    assert sorted(telegram.got) == [(1, f"story {healthy}"), (2, f"story {healthy}")]
    assert workshop.tries[poisoned] == TRIES
    assert workshop.alarms == [(poisoned, 2, "ZeroDivisionError: poison")]
    [refusal] = (await store.ledger.queue.overview(utc_now())).refusals
    assert (refusal.reason, refusal.rows) == ("poisoned: ZeroDivisionError: poison", 2)


async def test_f19_a_thousand_readers_of_a_poisoned_story_cost_a_few_tries_and_one_alarm(
    store: Store, serving: Serves
) -> None:
    await subscribe(store, *range(1, 1001))
    workshop = Workshop(await publish(store, "Мост открыт"))
    async with serving(workshop.render, alarm=workshop.alarm):
        await settled(store, refused=1000)
        await eventually(lambda: bool(workshop.alarms))
    assert len(workshop.alarms) == 1
    assert workshop.tries.total() <= TRIES * 30


async def test_f19_a_repaired_story_that_is_retried_reaches_everyone(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, 1, 2)
    workshop = Workshop(await publish(store, "Мост открыт"))
    async with serving(workshop.render, alarm=workshop.alarm):
        await settled(store, refused=2)
        workshop.poisoned.clear()
        await store.ledger.queue.retry(Choice(reason="poisoned"), utc_now())
        await settled(store, sent=2)
    assert telegram.twice() == []


async def test_a_story_that_fails_in_one_language_is_told_in_the_others_with_one_alarm(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, 1, 2, 3)
    await store.chats.set_language(2, "kk")
    await store.chats.set_language(3, "en")
    await publish(store, "Мост открыт")
    workshop = Workshop()

    async def render(delivery: Delivery) -> str | None:
        if delivery.language != "en":
            raise KeyError("no plural")
        return await plain(delivery)

    async with serving(render, alarm=workshop.alarm):
        await settled(store, sent=1, refused=2)
        await eventually(lambda: bool(workshop.alarms))
    assert [chat for chat, _ in telegram.got] == [3]
    assert len(workshop.alarms) == 1


async def test_a_hiccup_of_rendering_costs_nobody_a_story(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, *range(1, 51))
    story = await publish(store, "Мост открыт")
    workshop = Workshop(story)

    async def render(delivery: Delivery) -> str | None:
        if workshop.tries[story] == 1:
            workshop.poisoned.clear()
        return await workshop.render(delivery)

    async with serving(render, in_flight=1):
        await settled(store, sent=50)
    assert telegram.twice() == []


def test_failures_side_by_side_count_as_one_and_a_success_forgets_them() -> None:
    poison = Poison()
    assert poison.wait(ROW, 0.0) == 0.0
    first = poison.failed(ROW, 0.0)
    assert first is not None
    assert poison.failed(ROW, 0.0) == first
    assert poison.wait(ROW, 0.0) == first
    assert poison.failed(ROW, 100.0) is not None
    poison.made(ROW)
    assert [poison.failed(ROW, at) is None for at in (200.0, 300.0, 400.0)] == [False, False, True]
    assert poison.wait(ROW, 400.0) > 0


async def test_nobody_needs_to_be_told() -> None:
    await silent(ROW, 1, cause(ValueError("x" * 1000)))
    assert len(cause(ValueError("x" * 1000))) == 200
