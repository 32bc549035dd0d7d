"""An editor corrects and withdraws stories in the chat; readers see it where they read it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from sandbox.client import SandboxClient
from sandbox.seen import Seen
from sandbox.server import Sandbox
from sandbox.user import User
from tests.running import BotProcess, running_bot

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXT = """{title}

Город открыл школу на 600 мест, сообщил аким Ерлан Сериков.

Стройка шла три года и стоила 2,4 млрд тенге. Занятия начнутся осенью, учителя уже найдены.
"""
UNKNOWN = "Не знаю такой команды"


@dataclass
class Office:
    """A bot with an editor."""

    scene: SandboxClient
    bot: BotProcess
    editor: User
    folder: Path
    numbers: "count[int]" = field(default_factory=count)

    async def reader(self) -> User:
        person = await self.scene.user(f"Reader {next(self.numbers)}")
        await person.says("/subscribe")
        await person.sees("Готово")
        return person

    async def publishes(self, title: str) -> str:
        text = TEXT.format(title=title)
        file = self.folder / "story.txt"
        file.write_text(text, encoding="utf-8")
        code, output = await self.bot.adds(file)
        assert code == 0, output
        return text


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    async with (
        Sandbox.running() as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
    ):
        await scene.limits(on=False)
        editor = await scene.user("Editor")
        database = folder / "svodka.db"
        async with running_bot(sandbox, database=database, ADMIN_IDS=str(editor.id)) as bot:
            await editor.says("/subscribe")
            await editor.presses("без лимита", on=await editor.sees("Готово"))
            yield Office(scene, bot, editor, folder)
            assert await scene.refusals(loud=True) == []


async def told(person: User, title: str) -> Seen:
    """Return the message that told a person of a story."""
    return await person.sees(title, within=20)


async def of_bot(person: User) -> list[Seen]:
    return [seen for seen in await person.messages() if seen.sender != person.id]


async def becomes(person: User, message: Seen, words: str) -> Seen:
    """Wait until a message has these words; the note about it may come before."""
    async with asyncio.timeout(20):
        while True:
            [now] = [seen for seen in await of_bot(person) if seen.id == message.id]
            if words in now.text:
                return now
            await asyncio.sleep(0.1)


async def test_a_typo_is_mended_in_silence(office: Office) -> None:
    reader = await office.reader()
    wrong = await office.publishes("Школу открыли в Алатау")
    story = await told(reader, "Алатау")
    mine = await told(office.editor, "Алатау")
    right = wrong.replace("учителя уже найдены", "учителя уже наидены")
    await office.editor.says(f"/correct {right}", reply_to=mine)
    await office.editor.sees("опечатка")
    right = right.replace("Город открыл школу", "Город открыл шкоолу")
    await office.editor.says(f"/correct {right}", reply_to=mine)
    edited = await reader.sees("шкоолу", within=20)
    assert edited.id == story.id
    assert edited.button("👁")
    assert [seen for seen in await of_bot(reader) if "Исправление" in seen.text] == []


async def test_a_wrong_figure_is_mended_and_told_as_a_reply(office: Office) -> None:
    reader = await office.reader()
    wrong = await office.publishes("Школу открыли в Бурабае")
    story = await told(reader, "Бурабае")
    await reader.presses("Класс", on=story)
    mine = await told(office.editor, "Бурабае")
    right = wrong.replace("600 мест", "900 мест")
    await office.editor.says(f"/correct {right}", reply_to=mine)
    await office.editor.sees("существенное исправление")
    note = await reader.sees("Исправление", within=20)
    assert note.reply_to == story.id
    assert "600 мест" in note.text
    assert "900 мест (¶1)" in note.text
    await reader.says("/why", reply_to=note)
    await reader.sees("прежняя версия этой новости")
    now = await becomes(reader, story, "900 мест")
    assert now.button("Класс! 1")
    await reader.presses("Класс", on=now)  # takes it back: the button still works


async def test_a_long_correction_comes_as_a_file_and_reaches_answers(office: Office) -> None:
    asker = await office.scene.user("Asker")
    wrong = await office.publishes("Школу открыли в Степном")
    mine = await told(office.editor, "Степном")
    await asker.says("/summary Степном")
    answer = await asker.sees("600 мест")
    file = wrong.replace("600 мест", "700 мест").encode("cp1251")
    await office.editor.sends_file("новый.txt", file, caption="/correct", reply_to=mine)
    await office.editor.sees("существенное исправление")
    note = await asker.sees("Исправление", within=20)
    assert note.reply_to == answer.id
    await becomes(asker, answer, "700 мест")


async def test_the_same_text_and_no_article_are_refused_with_a_sentence(office: Office) -> None:
    text = await office.publishes("Школу открыли в Роще")
    mine = await told(office.editor, "Роще")
    for words, answer in (
        (f"/correct {text}", "Текст тот же"),
        ("/correct коротко", "нельзя взять как статью"),
        ("/correct", "Ответьте на сообщение"),
        ("/retract", "Ответьте на сообщение"),
    ):
        await office.editor.says(words, reply_to=mine)
        await office.editor.sees(answer)


async def test_a_retraction_asks_first_and_then_takes_the_story_back(office: Office) -> None:
    reader = await office.reader()
    await office.publishes("Школу открыли в Горном")
    story = await told(reader, "Горном")
    mine = await told(office.editor, "Горном")
    await office.editor.says("/retract Источник ошибся", reply_to=mine)
    question = await office.editor.sees("Отозвать?")
    assert "Источник ошибся" in question.text
    await office.editor.presses("Нет", on=question)
    await office.editor.sees("остаётся")
    await office.editor.says("/retract Источник ошибся", reply_to=mine)
    await office.editor.presses("Отозвать", on=await office.editor.sees("Отозвать?"))
    note = await reader.sees("Вам приходила эта новость", within=20)
    assert note.reply_to == story.id
    now = await becomes(reader, story, "Источник ошибся")
    assert now.covered("strikethrough") == ["Школу открыли в Горном"]
    assert "Источник ошибся" in now.text
    await reader.says("/summary Горном")
    await reader.sees("Такой новости у меня нет")
    await reader.opens(now.links[0])
    assert "отозвала" in (await reader.sees("Горном")).text


async def test_f32_editors_commands_do_not_exist_for_others(office: Office) -> None:
    """Others, groups, forwards, edits, channels: no effect, and no hint."""
    editor, reader = office.editor, await office.reader()
    text = await office.publishes("Школу открыли в Каскелене")
    story, mine = await told(reader, "Каскелене"), await told(editor, "Каскелене")
    right = text.replace("600 мест", "800 мест")
    await reader.says("/nonsense", reply_to=story)
    nonsense = await reader.sees("")
    for words in (f"/correct {right}", "/retract Так надо"):
        await reader.says(words, reply_to=story)
        assert (await reader.sees("")).text == nonsense.text
        group = await office.scene.group("Соседи", members=[editor], administrators=[editor])
        await editor.says(words, in_chat=group)
        await editor.sees_nothing(for_=0.3, in_chat=group)
    assert "correct" not in await editor.menu()
    await reader.says("/help")
    assert "/correct" not in (await reader.sees("/summary")).text
    edited = await editor.says("привет", reply_to=mine)
    await editor.sees("привет")
    await editor.edits(edited, f"/correct {right}")
    await editor.sees_nothing(for_=0.3)
    said = await editor.says("/retract Так надо")
    how = (await editor.sees("Ответьте на сообщение")).text
    await editor.forwards(said)
    assert (await editor.sees("")).text != how
    code, output = await office.bot.runs("versions", story.text.split("№")[1].split()[0])
    assert code == 0
    assert "material" not in output
    assert mine.text == story.text


async def test_the_command_line_corrects_lists_and_withdraws(office: Office) -> None:
    reader = await office.reader()
    text = await office.publishes("Школу открыли в Талгаре")
    story = await told(reader, "Талгаре")
    number = story.text.split("№")[1].split()[0]
    file = office.folder / "right.txt"
    file.write_text(text.replace("600 мест", "650 мест"), encoding="utf-8")
    code, output = await office.bot.runs("correct", number, str(file))
    assert code == 0, output
    assert "material" in output
    await reader.sees("Верно: …школу на 650 мест (¶1)", within=20)
    code, output = await office.bot.runs("correct", number, str(file))
    assert (code, "same" in output) == (0, True)
    code, output = await office.bot.runs("retract", number, "--reason", "Ошибка редакции")
    assert code == 0, output
    await reader.sees("Ошибка редакции", within=20)
    code, output = await office.bot.runs("versions", number)
    assert code == 0
    assert "600" in output
    assert "Ошибка редакции" in output
    assert (await office.bot.runs("retract", number, "--reason", "снова"))[0] == 1
    assert (await office.bot.runs("versions", "999"))[0] == 1
