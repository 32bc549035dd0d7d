"""One event, one story: looking up likely doubles, sources of a story, groups, questions."""

import json
from dataclasses import asdict, replace
from datetime import timedelta
from itertools import pairwise

from news.differing import Disagreement, Said
from storage.editions import Content, Plan
from storage.event import Reporter
from storage.outcomes import Sent
from storage.store import Store
from storage.suggestions import JOINED, OPEN, QUESTION, REFUSED, RESTS, WAITS
from tests.storage.articles import GANGS, HARVEST, NOW, add, later, reading, subscribe


async def stories(store: Store, count: int) -> list[int]:
    return [(await add(store, f"{GANGS} Часть {n}.")).id for n in range(count)]


async def test_stories_that_share_most_keys_are_found(store: Store) -> None:
    first, second, third = await stories(store, 3)
    await store.prints.put(first, 1, "{}", ["a", "b", "c"])
    await store.prints.put(second, 1, "{}", ["a"])
    await store.prints.put(third, 1, "{}", ["z"])
    since = NOW - timedelta(days=10)
    found = await store.prints.sharing(["a", "b", "x"], 1, since)
    assert [each.story_id for each in found] == [second, first]
    assert [each.story_id for each in await store.prints.sharing(["a"], 1, since, but=second)] == [
        first
    ]
    assert await store.prints.sharing([], 1, since) == []


async def test_old_withdrawn_and_otherwise_read_stories_are_not_compared(store: Store) -> None:
    withdrawn, outdated, good = await stories(store, 3)
    for story, version in ((withdrawn, 2), (outdated, 1), (good, 2)):
        await store.prints.put(story, version, "{}", ["a"])
    await store.versions.retract(withdrawn, "ошибка", NOW)
    assert [each.story_id for each in await store.prints.sharing(["a"], 2, NOW)] == [good]
    assert await store.prints.sharing(["a"], 2, later(1)) == []


async def test_only_the_64_that_share_most_are_compared(store: Store) -> None:
    numbers = await stories(store, 70)
    for number in numbers:
        await store.prints.put(number, 1, "{}", ["a"] + ["b"] * (number == numbers[0]))
    found = [each.story_id for each in await store.prints.sharing(["a", "b"], 1, NOW)]
    assert len(found) == 64
    assert numbers[0] in found


async def test_a_new_print_takes_the_place_of_the_old_one(store: Store) -> None:
    [story, other] = await stories(store, 2)
    await store.prints.put(story, 1, "old", ["a"])
    await store.prints.put(story, 1, "new", ["b"])
    await store.prints.put(999, 1, "nobody", ["b"])
    assert await store.prints.sharing(["a"], 1, NOW) == []
    [found] = await store.prints.sharing(["b"], 1, NOW)
    assert found.signature == "new"
    assert await store.prints.missing(1, 9) == [other]
    assert await store.prints.missing(2, 9) == [other, story]


async def test_a_story_has_each_of_its_sources_once(store: Store) -> None:
    [story] = await stories(store, 1)
    first = await store.reports.add(story, "Газета", "https://a.example/1", now=NOW)
    assert first is not None
    assert await store.reports.add(story, "Газета", "https://a.example/1", now=NOW) is None
    double = await store.reports.add(
        story, "Агентство", "https://b.example/1", text=HARVEST, figures="[]", belief=0.95, now=NOW
    )
    assert double is not None
    assert (double.text, double.figures, double.belief) == (HARVEST, "[]", 0.95)
    assert await store.reports.of(story) == [first, double]
    assert await store.reports.at("https://b.example/1") == story
    assert await store.reports.double(HARVEST.upper()) == story
    assert await store.reports.add(999, "Никто", "", now=NOW) is None


async def test_a_double_that_is_split_off_is_no_source_any_more(store: Store) -> None:
    [story] = await stories(store, 1)
    double = await store.reports.add(story, "Агентство", "", text=HARVEST, now=NOW)
    assert double is not None
    assert await store.reports.remove(double.id) == double
    assert await store.reports.remove(double.id) is None
    assert await store.reports.double(HARVEST) is None


async def names(store: Store, number: int) -> list[str]:
    """Return who reports the event of a story, as readers are told."""
    story = await store.stories.get(number)
    assert story is not None
    return [each.name for each in story.reporters]


async def test_the_sources_of_an_event_are_those_of_its_whole_group(store: Store) -> None:
    """A story's own sources come first; what is withdrawn counts no more."""
    first, second, alone = await stories(store, 3)
    for number, name in ((first, "А"), (second, "Б"), (alone, "В"), (first, "Г")):
        await store.reports.add(number, name, "", now=NOW)
    assert await store.groups.join(second, first)
    assert not await store.groups.join(first, second)
    assert await names(store, first) == ["А", "Г", "Б"]
    assert await names(store, second) == ["Б", "А", "Г"]
    await store.versions.retract(second, "ошибка", NOW)
    assert await names(store, first) == ["А", "Г"]
    assert await store.groups.leave(second)
    assert not await store.groups.leave(second)
    assert await names(store, first) == ["А", "Г"]


