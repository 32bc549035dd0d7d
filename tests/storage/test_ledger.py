"""The ledger: nothing lost, nothing given twice, waits kept, doubt counted."""

import asyncio

import pytest

from storage.delivery import Calm, Delivery, Told
from storage.errors import StorageError
from storage.ledger import STATES
from storage.outcomes import Gone, Later, Moved, Outcome, Refused, Sent, Unknown
from storage.store import Store
from tests.storage.articles import GANGS, HARVEST, NOW, add, later, subscribe


async def claimed(store: Store, *ids: int) -> list[Delivery]:
    """Rows of one story for these chats, claimed."""
    await subscribe(store, *ids)
    await add(store, GANGS)
    return await store.ledger.claim(100, NOW)


async def test_a_claimed_row_says_what_the_sender_needs(store: Store) -> None:
    await store.chats.remember(-9, "group", "kk", "Asia/Almaty")
    await store.subscriptions.add(-9, 1, NOW)
    story = await add(store, GANGS)
    [row] = await store.ledger.claim(5, NOW)
    assert row == Delivery(
        row.id,
        -9,
        story.id,
        1,
        0,
        "kk",
        "group",
        timezone="Asia/Almaty",
        created_at=NOW,
        calm=Calm(5, 0, 0, ""),
    )


async def test_a_row_is_claimed_once(store: Store) -> None:
    assert len(await claimed(store, 1, 2, 3)) == 3
    assert await store.ledger.claim(100, later(1)) == []


async def test_claims_take_as_many_as_asked_oldest_first(store: Store) -> None:
    await subscribe(store, 1, 2)
    first, second = await add(store, GANGS), await add(store, HARVEST)
    stories = [[row.story_id for row in await store.ledger.claim(3, NOW)] for _ in "12"]
    assert stories == [[first.id, first.id, second.id], [second.id]]


async def test_a_large_claim_is_marked_to_its_last_row(store: Store) -> None:
    chats = range(1, 703)
    await subscribe(store, *chats)
    await add(store, GANGS)
    rows = await store.ledger.claim(1_000, NOW)
    assert [row.chat_id for row in rows] == list(chats)
    assert await store.ledger.claim(1_000, NOW) == []
    await store.ledger.settle([(row, Sent(row.id)) for row in rows], NOW)
    assert await store.ledger.counts() == {**dict.fromkeys(STATES, 0), "sent": 702}


async def test_each_message_counts_against_the_day_however_many_end_at_once(store: Store) -> None:
    await subscribe(store, 1, 2)
    await add(store, GANGS)
    await add(store, HARVEST)
    rows = await store.ledger.claim(10, NOW)
    first = [row for row in rows if row.chat_id == 1]
    [other, later_one] = [row for row in rows if row.chat_id == 2]
    ends = [(row, Sent(row.id)) for row in (*first, other)]
    await store.ledger.settle([*ends, (later_one, Later(NOW))], NOW)
    await add(store, f"{HARVEST}\n\nКомбайны ушли в поле.")
    calm = {row.chat_id: row.calm.interrupts for row in await store.ledger.claim(10, later(1))}
    assert calm == {1: 2, 2: 1}


async def test_urgent_rows_go_before_older_ones(store: Store) -> None:
    await subscribe(store, 1)
    await add(store, GANGS)
    urgent = await add(store, HARVEST)
    async with store.transaction() as transaction:
        await transaction.rows(
            "UPDATE deliveries SET priority = 0 WHERE subject_id = :id", id=urgent.id
        )
    assert [row.story_id for row in await store.ledger.claim(1, NOW)] == [urgent.id]


async def test_two_processes_never_get_the_same_row(store: Store, url: str) -> None:
    await subscribe(store, *range(1, 121))
    await add(store, GANGS)
    other = await Store.open(url)
    claims = await asyncio.gather(*(s.ledger.claim(7, NOW) for s in (store, other) * 12))
    await other.close()
    ids = [row.id for rows in claims for row in rows]
    assert len(ids) == len(set(ids)) == 120


