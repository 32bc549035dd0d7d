"""Digests due at an hour that nobody chose: not in quiet hours, nothing graphic by night."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.calm import Calmness
from delivery.release import disturbs_until
from delivery.timing import counted_as_told, moment_of, quiet_of, slot_due
from news.schedule import quiet_until
from storage.delivery import Calm, Delivery, Priority
from storage.editions import Due
from storage.outcomes import Barred, Held, Later
from storage.store import Store
from storage.subscriptions import AT_ONCE, DIGEST, Choices
from tests.delivery.conftest import publish, subscribe
from tests.delivery.test_digests import Newsroom

ZONE, HOUR, DAY = "Asia/Almaty", timedelta(hours=1), timedelta(days=1)
#: 23 November 2026: 03:00, 07:00 and 08:00 in Almaty.
THREE = datetime(2026, 11, 22, 22, tzinfo=UTC)
SEVEN, EIGHT = THREE + 4 * HOUR, THREE + 5 * HOUR
NIGHT = "23:00-07:00"
GROUP = -5


@pytest.fixture
async def room(store: Store) -> Newsroom:
    room = Newsroom(store)
    room.at = THREE - 6 * HOUR
    return room


async def closes(room: Newsroom, at: datetime) -> None:
    await room.store.chats.close(GROUP, "muted", keep=True, now=at)


async def comes_back(room: Newsroom, at: datetime) -> None:
    await room.store.chats.remember(GROUP, "supergroup", "ru", ZONE, now=at)


async def test_rights_that_come_back_by_night_bring_the_digest_when_quiet_ends(
    room: Newsroom,
) -> None:
    await room.reader(GROUP, Choices(mode=AT_ONCE, quiet=NIGHT))
    story = await publish(room.store, "Новость")
    await closes(room, room.at)
    await comes_back(room, THREE)
    assert await room.at_hour(THREE + timedelta(minutes=1)) == {}
    assert await room.at_hour(SEVEN - timedelta(minutes=1)) == {}
    told = await room.at_hour(SEVEN)
    assert told[GROUP].stories == (story,)
    assert told[GROUP].held == {"away": 1}
    assert await room.at_hour(SEVEN + DAY) == {}


async def test_without_quiet_hours_it_comes_at_once(room: Newsroom) -> None:
    await room.reader(GROUP, Choices(mode=AT_ONCE))
    await publish(room.store, "Новость")
    await closes(room, room.at)
    await comes_back(room, THREE)
    assert GROUP in await room.at_hour(THREE + timedelta(minutes=1))


async def test_a_topic_that_is_opened_by_night_waits_as_well(room: Newsroom) -> None:
    await room.reader(GROUP, Choices(mode=AT_ONCE, quiet=NIGHT))
    await room.store.subscriptions.close_topic(GROUP, None, room.at)
    await publish(room.store, "Новость")
    [row] = await room.store.ledger.claim(9, room.at)
    held = Calmness().judge(row, room.at)
    assert isinstance(held, Held)
    await room.store.ledger.settle([(row, held)], room.at)
    await room.store.subscriptions.reopen_topic(GROUP, None, THREE)
    assert await room.at_hour(THREE + timedelta(minutes=1)) == {}
    assert GROUP in await room.at_hour(SEVEN)


async def test_a_missed_digest_breaks_no_quiet_hours(room: Newsroom) -> None:
    """That of the evening, where the bot was down until three: it goes into that of the morning."""
    room.at = THREE - DAY
    await room.reader(5, Choices(mode=DIGEST, schedule="08:00,20:00/0-6", quiet=NIGHT))
    await publish(room.store, "Новость")
    room.at = THREE
    assert await room.digests.set_right() == 0
    assert await room.at_hour(THREE) == {}
    assert await room.digests.set_right() == 0
    assert await room.at_hour(SEVEN) == {}
    assert len((await room.at_hour(EIGHT))[5].stories) == 1
    assert await room.at_hour(EIGHT + HOUR) == {}


async def test_a_missed_digest_comes_when_quiet_ends_where_the_day_has_none(room: Newsroom) -> None:
    """Friday's, on the night to Saturday; a restart in between does not lose it."""
    saturday = THREE + 5 * DAY
    room.at = saturday - DAY
    await room.reader(5, Choices(mode=DIGEST, schedule="20:00/0-4", quiet=NIGHT))
    await publish(room.store, "Новость")
    assert await room.at_hour(saturday) == {}
    assert await room.digests.set_right() == 0
    assert 5 in await room.at_hour(saturday + 4 * HOUR)


async def test_an_hour_that_was_chosen_within_quiet_hours_is_kept(room: Newsroom) -> None:
    await room.reader(5, Choices(mode=DIGEST, schedule="06:30/0-6", quiet=NIGHT))
    await publish(room.store, "Новость")
    assert await room.at_hour(SEVEN - HOUR) == {}
    assert 5 in await room.at_hour(SEVEN - HOUR / 2)