async def test_a_group_goes_on_without_its_first_story(store: Store) -> None:
    first, second, third = await stories(store, 3)
    await store.groups.join(second, first)
    await store.groups.join(third, first)
    assert await store.groups.others(second) == (first, third)
    await store.groups.leave(first)
    assert [await store.groups.others(each) for each in (first, second)] == [(), (third,)]
    for number, name in ((first, "А"), (second, "Б"), (third, "В")):
        await store.reports.add(number, name, "", now=NOW)
    assert await names(store, third) == ["В", "Б"]
    assert await names(store, first) == ["А"]


async def test_every_change_of_its_sources_is_another_revision_of_each_story(store: Store) -> None:
    """Messages are kept by revision, so none is shown with the sources of before."""
    first, second = await stories(store, 2)
    await store.groups.join(second, first)
    double = await store.reports.add(second, "Агентство", "", text=HARVEST, now=NOW)
    assert double is not None

    async def revisions() -> list[int]:
        found = [await store.stories.get(number) for number in (first, second)]
        return [story.revision for story in found if story]

    changes = (
        lambda: store.reports.add(first, "Газета", "", now=NOW),
        lambda: store.reports.remove(double.id),
        lambda: store.groups.leave(second),
        lambda: store.groups.join(first, second),
        lambda: store.versions.retract(second, "ошибка", NOW),
    )
    for change in changes:
        before = await revisions()
        await change()
        after = await revisions()
        assert all(new > old for old, new in zip(before, after, strict=True))
    before = await revisions()
    assert await store.reports.add(first, "Газета", "", now=NOW) is None
    assert await revisions() == before


async def test_what_a_double_counts_differently_is_read_with_the_story(store: Store) -> None:
    said = Said(3.0, "exact", "человек", "3 человека", "Погибли 3 человека.", "ru")
    told = Disagreement("погибли", said, replace(said, value=(4.0, 5.0), written="4–5 человек"))
    [story] = await stories(store, 1)
    kept = json.dumps([asdict(told)])
    await store.reports.add(story, "Газета", "https://a.example/1", now=NOW)
    await store.reports.add(story, "Агентство", "", text=HARVEST, figures=kept, now=NOW)
    found = await store.stories.get(story)
    assert found is not None
    assert found.reporters == (
        Reporter("Газета", "https://a.example/1", story),
        Reporter("Агентство", "", story, (told,)),
    )


async def test_a_digest_knows_grouped_stories_as_one_event(store: Store) -> None:
    await subscribe(store, 1)
    first, second = await stories(store, 2)
    await store.groups.join(second, first)
    batch = await store.editions.of(1)
    assert {each.group_id for each in batch.candidates} == {first}
    assert all(first in each.ties for each in batch.candidates)
    assert set(batch.alike[first]) == {first, second}


async def test_who_was_told_one_story_of_a_group_is_known(store: Store) -> None:
    """By itself or in a digest, before the stories that the next digest is chosen from."""
    await subscribe(store, 1)
    [first] = await stories(store, 1)
    await subscribe(store, 2, 3)
    digests = [Plan(2, Content((first,)), first, "", None)]
    digests += [Plan(chat, None, first, "", None) for chat in (1, 3)]
    await store.editions.publish(digests, NOW)
    rows = await store.ledger.claim(9, NOW)
    assert sorted((row.chat_id, row.what) for row in rows) == [(1, "story"), (2, "digest")]
    await store.ledger.settle([(row, Sent(1)) for row in rows], NOW)
    second = (await add(store, HARVEST)).id

    async def told() -> dict[int, set[int]]:
        """Return what each chat was told of but for the new story."""
        batches = {chat: await store.editions.of(chat) for chat in (1, 2, 3)}
        return {chat: batch.told.get(chat, set()) - {second} for chat, batch in batches.items()}

    assert await told() == {1: set(), 2: set(), 3: set()}
    await store.groups.join(second, first)
    assert await told() == {1: {first}, 2: {first}, 3: set()}


async def suggested(store: Store, count: int) -> list[int]:
    """Add stories of which each may continue the one before; the editor 1 has a chat."""
    await store.chats.remember(1, "private", "ru", "Asia/Almaty", now=NOW)
    numbers = await stories(store, count + 1)
    for minute, (other, story) in enumerate(pairwise(numbers)):
        await store.suggestions.add(story, other, 0.6, later(minute))
    return numbers


