"""Pages of stories: what is known of each, when it is due, and what editors do not know yet."""

from dataclasses import replace
from datetime import datetime

from storage.store import Store
from storage.watches import Seen, Trouble, WatchLooked
from tests.storage.articles import GANGS, HARVEST, NOW, add, later

SEEN = Seen("https://paper.example/1", '"1"', "Mon", "b" * 64, "t" * 32, "x" * 32)


async def watched(store: Store, text: str = GANGS, at: datetime | None = NOW) -> int:
    story = await add(store, text, title="Заголовок")
    await store.watches.add(story.id, SEEN, at)
    return story.id


async def test_a_page_comes_back_as_it_was_seen(store: Store) -> None:
    story = await watched(store)
    found = await store.watches.get(story)
    assert found is not None
    assert (found.seen, found.came_at, found.next_look_at) == (SEEN, NOW, NOW)
    assert (found.by_editor, found.trouble, found.withdrawn) == (False, None, False)
    other = Seen("https://paper.example/2", None, None, "c", "", "")
    await store.watches.looked([WatchLooked(story, other, later(9), "gone")])
    found = await store.watches.get(story)
    assert found is not None
    assert (found.seen, found.next_look_at, found.trouble) == (other, later(9), "gone")


async def test_a_story_has_one_page(store: Store) -> None:
    story = await watched(store)
    await store.watches.add(story, replace(SEEN, url="https://paper.example/2"), NOW)
    found = await store.watches.get(story)
    assert found is not None
    assert found.seen == SEEN


async def test_pages_are_due_the_longest_first_until_the_looks_are_over(store: Store) -> None:
    first = await watched(store)
    second = await watched(store, HARVEST, later(-60))
    assert [each.story_id for each in await store.watches.due(NOW, 9)] == [second, first]
    assert [each.story_id for each in await store.watches.due(NOW, 1)] == [second]
    assert await store.watches.due(later(-61), 9) == []
    await store.watches.looked([WatchLooked(story, SEEN, None) for story in (first, second)])
    assert await store.watches.due(later(10**9), 9) == []


async def test_an_editors_text_ends_the_looks_also_those_on_their_way(store: Store) -> None:
    story = await watched(store)
    assert await store.watches.leave_to_editor(story)
    await store.watches.looked([WatchLooked(story, SEEN, later(9))])
    assert await store.watches.due(later(10**9), 9) == []


async def test_a_trouble_is_told_once_and_another_one_again(store: Store) -> None:
    story = await watched(store)
    gone = Trouble(story, "Заголовок", SEEN.url, "gone")
    for trouble, untold in (
        ("gone", [gone]),
        ("gone", []),
        (None, []),
        ("gone", []),
        ("other", [replace(gone, what="other")]),
    ):
        await store.watches.looked([WatchLooked(story, SEEN, NOW, trouble)])
        assert await store.watches.untold(9) == untold
        await store.watches.told(untold)
    assert await store.watches.untold(9) == []


async def test_what_came_while_editors_were_told_is_still_to_be_told(store: Store) -> None:
    story = await watched(store)
    await store.watches.looked([WatchLooked(story, SEEN, NOW, "shrunk")])
    told = await store.watches.untold(9)
    await store.watches.looked([WatchLooked(story, SEEN, NOW, "gone")])
    await store.watches.told(told)
    assert [each.what for each in await store.watches.untold(9)] == ["gone"]


async def test_a_withdrawn_story_is_said_to_be_one(store: Store) -> None:
    story = await watched(store)
    await store.versions.retract(story, "Ошибка", NOW)
    [due] = await store.watches.due(NOW, 9)
    assert due.withdrawn


async def test_unknown_stories_are_no_error(store: Store) -> None:
    for number in (99, 2**70):
        assert await store.watches.get(number) is None
        assert not await store.watches.leave_to_editor(number)
    await store.watches.looked([])
    await store.watches.told([])
