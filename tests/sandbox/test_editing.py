"""What the bot may change, and in which words Telegram refuses the rest."""

import aiohttp

from sandbox.client import Group, SandboxClient
from sandbox.user import User
from tests.sandbox.rawbot import RawBot, keyboard
from tests.sandbox.test_sending import PNG, upload


async def test_an_edit_is_seen_in_place(bot: RawBot, aigerim: User) -> None:
    await bot.gets("sendMessage", chat_id=aigerim.id, text="страница 1")
    first = await aigerim.sees("страница 1")
    await bot.gets("editMessageText", chat_id=aigerim.id, message_id=first.id, text="страница 2")
    second = await aigerim.sees("страница 2")
    assert (second.id, second.edited) == (first.id, True)


async def test_an_edit_that_changes_nothing_is_refused_and_one_of_the_buttons_is_not(
    bot: RawBot, aigerim: User
) -> None:
    about = {"chat_id": aigerim.id, "text": "/start раз"}
    sent = await bot.gets("sendMessage", **about)
    words = await bot.refused("editMessageText", message_id=sent["message_id"], **about)
    assert words == (
        "Bad Request: message is not modified: specified new message content and reply markup are"
        " exactly the same as a current content and reply markup of the message"
    )
    markup = keyboard({"text": "К", "callback_data": "x"})
    more = {"message_id": sent["message_id"], "reply_markup": markup}
    edited = await bot.gets("editMessageText", **about, **more)
    assert edited["reply_markup"] == markup
    del more["reply_markup"]
    cleared = await bot.gets("editMessageReplyMarkup", chat_id=aigerim.id, **more)
    assert "reply_markup" not in cleared


async def test_only_the_bots_own_messages_that_exist_can_be_edited(
    bot: RawBot, aigerim: User
) -> None:
    theirs = await aigerim.says("моё")
    about = {"chat_id": aigerim.id, "text": "x"}
    words = await bot.refused("editMessageText", message_id=theirs.id, **about)
    assert words == "Bad Request: message can't be edited"
    words = await bot.refused("editMessageText", message_id=999, **about)
    assert words == "Bad Request: message to edit not found"
    assert "identifier is not specified" in await bot.refused("editMessageText", text="x")


async def test_a_picture_has_a_caption_and_a_message_a_text(
    bot: RawBot, aigerim: User, http: aiohttp.ClientSession
) -> None:
    form = upload("photo", "c.png", PNG, chat_id=aigerim.id)
    async with http.post(f"{bot.base}/sendPhoto", data=form) as answer:
        picture = (await answer.json())["result"]["message_id"]
    text = (await bot.gets("sendMessage", chat_id=aigerim.id, text="x"))["message_id"]
    about = {"chat_id": aigerim.id}
    await bot.gets("editMessageCaption", message_id=picture, caption="новая", **about)
    words = await bot.refused("editMessageText", message_id=picture, text="x", **about)
    assert words == "Bad Request: there is no text in the message to edit"
    words = await bot.refused("editMessageCaption", message_id=text, caption="x", **about)
    assert words == "Bad Request: there is no caption in the message to edit"


async def test_a_picture_is_exchanged_for_another(
    bot: RawBot, aigerim: User, http: aiohttp.ClientSession
) -> None:
    form = upload("photo", "c.png", PNG, chat_id=aigerim.id, caption="первая")
    async with http.post(f"{bot.base}/sendPhoto", data=form) as answer:
        sent = (await answer.json())["result"]
    media = {"type": "photo", "media": "attach://new", "caption": "вторая"}
    about = {"chat_id": aigerim.id, "message_id": sent["message_id"], "media": media}
    async with http.post(
        f"{bot.base}/editMessageMedia", data=upload("new", "d.png", PNG, **about)
    ) as answer:
        edited = (await answer.json())["result"]
    assert edited["caption"] == "вторая"
    assert edited["photo"] != sent["photo"]


async def test_deleting_takes_a_message_away_once(bot: RawBot, aigerim: User) -> None:
    sent = await bot.gets("sendMessage", chat_id=aigerim.id, text="x")
    about = {"chat_id": aigerim.id, "message_id": sent["message_id"]}
    await bot.gets("deleteMessage", **about)
    assert sent["message_id"] not in [message.id for message in await aigerim.messages()]
    assert await bot.refused("deleteMessage", **about) == (
        "Bad Request: message to delete not found"
    )


async def test_others_messages_in_groups_are_deleted_and_pinned_by_administrators_only(
    bot: RawBot, client: SandboxClient, aigerim: User, pyotr: User, newsroom: Group
) -> None:
    theirs = await aigerim.says("привет", in_chat=newsroom)
    about = {"chat_id": newsroom.id, "message_id": theirs.id}
    assert "can't be deleted" in await bot.refused("deleteMessage", **about)
    assert "not enough rights" in await bot.refused("pinChatMessage", **about)
    await pyotr.adds_bot(newsroom, administrator=True)
    await bot.gets("pinChatMessage", **about)
    await bot.gets("deleteMessage", **about)
