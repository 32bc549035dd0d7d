"""The scripted user, with a real aiogram bot on the other side."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramForbiddenError, TelegramMigrateToChat, TelegramRetryAfter
from aiogram.filters import Command, CommandStart
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
    ReplyParameters,
)
from aiogram.utils.formatting import Bold, Text, TextLink

from sandbox.client import Group, SandboxClient
from sandbox.server import Sandbox
from sandbox.user import User
from tests.sandbox.test_sending import PNG

MARKUP = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Цифры", callback_data="f:1")]]
)
STORY = Text(Bold("Накрыли разом"), " 😀 ", TextLink("полностью", url="https://t.me/b?start=s_1"))


def dispatcher() -> Dispatcher:
    """A bot of a few lines that does a bit of everything."""
    dp = Dispatcher()

    @dp.message(CommandStart(deep_link=True))
    async def start(message: Message) -> None:
        await message.answer(f"история {message.text}")

    @dp.message(Command("summary"))
    async def summary(message: Message) -> None:
        await message.answer(**STORY.as_kwargs(), reply_markup=MARKUP)

    @dp.message(Command("chart"))
    async def chart(message: Message) -> None:
        await message.answer_photo(BufferedInputFile(PNG, "c.png"), caption="график")

    @dp.message(F.document)
    async def document(message: Message, bot: Bot) -> None:
        assert message.document
        data = await bot.download(message.document)
        assert data
        await message.reply(f"{message.document.file_name}: {data.read().decode()}")

    @dp.edited_message()
    async def edited(message: Message) -> None:
        await message.answer(f"исправлено: {message.text}")

    @dp.callback_query()
    async def pressed(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("1,5 млн тенге")
        await query.answer("Вот цифры")

    @dp.inline_query()
    async def inline(query: InlineQuery) -> None:
        content = InputTextMessageContent(message_text=f"про {query.query}")
        article = InlineQueryResultArticle(id="1", title="т", input_message_content=content)
        await query.answer([article])

    return dp


@pytest.fixture
async def framework(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """An aiogram bot, polling."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.api_url))
    bot, dp = Bot(sandbox.token, session=session), dispatcher()
    polling = asyncio.create_task(dp.start_polling(bot, handle_signals=False))
    yield bot
    await dp.stop_polling()
    await polling


@pytest.fixture
async def reader(client: SandboxClient, framework: Bot) -> User:
    return await client.user("John", "en")


async def test_a_whole_conversation(reader: User) -> None:
    await reader.says("/summary")
    story = await reader.sees("Накрыли")
    assert (story.bold, story.links) == (["Накрыли разом"], ["https://t.me/b?start=s_1"])
    assert story.covered("text_link") == ["полностью"]
    pressed = await reader.presses("Циф", on=story)
    assert pressed.text == "Вот цифры"
    figures = await reader.sees("млн")
    assert (figures.id, figures.buttons) == (story.id, ())
    await reader.opens("s_7")
    await reader.sees("история /start s_7")


async def test_files_pictures_and_edits(reader: User) -> None:
    sent = await reader.sends_file("a.txt", "текст".encode())
    answer = await reader.sees("a.txt: текст")
    assert answer.reply_to == sent.id
    await reader.says("/chart")
    assert (await reader.sees("график")).raw["photo"][0]["width"] == 800
    said = await reader.says("опечатка")
    await reader.edits(said, "правка")
    await reader.sees("исправлено: правка")


async def test_inline_results_and_groups(reader: User, client: SandboxClient) -> None:
    aigerim = await client.user("Айгерим")
    newsroom: Group = await client.found("Редакция")
    (result,) = await aigerim.asks_inline("банды", in_chat=newsroom)
    sent = await aigerim.chooses(result, in_chat=newsroom)
    assert sent.text == "про банды"
    await aigerim.says("/summary", in_chat=newsroom)
    await aigerim.sees("Накрыли", in_chat=newsroom)
    await aigerim.says("спасибо всем", in_chat=newsroom)
    await aigerim.sees_nothing(for_=0.2, in_chat=newsroom)


async def test_seeing_waits_no_longer_than_needed_and_fails_with_the_chat_shown(
    reader: User,
) -> None:
    began = time.monotonic()
    await reader.says("/summary")
    await reader.sees("Накрыли", within=30)
    assert time.monotonic() - began < 5
    with pytest.raises(AssertionError, match="did not see 'чего нет'") as caught:
        await reader.sees("чего нет", within=0.1)
    assert "Накрыли разом" in str(caught.value)
    with pytest.raises(AssertionError, match="Накрыли"):
        await reader.sees_nothing(for_=0.1)


async def test_what_was_there_before_the_last_action_is_not_seen(reader: User) -> None:
    await reader.says("/summary")
    await reader.sees("Накрыли")
    await reader.says("молчание")
    with pytest.raises(AssertionError):
        await reader.sees("Накрыли", within=0.1)


async def test_aiogram_understands_every_refusal(
    reader: User, framework: Bot, client: SandboxClient
) -> None:
    with pytest.raises(TelegramForbiddenError, match="initiate"):
        await framework.send_message(reader.id, "x")
    await reader.says("/start")
    await client.faults.flood(7, chat=reader.id)
    with pytest.raises(TelegramRetryAfter) as flood:
        await framework.send_message(reader.id, "x")
    assert flood.value.retry_after == 7
    group = await client.group("Двор", [reader], administrators=[reader], type="group")
    moved = await client.migrates(group)
    with pytest.raises(TelegramMigrateToChat) as migrated:
        await framework.send_message(group.id, "x")
    assert migrated.value.migrate_to_chat_id == moved.id


async def test_aiogram_reads_every_answer(
    reader: User, framework: Bot, client: SandboxClient
) -> None:
    newsroom = await client.found("Редакция")
    await reader.says("/start")
    assert (await framework.get_me()).username == client.bot["username"]
    assert (await framework.get_chat(newsroom.id)).title == "Редакция"
    assert (await framework.get_chat(reader.id)).first_name == "John"
    admins = await framework.get_chat_administrators(newsroom.id)
    assert [admin.status for admin in admins] == ["creator"]
    assert (await framework.get_chat_member(newsroom.id, framework.id)).status == "member"
    assert await framework.get_chat_member_count(newsroom.id) == 3
    assert (await framework.get_webhook_info()).url == ""
    await framework.set_my_commands([BotCommand(command="a", description="b")])
    assert [c.command for c in await framework.get_my_commands()] == ["a"]
    assert (await framework.get_my_name()).name == "Сводка"
    assert (await framework.get_chat_menu_button()).type == "commands"
    sent = await framework.send_message(
        reader.id, "x", reply_parameters=ReplyParameters(message_id=1)
    )
    assert sent.reply_to_message
    copy = await framework.copy_message(reader.id, reader.id, sent.message_id)
    assert copy.message_id > sent.message_id
    assert await client.refusals(loud=True) == []


async def test_a_crowd_has_started_the_bot(client: SandboxClient, framework: Bot) -> None:
    crowd = await client.crowd(3, language="kk")
    for user in crowd:
        await framework.send_message(user.id, "новость")
        await user.sees("новость")