async def test_what_was_kept_comes_after_a_pause_that_is_longer(room: Newsroom) -> None:
    """Nothing of it is forgotten, whichever ends first."""
    await room.reader(GROUP, Choices(mode=AT_ONCE))
    story = await publish(room.store, "Новость")
    await closes(room, room.at)
    await room.store.subscriptions.pause(GROUP, EIGHT, None)
    await comes_back(room, THREE)
    assert await room.at_hour(SEVEN) == {}
    assert (await room.at_hour(EIGHT))[GROUP].stories == (story,)


async def held_graphic(room: Newsroom, chat: int) -> tuple[int, int]:
    """Let a plain and a graphic story wait for the end of the chat's quiet hours."""
    plain, graphic = await publish(room.store, "Новость"), await publish(room.store, "Тело")
    await room.store.versions.mark_graphic(graphic, "editor", room.at)
    rows = await room.store.ledger.claim(9, room.at)
    outcomes = [(row, Held(SEVEN, "quiet")) for row in rows if row.chat_id == chat]
    await room.store.ledger.settle(outcomes, room.at)
    return plain, graphic


async def test_nothing_graphic_comes_before_breakfast_in_the_digest_of_a_night(
    room: Newsroom,
) -> None:
    """Quiet ends at seven: what is graphic waits until eight, in a digest of its own."""
    await room.reader(5, Choices(mode=AT_ONCE, quiet=NIGHT))
    plain, graphic = await held_graphic(room, 5)
    assert (await room.at_hour(SEVEN))[5].stories == (plain,)
    assert await room.at_hour(EIGHT - timedelta(minutes=1)) == {}
    assert (await room.at_hour(EIGHT))[5].stories == (graphic,)
    assert await room.at_hour(EIGHT + HOUR) == {}


async def test_a_followed_graphic_story_is_in_the_digest_of_the_night(room: Newsroom) -> None:
    await room.reader(5, Choices(mode=AT_ONCE, quiet=NIGHT))
    plain, graphic = await held_graphic(room, 5)
    await room.store.follows.add(5, graphic, None, room.at)
    assert set((await room.at_hour(SEVEN))[5].stories) == {plain, graphic}


async def test_a_right_that_was_lost_keeps_a_graphic_story_for_the_morning(room: Newsroom) -> None:
    """Alone it makes no digest by night, and is not lost."""
    await subscribe(room.store, GROUP)
    story = await publish(room.store, "Тело")
    await room.store.versions.mark_graphic(story, "editor", room.at)
    [row] = await room.store.ledger.claim(9, room.at)
    await room.store.ledger.settle([(row, Barred("no rights"))], room.at)
    await comes_back(room, THREE)
    assert await room.at_hour(THREE) == {}
    assert (await room.at_hour(EIGHT))[GROUP].stories == (story,)


def digest(at: datetime, **more: Any) -> Delivery:
    plain = Delivery(1, 7, 3, 1, 0, "ru", "private", "digest", 1, Priority.DIGEST, ZONE)
    calm = Calm(5, 0, 0, NIGHT)
    return plain._replace(created_at=at, calm=calm, **more)


def test_a_digest_that_was_held_up_into_quiet_hours_waits_for_their_end() -> None:
    """One that was asked for does not, and neither does one that was made in them."""
    judge = Calmness().judge
    evening = THREE - 5 * HOUR
    assert judge(digest(evening), THREE - 2 * HOUR) == Later(SEVEN, tried=False)
    assert judge(digest(evening, priority=Priority.BREAKING), THREE - 2 * HOUR) is None
    assert judge(digest(THREE - HOUR), THREE) is None
    assert judge(digest(EIGHT), EIGHT + HOUR) is None


@given(
    zone=st.sampled_from(["Asia/Almaty", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"]),
    quiet=st.sampled_from([NIGHT, "22:00-10:00", "00:00-23:59", "13:00-14:00"]),
    schedule=st.sampled_from(["08:00,20:00/0-6", "06:30/0-4", "02:30/0-6", "23:30/5-6"]),
    day=st.integers(0, 225),
    hours=st.integers(0, 200),
    mode=st.sampled_from([AT_ONCE, DIGEST]),
)
def test_no_digest_comes_in_quiet_hours_but_at_an_hour_that_was_chosen_in_them(
    zone: str, quiet: str, schedule: str, day: int, hours: int, mode: str
) -> None:
    """Where it must wait it is for the very end of them; and that end is quiet no more."""
    choices = Choices(mode=mode, schedule=schedule, quiet=quiet)
    start = datetime(2026, 3, 25, 0, 30, tzinfo=UTC) + day * DAY
    told, now = counted_as_told(choices, zone, start), start + hours * HOUR
    slot = slot_due(choices, zone, told, now) if mode == DIGEST else ""
    if slot is None:
        return
    hush = quiet_of(choices)
    assert hush is not None
    end = quiet_until(hush, zone, now)
    until = disturbs_until(Due(1, "ru", zone, 0, told, choices), slot, now)
    assert until in (None, end)
    if end is not None and until is None:
        chosen = moment_of(slot, zone)
        assert quiet_until(hush, zone, chosen) == end
        assert chosen <= now