async def test_a_chat_and_a_story_have_one_row_whatever_happens(store: Store) -> None:
    await claimed(store, 1)
    again = """
    INSERT INTO deliveries
      (chat_id, what, subject_id, revision, state, priority, due_at, created_at)
    SELECT chat_id, what, subject_id, revision, 'pending', 1, 0, 0 FROM deliveries"""
    with pytest.raises(Exception, match=r"(?i)unique"):
        async with store.transaction() as transaction:
            await transaction.rows(again)
    assert sum((await store.ledger.counts()).values()) == 1


async def test_sent_rows_keep_their_message_and_lead_back_to_the_story(store: Store) -> None:
    [row] = await claimed(store, 1)
    await store.ledger.settle([(row, Sent(5001))], later(1))
    assert await store.ledger.sent_message(1, 5001) == Told("story", row.story_id, None)
    assert await store.ledger.sent_message(2, 5001) is None
    assert (await store.ledger.counts())["sent"] == 1


async def test_later_rows_come_back_when_their_time_has_come(store: Store) -> None:
    [row] = await claimed(store, 1)
    await store.ledger.settle([(row, Later(later(60)))], NOW)
    assert await store.ledger.next_due(NOW) == later(60)
    assert await store.ledger.claim(9, later(59.999999)) == []
    [again] = await store.ledger.claim(9, later(60))
    assert (again.id, again.attempt) == (row.id, 2)


async def test_being_told_to_wait_is_no_try(store: Store) -> None:
    [row] = await claimed(store, 1)
    await store.ledger.settle([(row, Later(later(3), tried=False))], NOW)
    [again] = await store.ledger.claim(9, later(3))
    assert again.attempt == 1


async def test_f17_gone_closes_the_chat_and_ends_all_that_waits_for_it(store: Store) -> None:
    await subscribe(store, 1, 2)
    await add(store, GANGS)
    await add(store, HARVEST)
    row = (await store.ledger.claim(1, NOW))[0]
    await store.ledger.settle([(row, Gone("blocked"))], NOW)
    chat = await store.chats.get(1)
    assert chat is not None
    assert chat.closed == "blocked"
    assert [row.chat_id for row in await store.ledger.claim(9, NOW)] == [2, 2]
    assert (await store.ledger.counts())["gone"] == 2


async def test_f18_moved_rows_go_to_the_new_chat(store: Store) -> None:
    [row] = await claimed(store, -5)
    await store.ledger.settle([(row, Moved(-1005))], NOW)
    [again] = await store.ledger.claim(9, NOW)
    assert (again.id, again.chat_id, again.kind) == (row.id, -1005, "supergroup")


async def test_f19_a_refused_row_ends_and_the_others_go_on(store: Store) -> None:
    first, second = await claimed(store, 1, 2)
    await store.ledger.settle([(first, Refused("too long\x00")), (second, Sent(1))], NOW)
    assert await store.ledger.claim(9, later(9)) == []
    counts = await store.ledger.counts()
    assert (counts["refused"], counts["sent"]) == (1, 1)


async def test_f16_an_unknown_end_is_tried_once_more_and_then_given_up(store: Store) -> None:
    [row] = await claimed(store, 1)
    await store.ledger.settle([(row, Unknown())], NOW)
    [again] = await store.ledger.claim(9, NOW)
    assert (again.attempt, again.uncertain) == (2, 1)
    await store.ledger.settle([(again, Unknown())], NOW)
    assert await store.ledger.claim(9, later(9)) == []
    assert (await store.ledger.counts())["refused"] == 1


async def test_many_outcomes_are_written_together(store: Store) -> None:
    rows = await claimed(store, *range(1, 8))
    ends: list[Outcome] = [
        Sent(1),
        Sent(2),
        Later(later(5)),
        Refused("x"),
        Gone("y"),
        Unknown(),
        Moved(-77),
    ]
    await store.ledger.settle(zip(rows, ends, strict=True), NOW)
    assert await store.ledger.counts() == {
        "pending": 2, "claimed": 0, "sent": 2, "deferred": 1, "refused": 1, "gone": 1,
    }  # fmt: skip


