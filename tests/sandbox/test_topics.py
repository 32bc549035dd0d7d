"""Forums, rights that the bot lacks, and places on the map."""

import pytest
from aiogram.types import ChatMemberAdministrator, ChatMemberRestricted, Message

from sandbox.client import Group, SandboxClient
from sandbox.refusals import Objection
from sandbox.user import User
from tests.sandbox.rawbot import RawBot


@pytest.fixture
async def forum(client: SandboxClient, bot: RawBot, aigerim: User, pyotr: User) -> Group:
    group = await client.group("Форум", [aigerim], administrators=[pyotr], forum=True)
    await bot.updates()
    return group


async def test_a_topic_is_begun_with_a_message_that_names_it(
    bot: RawBot, forum: Group, aigerim: User
) -> None:
    topic = await aigerim.begins_topic("Новости", in_chat=forum)
    told = await bot.update("message")
    assert told["message_thread_id"] == told["message_id"] == topic
    assert told["forum_topic_created"]["name"] == "Новости"
    assert told["chat"]["is_forum"]
    Message.model_validate(told)


async def test_what_is_said_in_a_topic_carries_it_and_seems_a_reply_to_its_beginning(
    bot: RawBot, forum: Group, aigerim: User
) -> None:
    topic = await aigerim.begins_topic("Новости", in_chat=forum)
    await bot.updates()
    await aigerim.says("/summary", in_chat=forum, topic=topic)
    inside = await bot.update("message")
    assert (inside["message_thread_id"], inside["is_topic_message"]) == (topic, True)
    assert inside["reply_to_message"]["forum_topic_created"]["name"] == "Новости"
    await aigerim.says("/summary", in_chat=forum)
    outside = await bot.update("message")
    assert "message_thread_id" not in outside
    assert "reply_to_message" not in outside


