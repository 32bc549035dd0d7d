"""Calm: what may interrupt a reader now, and what waits for the next digest."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.calm import BACKLOGS, GATHERED, LATE, MOST_LATE, STALE, WINDOW, Calmness
from storage.delivery import UNLIMITED, Calm, Delivery
from storage.ledger import local_day
from storage.outcomes import Held, Later
from storage.store import Store
from storage.subscriptions import Choices
from storage.suggestions import QUESTION
from tests.delivery.conftest import Serves, publish, subscribe
from tests.delivery.telling import Telegram

#: 15:00 in Almaty.
NOON = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = local_day(NOON, "Asia/Almaty")
HOUR = timedelta(hours=1)


def row(calm: Calm = Calm(5, 0, 0, ""), **more: Any) -> Delivery:  # noqa: B008 - a value
    plain = Delivery(
        1, 7, 3, 1, 0, "ru", "private", timezone="Asia/Almaty", created_at=NOON, calm=calm
    )
    return plain._replace(**more)


def judged(delivery: Delivery, at: datetime = NOON) -> Held | Later | None:
    return Calmness().judge(delivery, at)


def test_a_fresh_story_by_day_is_told_at_once() -> None:
    assert judged(row()) is None


def test_over_the_budget_of_the_day_a_story_waits_for_the_morning() -> None:
    spent = row(Calm(3, TODAY, 3, ""))
    assert judged(spent) == Held(datetime(2026, 11, 24, 3, tzinfo=UTC), "budget")
    assert judged(row(Calm(3, TODAY, 2, ""))) is None


def test_the_budget_is_new_on_the_reader_s_next_local_day() -> None:
    spent = row(Calm(3, TODAY, 3, ""))
    midnight = datetime(2026, 11, 23, 19, tzinfo=UTC)
    assert judged(spent, midnight - timedelta(seconds=1)) is not None
    assert judged(spent, midnight) is None


def test_a_clock_set_back_over_midnight_gives_no_second_budget() -> None:
    """What was counted on the day that has not come yet counts on; an older day does not."""
    assert isinstance(judged(row(Calm(3, TODAY + 1, 3, ""))), Held)
    assert judged(row(Calm(3, TODAY + 2, 3, ""))) is None
    assert judged(row(Calm(3, TODAY - 1, 3, ""))) is None


def test_parts_of_a_followed_case_leave_the_budget_to_other_stories() -> None:
    calmness, part = Calmness(), row(Calm(1, TODAY, 0, ""), cause="follow: 2")
    calmness.begin(part)
    assert calmness.judge(row(Calm(1, TODAY, 0, "")), NOON) is None
    calmness.end(part)


def late(number: int, **more: Any) -> Delivery:
    return row(Calm(0, 0, 0, ""), id=number, created_at=NOON - LATE - HOUR, **more)


def test_without_a_limit_a_backlog_is_a_few_messages_and_one_digest() -> None:
    """A row that is tried again is the same one; one that is on time begins anew."""
    calmness = Calmness()
    for number in [*range(MOST_LATE), 0]:
        assert calmness.judge(late(number), NOON) is None
    assert calmness.judge(late(77), NOON) == Held(NOON + GATHERED, "late")
    assert calmness.judge(late(78, chat_id=8), NOON) is None
    assert calmness.judge(late(79, cause="follow: 2"), NOON) is None
    assert calmness.judge(row(Calm(0, 0, 0, ""), id=80), NOON) is None
    assert calmness.judge(late(81), NOON) is None


def test_backlogs_of_any_number_of_chats_are_remembered_within_bounds_and_are_no_flood() -> None:
    """What is not remembered comes in the digest; after a day there is room again."""
    calmness = Calmness()
    for chat in range(BACKLOGS):
        assert calmness.judge(late(chat, chat_id=chat), NOON) is None
    crowded_out = late(-1, chat_id=-1)
    assert calmness.judge(crowded_out, NOON) == Held(NOON + GATHERED, "late")
    assert calmness.judge(late(0, chat_id=0), NOON) is None
    assert len(calmness._late) == BACKLOGS
    tomorrow = NOON + STALE + HOUR
    assert calmness.judge(crowded_out._replace(created_at=NOON + HOUR), tomorrow) is None
    assert len(calmness._late) == 1


def test_a_note_about_a_graphic_story_waits_for_the_morning() -> None:
    night, eight = datetime(2026, 11, 23, 18, tzinfo=UTC), datetime(2026, 11, 24, 3, tzinfo=UTC)
    note = row(what="correction", graphic=True)
    assert judged(note, night) == Later(eight, tried=False)
    assert judged(note) is None
    assert judged(note._replace(graphic=False), night) is None
    assert judged(note._replace(what="edit"), night) is None


def test_no_budget_means_no_limit() -> None:
    assert judged(row(Calm(0, TODAY, 99, ""))) is None


def test_stories_under_way_count_until_the_ledger_counts_them() -> None:
    calmness, one = Calmness(), row(Calm(2, TODAY, 1, ""))
    calmness.begin(one)
    assert isinstance(calmness.judge(one, NOON), Held)
    calmness.end(one)
    assert calmness.judge(one, NOON) is None


def test_quiet_hours_hold_a_story_until_their_end() -> None:
    night = datetime(2026, 11, 23, 20, tzinfo=UTC)  # 01:00
    quiet = row(Calm(5, 0, 0, "23:00-07:00"), created_at=night)
    assert judged(quiet, night) == Held(datetime(2026, 11, 24, 2, tzinfo=UTC), "quiet")


def test_a_morning_that_is_quiet_comes_when_the_quiet_ends() -> None:
    late_riser = row(Calm(1, TODAY, 1, "23:00-10:00"))
    assert judged(late_riser) == Held(datetime(2026, 11, 24, 5, tzinfo=UTC), "budget")


def test_a_graphic_story_is_not_pushed_at_night_unless_its_case_is_followed() -> None:
    night = datetime(2026, 11, 23, 18, tzinfo=UTC)  # 23:00
    graphic = row(graphic=True, created_at=night)
    assert judged(graphic, night) == Held(datetime(2026, 11, 24, 3, tzinfo=UTC), "night")
    assert judged(graphic._replace(cause="follow: 1"), night) is None
    assert judged(row(graphic=True)) is None


def test_f21_a_story_that_is_a_day_old_is_no_interruption() -> None:
    old = row(created_at=NOON - STALE - timedelta(seconds=1))
    assert judged(old) == Held(NOON + GATHERED, "late")


def test_a_paused_chat_is_told_nothing_before_it_ends() -> None:
    calm = Calm(5, 0, 0, "", paused_until=NOON + HOUR)
    assert judged(row(calm)) == Held(NOON + HOUR, "pause")
    assert judged(row(calm, what="correction")) == Later(NOON + HOUR, tried=False)
    assert judged(row(calm, what="digest")) == Later(NOON + HOUR, tried=False)
    assert judged(row(calm, what="edit")) is None


def test_a_question_to_an_editor_waits_for_the_day() -> None:
    """For the morning, for the end of quiet hours of his own; his pause is for reading."""
    night = datetime(2026, 11, 23, 18, tzinfo=UTC)  # 23:00
    morning = datetime(2026, 11, 24, 3, tzinfo=UTC)
    question = row(Calm(1, TODAY, 1, "14:00-16:00", paused_until=NOON + HOUR), what=QUESTION)
    assert judged(question, night) == Later(morning, tried=False)
    assert judged(question) == Later(NOON + HOUR, tried=False)
    assert judged(question, NOON + 2 * HOUR) is None
    assert judged(row(UNLIMITED, what=QUESTION)) is None


def test_a_note_about_a_correction_respects_quiet_hours_and_an_edit_makes_no_sound() -> None:
    night = datetime(2026, 11, 23, 20, tzinfo=UTC)
    calm = Calm(5, 0, 0, "23:00-07:00")
    morning = datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert judged(row(calm, what="correction"), night) == Later(morning, tried=False)
    assert judged(row(calm, what="edit"), night) is None


def test_f21_a_digest_that_is_too_late_is_left_to_the_next_one() -> None:
    tomorrow = NOON + timedelta(days=1)
    calm = Calm(5, 0, 0, "", next_digest_at=tomorrow)
    late = row(calm, what="digest", created_at=NOON - WINDOW - HOUR)
    assert judged(late) == Held(tomorrow, "late")
    assert judged(late._replace(created_at=NOON - HOUR)) is None
    assert judged(late._replace(calm=Calm(5, 0, 0, ""))) is None


@given(
    budget=st.integers(0, 9),
    interrupts=st.integers(0, 9),
    quiet=st.sampled_from(["", "23:00-07:00", "00:00-23:59"]),
    hours=st.integers(0, 72),
    graphic=st.booleans(),
    zone=st.sampled_from(["Asia/Almaty", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"]),
)
def test_what_is_held_is_never_held_into_the_past(
    budget: int, interrupts: int, quiet: str, hours: int, graphic: bool, zone: str
) -> None:
    calm = Calm(budget, TODAY, interrupts, quiet)
    at = NOON + hours * HOUR
    found = judged(row(calm, graphic=graphic, timezone=zone), at)
    assert found is None or (isinstance(found, Held) and found.until >= at)


async def all_settled(store: Store) -> dict[str, int]:
    async with asyncio.timeout(10):
        while True:
            counts = await store.ledger.counts()
            if not counts["pending"] and not counts["claimed"]:
                return counts
            await asyncio.sleep(0.02)


@pytest.fixture
def noon() -> Callable[[], datetime]:
    """It stays noon: a test that runs over midnight would see two days."""
    day = datetime.now(UTC).replace(hour=7, minute=0, second=0, microsecond=0)
    return lambda: day


async def test_of_many_stories_at_once_only_the_budget_interrupts_and_the_rest_is_held(
    store: Store, telegram: Telegram, serving: Serves, noon: Callable[[], datetime]
) -> None:
    await subscribe(store, 5, 6)
    await store.subscriptions.choose(6, Choices(budget=0), None)
    for number in range(8):
        await publish(store, f"Новость {number}")
    async with serving(now=noon):
        counts = await all_settled(store)
    assert len([chat for chat, _ in telegram.got if chat == 5]) == 5
    assert len([chat for chat, _ in telegram.got if chat == 6]) == 8
    assert (counts["sent"], counts["deferred"]) == (13, 3)
    assert await store.subscriptions.held(5) == 3
    waiting = await store.subscriptions.get(5)
    assert waiting is not None
    assert waiting.next_digest_at is not None


async def test_the_count_of_the_day_survives_a_restart(
    store: Store, telegram: Telegram, serving: Serves, noon: Callable[[], datetime]
) -> None:
    await subscribe(store, 5)
    for number in range(7):
        await publish(store, f"Новость {number}")
        async with serving(now=noon):
            await all_settled(store)
    assert len(telegram.got) == 5


def test_who_has_no_digest_to_wait_for_is_told_of_a_followed_case_however_late() -> None:
    """After an outage nobody waits for ever: only subscribers have a digest that takes it in."""
    late = NOON + STALE + HOUR
    follower = row(UNLIMITED, cause="follow: 2")
    assert judged(follower, late) is None
    assert isinstance(judged(row(cause="follow: 2"), late), Held)
