"""Groups, channels, blocks, migrations: what the bot hears of and where it may write."""

import pytest

from sandbox.client import Group, SandboxClient
from sandbox.refusals import Objection
from sandbox.user import User
from tests.sandbox.rawbot import RawBot


async def test_a_blocked_bot_is_told_so_and_hears_of_block_and_unblock(
    bot: RawBot, aigerim: User
) -> None:
    await aigerim.blocks()
    update = await bot.update("my_chat_member")
    assert (update["old_chat_member"]["status"], update["new_chat_member"]["status"]) == (
        "member",
        "kicked",
    )
    words = await bot.refused("sendMessage", chat_id=aigerim.id, text="x")
    assert words == "Forbidden: bot was blocked by the user"
    with pytest.raises(Objection, match="blocked"):
        await aigerim.says("x")
    await aigerim.unblocks()
    assert (await bot.update("my_chat_member"))["new_chat_member"]["status"] == "member"
    await bot.gets("sendMessage", chat_id=aigerim.id, text="x")


async def test_in_privacy_mode_the_bot_hears_only_what_is_meant_for_it(
    bot: RawBot, aigerim: User, newsroom: Group
) -> None:
    sent = await bot.gets("sendMessage", chat_id=newsroom.id, text="вот")
    await aigerim.says("не боту", in_chat=newsroom)
    await aigerim.says("/summary@other_bot", in_chat=newsroom)
    await aigerim.says("в середине /summary", in_chat=newsroom)
    await aigerim.says("/summary", in_chat=newsroom)
    await aigerim.says("/full@svodka_sandbox_bot 2", in_chat=newsroom)
    await aigerim.says("спасибо", in_chat=newsroom, reply_to=sent["message_id"])
    heard = [update["message"]["text"] for update in await bot.updates()]
    assert heard == ["/summary", "/full@svodka_sandbox_bot 2", "спасибо"]


async def test_without_privacy_and_as_administrator_the_bot_hears_everything(
    bot: RawBot, aigerim: User, pyotr: User, newsroom: Group, client: SandboxClient
) -> None:
    await client.settings(privacy=False)
    await aigerim.says("раз", in_chat=newsroom)
    await client.settings(privacy=True)
    await pyotr.adds_bot(newsroom, administrator=True)
    await aigerim.says("два", in_chat=newsroom)
    heard = [update["message"]["text"] for update in await bot.updates() if "message" in update]
    assert heard == ["раз", "два"]


async def test_being_added_and_kicked_is_told_and_closes_the_chat(
    bot: RawBot, client: SandboxClient, aigerim: User, pyotr: User
) -> None:
    group = await client.group("Новая", [aigerim], administrators=[pyotr])
    added, greeted = await bot.updates()
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert greeted["message"]["new_chat_members"][0]["is_bot"]
    await pyotr.kicks_bot(group)
    assert (await bot.updates())[0]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    words = await bot.refused("sendMessage", chat_id=group.id, text="x")
    assert words == "Forbidden: bot was kicked from the supergroup chat"
    await aigerim.says("/summary", in_chat=group)
    assert await bot.updates() == []


async def test_a_group_that_the_bot_left_is_closed_to_it(bot: RawBot, newsroom: Group) -> None:
    await bot.gets("leaveChat", chat_id=newsroom.id)
    words = await bot.refused("sendMessage", chat_id=newsroom.id, text="x")
    assert words == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_group_that_moved_says_where_to(
    bot: RawBot, client: SandboxClient, aigerim: User, pyotr: User
) -> None:
    group = await client.group("Двор", [aigerim], administrators=[pyotr], type="group")
    await bot.updates()
    moved = await client.migrates(group)
    old, new = (update["message"] for update in await bot.updates())
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (group.id, moved.id)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (moved.id, group.id)
    answer = await bot.calls("sendMessage", chat_id=group.id, text="x")
    assert answer["description"] == ("Bad Request: group chat was upgraded to a supergroup chat")
    assert answer["parameters"] == {"migrate_to_chat_id": moved.id}
    await bot.gets("sendMessage", chat_id=moved.id, text="переехали")
    await aigerim.sees("переехали", in_chat=moved)
    with pytest.raises(Objection, match="not moved"):
        await client.migrates(group)


