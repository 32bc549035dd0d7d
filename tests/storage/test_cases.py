"""Cases: joined, taken apart, and what of them is told to those who follow."""

from datetime import timedelta

from storage.cases import MOST_TOLD, Joined
from storage.delivery import Delivery
from storage.outcomes import Sent
from storage.store import Store
from storage.stories import Labels
from storage.subscriptions import Choices
from tests.storage.articles import NOW, add, later, reading, subscribe

MINUTE = timedelta(minutes=1)


async def stories(store: Store, count: int) -> list[int]:
    """Add stories that stand alone; return their numbers."""
    return [(await add(store, f"Город узнал новость номер {n}.")).id for n in range(count)]


async def known(store: Store, *chats: int) -> None:
    """Let chats be known that get nothing unasked."""
    for chat in chats:
        await store.chats.remember(chat, "private", "ru", "Asia/Almaty", now=NOW)


async def told(store: Store) -> list[tuple[int, int, str | None]]:
    """Return what waits: chat, story, cause."""
    rows = await store.ledger.claim(100, later(3600))
    return sorted((row.chat_id, row.story_id, row.cause) for row in rows)


async def test_a_joined_case_bears_the_number_of_its_first_story(store: Store) -> None:
    a, b, c, d = await stories(store, 4)
    assert await store.cases.join(d, c, NOW) == Joined((c, d), moved=(d,))
    assert await store.cases.join(b, a, NOW) == Joined((a, b), moved=(b,))
    assert await store.cases.join(a, d, NOW) == Joined((a, b, c, d), moved=(c, d))
    assert await store.cases.parts(c) == (a, b, c, d)
    story = await store.stories.get(d)
    assert story is not None
    assert story.case_id == a
    assert await store.cases.earlier(d, 2) == (c, b)


async def test_joining_what_is_joined_changes_nothing(store: Store) -> None:
    a, b = await stories(store, 2)
    await store.cases.join(a, b, NOW)
    assert await store.cases.join(b, a, NOW) == Joined((a, b))
    assert await store.cases.join(a, a, NOW) == Joined((a, b))


async def test_a_story_leaves_its_case_whether_it_was_the_first_or_not(store: Store) -> None:
    a, b, c = await stories(store, 3)
    await store.cases.join(a, b, NOW)
    await store.cases.join(b, c, NOW)
    assert await store.cases.take_out(a) == (b, c)
    assert await store.cases.parts(a) == (a,)
    assert await store.cases.parts(c) == (b, c)
    assert await store.cases.take_out(c) == (b,)
    assert [await store.cases.parts(each) for each in (a, b, c)] == [(a,), (b,), (c,)]


async def test_what_stands_alone_or_is_unknown_is_left_alone(store: Store) -> None:
    (a,) = await stories(store, 1)
    assert await store.cases.take_out(a) == ()
    for unknown in (404, 2**70, -1):
        assert await store.cases.join(a, unknown, NOW) is None
        assert await store.cases.join(unknown, a, NOW) is None
        assert await store.cases.take_out(unknown) == ()
        assert await store.cases.parts(unknown) == ()
        assert await store.cases.earlier(unknown, 9) == ()


async def test_who_follows_both_cases_follows_the_joined_one_once(store: Store) -> None:
    a, b = await stories(store, 2)
    await known(store, 1, 2)
    await store.follows.add(1, a, 11, NOW)
    await store.follows.add(1, b, 12, NOW)
    await store.follows.add(2, b, 22, NOW)
    await store.cases.join(a, b, NOW)
    assert [await store.follows.count(chat) for chat in (1, 2)] == [1, 1]
    followed = [await store.follows.get(chat, a) for chat in (1, 2)]
    assert [each and each.message_id for each in followed] == [11, 22]


