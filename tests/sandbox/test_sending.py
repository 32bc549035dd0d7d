"""What the bot may send, and in which words Telegram refuses the rest."""

import json

import aiohttp
import pytest

from sandbox.client import Group, SandboxClient
from sandbox.server import Sandbox
from sandbox.user import User
from tests.sandbox.rawbot import RawBot, keyboard

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000003200000025808020000001504566d")


async def test_the_bot_is_who_the_token_says(bot: RawBot, sandbox: Sandbox) -> None:
    me = await bot.gets("getMe")
    assert (me["is_bot"], str(me["id"])) == (True, sandbox.token.partition(":")[0])


async def test_a_message_arrives_with_text_entities_and_buttons(bot: RawBot, aigerim: User) -> None:
    await bot.gets(
        "sendMessage",
        chat_id=aigerim.id,
        text="1,5 млн тенге в день",
        entities=[{"type": "bold", "offset": 0, "length": 13}],
        reply_markup=keyboard({"text": "Цифры", "callback_data": "f:1"}),
    )
    seen = await aigerim.sees("млн")
    assert (seen.bold, seen.labels) == (["1,5 млн тенге"], ["Цифры"])
    assert seen.buttons[0].data == "f:1"


async def test_json_query_and_upper_case_calls_are_understood(
    bot: RawBot, aigerim: User, http: aiohttp.ClientSession
) -> None:
    wish = {"chat_id": aigerim.id, "text": "да", "entities": None, "disable_notification": True}
    async with http.post(f"{bot.base}/SENDMESSAGE", json=wish) as answer:
        assert (await answer.json())["result"]["text"] == "да"
    async with http.get(
        f"{bot.base}/sendMessage?chat_id={aigerim.id}&text=%D0%B4+100%25"
    ) as answer:
        assert (await answer.json())["result"]["text"] == "д 100%"


async def test_form_values_survive_every_kind_of_character(bot: RawBot, aigerim: User) -> None:
    text = "a=b&c=d+e %20 \\x41 \\ 😀 «д»;100%"
    assert (await bot.gets("sendMessage", chat_id=aigerim.id, text=text))["text"] == text


@pytest.mark.parametrize("body", [b"chat_id=1&text=%FF", b"chat_id=1&text=%zz", b"text=\xff"])
async def test_what_is_not_utf_8_is_refused(
    bot: RawBot, http: aiohttp.ClientSession, body: bytes
) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with http.post(f"{bot.base}/sendMessage", data=body, headers=headers) as answer:
        assert "UTF-8" in (await answer.json())["description"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 4097, "Bad Request: message is too long"),
        ("😀" * 2049, "Bad Request: message is too long"),
        ("", "Bad Request: message text is empty"),
        (" \n ", "Bad Request: message text is empty"),
    ],
)
async def test_texts_beyond_the_limits_are_refused(
    bot: RawBot, aigerim: User, text: str, words: str
) -> None:
    assert await bot.refused("sendMessage", chat_id=aigerim.id, text=text) == words


async def test_texts_at_the_limit_pass(bot: RawBot, aigerim: User) -> None:
    sent = await bot.gets("sendMessage", chat_id=aigerim.id, text=f"{'😀' * 2048}  ")
    assert len(sent["text"]) == 2048