async def test_members_have_their_status(
    bot: RawBot, client: SandboxClient, aigerim: User, pyotr: User, newsroom: Group
) -> None:
    john = await client.user("John", "en")
    statuses = {}
    for user in (aigerim, pyotr, john):
        found = await bot.gets("getChatMember", chat_id=newsroom.id, user_id=user.id)
        statuses[user.name] = found["status"]
    assert statuses == {"Айгерим": "member", "Пётр": "creator", "John": "left"}
    admins = await bot.gets("getChatAdministrators", chat_id=newsroom.id)
    assert [admin["user"]["first_name"] for admin in admins] == ["Пётр"]
    assert await bot.gets("getChatMemberCount", chat_id=newsroom.id) == 3
    about = {"chat_id": newsroom.id, "user_id": 424242}
    assert "PARTICIPANT_ID_INVALID" in await bot.refused("getChatMember", **about)


async def test_channels_need_the_bot_as_administrator(
    bot: RawBot, client: SandboxClient, aigerim: User, pyotr: User
) -> None:
    channel = await client.channel("Вести", [aigerim], administrators=[pyotr])
    sent = await bot.gets("sendMessage", chat_id=channel.id, text="новость")
    assert (sent["sender_chat"]["id"], "from" in sent) == (channel.id, False)
    await aigerim.sees("новость", in_chat=channel)
    await bot.updates()
    await pyotr.says("от редактора", in_chat=channel)
    assert (await bot.update("channel_post"))["text"] == "от редактора"
    with pytest.raises(Objection, match="only administrators"):
        await aigerim.says("я тоже", in_chat=channel)
    await client.post("member", chat=channel.id, by=pyotr.id, bot="member")
    assert "need administrator rights" in await bot.refused(
        "sendMessage", chat_id=channel.id, text="x"
    )


async def test_a_forward_between_people_is_not_the_bots_business_until_it_comes_back(
    bot: RawBot, aigerim: User, pyotr: User
) -> None:
    markup = {"inline_keyboard": [[{"text": "К", "callback_data": "x"}]]}
    text = {"text": "новость", "entities": [
        {"type": "text_link", "offset": 0, "length": 7, "url": "https://t.me/b?start=s_1"}
    ]}  # fmt: skip
    await bot.gets("sendMessage", chat_id=aigerim.id, reply_markup=markup, **text)
    story = await aigerim.sees("новость")
    forwarded = await aigerim.forwards(story, to=pyotr)
    assert (forwarded.buttons, forwarded.links) == ((), ["https://t.me/b?start=s_1"])
    assert await bot.updates() == []
    (received,) = await pyotr.messages(forwarded.chat)
    await pyotr.forwards(received)
    update = await bot.update("message")
    assert update["forward_origin"]["sender_user"]["is_bot"]
    assert update["entities"][0]["url"] == "https://t.me/b?start=s_1"


async def test_opening_a_deep_link_is_start_with_its_payload(
    bot: RawBot, pyotr: User, client: SandboxClient
) -> None:
    await pyotr.opens(f"{client.bot['link']}?start=s_1")
    assert (await bot.update("message"))["text"] == "/start s_1"
    await pyotr.opens("s_2")
    assert (await bot.update("message"))["text"] == "/start s_2"
    with pytest.raises(Objection):
        await pyotr.opens("https://t.me/other_bot?start=s_1")
    with pytest.raises(Objection):
        await pyotr.opens("s 1!")


async def test_files_reach_the_bot(bot: RawBot, aigerim: User) -> None:
    await aigerim.sends_file("статья.txt", "Текст".encode("windows-1251"), caption="вот")
    update = await bot.update("message")
    assert (update["document"]["file_name"], update["caption"]) == ("статья.txt", "вот")
    found = await bot.gets("getFile", file_id=update["document"]["file_id"])
    assert found["file_size"] == 5
