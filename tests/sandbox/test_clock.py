"""The sandbox's clock: message dates follow it, limits and waiting do not."""

import math
import time

import pytest

from sandbox.client import SandboxClient
from sandbox.refusals import Objection
from sandbox.user import User
from sandbox.world import FURTHEST_AHEAD
from tests.sandbox.rawbot import RawBot

HOUR, DAY = 3600.0, 86_400.0


async def test_the_clock_begins_with_the_machines_and_goes_as_far_as_it_is_told(
    client: SandboxClient,
) -> None:
    assert (await client.get("clock"))["ahead_seconds"] == 0
    assert await client.moves_clock(HOUR) == HOUR
    assert await client.moves_clock(HOUR) == 2 * HOUR
    assert (await client.post("clock", ahead_seconds=60))["ahead_seconds"] == 60
    assert (await client.get("clock"))["ahead_seconds"] == 60
    told = [e["ahead_seconds"] for e in (await client.get("changes", after=0))["events"]
            if e["kind"] == "clock"]  # fmt: skip
    assert told == [HOUR, 2 * HOUR, 60]


@pytest.mark.parametrize(
    "wish",
    [{"ahead_seconds": -1}, {"forward_seconds": -1}, {"ahead_seconds": FURTHEST_AHEAD + 1},
     {"ahead_seconds": math.nan}, {"ahead_seconds": "1"}, {"ahead_seconds": True}, {}],
)  # fmt: skip
async def test_what_is_no_time_ahead_is_refused_and_changes_nothing(
    client: SandboxClient, wish: dict[str, object]
) -> None:
    with pytest.raises(Objection):
        await client.post("clock", **wish)
    assert (await client.get("clock"))["ahead_seconds"] == 0


async def test_dates_of_messages_and_updates_follow_the_clock(
    client: SandboxClient, bot: RawBot, aigerim: User
) -> None:
    await client.moves_clock(DAY)
    sent = await bot.gets("sendMessage", chat_id=aigerim.id, text="завтра")
    assert abs(sent["date"] - time.time() - DAY) < 5
    await aigerim.says("и я")
    assert abs((await bot.update("message"))["date"] - time.time() - DAY) < 5


async def test_what_is_two_days_old_by_the_clock_cannot_be_deleted(
    client: SandboxClient, bot: RawBot, aigerim: User
) -> None:
    sent = await bot.gets("sendMessage", chat_id=aigerim.id, text="старое")
    about = {"chat_id": aigerim.id, "message_id": sent["message_id"]}
    await client.moves_clock(2 * DAY + 1)
    assert await bot.refused("deleteMessage", **about) == (
        "Bad Request: message can't be deleted for everyone"
    )
    await bot.gets("editMessageText", **about, text="изменить можно и старое")


async def test_a_moved_clock_lets_nothing_past_the_speed_limits(
    client: SandboxClient, bot: RawBot, aigerim: User
) -> None:
    """A jump of an hour is no pause, and the record of sends stays in real time."""
    await client.limits(group=20, private_burst=1, private_rate=0.01)
    await bot.gets("sendMessage", chat_id=aigerim.id, text="раз")
    await client.moves_clock(HOUR)
    refused = await bot.refused("sendMessage", chat_id=aigerim.id, text="два")
    assert refused.startswith("Too Many Requests")
    [sent] = await client.accepted()
    assert abs(sent.at - time.time()) < 5
    assert (await client.get("state"))["bot"]["polling"]
