"""One event, one entry: reports of one event in digests, for who was told of it and who was not."""

import pytest

from storage.editions import Edition
from storage.outcomes import Held, Outcome, Sent
from storage.store import Store
from storage.subscriptions import AT_ONCE, DIGEST, Choices
from tests.delivery.conftest import publish
from tests.delivery.test_digests import DAY, EIGHT, MORNINGS, Counter, Newsroom


@pytest.fixture
async def room(store: Store) -> Newsroom:
    return Newsroom(store)


async def report(room: Newsroom, title: str, *, alike: int | None = None) -> int:
    """Publish a story, grouped with another one."""
    number = await publish(room.store, title)
    if alike is not None:
        assert await room.store.groups.join(number, alike)
    return number


async def continued(room: Newsroom, title: str, case: int) -> int:
    """Publish a later part of a case."""
    number = await publish(room.store, title)
    assert await room.store.cases.join(number, case, room.at)
    return number


async def morning(room: Newsroom, days: int, chat: int = 5) -> Edition:
    """Return the digest of the first morning, or of one so many days later."""
    return (await room.at_hour(EIGHT + days * DAY))[chat]


async def test_reports_of_one_event_are_one_entry_and_the_newest_stands_for_all(
    room: Newsroom,
) -> None:
    await room.reader(5)
    first = await report(room, "Пожар на складе")
    other = await report(room, "Урожай собран")
    await report(room, "Склад горел", alike=first)
    newest = await report(room, "Огонь на складе потушен", alike=first)
    told = await morning(room, 0)
    assert set(told.stories) == {newest, other}
    assert told.held == {}


async def test_a_case_and_the_reports_of_its_parts_are_one_entry(room: Newsroom) -> None:
    """The first report of a part is tied to its case, the second one only to the first."""
    await room.reader(5)
    arrest = await report(room, "Задержан аким")
    court = await continued(room, "Суд над акимом", arrest)
    again = await report(room, "Акима судят", alike=court)
    assert (await morning(room, 0)).stories == (again,)


async def test_a_report_and_an_update_are_tied_by_a_story_that_the_reader_never_saw(
    room: Newsroom,
) -> None:
    await room.reader(5, Choices(mode=DIGEST, schedule="08:00/0-6", wanted="ru −суд"))
    arrest = await report(room, "Задержан аким")
    court = await continued(room, "Суд над акимом", arrest)
    assert (await morning(room, 0)).stories == (arrest,)
    await report(room, "Акима слушали", alike=court)
    update = await continued(room, "Аким оправдан", arrest)
    assert (await morning(room, 1)).stories == (update,)


async def test_who_was_told_of_an_event_is_told_nothing_new_by_another_report_of_it(
    room: Newsroom,
) -> None:
    await room.reader(5)
    first = await report(room, "Пожар на складе")
    assert (await morning(room, 0)).stories == (first,)
    await report(room, "Склад горел", alike=first)
    other = await report(room, "Урожай собран")
    told = await morning(room, 1)
    assert told.stories == (other,)
    assert told.held == {"known": 1}


async def test_reports_of_known_events_alone_make_a_calm_day(room: Newsroom) -> None:
    await room.reader(5)
    await room.reader(6, Choices(mode=DIGEST, schedule="08:00/0-6", silent=True))
    first = await report(room, "Пожар на складе")
    await room.at_hour(EIGHT)
    await report(room, "Склад горел", alike=first)
    assert not await room.digests.make_now(5)
    told = await room.at_hour(EIGHT + DAY)
    assert (told[5].stories, told[5].held) == ((), {"known": 1})
    assert 6 not in told