async def test_taking_apart_undoes_a_join_for_those_who_follow(store: Store) -> None:
    a, b = await stories(store, 2)
    await known(store, 1, 2)
    await store.follows.add(1, a, 11, NOW)
    await store.follows.add(2, b, 22, NOW)
    for leaving in (a, b):
        await store.cases.join(a, b, NOW)
        assert [await store.follows.has(chat, b) for chat in (1, 2)] == [True, True]
        await store.cases.take_out(leaving)
        assert [await store.follows.has(chat, a) for chat in (1, 2)] == [True, False]
        assert [await store.follows.has(chat, b) for chat in (1, 2)] == [False, True]


async def test_a_join_is_undone_by_taking_out_what_it_moved(store: Store) -> None:
    """Both cases are as they were, whichever has more parts; and so are those who follow them."""
    a, b, c, d = await stories(store, 4)
    await known(store, 1, 2, 3)
    await store.cases.join(a, c, NOW)
    await store.cases.join(b, d, NOW)
    await store.follows.add(1, c, 11, NOW)
    await store.follows.add(2, d, 22, NOW)
    await store.follows.add(3, a, 31, NOW)
    await store.follows.add(3, b, 32, NOW)
    joined = await store.cases.join(d, a, NOW)
    assert joined is not None
    assert joined.moved == (b, d)
    assert [await store.follows.count(chat) for chat in (1, 2, 3)] == [1, 1, 1]
    assert await store.cases.take_out(*joined.moved) == (a, c)
    assert [await store.cases.parts(each) for each in (a, b)] == [(a, c), (b, d)]
    for story, chats in ((a, [True, False, True]), (d, [False, True, True])):
        assert [await store.follows.has(chat, story) for chat in (1, 2, 3)] == chats
    assert await store.follows.count(3) == 2


async def test_who_ends_following_a_joined_case_follows_neither_part_of_it(store: Store) -> None:
    """Whatever is taken apart afterwards; and a list shows one case while it is one."""
    a, b = await stories(store, 2)
    await known(store, 1)
    await store.follows.add(1, a, 11, NOW)
    await store.follows.add(1, b, 12, NOW)
    await store.cases.join(a, b, NOW)
    assert [case.parts for case in await store.follows.page(1, 0, 9)] == [2]
    assert await store.follows.remove(1, a)
    await store.cases.take_out(b)
    assert [await store.follows.has(1, each) for each in (a, b)] == [False, False]


async def test_who_followed_a_part_of_one_case_and_another_one_keeps_both(store: Store) -> None:
    """Taking out the first story, too: nobody comes to follow what he never asked for."""
    a, b, c = await stories(store, 3)
    await known(store, 1)
    await store.cases.join(a, c, NOW)
    await store.follows.add(1, c, 11, NOW)
    await store.follows.add(1, b, 12, NOW)
    await store.cases.join(a, b, NOW)
    assert await store.cases.take_out(a) == (b, c)
    assert [await store.follows.has(1, each) for each in (a, b, c)] == [False, True, True]
    assert await store.follows.count(1) == 1


async def test_stories_of_another_case_are_not_taken_out(store: Store) -> None:
    a, b, c = await stories(store, 3)
    await store.cases.join(a, b, NOW)
    assert await store.cases.take_out(a, b) == ()
    assert await store.cases.take_out(b, c, 2**70) == (a,)
    assert await store.cases.take_out() == ()
    assert [await store.cases.parts(each) for each in (a, b, c)] == [(a,), (b,), (c,)]


async def test_of_a_busy_case_only_the_newest_parts_are_told(store: Store) -> None:
    """And nothing of what was kept quiet when it was stored."""
    a, *later_ones = await stories(store, 3 + MOST_TOLD)
    await known(store, 1)
    await store.follows.add(1, a, 11, NOW)
    for story in later_ones[1:]:
        await store.cases.join(later_ones[0], story, NOW)
    await store.stories.hush(later_ones[-1])
    joined = await store.cases.join(a, later_ones[0], NOW + MINUTE)
    assert joined is not None
    assert joined.told == MOST_TOLD
    assert [story for _, story, _ in await told(store)] == later_ones[-1 - MOST_TOLD : -1]


