"""What readers do: like, read, turn pages, subscribe."""

import asyncio

import pytest

from storage.store import Store
from tests.storage.articles import GANGS, HARVEST, NOW, add, later, subscribe


async def test_a_like_is_given_once_and_taken_back(store: Store) -> None:
    story = await add(store, GANGS)
    assert await store.likes.toggle(story.id, 1, NOW) == (True, 1)
    assert await store.likes.toggle(story.id, 2, NOW) == (True, 2)
    assert await store.likes.toggle(story.id, 1, NOW) == (False, 1)
    assert await store.likes.count(story.id) == 1


async def test_likes_pressed_at_once_are_all_counted(store: Store, url: str) -> None:
    story = await add(store, GANGS)
    other = await Store.open(url)
    people = range(20)
    await asyncio.gather(
        *((store, other)[person % 2].likes.toggle(story.id, person, NOW) for person in people)
    )
    await other.close()
    assert await store.likes.count(story.id) == 20


async def test_an_unknown_story_cannot_be_liked_or_read(store: Store) -> None:
    assert await store.likes.toggle(404, 1, NOW) == (False, 0)
    assert await store.likes.count(404) == 0
    assert await store.readings.seen(404, 1, NOW) == 0


async def test_a_person_counts_once_per_story(store: Store, url: str) -> None:
    first, second = await add(store, GANGS), await add(store, HARVEST)
    assert [await store.readings.seen(first.id, person, NOW) for person in (1, 1, 2, 1)] == [
        1, 1, 2, 2,
    ]  # fmt: skip
    assert await store.readings.seen(second.id, 1, NOW) == 1
    other = await Store.open(url)
    assert await other.readings.seen(first.id, 1, NOW) == 2
    await other.close()


async def test_a_reading_that_was_rolled_back_counts_when_it_comes_again(store: Store) -> None:
    story = await add(store, GANGS)
    with pytest.raises(LookupError):
        await _read_and_fail(store, story.id)
    assert await store.readings.seen(story.id, 1, NOW) == 1


async def _read_and_fail(store: Store, story: int) -> None:
    async with store.transaction():
        await store.readings.seen(story, 1, NOW)
        raise LookupError


async def test_the_page_is_remembered_per_chat_and_story(store: Store) -> None:
    story, other = await add(store, GANGS), await add(store, HARVEST)
    await subscribe(store, 1, 2)
    await store.places.set(1, story.id, 2, NOW)
    await store.places.set(1, story.id, 4, NOW)
    await store.places.set(2, story.id, 1, NOW)
    places = [(1, story.id), (2, story.id), (1, other.id)]
    assert [await store.places.get(*place) for place in places] == [4, 1, 0]


async def test_a_place_in_an_unknown_story_or_chat_is_not_remembered(store: Store) -> None:
    story = await add(store, GANGS)
    await subscribe(store, 1)
    await store.places.set(1, 404, 2, NOW)
    await store.places.set(404, story.id, 2, NOW)
    assert await store.places.get(1, 404) == await store.places.get(404, story.id) == 0


async def test_subscribing_and_leaving_tell_whether_they_changed_something(store: Store) -> None:
    await store.chats.remember(1, "private", "ru", "Asia/Almaty")
    assert [await store.subscriptions.add(1, 1, NOW) for _ in "12"] == [True, False]
    assert await store.subscriptions.has(1)
    assert await store.subscriptions.count() == 1
    assert [await store.subscriptions.remove(1) for _ in "12"] == [True, False]
    assert not await store.subscriptions.has(1)


async def test_an_unknown_chat_cannot_subscribe(store: Store) -> None:
    assert not await store.subscriptions.add(404, 1, NOW)


async def test_who_leaves_is_not_told_what_still_waits(store: Store) -> None:
    await subscribe(store, 1, 2)
    await add(store, GANGS)
    await store.subscriptions.remove(1, later(1))
    assert [row.chat_id for row in await store.ledger.claim(9, later(2))] == [2]
