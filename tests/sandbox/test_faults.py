"""Faults that a test orders."""

import asyncio
import time

import aiohttp
import pytest

from sandbox.client import SandboxClient
from sandbox.refusals import Objection
from sandbox.user import User
from tests.sandbox.rawbot import RawBot


async def send(bot: RawBot, user: User) -> dict[str, object]:
    return await bot.calls("sendMessage", chat_id=user.id, text="x")


async def test_a_flood_wait_is_told_as_often_as_ordered(
    bot: RawBot, aigerim: User, client: SandboxClient
) -> None:
    await client.faults.flood(43838, times=2)
    answers = [await send(bot, aigerim) for _ in range(3)]
    assert [answer.get("parameters") for answer in answers] == [
        {"retry_after": 43838},
        {"retry_after": 43838},
        None,
    ]
    assert await client.accepted_count() == 1


async def test_a_fault_of_one_chat_leaves_the_others_alone(
    bot: RawBot, aigerim: User, client: SandboxClient
) -> None:
    (other,) = await client.crowd(1)
    await client.faults.fail(500, chat=aigerim.id, description="Internal Server Error")
    assert (await send(bot, other))["ok"]
    assert (await send(bot, aigerim))["error_code"] == 500


async def test_a_broken_body_comes_as_it_was_ordered(
    bot: RawBot, aigerim: User, client: SandboxClient, http: aiohttp.ClientSession
) -> None:
    await client.faults.fail(502, body="<html>Bad Gateway</html>")
    data = {"chat_id": str(aigerim.id), "text": "x"}
    async with http.post(f"{bot.base}/sendMessage", data=data) as answer:
        assert (answer.status, await answer.text()) == (502, "<html>Bad Gateway</html>")
    await client.faults.order(body='{"ok": tru')
    async with http.post(f"{bot.base}/sendMessage", data=data) as answer:
        assert (answer.status, await answer.text()) == (200, '{"ok": tru')


@pytest.mark.parametrize(("after", "accepted"), [(False, 0), (True, 1)])
async def test_a_reset_comes_before_or_after_the_send_is_accepted(
    bot: RawBot, aigerim: User, client: SandboxClient, after: bool, accepted: int
) -> None:
    await client.faults.reset(after=after)
    with pytest.raises(aiohttp.ClientError):
        await send(bot, aigerim)
    assert await client.accepted_count() == accepted


@pytest.mark.parametrize(("after", "accepted"), [(False, 0), (True, 1)])
async def test_silence_comes_before_or_after_the_send_is_accepted(
    bot: RawBot, aigerim: User, client: SandboxClient, after: bool, accepted: int
) -> None:
    await client.faults.silence(after=after)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(send(bot, aigerim), 0.3)
    assert await client.accepted_count() == accepted


async def test_a_late_answer_is_still_an_answer(
    bot: RawBot, aigerim: User, client: SandboxClient
) -> None:
    await client.faults.delay(0.2)
    began = time.monotonic()
    assert (await send(bot, aigerim))["ok"]
    assert time.monotonic() - began >= 0.2


async def test_a_fault_can_be_ordered_for_any_method_and_taken_back(
    bot: RawBot, client: SandboxClient
) -> None:
    await client.faults.fail(500, methods=["getMe"], times=5)
    assert (await bot.calls("getMe"))["error_code"] == 500
    await client.faults.clear()
    assert (await bot.calls("getMe"))["ok"]


async def test_a_migration_can_be_pretended_for_one_call(
    bot: RawBot, aigerim: User, client: SandboxClient
) -> None:
    await client.faults.order(migrate_to=-1001, chat=aigerim.id)
    answer = await send(bot, aigerim)
    assert (answer["error_code"], answer["parameters"]) == (400, {"migrate_to_chat_id": -1001})


@pytest.mark.parametrize("wish", [{"cut": "off"}, {"when": "never"}, {"colour": "red"}])
async def test_a_fault_that_does_not_exist_is_objected_to(
    client: SandboxClient, wish: dict[str, str]
) -> None:
    with pytest.raises(Objection):
        await client.faults.order(**wish)
