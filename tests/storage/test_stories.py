"""Stories: stored once, whole, and shown at once."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.spans import Part
from storage.errors import Unstorable
from storage.store import Store
from storage.stories import Added, Labels
from tests.storage.articles import GANGS, HARVEST, NOW, add, later, reading, subscribe

#: The fixture is emptied per test, not per example: examples must not need an empty store.
shared_store = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def test_a_reading_comes_back_as_it_was_stored(store: Store, url: str) -> None:
    analysis = reading(GANGS, title="Накрыли разом", views=1321)
    added = await store.stories.add(
        GANGS, analysis, labels=Labels(source="https://a.kz/1"), now=NOW
    )
    other = await Store.open(url)
    story = await other.stories.get(added.story.id)
    await other.close()
    assert story == added.story
    assert story is not None
    assert story.analysis == analysis
    assert (story.views, story.source, story.added_at, story.likes) == (
        1321, "https://a.kz/1", NOW, 0,
    )  # fmt: skip


async def test_an_empty_store_has_no_newest_story(store: Store) -> None:
    assert await store.stories.latest() is None
    assert await store.stories.count() == 0
    assert await store.stories.page(0, 10) == []


async def test_the_newest_story_is_seen_at_once_when_another_process_adds_it(
    store: Store, url: str
) -> None:
    await add(store, GANGS)
    await store.stories.latest()
    other = await Store.open(url)
    added = await add(other, HARVEST)
    newest = await store.stories.latest()
    await other.close()
    assert newest == added


async def test_the_same_story_again_uses_up_no_number(store: Store) -> None:
    """Readers type these numbers: a gap would be a story that cannot be found."""
    first = await add(store, GANGS)
    await add(store, GANGS)
    assert (await add(store, HARVEST)).id == first.id + 1


@pytest.mark.parametrize(
    "again", [GANGS, f"\n {GANGS.upper()} ", GANGS.replace(" ", "\n\n").replace(",", " -")]
)
async def test_the_same_words_again_change_nothing(store: Store, again: str) -> None:
    await subscribe(store, 1)
    first = await add(store, GANGS)
    second = await store.stories.add(again, reading(again), now=later(9))
    assert second == Added(first, created=False)
    assert await store.stories.count() == 1
    assert (await store.ledger.counts())["pending"] == 1


async def test_two_tasks_adding_the_same_text_store_it_once(store: Store, url: str) -> None:
    other = await Store.open(url)
    added = await asyncio.gather(
        *(s.stories.add(GANGS, reading(GANGS), now=NOW) for s in (store, other) * 3)
    )
    await other.close()
    assert sorted(one.created for one in added) == [False] * 5 + [True]


async def test_texts_without_words_are_told_apart(store: Store) -> None:
    assert (await add(store, "!!!")).id != (await add(store, "???")).id


async def test_a_story_is_queued_once_for_every_subscriber(store: Store) -> None:
    await subscribe(store, 1, 2, 3)
    await store.subscriptions.remove(2)
    story = await add(store, GANGS)
    rows = await store.ledger.claim(10, NOW)
    assert [(row.chat_id, row.story_id) for row in rows] == [(1, story.id), (3, story.id)]


async def test_a_story_can_be_stored_without_telling_anyone(store: Store) -> None:
    await subscribe(store, 1)
    await store.stories.add(GANGS, reading(GANGS), now=NOW, announce=False)
    assert (await store.ledger.counts())["pending"] == 0


async def test_the_list_goes_from_new_to_old_in_pages(store: Store) -> None:
    ids = [(await add(store, f"Новость номер {n}", title=f"№ {n}")).id for n in range(7)]
    pages = [await store.stories.page(offset, 3) for offset in (0, 3, 6, 9)]
    assert [[line.id for line in page] for page in pages] == [
        ids[:3:-1], ids[3:0:-1], [ids[0]], [],
    ]  # fmt: skip
    assert pages[0][0].title == "№ 6"


async def test_a_story_without_headline_is_listed_by_its_first_line(store: Store) -> None:
    await add(store, f"\n  {HARVEST}\nДальше")
    assert (await store.stories.page(0, 1))[0].title == HARVEST


async def test_likes_and_readers_show_in_a_story_kept_in_memory(store: Store) -> None:
    story = await add(store, GANGS)
    await store.stories.get(story.id)
    await store.likes.toggle(story.id, 1, NOW)
    await store.readings.seen(story.id, 1, NOW)
    again = await store.stories.latest()
    assert again is not None
    assert (again.likes, again.views) == (1, 1)


async def test_a_newer_reading_replaces_the_old_one_for_every_process(
    store: Store, url: str
) -> None:
    story = await add(store, GANGS)
    assert await store.stories.stale(2, 10) == [(story.id, GANGS)]
    other = await Store.open(url)
    newer = replace(reading(GANGS, title="Яснее"), version=2)
    await other.stories.reanalyse(story.id, newer)
    await other.close()
    again = await store.stories.get(story.id)
    assert again is not None
    assert (again.analysis, again.revision) == (newer, 2)
    assert await store.stories.stale(2, 10) == []
    assert [hit.line.title for hit in await store.stories.search("яснее", limit=5)] == ["Яснее"]


async def test_rereading_an_unknown_story_does_nothing(store: Store) -> None:
    await store.stories.reanalyse(404, reading(GANGS))
    assert await store.stories.search("банды", limit=5) == []


async def test_a_reading_with_other_fields_is_worked_out_again(store: Store) -> None:
    story = await add(store, GANGS)
    async with store.transaction() as transaction:
        await transaction.rows("UPDATE articles SET analysis = '{\"version\": 0}'")
        await transaction.rows("UPDATE stories SET revision = 9")
    again = await store.stories.get(story.id)
    assert again is not None
    assert again.analysis.story.text == GANGS


@pytest.mark.parametrize("text", ["a\x00b", "lone \ud800 surrogate"])
async def test_f30_a_text_that_cannot_be_given_back_is_refused_whole(
    store: Store, text: str
) -> None:
    with pytest.raises(Unstorable):
        await store.stories.add(text, reading("x"), now=NOW)
    assert await store.stories.count() == 0


@shared_store
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
async def test_f30_any_other_text_comes_back_equal(store: Store, text: str) -> None:
    added = await store.stories.add(
        text, reading(text, title=text), labels=Labels(source=text), now=NOW
    )
    store.stories._read.drop((added.story.id, 1))
    story = await store.stories.get(added.story.id)
    assert story is not None
    if added.created:
        assert story.analysis.story.text == text
        assert (story.source, story.analysis.story.title) == (text, Part(text, 0, len(text)))


async def test_a_claim_of_absurd_views_is_still_a_number(store: Store) -> None:
    story = (await store.stories.add("a", reading("a", views=10**30), now=NOW)).story
    assert await store.readings.seen(story.id, 1, NOW) == 2**53 + 1
