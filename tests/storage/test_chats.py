"""Chats: first contact, choices, leaving, moving, being forgotten."""

import asyncio

import pytest

from storage.chats import Chat
from storage.database import Database
from storage.errors import Unstorable
from storage.outcomes import Sent
from storage.schema import metadata
from storage.store import Store
from tests.storage.articles import GANGS, HARVEST, NOW, add, later, subscribe


async def remember(
    store: Store, id: int = 7, *, language: str = "kk", title: str = "Айгүл"
) -> Chat:
    return await store.chats.remember(id, "private", language, "Asia/Almaty", title, now=NOW)


async def test_first_contact_stores_what_telegram_tells(store: Store) -> None:
    chat = await remember(store)
    assert chat == Chat(7, "private", "kk", "Asia/Almaty", "Айгүл", None, NOW)
    assert await store.chats.get(7) == chat


async def test_an_unknown_chat_is_none(store: Store) -> None:
    assert await store.chats.get(8) is None


async def test_later_contact_keeps_the_chosen_language_and_renews_the_title(store: Store) -> None:
    await remember(store)
    await store.chats.set_language(7, "en")
    await store.chats.set_timezone(7, "Europe/Berlin")
    chat = await remember(store, title="Айгүл Б.", language="ru")
    assert (chat.language, chat.timezone, chat.title) == ("en", "Europe/Berlin", "Айгүл Б.")


async def test_a_choice_is_there_after_a_restart(store: Store, url: str) -> None:
    await remember(store)
    await store.chats.set_language(7, "en")
    other = await Store.open(url)
    chat = await other.chats.get(7)
    await other.close()
    assert chat is not None
    assert chat.language == "en"


async def test_choosing_for_an_unknown_chat_is_an_error(store: Store) -> None:
    with pytest.raises(KeyError):
        await store.chats.set_language(8, "ru")


async def test_what_was_rolled_back_is_not_remembered_in_memory(store: Store) -> None:
    await remember(store)
    with pytest.raises(LookupError):
        await _change_and_fail(store)
    chat = await store.chats.get(7)
    assert chat is not None
    assert chat.language == "kk"


async def _change_and_fail(store: Store) -> None:
    async with store.transaction():
        await store.chats.set_language(7, "en")
        await store.chats.get(7)
        raise LookupError


async def test_a_read_during_a_write_does_not_bring_the_old_value_back(store: Store) -> None:
    await remember(store)
    async with store.transaction():
        await store.chats.set_language(7, "en")
        old = await asyncio.create_task(store.chats.get(7))
        assert old is not None
        assert old.language == "kk"
    chat = await store.chats.get(7)
    assert chat is not None
    assert chat.language == "en"


async def test_closing_ends_what_waits_and_contact_opens_again(store: Store) -> None:
    await subscribe(store, 1, 2)
    await add(store, GANGS)
    closed = await store.chats.close(1, "blocked", now=NOW)
    assert closed is not None
    assert closed.closed == "blocked"
    counts = await store.ledger.counts()
    assert (counts["pending"], counts["gone"]) == (1, 1)
    assert (await store.chats.remember(1, "private", "ru", "Asia/Almaty")).closed is None


async def test_closing_an_unknown_chat_does_nothing(store: Store) -> None:
    assert await store.chats.close(99, "kicked") is None


async def test_a_closed_chat_gets_no_new_rows(store: Store) -> None:
    await subscribe(store, 1, 2)
    await store.chats.close(1, "blocked")
    await add(store, GANGS)
    assert [row.chat_id for row in await store.ledger.claim(10, NOW)] == [2]


async def test_a_moved_group_takes_everything_along(store: Store) -> None:
    await subscribe(store, -5)
    story = await add(store, GANGS)
    await store.places.set(-5, story.id, 3, NOW)
    await store.ledger.pause(later(60), chat_id=-5)
    await store.chats.set_language(-5, "kk")
    await store.chats.move(-5, -1005)
    moved = await store.chats.get(-1005)
    assert moved is not None
    assert (moved.kind, moved.language) == ("supergroup", "kk")
    assert await store.chats.get(-5) is None
    assert await store.subscriptions.has(-1005)
    assert await store.places.get(-1005, story.id) == 3
    assert await store.ledger.paused_until(-1005) == later(60)
    assert [row.chat_id for row in await store.ledger.claim(10, later(61))] == [-1005]


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("new_known_first", [False, True])
async def test_f18_a_move_told_in_either_order_or_twice_leaves_one_chat_with_one_row(
    store: Store, times: int, new_known_first: bool
) -> None:
    await subscribe(store, -5)
    if new_known_first:
        await subscribe(store, -1005)
    await add(store, GANGS)
    for _ in range(times):
        await store.chats.move(-5, -1005)
    assert [row.chat_id for row in await store.ledger.claim(10, NOW)] == [-1005]
    assert await store.subscriptions.count() == 1


