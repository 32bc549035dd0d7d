"""Every subscriber is told of every story once, whatever the outside answers."""

import asyncio
import time
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from delivery import judging, loop, trouble
from delivery.loop import Deliveries, utc_now
from delivery.pacing import PRIVATE_GAP, Pacer
from delivery.sender import Failed, Flood, NoTopic
from storage.delivery import Delivery, Told
from storage.errors import DatabaseBusy
from storage.outcomes import Barred, Gone, Moved, Refused, Unknown
from storage.store import Store
from tests.delivery.conftest import Serves, publish, subscribe
from tests.delivery.telling import Telegram, plain
from tests.waiting import eventually


async def settled(store: Store, **states: int) -> None:
    """Wait until the ledger has so many rows in these states."""
    async with asyncio.timeout(40):
        while True:
            counts = await store.ledger.counts()
            if all(counts[state] == number for state, number in states.items()):
                return
            await asyncio.sleep(0.01)


async def test_each_subscriber_gets_each_story_once(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, *range(1, 201))
    async with serving():
        first = await publish(store, "Мост открыт")
        await settled(store, sent=200)
    assert sorted(telegram.got) == [(chat, f"story {first}") for chat in range(1, 201)]
    assert telegram.most_at_once <= 30


async def test_the_message_id_is_remembered(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, 5)
    story = await publish(store, "Мост открыт")
    async with serving():
        await settled(store, sent=1)
    assert await store.ledger.sent_message(5, 1) == Told("story", story, None)


async def test_the_rate_is_kept(store: Store, telegram: Telegram, serving: Serves) -> None:
    await subscribe(store, *range(1, 41))
    await publish(store, "Мост открыт")
    async with serving(rate=50):
        await settled(store, sent=40)
    # The distances are kept up to the jitter of this machine; over any half second they add up.
    windows = [sum(start <= at < start + 0.5 for at in telegram.times) for start in telegram.times]
    assert max(windows) <= 27
    assert telegram.times[-1] - telegram.times[0] <= 1.5


async def test_a_chat_gets_one_message_a_second(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, 1)
    for title in ("Мост", "Река", "Порт"):
        await publish(store, title)
    async with serving():
        await settled(store, sent=3)
    assert all(b - a > PRIVATE_GAP - 0.05 for a, b in pairwise(telegram.times))


async def test_f14_a_flood_limit_of_one_chat_delays_only_that_chat(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, *range(1, 21))
    telegram.answers(Flood(3.0), chat=7)
    await publish(store, "Мост открыт")
    began = time.monotonic()
    async with serving():
        await eventually(lambda: len(telegram.got) == 19)
        assert telegram.asked[7] == 1
        await settled(store, sent=20)
    assert time.monotonic() - began >= 3.0
    assert telegram.got[-1][0] == 7
    assert telegram.asked[7] == 2


async def test_f14_a_flood_limit_of_the_whole_bot_stops_all_and_outlives_a_restart(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, *range(1, 51))
    telegram.answers(Flood(3.0), times=1000)
    await publish(store, "Мост открыт")
    async with serving(in_flight=2):
        await eventually(lambda: telegram.asked.total() >= 2)
        began = time.monotonic()
        await asyncio.sleep(0.3)
    asked = telegram.asked.total()
    assert asked <= 4
    telegram._rules.clear()
    async with serving():
        await asyncio.sleep(0.5)
        assert telegram.asked.total() == asked
        await settled(store, sent=50)
    assert time.monotonic() - began >= 2.8
    assert telegram.twice() == []


async def test_f14_a_wait_of_twelve_hours_is_written_down(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, 1, 2, 3)
    telegram.answers(Flood(43838.0), times=1000)
    await publish(store, "Мост открыт")
    async with serving(in_flight=1):
        await eventually(lambda: telegram.asked.total() == 2)
        await asyncio.sleep(0.2)
    assert telegram.asked.total() == 2
    until = await store.ledger.paused_until()
    assert until is not None
    assert 43700 < (until - loop.utc_now()).total_seconds() <= 43838
    counts = await store.ledger.counts()
    assert counts["pending"] + counts["deferred"] == 3


async def test_f15_failures_are_tried_again_until_they_pass(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, *range(1, 11))
    telegram.answers(Failed("HTTP 502"), times=4)
    telegram.answers(Failed("refused", tried=False), times=4)
    await publish(store, "Мост открыт")
    async with serving(in_flight=2):
        await settled(store, sent=10)
    assert telegram.twice() == []


