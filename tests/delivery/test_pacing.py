"""The pacer keeps Telegram's limits and wastes little of them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delivery.pacing import GROUP_GAP, PRIVATE_GAP, WINDOW, Mark, Pacer


def most_in_a_second(times: list[float]) -> int:
    return max(sum(start <= at < start + 1 for at in times) for start in times)


def test_a_cold_start_never_goes_over_the_limit_and_uses_almost_all_of_it() -> None:
    pacer = Pacer(29)
    times = [pacer.take(chat, 0.0) for chat in range(1, 291)]
    assert most_in_a_second(times) <= 30
    assert times[-1] == pytest.approx(289 / 29)


@given(st.lists(st.floats(0, 0.5), min_size=1, max_size=200), st.floats(1, 1000))
def test_however_late_the_sender_asks_messages_keep_their_distance(
    waits: list[float], rate: float
) -> None:
    pacer, now, times = Pacer(rate), 0.0, []
    for number, wait in enumerate(waits):
        now += wait
        times.append(pacer.take(number + 1, now))
        assert times[-1] >= now
    assert all(later - earlier >= 1 / rate - 1e-9 for earlier, later in pairwise(times))


@given(st.lists(st.sampled_from([1, 2, -1, -2]), min_size=1, max_size=60))
def test_every_chat_keeps_its_own_gap(chats: list[int]) -> None:
    pacer = Pacer(1000)
    seen: dict[int, float] = {}
    for chat in chats:
        at = pacer.take(chat, 0.0)
        gap = PRIVATE_GAP if chat > 0 else GROUP_GAP
        assert at >= seen.get(chat, float("-inf")) + gap
        seen[chat] = at


def test_answers_to_people_are_counted_and_never_wait() -> None:
    pacer = Pacer(10)
    pacer.spent(5, 0.0)
    assert pacer.free_at(5) == PRIVATE_GAP
    assert pacer.take(6, 0.0) == pytest.approx(0.1)


def test_chats_of_the_past_are_forgotten() -> None:
    pacer = Pacer(1000)
    for number in range(1, 5001):
        pacer.take(number, number / 1000)
    assert len(pacer) <= 1100


def test_a_refusal_slows_down_at_once_and_quiet_brings_the_rate_back_slowly() -> None:
    pacer = Pacer(20)
    pacer.refused(0.0)
    assert pacer.rate == pytest.approx(14)
    pacer.take(1, 9.0)
    assert pacer.rate == pytest.approx(14)
    pacer.take(2, 11.0)
    assert pacer.rate == pytest.approx(15)
    for tenth in range(12, 200):
        pacer.take(tenth, tenth * 10.0)
    assert pacer.rate == pytest.approx(20)


def test_many_refusals_never_stop_it_altogether() -> None:
    pacer = Pacer(30)
    for _ in range(100):
        pacer.refused(0.0)
    assert pacer.rate == pytest.approx(3)


@given(st.lists(st.floats(0, 0.2), min_size=1, max_size=300), st.integers(1, 40))
def test_messages_that_wake_late_never_close_up_over_the_limit(
    waits: list[float], rate: int
) -> None:
    pacer, now, begun = Pacer(rate), 0.0, []
    for wait in waits:
        now += wait
        while (more := pacer.wait(now)) > 0:
            now += more
        pacer.ended(pacer.begin(now), now)
        begun.append(now)
    assert most_in_a_second(begun) <= rate


@settings(max_examples=40)
@given(st.lists(st.floats(0, 0.3), min_size=40, max_size=120), st.floats(0.01, 0.1))
def test_a_network_that_holds_messages_back_never_brings_a_second_over_the_limit(
    jitters: list[float], way: float
) -> None:
    """The server counts each message after its way there and its jitter; answers are quick."""
    pacer, now = Pacer(30), 0.0
    pacer.ended(pacer.begin(-10.0), -10.0 + way)  # one quick message has shown what is usual
    counted: list[float] = []
    ends: list[tuple[float, Mark]] = []
    for jitter in jitters:
        at = pacer.take(len(counted) + 1, now)
        now = max(now, at)
        while True:
            for end, mark in [pair for pair in ends if pair[0] <= now]:
                pacer.ended(mark, end)
                ends.remove((end, mark))
            if (more := pacer.wait(now)) == 0:
                break
            now += max(more, 0.001)
        counted.append(now + way + jitter)
        ends.append((now + way + jitter, pacer.begin(now)))
    counted.sort()
    assert most_in_a_second(counted) <= 30


def test_a_longer_route_is_jitter_at_first_and_the_usual_soon() -> None:
    pacer, waits = Pacer(1), []
    for number in range(4000):
        now = 10.0 * number
        mark = pacer.begin(now)
        pacer.ended(mark, now + (0.05 if number < 100 else 0.25))
        waits.append(pacer.wait(now + 0.5))
    assert waits[99] == pytest.approx(WINDOW - 0.5)
    assert waits[100] == pytest.approx(WINDOW - 0.5 + 0.2, abs=1e-3)
    assert waits[-1] == pytest.approx(WINDOW - 0.5)


def test_a_message_that_hangs_does_not_stop_the_others() -> None:
    pacer = Pacer(1)
    pacer.begin(0.0)
    assert pacer.wait(10.0) == 0.0


def test_a_message_that_goes_late_moves_the_next_one_of_its_chat_along() -> None:
    """Late on a busy machine, it is counted by the server when it goes."""
    pacer = Pacer(30)
    assert pacer.take(7, 0.0) == 0.0
    pacer.begin(0.3, 7)
    assert pacer.free_at(7) == pytest.approx(0.3 + PRIVATE_GAP)
    pacer.begin(0.3, 7)
    assert pacer.take(7, 0.5) == pytest.approx(0.3 + PRIVATE_GAP)