async def test_a_story_joined_to_a_followed_case_is_told_as_its_next_part(store: Store) -> None:
    a, b = await stories(store, 2)
    await known(store, 1, 2)
    await store.follows.add(1, a, 11, NOW)
    await store.follows.add(2, b, 22, NOW)
    await store.cases.join(b, a, NOW + MINUTE)
    # Who follows the later story knows it, and the earlier one is no news of its case.
    assert await told(store) == [(1, b, f"follow: {a}")]


async def test_an_old_story_joined_to_a_followed_case_is_not_told(store: Store) -> None:
    a, b = await stories(store, 2)
    await known(store, 1)
    await store.follows.add(1, a, 11, NOW)
    await store.cases.join(b, a, NOW + timedelta(days=2))
    assert await told(store) == []


async def test_joining_tells_nobody_what_he_was_told(store: Store) -> None:
    """By itself, in a digest, or as a part of another case that he follows."""
    await subscribe(store, 1, 2)
    await known(store, 3)
    choices = Choices(mode="digest", schedule="08:00")
    await store.subscriptions.choose(2, choices, NOW, "")
    a, b = await stories(store, 2)
    rows = await store.ledger.claim(100, later(1))
    await store.ledger.settle([(row, Sent(row.id)) for row in rows], later(1))
    for chat, story in ((1, a), (2, a), (3, a), (3, b)):
        await store.follows.add(chat, story, None, NOW)
    await _digest(store, 2, a, b)
    await store.cases.join(b, a, NOW + MINUTE)
    assert await told(store) == []


async def _digest(store: Store, chat: int, *held: int) -> None:
    from storage.editions import Content, Plan

    await store.editions.publish([Plan(chat, Content(held), max(held), "", None)], NOW)
    rows: list[Delivery] = await store.ledger.claim(100, later(2))
    assert [row.what for row in rows] == ["digest"]
    await store.ledger.settle([(row, Sent(row.id)) for row in rows], later(2))


async def test_a_part_of_any_part_goes_to_the_whole_case(store: Store) -> None:
    """It is told to followers whatever else they chose, and names the case by its first story."""
    await subscribe(store, 1, 2)
    await store.subscriptions.choose(1, Choices(mode="digest", schedule="08:00"), NOW, "")
    await store.subscriptions.choose(2, Choices(wanted="ru спорт"), None, "")
    await known(store, 3)
    a, b = await stories(store, 2)
    await store.cases.join(b, a, NOW)
    for chat in (1, 2, 3):
        await store.follows.add(chat, a, 7, NOW)
    text = "Город узнал продолжение."
    added = await store.stories.add(text, reading(text), labels=Labels(case_id=b), now=NOW)
    assert added.story.case_id == a
    assert await told(store) == [(chat, added.story.id, f"follow: {a}") for chat in (1, 2, 3)]


async def test_a_part_of_a_case_that_does_not_exist_stands_alone(store: Store) -> None:
    text = "Город узнал продолжение."
    added = await store.stories.add(text, reading(text), labels=Labels(case_id=404), now=NOW)
    assert added.story.case_id is None


async def test_followed_cases_are_listed_by_their_newest_part(store: Store) -> None:
    a, b, c = await stories(store, 3)
    await known(store, 1)
    await store.cases.join(a, c, NOW)
    for story in (a, b):
        await store.follows.add(1, story, 7, NOW, thread_id=5)
    page = await store.follows.page(1, 0, 10)
    assert [(case.id, case.parts) for case in page] == [(c, 2), (b, 1)]
    assert page[0].title == "Город узнал новость номер 2."
    assert await store.follows.count(1) == 2
    assert await store.follows.page(1, 1, 10) == page[1:]
    followed = await store.follows.get(1, c)
    assert followed is not None
    assert (followed.message_id, followed.thread_id) == (7, 5)
    await store.versions.retract(c, "ошибка", NOW)
    await store.versions.retract(a, "ошибка", NOW)
    assert [(case.id, case.parts) for case in await store.follows.page(1, 0, 10)] == [
        (b, 1),
        (a, 0),
    ]