async def test_f15_tries_of_one_message_are_bounded(
    store: Store, telegram: Telegram, serving: Serves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "TRIES", 3)
    monkeypatch.setattr(trouble, "OUTAGE", (0.001, 0.01))
    await subscribe(store, 1, 2)
    telegram.answers(Failed("HTTP 500"), chat=1, times=1000)
    await publish(store, "Мост открыт")
    async with serving():
        await settled(store, sent=1, refused=1)
    assert telegram.asked[1] == 3


async def test_f15_an_outage_spends_no_tries_and_is_no_hot_loop(
    store: Store, telegram: Telegram, serving: Serves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "TRIES", 2)
    await subscribe(store, *range(1, 6))
    telegram.answers(Failed("no such host", tried=False), times=20)
    await publish(store, "Мост открыт")
    async with serving(in_flight=1):
        await asyncio.sleep(0.3)
        assert telegram.asked.total() < 15
        await settled(store, sent=5)


async def test_f16_an_unknown_end_is_tried_once_more(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, 1, 2)
    telegram.answers(Unknown(), chat=1)
    telegram.answers(Unknown(), chat=2, times=1000)
    await publish(store, "Мост открыт")
    async with serving():
        await settled(store, sent=1, refused=1)
    assert telegram.asked == {1: 2, 2: 2}


async def test_f17_a_blocked_bot_leaves_the_chat_alone_from_then_on(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, 1, 2)
    telegram.answers(Gone("Forbidden: bot was blocked by the user"), chat=1, times=1000)
    await publish(store, "Мост открыт")
    async with serving():
        await settled(store, sent=1, gone=1)
        await publish(store, "Река вышла из берегов")
        await settled(store, sent=2)
    assert telegram.asked[1] == 1


async def test_f18_a_moved_group_gets_the_message_once_under_its_new_id(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, -5, 1)
    telegram.answers(Moved(-1005), chat=-5, times=1000)
    story = await publish(store, "Мост открыт")
    async with serving():
        await settled(store, sent=2)
    assert sorted(telegram.got) == [(-1005, f"story {story}"), (1, f"story {story}")]
    assert telegram.asked[-5] == 1


async def test_f19_a_refused_message_does_not_hold_up_the_queue(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, 1, 2, 3)
    telegram.answers(Refused("message is too long"), chat=2)
    await publish(store, "Мост открыт")
    async with serving():
        await settled(store, sent=2, refused=1)
    assert telegram.asked[2] == 1


async def test_f2_a_stop_finishes_what_is_under_way_and_gives_back_the_rest(
    store: Store, serving: Serves, telegram: Telegram
) -> None:
    telegram._latency = 0.2
    await subscribe(store, *range(1, 101))
    await publish(store, "Мост открыт")
    async with serving(in_flight=5):
        await eventually(lambda: telegram.asked.total() == 5)
    counts = await store.ledger.counts()
    assert counts["claimed"] == 0
    assert counts["sent"] == len(telegram.got) == 5
    telegram._latency = 0.0
    async with serving():
        await settled(store, sent=100)
    assert telegram.twice() == []