async def test_the_bot_writes_into_topics_and_replies_stay_in_them(
    bot: RawBot, forum: Group, aigerim: User
) -> None:
    topic = await aigerim.begins_topic("Новости", in_chat=forum)
    said = await aigerim.says("вопрос", in_chat=forum, topic=topic)
    sent = await bot.gets("sendMessage", chat_id=forum.id, text="а", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    reply = {"message_id": said.id}
    answer = await bot.gets("sendMessage", chat_id=forum.id, text="б", reply_parameters=reply)
    assert answer["message_thread_id"] == topic
    assert answer["reply_to_message"]["message_id"] == said.id
    lost = {"message_id": 10**6, "allow_sending_without_reply": True}
    general = await bot.gets("sendMessage", chat_id=forum.id, text="в", reply_parameters=lost)
    assert "message_thread_id" not in general


async def test_threads_that_are_none_are_refused(
    bot: RawBot, forum: Group, newsroom: Group, aigerim: User
) -> None:
    for chat, thread in ((forum.id, 4242), (forum.id, 1), (newsroom.id, 5), (aigerim.id, 5)):
        about = {"chat_id": chat, "message_thread_id": thread}
        words = await bot.refused("sendMessage", text="x", **about)
        assert words == "Bad Request: message thread not found"
        await bot.refused("sendChatAction", action="typing", **about)


async def test_a_closed_topic_is_for_administrators_until_it_is_reopened(
    bot: RawBot, forum: Group, aigerim: User, pyotr: User
) -> None:
    topic = await aigerim.begins_topic("Новости", in_chat=forum)
    await bot.updates()
    await pyotr.closes_topic(topic, in_chat=forum)
    closed = await bot.update("message")
    assert closed["forum_topic_closed"] == {}
    assert closed["message_thread_id"] == topic
    about = {"chat_id": forum.id, "text": "x", "message_thread_id": topic}
    assert await bot.refused("sendMessage", **about) == "Bad Request: TOPIC_CLOSED"
    with pytest.raises(Objection, match="closed"):
        await aigerim.says("x", in_chat=forum, topic=topic)
    await pyotr.says("x", in_chat=forum, topic=topic)
    await pyotr.adds_bot(forum, administrator=True)
    await bot.gets("sendMessage", **about)
    await pyotr.adds_bot(forum, administrator=True, lacks=("can_manage_topics",))
    assert "TOPIC_CLOSED" in await bot.refused("sendMessage", **about)
    await bot.updates()
    await pyotr.reopens_topic(topic, in_chat=forum)
    assert (await bot.update("message"))["forum_topic_reopened"] == {}
    await bot.gets("sendMessage", **about)


async def test_a_deleted_topic_takes_its_messages_along_and_tells_the_bot_nothing(
    bot: RawBot, forum: Group, aigerim: User, pyotr: User
) -> None:
    topic = await aigerim.begins_topic("Новости", in_chat=forum)
    await bot.gets("sendMessage", chat_id=forum.id, text="пропадёт", message_thread_id=topic)
    await bot.updates()
    with pytest.raises(Objection, match="only administrators"):
        await aigerim.deletes_topic(topic, in_chat=forum)
    await pyotr.deletes_topic(topic, in_chat=forum)
    assert await bot.updates() == []
    assert "пропадёт" not in [message.text for message in await pyotr.messages(forum)]
    words = await bot.refused("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert words == "Bad Request: message thread not found"


async def test_the_general_topic_closes_too_and_cannot_be_deleted(
    bot: RawBot, forum: Group, pyotr: User
) -> None:
    await pyotr.closes_topic(1, in_chat=forum)
    told = await bot.update("message")
    assert "message_thread_id" not in told
    assert "TOPIC_CLOSED" in await bot.refused("sendMessage", chat_id=forum.id, text="x")
    with pytest.raises(Objection):
        await pyotr.deletes_topic(1, in_chat=forum)


async def test_an_administrator_gives_a_group_topics(
    client: SandboxClient, newsroom: Group, aigerim: User, pyotr: User
) -> None:
    with pytest.raises(Objection, match="only administrators"):
        await client.post("forum", user=aigerim.id, chat=newsroom.id)
    about = await client.post("forum", user=pyotr.id, chat=newsroom.id)
    assert about["topics"] == [{"id": 1, "name": "General", "closed": False}]
    group = await client.group("Малая", [aigerim], administrators=[pyotr], type="group")
    with pytest.raises(Objection, match="supergroup"):
        await client.post("forum", user=pyotr.id, chat=group.id)


async def test_a_muted_bot_is_told_its_rights_and_may_not_write(
    bot: RawBot, newsroom: Group, pyotr: User
) -> None:
    await pyotr.mutes_bot(newsroom)
    update = await bot.update("my_chat_member")
    lacking = ChatMemberRestricted.model_validate(update["new_chat_member"])
    assert (lacking.is_member, lacking.can_send_messages, lacking.can_send_photos) == (
        True,
        False,
        True,
    )
    words = await bot.refused("sendMessage", chat_id=newsroom.id, text="x")
    assert words == "Bad Request: not enough rights to send text messages to the chat"
    await pyotr.says("/summary", in_chat=newsroom)
    assert (await bot.update("message"))["text"] == "/summary"
    await pyotr.adds_bot(newsroom)
    back = await bot.update("my_chat_member")
    assert (back["old_chat_member"]["status"], back["new_chat_member"]["status"]) == (
        "restricted",
        "member",
    )
    await bot.gets("sendMessage", chat_id=newsroom.id, text="x")


async def test_a_channels_administrator_without_the_right_to_post_is_refused(
    bot: RawBot, client: SandboxClient, aigerim: User, pyotr: User
) -> None:
    channel = await client.channel("Вести", [aigerim], administrators=[pyotr])
    await bot.updates()
    await pyotr.adds_bot(channel, administrator=True, lacks=("can_post_messages",))
    update = await bot.update("my_chat_member")
    rights = [
        ChatMemberAdministrator.model_validate(update[f"{age}_chat_member"]).can_post_messages
        for age in ("old", "new")
    ]
    assert rights == [True, False]
    words = await bot.refused("sendMessage", chat_id=channel.id, text="x")
    assert words == "Bad Request: have no rights to send a message"


async def test_a_place_on_the_map_reaches_the_bot(bot: RawBot, aigerim: User) -> None:
    await aigerim.sends_location(43.25, 76.95)
    assert (await bot.update("message"))["location"] == {"latitude": 43.25, "longitude": 76.95}
    with pytest.raises(Objection, match="no such place"):
        await aigerim.sends_location(91, 0)


async def test_rights_decide_what_an_administrator_deletes_edits_and_pins(
    bot: RawBot, client: SandboxClient, aigerim: User, pyotr: User, newsroom: Group
) -> None:
    channel = await client.channel("Вести", [aigerim], administrators=[pyotr])
    sent = await bot.gets("sendMessage", chat_id=channel.id, text="x")
    lacks = ("can_post_messages", "can_delete_messages")
    await pyotr.adds_bot(channel, administrator=True, lacks=lacks)
    own = {"chat_id": channel.id, "message_id": sent["message_id"]}
    assert "can't be edited" in await bot.refused("editMessageText", text="y", **own)
    assert "can't be deleted" in await bot.refused("deleteMessage", **own)
    foreign = await aigerim.says("x", in_chat=newsroom)
    about = {"chat_id": newsroom.id, "message_id": foreign.id}
    lacks = ("can_delete_messages", "can_pin_messages")
    await pyotr.adds_bot(newsroom, administrator=True, lacks=lacks)
    assert "can't be deleted" in await bot.refused("deleteMessage", **about)
    assert "not enough rights" in await bot.refused("pinChatMessage", **about)
    await pyotr.adds_bot(newsroom, administrator=True)
    await bot.gets("pinChatMessage", **about)
    await bot.gets("deleteMessage", **about)