async def test_following_ends_for_the_whole_case(store: Store) -> None:
    a, b = await stories(store, 2)
    await known(store, 1)
    await store.cases.join(a, b, NOW)
    assert await store.follows.add(1, a, 7, NOW)
    assert not await store.follows.add(1, b, 8, NOW)
    assert await store.follows.remove(1, b)
    assert not await store.follows.has(1, a)
    assert not await store.follows.remove(1, b)


async def test_a_graphic_mark_is_set_and_cleared(store: Store) -> None:
    """What is shown changes with it, so the revision grows."""
    (a,) = await stories(store, 1)
    assert await store.versions.mark_graphic(a, "editor", NOW) == 0
    marked = await store.stories.get(a)
    assert await store.versions.mark_graphic(a, None, NOW) == 0
    cleared = await store.stories.get(a)
    assert marked is not None
    assert cleared is not None
    assert (marked.graphic, cleared.graphic) == ("editor", None)
    assert (marked.revision, cleared.revision) == (2, 3)
    assert await store.versions.mark_graphic(404, None, NOW) is None
    assert await store.versions.mark_graphic(2**70, None, NOW) is None


async def test_parts_of_a_followed_case_are_not_counted_as_interruptions(store: Store) -> None:
    """A clock that is set back over midnight does not begin the count anew."""
    await subscribe(store, 1)
    a, b = await stories(store, 2)
    rows = [row._replace(timezone="UTC") for row in await store.ledger.claim(10, later(1))]
    part = rows[1]._replace(cause=f"follow: {a}")
    day = timedelta(days=1)
    await store.ledger.settle([(rows[0], Sent(1)), (part, Sent(2))], NOW + day)
    assert await counted(store, b) == (1, (NOW + day).toordinal())
    await store.ledger.settle([(rows[0], Sent(1))], NOW)
    assert await counted(store, b) == (2, (NOW + day).toordinal())
    await store.ledger.settle([(rows[0], Sent(1))], NOW + 2 * day)
    assert await counted(store, b) == (1, (NOW + 2 * day).toordinal())


async def counted(store: Store, story: int) -> tuple[int, int]:
    """Return how often the chat was interrupted on which day, as the next row says it."""
    async with store.transaction() as transaction:
        await transaction.rows(
            "UPDATE deliveries SET state = 'pending' WHERE subject_id = :id", id=story
        )
    [row] = await store.ledger.claim(1, NOW + timedelta(days=9))
    return row.calm.interrupts, row.calm.day


async def test_a_mark_edits_what_was_sent_once_for_each_change(store: Store) -> None:
    """The same mark again changes nothing; who was told gets an edit and no note."""
    await subscribe(store, 1, 2)
    (a,) = await stories(store, 1)
    rows = await store.ledger.claim(10, later(1))
    await store.ledger.settle([(row, Sent(row.chat_id)) for row in rows], later(1))
    assert await store.versions.mark_graphic(a, "editor", later(2)) == 2
    assert await store.versions.mark_graphic(a, "editor", later(3)) == 0
    assert {row.what for row in await store.ledger.claim(10, later(4))} == {"edit"}
    assert await store.versions.mark_graphic(a, None, later(5)) == 2


async def test_what_an_editor_says_of_violence_outlives_a_correction(store: Store) -> None:
    """The words of the new text decide only where no editor has decided."""
    a, b, c = await stories(store, 3)
    await store.versions.mark_graphic(a, "editor", NOW)
    await store.versions.mark_graphic(b, "editor", NOW)
    await store.versions.mark_graphic(b, None, NOW)
    for number in (a, b, c):
        text = f"Новый текст {number}."
        await store.versions.replace(
            number, text, reading(text), labels=Labels(graphic="тело"), kind="typo",
            changes="[]", by_editor=True, now=later(60),
        )  # fmt: skip
    found = [await store.stories.get(number) for number in (a, b, c)]
    assert [story.graphic if story else "" for story in found] == ["editor", None, "тело"]


async def test_a_withdrawn_story_is_marked_and_nothing_more_is_edited(store: Store) -> None:
    (a,) = await stories(store, 1)
    await store.versions.retract(a, "ошибка", NOW)
    assert await store.versions.mark_graphic(a, "editor", later(1)) == 0