async def test_a_wrong_token_is_unauthorized(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.post("/bot123456:wrong/getMe") as answer:
        assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")


@pytest.mark.parametrize(
    ("method", "more", "words"),
    [
        ("sendRichMessage", {}, "Not Found"),
        ("sendMessage", {"colour": "red"}, "unknown parameter 'colour'"),
        ("sendMessage", {"business_connection_id": "b"}, "is not pretended"),
        ("sendMessage", {"parse_mode": "HTML"}, "parameter 'parse_mode'"),
        ("sendMessage", {"entities": "{"}, "can't parse entities"),
        ("sendMessage", {"reply_parameters": "[]"}, None),
    ],
)
async def test_what_the_sandbox_does_not_know_is_refused_loudly(
    bot: RawBot, client: SandboxClient, aigerim: User, method: str, more: dict[str, str],
    words: str | None,
) -> None:  # fmt: skip
    answer = await bot.calls(method, chat_id=aigerim.id, text="x", **more)
    loud = await client.refusals(loud=True)
    if words is None:
        assert answer["ok"]
        assert loud == []
    else:
        assert words in answer["description"]
        assert [refusal["description"] for refusal in loud] == [answer["description"]]


async def test_the_bot_cannot_write_first(bot: RawBot, pyotr: User) -> None:
    words = await bot.refused("sendMessage", chat_id=pyotr.id, text="x")
    assert words == "Forbidden: bot can't initiate conversation with a user"


async def test_a_chat_that_is_not_there_is_not_found(bot: RawBot) -> None:
    for chat in (999, -100, "@nobody_here"):
        words = await bot.refused("sendMessage", chat_id=chat, text="x")
        assert words == "Bad Request: chat not found"


async def test_a_deleted_account_is_told_as_such(
    bot: RawBot, aigerim: User, client: SandboxClient
) -> None:
    await client.deactivates(aigerim)
    words = await bot.refused("sendMessage", chat_id=aigerim.id, text="x")
    assert words == "Forbidden: user is deactivated"


async def test_a_reply_carries_the_whole_message_with_its_buttons(
    bot: RawBot, aigerim: User
) -> None:
    markup = keyboard({"text": "Цифры", "callback_data": "f:1"})
    sent = await bot.gets("sendMessage", chat_id=aigerim.id, text="раз", reply_markup=markup)
    await aigerim.says("что это?", reply_to=sent["message_id"])
    update = await bot.update("message")
    assert update["reply_to_message"] == sent


async def test_replying_to_nothing_fails_unless_that_is_allowed(bot: RawBot, aigerim: User) -> None:
    reply = {"message_id": 999}
    words = await bot.refused("sendMessage", chat_id=aigerim.id, text="x", reply_parameters=reply)
    assert words == "Bad Request: message to be replied not found"
    allowed = {**reply, "allow_sending_without_reply": True}
    await bot.gets("sendMessage", chat_id=aigerim.id, text="x", reply_parameters=allowed)


def upload(field: str, name: str, data: bytes, **params: object) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field(field, data, filename=name)
    for key, value in params.items():
        form.add_field(key, value if isinstance(value, str) else json.dumps(value))
    return form


async def test_a_picture_is_uploaded_measured_sent_again_and_downloaded(
    bot: RawBot, aigerim: User, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    form = upload(
        "chart", "c.png", PNG, chat_id=aigerim.id, photo="attach://chart", caption="Цифры"
    )
    async with http.post(f"{bot.base}/sendPhoto", data=form) as answer:
        sent = (await answer.json())["result"]
    size = sent["photo"][0]
    assert (size["width"], size["height"], sent["caption"]) == (800, 600, "Цифры")
    again = await bot.gets("sendPhoto", chat_id=aigerim.id, photo=size["file_id"])
    assert again["photo"] == sent["photo"]
    path = (await bot.gets("getFile", file_id=size["file_id"]))["file_path"]
    async with http.get(f"/file/bot{sandbox.token}/{path}") as answer:
        assert await answer.read() == PNG


async def test_what_is_no_picture_and_what_lies_elsewhere_is_refused(
    bot: RawBot, aigerim: User, http: aiohttp.ClientSession
) -> None:
    form = upload("photo", "c.png", b"no picture", chat_id=aigerim.id)
    async with http.post(f"{bot.base}/sendPhoto", data=form) as answer:
        assert "IMAGE_PROCESS_FAILED" in (await answer.json())["description"]
    away = "https://example.com/a.png"
    words = await bot.refused("sendPhoto", chat_id=aigerim.id, photo=away)
    assert words == "Bad Request: failed to get HTTP URL content"


async def test_a_body_beyond_the_limit_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.server.LARGEST_BODY", 1000)
    async with Sandbox.running() as small, aiohttp.ClientSession() as session:
        answer = await RawBot(session, small).calls("sendMessage", chat_id=1, text="x" * 2000)
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")


async def test_a_caption_has_its_own_limit(
    bot: RawBot, aigerim: User, http: aiohttp.ClientSession
) -> None:
    form = upload("document", "a.txt", b"x", chat_id=aigerim.id, caption="x" * 1025)
    async with http.post(f"{bot.base}/sendDocument", data=form) as answer:
        words = (await answer.json())["description"]
    assert words == "Bad Request: message caption is too long"


async def test_an_album_is_as_many_messages_as_pictures(
    bot: RawBot, aigerim: User, http: aiohttp.ClientSession, client: SandboxClient
) -> None:
    media = [{"type": "photo", "media": f"attach://p{i}", "caption": str(i)} for i in range(2)]
    form = upload("p0", "0.png", PNG, chat_id=aigerim.id, media=media)
    form.add_field("p1", PNG, filename="1.png")
    async with http.post(f"{bot.base}/sendMediaGroup", data=form) as answer:
        first, second = (await answer.json())["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert [sent.text for sent in await client.accepted()] == ["0", "1"]


async def test_the_record_counts_exactly_what_was_accepted(
    bot: RawBot, aigerim: User, client: SandboxClient
) -> None:
    sent = await bot.gets("sendMessage", chat_id=aigerim.id, text="раз")
    await bot.refused("sendMessage", chat_id=999, text="два")
    await bot.gets("copyMessage", chat_id=aigerim.id, from_chat_id=aigerim.id,
                   message_id=sent["message_id"])  # fmt: skip
    record = await client.accepted()
    assert [(s.number, s.method, s.text) for s in record] == [
        (1, "sendMessage", "раз"),
        (2, "copyMessage", "раз"),
    ]
    assert await client.accepted(after=1) == record[1:]
    assert await client.accepted_count() == 2


async def test_forwarding_keeps_the_origin_and_the_links(
    bot: RawBot, aigerim: User, newsroom: Group
) -> None:
    markup = keyboard({"text": "К", "callback_data": "x"}, {"text": "С", "url": "https://a.kz"})
    sent = await bot.gets("sendMessage", chat_id=aigerim.id, text="раз", reply_markup=markup)
    forwarded = await bot.gets(
        "forwardMessage",
        chat_id=newsroom.id,
        from_chat_id=aigerim.id,
        message_id=sent["message_id"],
    )
    assert forwarded["forward_origin"]["sender_user"]["is_bot"]
    assert forwarded["reply_markup"] == keyboard({"text": "С", "url": "https://a.kz"})


async def test_chat_actions_are_checked(bot: RawBot, aigerim: User) -> None:
    assert await bot.gets("sendChatAction", chat_id=aigerim.id, action="typing")
    assert "wrong parameter" in await bot.refused(
        "sendChatAction", chat_id=aigerim.id, action="dancing"
    )