async def test_f18_a_story_told_before_the_move_is_not_told_again(store: Store) -> None:
    await subscribe(store, -5, -1005)
    await add(store, GANGS)
    old = next(row for row in await store.ledger.claim(10, NOW) if row.chat_id == -5)
    await store.ledger.settle([(old, Sent(70))], NOW)
    await store.ledger.recover(NOW)
    await store.chats.move(-5, -1005)
    assert await store.ledger.claim(10, NOW) == []
    assert await store.ledger.sent_message(-1005, 70) is not None


async def test_forgetting_leaves_no_trace_in_any_table(store: Store) -> None:
    me, group = 4_000_000_017, -30
    await subscribe(store, me, 5)
    await store.chats.remember(group, "group", "ru", "Asia/Almaty")
    await store.subscriptions.add(group, me, NOW)
    story = await add(store, GANGS)
    await store.likes.toggle(story.id, me, NOW)
    await store.likes.toggle(story.id, 5, NOW)
    await store.readings.seen(story.id, me, NOW)
    await store.places.set(me, story.id, 2, NOW)
    await store.ledger.pause(later(60), chat_id=me)
    assert await traces(store, me) == {
        "chats", "subscriptions", "deliveries", "likes", "readings", "places", "pauses"
    }  # fmt: skip
    await store.chats.forget(me)
    assert await traces(store, me) == set()
    assert await store.chats.get(me) is None
    assert await store.likes.count(story.id) == 1
    assert await store.readings.count(story.id) == 0
    assert await store.subscriptions.has(group)


async def traces(store: Store, id: int) -> set[str]:
    """The tables in which a number stands in any column."""
    database: Database = store._database
    found = set()
    for table in metadata.sorted_tables:
        for row in await database.rows(f"SELECT * FROM {table.name}"):  # noqa: S608
            if any(str(id) in str(value) for value in row):
                found.add(table.name)
    return found


async def test_who_was_forgotten_counts_as_a_new_reader(store: Store) -> None:
    story = await add(store, GANGS)
    await remember(store)
    await store.readings.seen(story.id, 7, NOW)
    await store.chats.forget(7)
    assert await store.readings.seen(story.id, 7, NOW) == 1


@pytest.mark.parametrize("id", [2**52, -(10**13), 2**63 - 1, -(2**63)])
async def test_large_ids_are_kept_exactly(store: Store, id: int) -> None:
    await remember(store, id)
    fresh = await store.chats.get(id)
    assert fresh is not None
    assert fresh.id == id


@pytest.mark.parametrize("id", [2**63, -(2**63) - 1, 10**400])
async def test_a_number_past_64_bits_is_no_ones_id(store: Store, id: int) -> None:
    assert await store.chats.get(id) is None
    assert await store.stories.get(id) is None
    assert not await store.subscriptions.has(id)
    assert await store.likes.toggle(id, 1, NOW) == (False, 0)
    assert await store.readings.seen(id, 1, NOW) == 0
    assert await store.places.get(id, id) == 0
    assert await store.ledger.sent_message(id, id) is None
    assert await store.ledger.paused_until(id) is None
    assert await store.stories.page(id, 10) == []
    with pytest.raises(Unstorable):
        await remember(store, id)


async def test_a_title_is_stored_without_what_no_database_holds(store: Store) -> None:
    chat = await remember(store, title="a\x00b\ud800c")
    assert chat.title == "abc"


async def test_many_writers_in_one_process_wait_for_each_other(store: Store) -> None:
    await asyncio.gather(*(subscribe(store, chat) for chat in range(1, 41)))
    await asyncio.gather(add(store, GANGS), add(store, HARVEST))
    assert (await store.ledger.counts())["pending"] == 80