async def test_an_end_told_twice_changes_nothing_but_sent_is_always_true(store: Store) -> None:
    [row] = await claimed(store, 1)
    await store.ledger.recover(NOW)
    await store.ledger.settle([(row, Refused("late"))], NOW)
    assert (await store.ledger.counts())["pending"] == 1
    await store.ledger.settle([(row, Sent(3)), (row, Sent(3))], NOW)
    await store.ledger.settle([(row, Later(later(9)))], NOW)
    assert (await store.ledger.counts())["sent"] == 1


async def test_the_end_of_a_row_that_was_forgotten_meanwhile_is_no_error(store: Store) -> None:
    [row] = await claimed(store, 1)
    await store.chats.forget(1)
    for end in (Sent(1), Later(later(1)), Moved(-7), Gone("x"), Refused("y"), Unknown()):
        await store.ledger.settle([(row, end)], NOW)
    assert sum((await store.ledger.counts()).values()) == 0


@pytest.mark.parametrize("seconds", [3, 60, 43_838])
async def test_f14_a_pause_of_all_holds_to_the_second_and_over_a_restart(
    store: Store, url: str, seconds: int
) -> None:
    await subscribe(store, 1)
    await add(store, GANGS)
    await store.ledger.pause(later(seconds))
    other = await Store.open(url)
    assert await other.ledger.claim(9, later(seconds - 1)) == []
    assert await other.ledger.next_due(NOW) == later(seconds)
    assert len(await other.ledger.claim(9, later(seconds))) == 1
    await other.close()


async def test_f14_a_paused_chat_delays_no_other(store: Store) -> None:
    await subscribe(store, 1, 2)
    await add(store, GANGS)
    await store.ledger.pause(later(60), chat_id=1)
    assert [row.chat_id for row in await store.ledger.claim(9, NOW)] == [2]
    assert await store.ledger.next_due(NOW) == later(60)
    assert [row.chat_id for row in await store.ledger.claim(9, later(60))] == [1]


async def test_a_shorter_pause_does_not_end_a_longer_one(store: Store) -> None:
    await store.ledger.pause(later(60))
    await store.ledger.pause(later(5))
    assert await store.ledger.paused_until() == later(60)
    assert await store.ledger.paused_until(now=later(60)) is None
    assert await store.ledger.paused_until(1) is None


async def test_f3_rows_found_claimed_at_start_go_again_and_are_marked(
    store: Store, url: str
) -> None:
    rows = await claimed(store, 1, 2, 3)
    await store.ledger.settle([(rows[0], Sent(1))], NOW)
    await store.ledger.pause(later(1), chat_id=3)
    other = await Store.open(url)
    assert await other.ledger.recover(later(2)) == 2
    assert await other.ledger.recover(later(2)) == 0
    assert await other.ledger.paused_until(3) is None
    again = await other.ledger.claim(9, later(2))
    await other.close()
    assert [(row.chat_id, row.uncertain, row.attempt) for row in again] == [(2, 1, 2), (3, 1, 2)]


async def test_f1_however_often_it_is_stopped_no_row_is_given_up(store: Store) -> None:
    await claimed(store, 1)
    for _ in range(20):
        await store.ledger.recover(NOW)
        assert len(await store.ledger.claim(9, NOW)) == 1


async def test_the_next_due_time_is_now_then_later_then_never(store: Store) -> None:
    assert await store.ledger.next_due(NOW) is None
    await subscribe(store, 1)
    await add(store, GANGS)
    assert await store.ledger.next_due(later(5)) == later(5)
    [row] = await store.ledger.claim(9, later(5))
    assert await store.ledger.next_due(later(5)) is None
    await store.ledger.settle([(row, Later(later(9)))], later(5))
    assert await store.ledger.next_due(later(5)) == later(9)
    assert await store.ledger.next_due(later(50)) == later(50)


async def test_a_failed_transaction_settles_nothing(store: Store) -> None:
    rows = await claimed(store, 1, 2)
    with pytest.raises(StorageError):
        await store.ledger.settle([(rows[0], Sent(1)), (rows[1], Sent(2**70))], NOW)
    assert (await store.ledger.counts())["claimed"] == 2