async def test_f2_a_stop_in_the_midst_of_a_claim_leaves_nothing_in_doubt(
    store: Store, serving: Serves, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not what is put off as soon as it is claimed: here a story that is two days old."""
    await subscribe(store, *range(1, 11))
    await publish(store, "Мост открыт")
    claim, settle, claiming = store.ledger.claim, store.ledger.settle, asyncio.Event()

    async def slow_claim(limit: int, now: datetime) -> list[Delivery]:
        claimed = await claim(limit, now)
        claiming.set()
        await asyncio.sleep(0.1)
        return claimed

    async def slow_settle(*arguments: Any) -> None:
        await asyncio.sleep(0.1)
        await settle(*arguments)

    monkeypatch.setattr(store.ledger, "claim", slow_claim)
    monkeypatch.setattr(store.ledger, "settle", slow_settle)
    async with serving(now=lambda: utc_now() + timedelta(days=2)):
        await claiming.wait()
    counts = await store.ledger.counts()
    assert (counts["claimed"], counts["deferred"]) == (0, 10)


async def test_f40_a_loop_that_failed_begins_again_without_its_old_failures(
    store: Store, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    await subscribe(store, 1, 2, 3)
    await publish(store, "Мост открыт")
    deliveries = Deliveries(store.ledger, plain, telegram.send, Pacer(1000.0))

    async def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(store.ledger, "settle", broken)
        with pytest.raises(ZeroDivisionError):
            await deliveries.run(asyncio.Event())
    stop = asyncio.Event()
    again = asyncio.create_task(deliveries.run(stop))
    await settled(store, sent=3)
    stop.set()
    await again


async def test_f1_a_kill_repeats_only_what_was_under_way(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, *range(1, 101))
    await publish(store, "Мост открыт")
    claimed = await store.ledger.claim(30, loop.utc_now())
    for delivery in claimed[:4]:  # sent, and then the process died before writing it down
        await telegram.send(delivery.chat_id, await plain(delivery) or "")
    async with serving():
        await settled(store, sent=100)
    assert {chat for chat, _ in telegram.got} == set(range(1, 101))
    assert len(telegram.twice()) == 4


async def test_f11_outcomes_wait_for_a_locked_database_and_are_not_lost(
    store: Store, telegram: Telegram, serving: Serves, monkeypatch: pytest.MonkeyPatch
) -> None:
    await subscribe(store, 1, 2, 3)
    settle, failures = store.ledger.settle, [DatabaseBusy("locked")] * 3

    async def busy(*arguments: object) -> None:
        if failures:
            raise failures.pop()
        await settle(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(store.ledger, "settle", busy)
    await publish(store, "Мост открыт")
    async with serving():
        await settled(store, sent=3)
    assert telegram.twice() == []


async def test_a_group_that_must_wait_does_not_hold_up_readers(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, -7)
    for title in ("Мост", "Река", "Порт", "Завод"):
        await publish(store, title)
    async with serving(in_flight=2):
        await eventually(lambda: telegram.asked[-7] == 1)
        await subscribe(store, *range(1, 11))
        await publish(store, "Вокзал")
        await eventually(lambda: len(telegram.got) >= 11, seconds=2.5)


async def test_answers_to_people_push_a_broadcast_back(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, *range(1, 31))
    await publish(store, "Мост открыт")
    async with serving(rate=30) as deliveries:
        await eventually(lambda: bool(telegram.got))
        now = asyncio.get_running_loop().time()
        for person in range(1000, 1030):
            deliveries._pacer.spent(person, now)
        sent = len(telegram.got)
        await asyncio.sleep(0.5)
        assert len(telegram.got) - sent <= 5
        await settled(store, sent=30)


async def test_a_topic_that_takes_nothing_is_refused_once_and_pauses_its_chat(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    """The hook pauses; the stories are held for the digest after it, and others go on."""
    await subscribe(store, 1, 2)
    telegram.answers(NoTopic("TOPIC_CLOSED"), chat=1, times=10)
    paused: list[int] = []

    async def pause(delivery: Delivery) -> bool:
        if await store.subscriptions.close_topic(delivery.chat_id, None, utc_now()):
            paused.append(delivery.chat_id)
        return True

    async with serving(topic_closed=pause):
        await publish(store, "Мост открыт")
        await settled(store, sent=1, deferred=1)
        await publish(store, "Мост закрыт")
        await settled(store, sent=2, deferred=2)
    assert telegram.asked[1] == 1
    assert paused == [1]
    assert await store.subscriptions.held(1) == 2


async def test_f17_want_of_rights_closes_the_chat_and_keeps_its_story(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, 1, 2)
    telegram.answers(Barred("not enough rights to send text messages"), chat=1, times=10)
    async with serving():
        await publish(store, "Мост открыт")
        await settled(store, sent=1, deferred=1)
        await publish(store, "Мост закрыт")
        await settled(store, sent=2, deferred=1)
    assert telegram.asked[1] == 1
    chat = await store.chats.get(1)
    assert chat is not None
    assert chat.closed


async def test_a_message_whose_topic_was_changed_meanwhile_goes_to_the_new_one(
    store: Store, telegram: Telegram, serving: Serves, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was refused because of a topic that the chat no longer names: it is not put off."""
    monkeypatch.setattr(loop, "SHORTLY", 0.05)
    await subscribe(store, 1)
    telegram.answers(NoTopic("message thread not found"), chat=1)
    async with serving():
        await publish(store, "Мост открыт")
        await settled(store, sent=1)
    assert telegram.asked[1] == 2


async def test_a_followed_case_without_a_subscription_is_refused_with_its_topic(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    """There is nothing that could be paused, and no end to wait for."""
    await subscribe(store, 1)
    telegram.answers(NoTopic("TOPIC_CLOSED"), chat=1, times=10)
    await publish(store, "Мост открыт")
    await store.subscriptions.remove(1)
    async with serving():
        await settled(store, refused=1)
    assert telegram.asked[1] == 1