async def test_who_was_not_told_of_an_event_is_told_by_its_next_report(room: Newsroom) -> None:
    """Neither what a filter kept from a reader, nor what was one too many, was told."""
    small = Choices(mode=DIGEST, schedule="08:00/0-6", most=1)
    await room.reader(5, small)
    await room.reader(6, Choices(mode=DIGEST, schedule="08:00/0-6", wanted="ru −склад"))
    await room.reader(7)
    left_out = await report(room, "Пожар на складе")
    first = await report(room, "Урожай собран")
    told = await room.at_hour(EIGHT)
    assert [told[chat].stories for chat in (5, 6)] == [(first,), (first,)]
    again = await report(room, "Сгорели стройматериалы", alike=left_out)
    told = await room.at_hour(EIGHT + DAY)
    assert [told[chat].stories for chat in (5, 6)] == [(again,), (again,)]
    assert (told[7].stories, told[7].held) == ((), {"known": 1})


async def test_what_goes_on_with_a_case_is_an_update_in_whatever_group_it_is(
    room: Newsroom,
) -> None:
    await room.reader(5)
    first = await report(room, "Пожар на складе")
    await room.at_hour(EIGHT)
    update = await continued(room, "Ущерб от пожара подсчитали", first)
    await room.store.groups.join(update, first)
    assert (await morning(room, 1)).stories == (update,)


async def test_a_report_of_days_later_has_more_to_say(room: Newsroom) -> None:
    await room.reader(5)
    first = await report(room, "Пожар на складе")
    await room.at_hour(EIGHT)
    for day, is_news in ((1, False), (3, True)):
        text = f"Склад горел, день {day}"
        story = await room.store.stories.get(first)
        assert story is not None
        later = story.added_at + day * DAY
        again = (await room.store.stories.add(text, story.analysis, now=later)).story.id
        await room.store.groups.join(again, first)
        assert (await morning(room, day)).stories == ((again,) if is_news else ())


async def test_another_report_of_a_withdrawn_story_is_news(room: Newsroom) -> None:
    await room.reader(5)
    first = await report(room, "Пожар на складе")
    await room.at_hour(EIGHT)
    await room.store.versions.retract(first, "ошибка", room.at)
    again = await report(room, "Склад горел", alike=first)
    assert (await morning(room, 1)).stories == (again,)


async def test_a_story_that_waited_is_no_news_once_another_report_was_told(
    room: Newsroom,
) -> None:
    """Two reports come at once; the second is over the day's limit."""
    await room.reader(5, Choices(mode=AT_ONCE))
    first = await report(room, "Пожар на складе")
    await report(room, "Склад горел", alike=first)
    other = await report(room, "Урожай собран")
    rows = await room.store.ledger.claim(9, room.at)
    ends: list[Outcome] = [Sent(1), Held(EIGHT, "budget"), Held(EIGHT, "budget")]
    await room.store.ledger.settle(zip(rows, ends, strict=True), room.at)
    told = await morning(room, 0)
    assert told.stories == (other,)
    assert told.held == {"budget": 2, "known": 1}
    assert (await room.store.ledger.counts())["gone"] == 2


async def test_two_reports_that_waited_are_one_entry(room: Newsroom) -> None:
    await room.reader(5, Choices(mode=AT_ONCE))
    first = await report(room, "Пожар на складе")
    second = await report(room, "Склад горел", alike=first)
    rows = await room.store.ledger.claim(9, room.at)
    await room.store.ledger.settle([(row, Held(EIGHT, "quiet")) for row in rows], room.at)
    told = await morning(room, 0)
    assert told.stories == (second,)
    assert told.held == {"quiet": 2}


async def test_statements_do_not_grow_with_the_chats_or_the_groups(room: Newsroom) -> None:
    counts = []
    for number, chats in enumerate((range(1, 5), range(5, 300))):
        async with room.store.transaction():
            for chat in chats:
                await room.reader(chat, MORNINGS)
        for event in range(1 + 4 * number):
            first = await report(room, f"Пожар {number} {event}")
            await report(room, f"Снова пожар {number} {event}", alike=first)
        room.at += DAY
        counter = Counter(room.store)
        await room.digests.make_due()
        counts.append(counter.stops())
    assert counts[0] == counts[1]
