"""Sources: what editors choose, how looks went, and what each has shown."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from storage.items import FEW, KEPT, Item, Wanted
from storage.looks import Look
from storage.sources import ON, Listed, Source
from storage.store import Store
from tests.storage.articles import GANGS, HARVEST, NOW, add, later

FEED = "https://paper.example/rss"
MARKS = ("entry_mark", "link_mark", "title_mark", "text_mark")


async def source(store: Store, url: str = FEED) -> Source:
    return (await store.sources.add(url, "Газета", now=NOW))[0]


def item(source: Source, name: str, **values: Any) -> Item:
    marks = {mark: f"{mark[0]}{name}" for mark in MARKS}
    known: dict[str, Any] = {"seen_at": NOW, "url": f"https://paper.example/{name}", "title": name}
    return Item(source.id, **(marks | known | values))


async def test_a_source_is_added_once_and_is_due_at_once(store: Store) -> None:
    first, created = await store.sources.add(FEED, "Газета", by_user=7, topic="sport", now=NOW)
    again, created_again = await store.sources.add(FEED, "Другая", now=later(9))
    assert (created, created_again) == (True, False)
    assert again == first
    assert (first.title, first.topic, first.by_user, first.is_new) == ("Газета", "sport", 7, True)
    assert await store.sources.due(NOW, 9) == [first]
    assert await store.sources.next_due() == NOW


async def test_feeds_of_a_list_are_added_once_and_removed_ones_come_back(store: Store) -> None:
    kept, gone = await source(store), await source(store, f"{FEED}/gone")
    await store.sources.remove(gone.id, NOW)
    listed = [Listed(FEED, "Другая"), Listed(f"{FEED}/gone"), Listed(f"{FEED}/new", "Новая", "p")]
    assert await store.sources.add_all([*listed, listed[2]], by_user=7, now=later(9)) == 2
    assert await store.sources.add_all(listed, now=later(10)) == 0
    assert await store.sources.add_all([], now=NOW) == 0
    known, back, new = await store.sources.page()
    assert known == kept
    assert back == replace(gone, look=Look(next_look_at=later(9)))
    assert (new.title, new.site, new.by_user, new.added_at) == ("Новая", "p", 7, later(9))
    assert (new.full_text, new.named, new.is_new) == ("auto", False, True)


async def test_how_a_look_went_comes_back_as_it_was_written(store: Store) -> None:
    made = await source(store)
    look = Look(
        next_look_at=later(600), etag='"1"', last_modified="Mon", body_mark="ff", shown_marks="ee",
        looked_at=NOW, ok_at=NOW, status=200, failure="slow: not in time", failures=3, gone=1,
        whole=4, half=2, failing_since=later(-9), empty_since=later(-8), news_at=later(-7),
        usual_gap=timedelta(hours=2),
    )  # fmt: skip
    await store.sources.looked(made.id, look, title="Имя ленты", site="https://paper.example/")
    found = await store.sources.get(made.id)
    assert found is not None
    assert found.look == look
    assert (found.title, found.site) == ("Имя ленты", "https://paper.example/")
    await store.sources.looked(made.id, Look(next_look_at=later(700)))
    emptied = await store.sources.get(made.id)
    assert emptied is not None
    assert emptied.look == Look(next_look_at=later(700))
    assert (emptied.title, emptied.site) == ("Имя ленты", "https://paper.example/")


async def test_a_title_that_an_editor_chose_is_kept(store: Store) -> None:
    made = await source(store)
    await store.sources.rename(made.id, "Наша газета")
    await store.sources.looked(made.id, Look(next_look_at=NOW), title="Имя ленты")
    found = await store.sources.get(made.id)
    assert found is not None
    assert (found.title, found.named) == ("Наша газета", True)


async def test_paused_removed_and_not_yet_due_sources_are_left_alone(store: Store) -> None:
    paused, removed, waiting = [await source(store, f"{FEED}/{n}") for n in range(3)]
    await store.sources.pause(paused.id, "editor", NOW)
    await store.sources.remove(removed.id, NOW)
    await store.sources.looked(waiting.id, Look(next_look_at=later(60)))
    assert await store.sources.due(NOW, 9) == []
    assert await store.sources.next_due() == later(60)
    assert [each.id for each in await store.sources.page()] == [paused.id, waiting.id]
    assert await store.sources.count() == 2


async def test_pausing_and_removing_are_undone(store: Store) -> None:
    made = await source(store)
    await store.sources.looked(made.id, Look(next_look_at=later(9), failures=8, failing_since=NOW))
    paused = await store.sources.pause(made.id, "connect", NOW)
    assert paused is not None
    assert (paused.paused_at, paused.paused_why) == (NOW, "connect")
    assert await store.sources.pause(made.id, "editor", NOW) is None
    resumed = await store.sources.resume(made.id, later(5))
    assert resumed is not None
    assert (resumed.paused_at, resumed.look.failures, resumed.look.next_look_at) == (
        None, 0, later(5),
    )  # fmt: skip
    assert await store.sources.remove(made.id, NOW) is not None
    assert await store.sources.remove(made.id, NOW) is None
    restored = await store.sources.restore(made.id, NOW)
    assert restored is not None
    assert restored.removed_at is None


async def test_adding_a_removed_source_brings_it_back_with_its_past(store: Store) -> None:
    made = await source(store)
    await store.items.add([item(made, "a")])
    await store.sources.remove(made.id, NOW)
    back, created = await store.sources.add(FEED, now=later(1))
    assert (back.id, created, back.removed_at) == (made.id, True, None)
    assert len(await store.items.of(back.id)) == 1


async def test_choices_of_editors_are_kept(store: Store) -> None:
    made = await source(store)
    await store.sources.choose_topic(made.id, "sport")
    await store.sources.choose_full_text(made.id, ON)
    found = await store.sources.choose_interval(made.id, timedelta(minutes=30), NOW)
    assert found is not None
    assert (found.topic, found.full_text, found.every) == ("sport", ON, timedelta(minutes=30))
    found = await store.sources.choose_interval(made.id, None, NOW)
    assert found is not None
    assert found.every is None


async def test_a_source_moves_unless_another_one_is_there(store: Store) -> None:
    one, other = await source(store), await source(store, f"{FEED}/2")
    assert not await store.sources.move(one.id, other.url)
    assert await store.sources.move(one.id, f"{FEED}/3")
    found = await store.sources.by_url(f"{FEED}/3")
    assert found is not None
    assert found.id == one.id


async def test_unknown_sources_are_no_error(store: Store) -> None:
    for number in (99, 2**70):
        assert await store.sources.get(number) is None
        assert await store.sources.pause(number, "x", NOW) is None
        assert await store.items.of(number) == []
        assert await store.items.release(number) == []


async def test_items_come_back_as_they_were_shown_last(store: Store) -> None:
    made = await source(store)
    story = await add(store, GANGS)
    await store.items.add([item(made, "a", story_id=story.id, published_at=later(-60))])
    [known] = await store.items.of(made.id)
    assert known == item(made, "a", story_id=story.id, published_at=later(-60), id=known.id)
    changed = item(made, "b", id=known.id)
    await store.items.shown_as([changed])
    [now] = await store.items.of_story(story.id)
    assert (now.entry_mark, now.title, now.story_id) == ("eb", "b", story.id)


async def test_only_the_newest_items_of_a_source_are_remembered(store: Store) -> None:
    made = await source(store)
    await store.items.add([item(made, f"{n}", seen_at=later(n)) for n in range(KEPT)])
    await store.items.add([item(made, "new", seen_at=later(KEPT))])
    await store.items.forget_oldest([made.id])
    found = await store.items.of(made.id)
    assert len(found) == KEPT
    assert (found[0].title, found[-1].title) == ("new", "1")


async def test_what_is_like_an_entry_is_recalled_by_any_of_its_marks(store: Store) -> None:
    one, other = await source(store), await source(store, f"{FEED}/2")
    await store.items.add([item(one, name, seen_at=later(n)) for n, name in enumerate("abcde")])
    await store.items.add([item(one, "f", link_mark=""), item(other, "a")])
    a, b, f = item(one, "a"), item(one, "b"), item(one, "f", link_mark="")
    nothing: dict[str, Any] = {"entry_mark": "", "link_mark": "", "title_mark": "", "text_mark": ""}
    asked = [
        replace(a, **{**nothing, "text_mark": a.text_mark}),
        replace(b, **{**nothing, "entry_mark": b.entry_mark}),
    ]
    wishes = [
        Wanted(one.id, asked, times=2),
        Wanted(other.id, [a], times=2),
        Wanted(other.id + 1, [a]),
        Wanted(2**70, [a]),
    ]
    found = await store.items.recall(wishes)
    assert [[each.title for each in kept.items] for kept in found] == [["b", "a"], ["a"], [], []]
    assert list(found[0].times) == [later(4).timestamp(), later(3).timestamp()]
    assert [len(kept.times) for kept in found] == [2, 1, 0, 0]
    [kept] = await store.items.recall([Wanted(one.id, [f])])
    assert [each.title for each in kept.items] == ["f"]
    [kept] = await store.items.recall([Wanted(one.id, [replace(a, **nothing)])])
    assert list(kept.items) == []
    [kept] = await store.items.recall([Wanted(one.id, [a] * (FEW + 1))])
    assert len(kept.items) == 6
    assert await store.items.recall([]) == []
    marks = await store.items.marks(one.id)
    assert " ".join((a.entry_mark, a.link_mark, a.title_mark, a.text_mark)) in marks
    assert len(marks) == 6


async def test_what_was_held_back_is_released_once(store: Store) -> None:
    made = await source(store)
    stories = [await add(store, text) for text in (GANGS, HARVEST)]
    await store.items.add([item(made, f"{s.id}", story_id=s.id, held=True) for s in stories])
    await store.items.add([item(made, "c")])
    assert [each.story_id for each in await store.items.held(made.id)] == [s.id for s in stories]
    assert await store.items.release(made.id) == [s.id for s in stories]
    assert await store.items.release(made.id) == []


async def test_the_times_of_news_are_told_for_one_and_all(store: Store) -> None:
    one, other = await source(store), await source(store, f"{FEED}/2")
    await store.items.add(
        [item(one, f"{n}", published_at=later(-n), seen_at=later(n)) for n in range(5)]
    )
    fast = item(other, "its clock is fast", published_at=later(300), seen_at=later(2))
    await store.items.add([item(other, "undated", seen_at=later(1)), fast])
    await store.sources.looked(other.id, Look(next_look_at=later(60)))
    assert await store.sources.times(one.id, NOW, most=2) == [later(-4), later(-3)]
    assert sorted((await store.sources.times_of_all(NOW))[other.id]) == [later(1), later(2)]


async def test_who_added_a_source_can_be_forgotten(store: Store) -> None:
    made, _ = await store.sources.add(FEED, by_user=7, now=NOW)
    await store.chats.forget(7)
    found = await store.sources.get(made.id)
    assert found is not None
    assert found.by_user is None
