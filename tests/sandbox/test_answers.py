"""Buttons and inline mode, from the press to the bot's answer."""

import asyncio
from typing import Any

import pytest

from sandbox.answers import Questions
from sandbox.client import Group, SandboxClient
from sandbox.refusals import Json, Objection, Refusal
from sandbox.user import User
from tests.sandbox.rawbot import RawBot, keyboard


def article(id: str = "s1", text: str = "Накрыли разом", **more: Any) -> Json:
    content = {"message_text": text}
    return {"type": "article", "id": id, "title": "т", "input_message_content": content, **more}


async def test_a_press_waits_for_the_bots_answer(bot: RawBot, aigerim: User) -> None:
    markup = keyboard({"text": "Класс! 12", "callback_data": "like:1"})
    sent = await bot.gets("sendMessage", chat_id=aigerim.id, text="x", reply_markup=markup)
    press = asyncio.create_task(aigerim.presses("Класс"))
    query = await bot.update("callback_query")
    assert (query["data"], query["message"]) == ("like:1", sent)
    about = {"callback_query_id": query["id"], "text": "Спасибо", "show_alert": True}
    await bot.gets("answerCallbackQuery", **about)
    pressed = await press
    assert (pressed.text, pressed.alert) == ("Спасибо", True)
    assert "query is too old" in await bot.refused("answerCallbackQuery", **about)


async def test_an_answer_has_limits(bot: RawBot) -> None:
    assert "MESSAGE_TOO_LONG" in await bot.refused(
        "answerCallbackQuery", callback_query_id="1", text="x" * 201
    )
    assert await bot.refused("answerCallbackQuery", callback_query_id="1") == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


async def test_old_questions_are_forgotten() -> None:
    questions: Questions[str] = Questions(life=-1)
    questions.ask("1", 1, None, None)
    with pytest.raises(Refusal, match="too old"):
        questions.answer("1", "late")


async def test_a_press_without_an_answer_ends(bot: RawBot, aigerim: User) -> None:
    markup = keyboard({"text": "К", "callback_data": "x"})
    await bot.gets("sendMessage", chat_id=aigerim.id, text="x", reply_markup=markup)
    assert not (await aigerim.presses("К", seconds=0.1)).answered


async def test_other_buttons_do_what_they_say(bot: RawBot, aigerim: User) -> None:
    markup = keyboard(
        {"text": "ссылка", "url": "https://a.kz"},
        {"text": "копия", "copy_text": {"text": "слова"}},
        {
            "text": "в чат",
            "switch_inline_query_chosen_chat": {"query": "s1", "allow_user_chats": 1},
        },
    )
    await bot.gets("sendMessage", chat_id=aigerim.id, text="x", reply_markup=markup)
    assert (await aigerim.presses("ссылка")).url == "https://a.kz"
    assert (await aigerim.presses("копия")).text == "слова"
    assert (await aigerim.presses("в чат")).text == "s1"
    with pytest.raises(AssertionError, match="no button"):
        await aigerim.presses("нет такой")


async def ask(bot: RawBot, user: User, results: list[Json], **more: Any) -> list[Json]:
    asked = asyncio.create_task(user.asks_inline("банды", **more))
    query = await bot.update("inline_query")
    assert query["query"] == "банды"
    await bot.gets("answerInlineQuery", inline_query_id=query["id"], results=results)
    return await asked


async def test_a_chosen_result_is_sent_via_the_bot_and_can_be_edited(
    bot: RawBot, aigerim: User, pyotr: User
) -> None:
    markup = keyboard({"text": "Класс! 1", "callback_data": "like:1"})
    (result,) = await ask(bot, aigerim, [article(reply_markup=markup)])
    sent = await aigerim.chooses(result, in_chat=pyotr)
    assert (sent.text, sent.sender, sent.labels) == ("Накрыли разом", aigerim.id, ["Класс! 1"])
    chosen = await bot.update("chosen_inline_result")
    press = asyncio.create_task(pyotr.presses("Класс", in_chat=sent.chat))
    query = await bot.update("callback_query")
    assert "message" not in query
    assert query["inline_message_id"] == chosen["inline_message_id"]
    about = {"inline_message_id": query["inline_message_id"], "text": "Накрыли всех"}
    assert await bot.gets("editMessageText", **about) is True
    await pyotr.sees("Накрыли всех", in_chat=sent.chat)
    await bot.gets("answerCallbackQuery", callback_query_id=query["id"])
    assert (await press).answered
    wrong = {**about, "inline_message_id": "nothing"}
    assert "MESSAGE_ID_INVALID" in await bot.refused("editMessageText", **wrong)


async def test_a_result_without_buttons_has_no_inline_message_id(
    bot: RawBot, aigerim: User, newsroom: Group
) -> None:
    (result,) = await ask(bot, aigerim, [article()])
    await aigerim.chooses(result, in_chat=newsroom)
    message, chosen = await bot.updates()
    assert message["message"]["via_bot"]["is_bot"]
    assert "inline_message_id" not in chosen["chosen_inline_result"]


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(str(i)) for i in range(51)], "RESULTS_TOO_MUCH"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article("ф" * 33)], "RESULT_ID_INVALID"),
        ([article("")], "RESULT_ID_INVALID"),
        ([article(text="")], "message text is empty"),
        ([article(text="x" * 4097)], "message is too long"),
        ([article(colour="red")], "unknown field colour"),
        ([{**article(), "type": "gif"}], "only articles"),
        ([article(reply_markup=keyboard({"text": "К"}))], "Text buttons are unallowed"),
    ],
)
async def test_wrong_results_are_refused(bot: RawBot, results: list[Json], words: str) -> None:
    assert words in await bot.refused("answerInlineQuery", inline_query_id="1", results=results)


async def test_inline_mode_can_be_off(client: SandboxClient, aigerim: User) -> None:
    await client.settings(inline=False)
    with pytest.raises(Objection, match="inline mode is off"):
        await aigerim.asks_inline("x")
