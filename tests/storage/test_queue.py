"""What an operator sees of the ledger and does to it, on both engines."""

from storage.delivery import Priority
from storage.editions import Content, Plan
from storage.outcomes import Gone, Held, Later, Outcome, Refused, Sent, Unknown
from storage.queue import LATELY, Choice
from storage.store import Store
from tests.storage.articles import GANGS, HARVEST, NOW, add, later, subscribe


async def told(store: Store, *chats: int) -> None:
    """Queue a story for these chats and give their rows different ends."""
    await subscribe(store, *chats)
    await add(store, GANGS)


async def test_an_empty_ledger_has_nothing_to_show(store: Store) -> None:
    seen = await store.ledger.queue.overview(NOW)
    assert (seen.states, seen.rate, seen.waiting_since, seen.refusals) == ({}, 0.0, None, ())


async def test_the_overview_counts_states_rate_waits_and_reasons(store: Store) -> None:
    await told(store, *range(1, 8))
    rows = await store.ledger.claim(6, NOW)
    await store.ledger.settle([(rows[0], Sent(1))], later(-1000))
    ends: list[Outcome] = [
        Sent(2),
        Refused("too long"),
        Refused("too long"),
        Unknown(),
        Later(later(60)),
    ]
    await store.ledger.settle(zip(rows[1:], ends, strict=True), later(1))
    await store.ledger.pause(later(9))
    await store.ledger.pause(later(9), chat_id=4)
    seen = await store.ledger.queue.overview(later(2))
    assert seen.states == {"sent": 2, "refused": 2, "pending": 2, "deferred": 1}
    assert seen.rate == 1 / LATELY.total_seconds()
    assert seen.waiting_since == NOW
    assert seen.unknown == 1
    assert [(r.reason, r.rows, r.subject_id) for r in seen.refusals] == [("too long", 2, 1)]
    assert (seen.paused_until, seen.paused_chats) == (later(9), 1)


async def test_a_refused_row_that_is_retried_begins_anew(store: Store) -> None:
    await told(store, 1, 2)
    for _ in range(2):
        rows = await store.ledger.claim(9, NOW)
        await store.ledger.settle([(row, Unknown()) for row in rows], NOW)
    assert (await store.ledger.queue.overview(NOW)).given_up == 2
    assert await store.ledger.queue.retry(Choice((rows[0].id, 99, 2**70)), NOW) == 1
    [again] = await store.ledger.claim(9, NOW)
    assert (again.id, again.attempt, again.uncertain) == (rows[0].id, 1, 0)


async def test_rows_are_chosen_by_words_of_their_reason_taken_literally(store: Store) -> None:
    await told(store, 1, 2, 3)
    rows = await store.ledger.claim(9, NOW)
    reasons = ["Poisoned: 100% of it", "poisoned: KeyError", "too long"]
    ends = [(row, Refused(reason)) for row, reason in zip(rows, reasons, strict=True)]
    await store.ledger.settle(ends, NOW)
    assert await store.ledger.queue.retry(Choice(reason="0% OF"), NOW) == 1
    assert await store.ledger.queue.retry(Choice(reason="o_g"), NOW) == 0
    assert await store.ledger.queue.drop(Choice(reason="poisoned:"), NOW) == 1
    assert await store.ledger.queue.retry(Choice(), NOW) == 1


async def test_retry_leaves_alone_who_left_and_who_waits_for_an_hour(store: Store) -> None:
    await told(store, 1, 2, 3, 4)
    rows = await store.ledger.claim(9, NOW)
    ends: list[Outcome] = [Refused("x"), Refused("x")]
    ends += [Later(later(60)), Later(later(60), reason="HTTP 502")]
    await store.ledger.settle(zip(rows, ends, strict=True), NOW)
    await store.subscriptions.remove(1, NOW)
    await store.chats.close(2, "blocked", now=NOW)
    assert await store.ledger.queue.retry(Choice(), NOW) == 1
    assert [row.chat_id for row in await store.ledger.claim(9, NOW)] == [4]


async def test_dropped_rows_are_never_told_and_sent_ones_stay(store: Store) -> None:
    await told(store, 1, 2, 3, 4)
    rows = await store.ledger.claim(2, NOW)
    await store.ledger.settle([(rows[0], Sent(1)), (rows[1], Gone("blocked"))], NOW)
    assert await store.ledger.queue.drop(Choice(), NOW) == 2
    assert await store.ledger.next_due(later(9)) is None
    assert (await store.ledger.counts())["sent"] == 1


async def test_what_cannot_be_made_is_set_aside_for_all_who_would_get_it_so(store: Store) -> None:
    await told(store, 1, 2, 3)
    await add(store, HARVEST)
    await store.chats.set_language(3, "kk")
    row = (await store.ledger.claim(1, NOW))[0]
    assert await store.ledger.set_aside(row, "poisoned: KeyError", NOW) == (2, True)
    kazakh = next(d for d in await store.ledger.claim(9, NOW) if d.chat_id == 3)
    assert await store.ledger.set_aside(kazakh, "poisoned: KeyError", NOW) == (1, False)
    counts = await store.ledger.counts()
    assert (counts["refused"], counts["claimed"]) == (3, 3)


async def test_the_most_urgent_goes_first_whenever_it_was_queued(store: Store) -> None:
    await told(store, 1, 2)
    async with store.transaction() as transaction:
        await transaction.rows(
            "UPDATE deliveries SET priority = :low WHERE chat_id = 1", low=int(Priority.DIGEST)
        )
    assert [row.chat_id for row in await store.ledger.claim(1, NOW)] == [2]
    assert [row.priority for row in await store.ledger.claim(9, NOW)] == [Priority.DIGEST]


async def test_a_digest_is_not_retried_for_who_reads_none_any_more(store: Store) -> None:
    await subscribe(store, 1, 2)
    story = await add(store, GANGS)
    for row in await store.ledger.claim(9, NOW):
        await store.ledger.settle([(row, Sent(row.id))], NOW)
    plans = [Plan(chat, Content((story.id,)), story.id, "", None) for chat in (1, 2)]
    await store.editions.publish(plans, NOW)
    rows = await store.ledger.claim(9, NOW)
    await store.ledger.settle([(row, Refused("too long")) for row in rows], NOW)
    await store.subscriptions.remove(2, NOW)
    assert await store.ledger.queue.retry(Choice(), NOW) == 1
    assert [row.chat_id for row in await store.ledger.claim(9, NOW)] == [1]


async def test_held_rows_and_coming_digests_are_counted(store: Store) -> None:
    await told(store, 1, 2, 3)
    ends: list[Outcome] = [Held(later(60), "budget"), Held(later(90), "quiet"), Sent(1)]
    rows = await store.ledger.claim(9, NOW)
    await store.ledger.settle(zip(rows, ends, strict=True), NOW)
    seen = await store.ledger.queue.overview(NOW)
    assert seen.held == {"budget": 1, "quiet": 1}
    assert (seen.digests, seen.next_digest_at) == (2, later(60))
