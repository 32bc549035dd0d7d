"""getUpdates as Telegram does it: offsets confirm, one poll at a time, kinds on request."""

import asyncio

import aiohttp

from sandbox.client import Group, SandboxClient
from sandbox.server import Sandbox
from sandbox.user import User
from tests.sandbox.rawbot import Json, RawBot


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def said(user: User, *words: str) -> None:
    for word in words:
        await user.says(word)


async def test_an_update_comes_again_until_an_offset_beyond_it_confirms_it(
    bot: RawBot, aigerim: User
) -> None:
    await said(aigerim, "1", "2", "3")
    first = await bot.gets("getUpdates", offset=bot.offset)
    assert texts(first) == ["1", "2", "3"]
    assert await bot.gets("getUpdates", offset=bot.offset) == first
    later = await bot.gets("getUpdates", offset=first[1]["update_id"])
    assert texts(later) == ["2", "3"]
    assert texts(await bot.gets("getUpdates")) == ["2", "3"]
    assert await bot.gets("getUpdates", offset=first[2]["update_id"] + 1) == []
    assert await bot.gets("getUpdates") == []


async def test_a_limit_gives_the_oldest_and_a_negative_offset_the_newest(
    bot: RawBot, aigerim: User
) -> None:
    await said(aigerim, "1", "2", "3")
    assert texts(await bot.gets("getUpdates", offset=bot.offset, limit=2)) == ["1", "2"]
    assert texts(await bot.gets("getUpdates", offset=-1)) == ["3"]
    assert texts(await bot.gets("getUpdates")) == ["3"]


async def test_a_long_poll_answers_as_soon_as_something_comes(bot: RawBot, aigerim: User) -> None:
    poll = asyncio.create_task(bot.updates(seconds=20))
    await asyncio.sleep(0.05)
    await aigerim.says("да")
    assert texts(await asyncio.wait_for(poll, 5)) == ["да"]


async def test_a_second_poll_ends_the_first_with_a_conflict(bot: RawBot, aigerim: User) -> None:
    first = asyncio.create_task(bot.calls("getUpdates", offset=bot.offset, timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.calls("getUpdates", offset=bot.offset, timeout=20))
    ended = await asyncio.wait_for(first, 5)
    assert (ended["error_code"], ended["description"]) == (
        409,
        (
            "Conflict: terminated by other getUpdates request;"
            " make sure that only one bot instance is running"
        ),
    )
    await aigerim.says("да")
    assert texts((await asyncio.wait_for(second, 5))["result"]) == ["да"]


async def test_only_the_kinds_asked_for_are_queued_and_the_choice_stays(
    bot: RawBot, aigerim: User
) -> None:
    await bot.gets("getUpdates", allowed_updates=["my_chat_member"])
    await bot.gets("getUpdates")
    await aigerim.says("не спрошено")
    await aigerim.blocks()
    assert [sorted(u) for u in await bot.updates()] == [["my_chat_member", "update_id"]]
    await bot.gets("getUpdates", allowed_updates=[])
    await aigerim.unblocks()
    await aigerim.says("снова")
    assert texts((await bot.updates())[-1:]) == ["снова"]


async def test_members_of_groups_are_told_only_on_request(
    bot: RawBot, client: SandboxClient, newsroom: Group, pyotr: User
) -> None:
    await pyotr.adds_bot(newsroom, administrator=True)
    await bot.updates()
    john = await client.user("John", "en")
    about = {"chat": newsroom.id, "by": pyotr.id, "user": john.id, "status": "member"}
    await client.post("member", **about)
    assert await bot.update("message")
    await bot.gets("getUpdates", offset=bot.offset, allowed_updates=["chat_member"])
    await client.post("member", **{**about, "status": "kicked"})
    update = await bot.update("chat_member")
    assert update["new_chat_member"]["status"] == "kicked"


async def test_a_forged_update_comes_as_it_stands_and_may_come_twice(
    bot: RawBot, client: SandboxClient
) -> None:
    first = await client.forges({"message": {"nonsense": True}})
    again = {"message": {"nonsense": True}, "update_id": first}
    assert await client.forges(again, same_id=True) == first
    assert [u["update_id"] for u in await bot.gets("getUpdates")] == [first, first]


async def test_an_edited_message_is_an_update_of_its_own(bot: RawBot, aigerim: User) -> None:
    message = await aigerim.says("раз")
    await bot.update("message")
    await aigerim.edits(message, "/figures")
    edited = await bot.update("edited_message")
    assert (edited["message_id"], edited["text"]) == (message.id, "/figures")
    assert edited["entities"][0]["type"] == "bot_command"
    assert "edit_date" in edited


async def test_stopping_the_sandbox_ends_a_waiting_poll() -> None:
    async with aiohttp.ClientSession() as session:
        async with Sandbox.running() as other:
            poll = asyncio.create_task(RawBot(session, other).calls("getUpdates", timeout=50))
            await asyncio.sleep(0.05)
            assert other.world.updates.polled
        assert (await asyncio.wait_for(poll, 5))["error_code"] == 409