async def test_a_suggestion_is_made_once_and_answered_once(store: Store) -> None:
    first, second = await stories(store, 2)
    assert await store.suggestions.add(second, first, 0.6, NOW)
    assert not await store.suggestions.add(second, first, 0.7, NOW)
    [open_one] = await store.suggestions.unanswered(NOW)
    assert (open_one.story_id, open_one.other_id, open_one.belief) == (second, first, 0.6)
    assert await store.suggestions.get(second, first) == open_one
    assert await store.suggestions.get(first, second) is None
    assert await store.suggestions.decide(second, first, REFUSED)
    assert not await store.suggestions.decide(second, first, JOINED)
    assert await store.suggestions.unanswered(NOW) == []
    assert await store.suggestions.decide(second, first, OPEN, was=REFUSED)
    assert await store.suggestions.of(second) == [open_one]


async def test_what_needs_no_answer_is_not_asked(store: Store) -> None:
    """A story was withdrawn, both are in one case by now, or nobody cared for two weeks."""
    a, b, c, d = await suggested(store, 3)
    assert [each.story_id for each in await store.suggestions.unanswered(NOW)] == [d, c, b]
    assert await store.suggestions.count(NOW) == 3
    await store.cases.join(a, b, NOW)
    assert [each.story_id for each in await store.suggestions.unanswered(NOW)] == [d, c]
    await store.versions.retract(c, "ошибка", NOW)
    assert await store.suggestions.unanswered(NOW) == []
    assert await store.suggestions.ask([1], NOW) == 0
    await store.cases.take_out(b)
    assert await store.suggestions.count(NOW) == 1
    assert await store.suggestions.count(NOW + RESTS) == 0
    assert await store.suggestions.ask([1], NOW + RESTS) == 0


async def test_what_an_editor_took_apart_is_not_asked(store: Store) -> None:
    """Neither way round, and of this case alone."""
    a, b, c, d = await suggested(store, 3)
    await store.suggestions.add(d, b, 0.5, NOW)
    await store.cases.join(a, b, NOW)
    await store.cases.join(b, c, NOW)
    await store.suggestions.decide(b, a, JOINED)
    assert await store.cases.take_out(b) == (a, c)
    await store.suggestions.part(b, a)
    found = [(each.story_id, each.other_id) for each in await store.suggestions.unanswered(NOW)]
    assert found == [(d, c), (d, b)]


async def test_an_editor_is_asked_one_thing_at_a_time_and_nothing_twice(store: Store) -> None:
    """The newest first; the next one once that is answered, or a day later."""
    _, b, c, d = await suggested(store, 3)
    assert await store.suggestions.ask([1], NOW) == 1
    assert await store.suggestions.ask([1], NOW) == 0
    assert await asked(store) == [(1, d)]
    assert await store.suggestions.ask([1], NOW + WAITS / 2) == 0
    await store.suggestions.decide(d, c, REFUSED)
    assert await store.suggestions.ask([1], NOW + WAITS / 2) == 1
    assert await asked(store) == [(1, c)]
    assert await store.suggestions.ask([1], NOW + WAITS) == 0
    assert await store.suggestions.ask([1], NOW + 2 * WAITS) == 1
    assert await asked(store) == [(1, b)]
    assert await store.suggestions.ask([1], NOW + 9 * WAITS) == 0


async def test_each_editor_who_can_be_told_is_asked(store: Store) -> None:
    """Not who never wrote to the bot, nor who has blocked it."""
    await suggested(store, 1)
    for chat in (2, 3):
        await store.chats.remember(chat, "private", "ru", "Asia/Almaty", now=NOW)
    await store.chats.close(3, "blocked", now=NOW)
    assert await store.suggestions.ask([1, 2, 3, 4, 2**70], NOW) == 2
    assert [chat for chat, _ in await asked(store)] == [1, 2]


async def asked(store: Store) -> list[tuple[int, int]]:
    """Send the questions that wait; return to whom, and about which story."""
    rows = await store.ledger.claim(100, NOW + timedelta(days=20))
    assert all(row.what == QUESTION for row in rows)
    sent = [(row, Sent(row.id)) for row in rows]
    await store.ledger.settle(sent, NOW)
    return [(row.chat_id, row.story_id) for row in rows]


async def test_a_quiet_story_reaches_readers_only_once_it_is_shown(store: Store) -> None:
    await subscribe(store, 1)
    added = await store.stories.add(GANGS, reading(GANGS), now=NOW, announce=False)
    await store.stories.hush(added.story.id)
    assert (await store.editions.of(1)).candidates == ()
    assert await store.stories.announce(added.story.id, (), later(1))
    assert await store.stories.announce(added.story.id, (), later(2))
    assert len((await store.editions.of(1)).candidates) == 1
    assert (await store.ledger.counts())["pending"] == 1
    assert not await store.stories.announce(999, (), NOW)
