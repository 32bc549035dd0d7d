"""Groups that we may not write in for a while, and topics that take nothing: settings stay."""

from datetime import timedelta

import pytest

from storage.absence import AWAY
from storage.delivery import Delivery
from storage.outcomes import Barred, Held, Later, Outcome
from storage.store import Store
from storage.subscriptions import AT_ONCE, FOR_GOOD, TOPIC
from tests.storage.articles import GANGS, HARVEST, NOW, add, later

GROUP = -1005


@pytest.fixture
async def group(store: Store) -> Store:
    await store.chats.remember(GROUP, "supergroup", "ru", "Asia/Almaty", "Двор", by_user=9, now=NOW)
    await store.subscriptions.add(GROUP, 9, NOW, thread_id=12)
    return store


async def states(store: Store) -> dict[str, int]:
    return {state: count for state, count in (await store.ledger.counts()).items() if count}


async def test_what_waits_is_kept_and_claimed_by_nobody_while_we_may_not_write(
    group: Store,
) -> None:
    await add(group, GANGS)
    await group.chats.close(GROUP, "muted", keep=True, now=NOW)
    await add(group, HARVEST)
    assert await states(group) == {"deferred": 1}
    assert await group.ledger.claim(10, later(90_000)) == []
    subscription = await group.subscriptions.get(GROUP)
    assert subscription is not None
    assert (subscription.thread_id, subscription.choices.mode) == (12, AT_ONCE)


async def test_coming_back_looks_for_one_digest_at_once(group: Store) -> None:
    await add(group, GANGS)
    await group.chats.close(GROUP, "muted", keep=True, now=NOW)
    chat = await group.chats.remember(GROUP, "supergroup", "kk", "UTC", "Двор", now=later(60))
    assert (chat.closed, chat.language, chat.timezone, chat.by_user) == (
        None,
        "ru",
        "Asia/Almaty",
        9,
    )
    assert await group.editions.next_due() == later(60)
    batch = await group.editions.due(later(60), 10)
    assert [row.reason for row in batch.waiting[GROUP]] == ["away"]
    assert await group.ledger.claim(10, later(61)) == []


async def test_coming_back_does_not_end_a_pause_of_their_own(group: Store) -> None:
    await group.subscriptions.pause(GROUP, later(3600), None)
    await group.chats.close(GROUP, "muted", keep=True, now=NOW)
    await group.chats.remember(GROUP, "supergroup", "ru", "UTC", "Двор", now=later(60))
    assert await group.editions.next_due() is None


async def test_a_new_title_brings_no_digest_before_its_hour(group: Store) -> None:
    await group.chats.remember(GROUP, "supergroup", "ru", "UTC", "Новый двор", now=later(60))
    assert await group.editions.next_due() is None


async def test_a_refusal_for_want_of_rights_keeps_story_and_chat(group: Store) -> None:
    await add(group, GANGS)
    await add(group, HARVEST)
    [first] = await group.ledger.claim(1, NOW)
    await group.ledger.settle([(first, Barred("no rights"))], NOW)
    assert await states(group) == {"deferred": 2}
    chat = await group.chats.get(GROUP)
    assert chat is not None
    assert chat.closed == "no rights"
    await group.chats.remember(GROUP, "supergroup", "ru", "UTC", "Двор", now=later(60))
    batch = await group.editions.due(later(60), 10)
    assert {row.reason for row in batch.waiting[GROUP]} == {AWAY.removeprefix("held: ")}


async def test_parts_of_a_followed_case_come_without_a_subscription_too(group: Store) -> None:
    story = await add(group, GANGS)
    await group.chats.close(GROUP, "muted", keep=True, now=NOW)
    await group.subscriptions.remove(GROUP)
    await group.chats.remember(GROUP, "supergroup", "ru", "UTC", "Двор", now=later(60))
    assert [row.story_id for row in await group.ledger.claim(10, later(61))] == [story.id]


async def test_a_kicked_group_keeps_its_settings_and_nothing_that_waited(group: Store) -> None:
    await add(group, GANGS)
    await group.chats.close(GROUP, "kicked", now=NOW)
    await group.chats.remember(GROUP, "supergroup", "ru", "UTC", "Двор", now=later(60))
    assert await states(group) == {"gone": 1}
    assert await group.subscriptions.has(GROUP)


async def test_who_brings_us_again_takes_the_place_of_who_did_before(group: Store) -> None:
    chat = await group.chats.remember(GROUP, "supergroup", "ru", "UTC", "Двор", by_user=10)
    assert chat.by_user == 10
    assert (await group.chats.of_person(9, 5))[0].id == GROUP  # subscribed it
    assert (await group.chats.of_person(10, 5))[0].id == GROUP
    assert await group.chats.of_person(11, 5) == []
    await group.chats.remember(7, "private", "ru", "UTC", by_user=None)
    assert [chat.id for chat in await group.chats.gatherings(5)] == [GROUP]
    await group.chats.forget(10)
    assert await group.chats.of_person(10, 5) == []


async def test_a_closed_topic_pauses_for_good_once_and_an_open_one_resumes(group: Store) -> None:
    assert not await group.subscriptions.close_topic(GROUP, None, NOW)
    assert await group.subscriptions.close_topic(GROUP, 12, NOW)
    assert not await group.subscriptions.close_topic(GROUP, 12, NOW)
    paused = await group.subscriptions.get(GROUP)
    assert paused is not None
    assert (paused.paused_until, paused.paused_why, paused.next_digest_at) == (
        FOR_GOOD,
        TOPIC,
        None,
    )
    assert not await group.subscriptions.reopen_topic(GROUP, 13, later(60))
    assert await group.subscriptions.reopen_topic(GROUP, 12, later(60))
    resumed = await group.subscriptions.get(GROUP)
    assert resumed is not None
    assert (resumed.paused_until, resumed.paused_why, resumed.next_digest_at) == (
        None,
        None,
        later(60),
    )


async def test_a_topic_neither_begins_nor_ends_a_pause_of_their_own(group: Store) -> None:
    await group.subscriptions.pause(GROUP, later(3600), None)
    assert not await group.subscriptions.close_topic(GROUP, 12, NOW)
    assert not await group.subscriptions.reopen_topic(GROUP, 12, NOW)
    subscription = await group.subscriptions.get(GROUP)
    assert subscription is not None
    assert subscription.paused_until == later(3600)


async def test_subscribing_in_another_topic_goes_on_there(group: Store) -> None:
    await group.subscriptions.close_topic(GROUP, 12, NOW)
    assert not await group.subscriptions.add(GROUP, 9, later(60), thread_id=15)
    subscription = await group.subscriptions.get(GROUP)
    assert subscription is not None
    assert (subscription.thread_id, subscription.paused_until) == (15, None)


async def test_what_waited_for_the_end_of_a_pause_goes_when_it_ends(group: Store) -> None:
    """A correction that was put off for good is due again; a story waits for its digest."""
    await add(group, GANGS)
    await add(group, HARVEST)
    first, second = await group.ledger.claim(2, NOW)
    async with group.transaction() as transaction:
        await transaction.rows(
            "UPDATE deliveries SET what = 'correction' WHERE id = :id", id=first.id
        )
    outcomes: list[tuple[Delivery, Outcome]] = [
        (first, Later(FOR_GOOD, tried=False)),
        (second, Held(FOR_GOOD, "pause")),
    ]
    await group.ledger.settle(outcomes, NOW)
    assert await group.ledger.claim(10, NOW + timedelta(days=900)) == []
    await group.subscriptions.pause(GROUP, None, None)
    assert [row.id for row in await group.ledger.claim(10, later(60))] == [first.id]
