"""Telegram's speed limits."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.client import Group, SandboxClient
from sandbox.pace import Limits, Pace
from sandbox.refusals import Refusal
from sandbox.user import User
from tests.sandbox.rawbot import RawBot

MOMENTS = st.lists(st.tuples(st.floats(0, 0.2), st.integers(1, 3)), min_size=1, max_size=150)


def accepted(pace: Pace, moments: list[tuple[float, int]], *, private: bool) -> list[float]:
    """The moments that pass, when each (pause, chat) is tried in turn."""
    now, passed = 1000.0, []
    for pause, chat in moments:
        now += pause
        try:
            pace.take(chat, now, private=private)
        except Refusal as refusal:
            assert refusal.code == 429  # noqa: PT017 - the property is about what passes
        else:
            passed.append(now)
    return passed


@given(MOMENTS)
def test_no_second_holds_more_than_the_overall_limit(moments: list[tuple[float, int]]) -> None:
    limits = Limits(overall=5, private_burst=1000)
    passed = accepted(Pace(limits), moments, private=True)
    for first in passed:
        assert sum(first <= at < first + 1 for at in passed) <= 5


@given(MOMENTS)
def test_no_minute_of_a_group_holds_more_than_its_limit(moments: list[tuple[float, int]]) -> None:
    pace = Pace(Limits(overall=1000, group=7))
    passed = accepted(pace, [(pause, -5) for pause, _ in moments], private=False)
    assert len(passed) == min(7, len(moments))


def test_a_private_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    pace = Pace(Limits(private_burst=3))
    passed = accepted(pace, [(0.1, 1)] * 100, private=True)
    assert 11 <= len(passed) <= 12  # ten seconds and a burst of three
    assert [round(at - 1000, 1) for at in passed[:3]] == [0.1, 0.2, 0.3]


@given(st.integers(1, 40), st.booleans())
def test_waiting_as_told_is_enough(count: int, private: bool) -> None:
    pace, now = Pace(Limits(overall=3, group=4)), 1000.0
    for _ in range(count):
        try:
            pace.take(1, now, private=private)
        except Refusal as refusal:
            assert refusal.parameters  # noqa: PT017 - the property is the second try
            now += refusal.parameters["retry_after"]
            pace.take(1, now, private=private)


async def test_the_burst_is_refused_with_the_seconds_to_wait(
    bot: RawBot, aigerim: User, client: SandboxClient
) -> None:
    answers = [await bot.calls("sendMessage", chat_id=aigerim.id, text=str(i)) for i in range(5)]
    assert [answer["ok"] for answer in answers] == [True, True, True, False, False]
    assert answers[3] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert await client.accepted_count() == 3
    assert await client.refusals(loud=True) == []


async def test_thirty_a_second_pass_over_many_chats(bot: RawBot, client: SandboxClient) -> None:
    crowd = await client.crowd(45)
    answers = [await bot.calls("sendMessage", chat_id=u.id, text="x") for u in crowd]
    refused = Counter(answer["ok"] for answer in answers)[False]
    record = await client.accepted()
    assert len(record) + refused == 45
    for first in record:
        assert sum(first.at <= s.at < first.at + 1 for s in record) <= 30


async def test_twenty_a_minute_pass_in_a_group_edits_counted(bot: RawBot, newsroom: Group) -> None:
    for i in range(10):
        sent = await bot.gets("sendMessage", chat_id=newsroom.id, text="x")
        about = {"chat_id": newsroom.id, "message_id": sent["message_id"]}
        await bot.gets("editMessageText", text=f"y{i}", **about)
    answer = await bot.calls("sendMessage", chat_id=newsroom.id, text="x")
    assert 55 <= answer["parameters"]["retry_after"] <= 60


@pytest.mark.parametrize("switch", ["limits", "numbers"])
async def test_limits_can_be_switched_off_or_changed(
    bot: RawBot, aigerim: User, client: SandboxClient, switch: str
) -> None:
    if switch == "limits":
        await client.limits(on=False)
    else:
        await client.limits(private_burst=100, overall=100)
    for i in range(40):
        await bot.gets("sendMessage", chat_id=aigerim.id, text=str(i))
