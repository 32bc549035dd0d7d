"""Editors are asked about cases one thing at a time, and take stories apart by hand.

For everybody else none of it exists.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.comparing import analysed
from bot.newsroom import Newsroom
from news.analysis import analyse
from sandbox.client import SandboxClient
from sandbox.seen import Seen
from sandbox.server import Sandbox
from sandbox.user import User
from storage.store import Store
from storage.suggestions import QUESTION
from tests.bot.test_newsroom import FIRE, RETOLD
from tests.journeys.test_hostile import forged
from tests.journeys.test_updates_of_cases import by_day, first_part, follows
from tests.news.events import case_pairs
from tests.running import BotProcess, running_bot
from views.language import catalogue

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROBBERY, ARREST = next(
    (pair.a, pair.b) for pair in case_pairs("develop") if "Подозреваемых в налёте" in pair.b
)


@dataclass
class Office:
    """A bot with two editors, and the newsroom beside it."""

    scene: SandboxClient
    bot: BotProcess
    store: Store
    editor: User
    colleague: User

    async def publishes(self, text: str, source: str | None = None) -> int:
        """Take an article in, as from a source; return the story that has it."""
        newsroom = Newsroom(self.store)
        added = await newsroom.add(analysed(text), source=source, now=datetime.now(UTC))
        return added.story.id

    async def stores(self, *places: str) -> list[int]:
        """Store stories that stand alone; return their numbers."""
        newsroom, now = Newsroom(self.store), datetime.now(UTC)
        added = [
            await newsroom.add(analyse(first_part(place)), now=now, apart=True) for place in places
        ]
        return [each.story.id for each in added]

    async def doubts(self, *places: str, belief: float = 0.6) -> list[int]:
        """Store stories of which each may continue the first; return their numbers."""
        first, *others = await self.stores(*places)
        for number, other in enumerate(others):
            now = datetime.now(UTC) - timedelta(seconds=len(others) - number)
            await self.store.suggestions.add(other, first, belief, now)
        return [first, *others]

    async def asked(self, person: User) -> list[Seen]:
        """Return the questions that a person sees now."""
        return [seen for seen in await person.messages() if "Одна история или две?" in seen.text]

    async def noted(self, person: User, story: int) -> None:
        """Wait until the ledger has it that a question was sent."""
        for _ in range(500):
            if (await self.store.ledger.sent_as(person.id, QUESTION, story))[0] == "sent":
                return
            await asyncio.sleep(0.02)
        raise AssertionError("the ledger never had it")

    def failures(self) -> list[str]:
        """Return what failed in handlers; that a forged press cannot be answered is no failure."""
        errors = re.findall(
            r"^[\w.]+(?:Error|Exception|BadRequest): .*", self.bot.log, re.MULTILINE
        )
        return [error for error in errors if "query is too old" not in error]

    async def parts(self, story: int) -> tuple[int, ...]:
        return await self.store.cases.parts(story)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Office]:
    async with (
        Sandbox.running() as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
    ):
        await scene.limits(on=False)
        editor, colleague = await scene.user("Editor"), await scene.user("Colleague")
        database = folder / "svodka.db"
        ids = f"{editor.id},{colleague.id}"
        async with running_bot(sandbox, database=database, ADMIN_IDS=ids) as bot:
            store = await Store.open(f"sqlite+aiosqlite:///{database}")
            for person in (editor, colleague):
                await by_day(person)
            yield Office(scene, bot, store, editor, colleague)
            await store.close()
            assert await scene.refusals(loud=True) == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    async with opened(tmp_path_factory.mktemp("questions")) as office:
        yield office


async def test_an_answer_joins_a_case_and_brings_its_followers_the_part(office: Office) -> None:
    """Both editors are asked; the second sees what the first decided; taking it back asks again."""
    editor, colleague = office.editor, office.colleague
    reader = await office.scene.user("Reader")
    first = await office.publishes(ROBBERY)
    followed = await follows(reader, first)
    second = await office.publishes(ARREST)
    questions = [
        await person.sees("Одна история или две?", within=20) for person in (editor, colleague)
    ]
    for told in (f"№{first}", f"№{second}", "Умаров", "1 вопрос", "Может быть и одна история"):
        assert told in questions[0].text
    await editor.presses("Одна история", on=questions[0])
    answered = await editor.sees(f"Новости этой истории: №{first}, №{second}")
    assert answered.id == questions[0].id
    assert "уйдёт 1 сообщение" in answered.text
    part = await reader.sees(f"№{second}", within=20)
    assert part.reply_to == followed.id
    late = await colleague.presses("Две разные", on=questions[1])
    assert late.text == "На это уже ответили."
    seen = await colleague.sees(f"Новости этой истории: №{first}, №{second}")
    assert not seen.button("Вернуть")
    await editor.presses("Вернуть", on=answered)
    again = await editor.sees("Одна история или две?")
    assert await office.parts(first) == (first,)
    await editor.presses("Две разные", on=again)
    refused = await editor.sees("две разные истории")
    await editor.presses("Вернуть", on=refused)
    await editor.presses("Одна история", on=await editor.sees("Одна история или две?"))
    await editor.sees(f"№{first}, №{second}")
    assert len([each for each in await reader.messages() if each.reply_to == followed.id]) == 1


async def test_questions_come_one_at_a_time(office: Office) -> None:
    """However many there are; the message itself leads to the next, and /cases to all."""
    editor = office.editor
    before = len(await office.asked(editor)), len(await office.asked(office.colleague))
    numbers = await office.doubts("Абай", "Балкаш", "Сарань", "Темиртау")
    await editor.sees("Одна история или две?", within=20)
    await editor.says("/cases")
    listed = await editor.sees("3 вопроса")
    assert f"№{numbers[3]}" in listed.text
    await editor.presses("Позже", on=listed)
    assert f"№{numbers[2]}" in (await editor.sees("3 вопроса")).text
    await editor.presses("Две разные", on=listed)
    await editor.presses("Следующий вопрос (2)", on=await editor.sees("две разные"))
    assert f"№{numbers[1]}" in (await editor.sees("2 вопроса")).text
    await editor.presses("Одна история", on=listed)
    await editor.presses("Следующий вопрос (1)", on=await editor.sees("К ней присоединено"))
    last = await editor.sees("1 вопрос")
    assert f"№{numbers[3]}" in last.text
    waits = await editor.presses("Позже", on=last)
    assert waits.text == "Вопрос подождёт здесь и в /cases."
    await editor.presses("Две разные", on=last)
    assert (await editor.sees("две разные")).labels == ["Вернуть"]
    await editor.says("/cases")
    await editor.sees("Вопросов об историях нет.")
    assert len(await office.asked(office.colleague)) == before[1] + 1


async def test_a_question_survives_a_restart_and_is_not_asked_again(office: Office) -> None:
    editor = office.editor
    first, second = await office.doubts("Житикара", "Лисаковск")
    question = await editor.sees(f"№{second}", within=20)
    await office.noted(editor, second)
    await office.bot.kills()
    await office.bot.restarts()
    await editor.presses("Одна история", on=question, seconds=20)
    assert (await editor.sees(f"№{first}, №{second}")).id == question.id
    told = [seen for seen in await editor.messages() if f"№{second}" in seen.text]
    assert [seen.id for seen in told] == [question.id]


async def test_f31_buttons_that_are_old_or_forged_change_nothing(office: Office) -> None:
    """A reader's press, numbers of nobody, a withdrawn story, a case that is otherwise by now."""
    editor, reader = office.editor, await office.scene.user("Forger")
    first, second, third = await office.doubts("Хромтау", "Кандыагаш", "Эмба")
    question = await editor.sees("Одна история или две?", within=20)
    state = [await office.store.suggestions.get(each, first) for each in (second, third)]
    await reader.says("/start")
    message = await reader.sees()
    for number, data in enumerate(
        (f"cq:{third}:{first}:same", f"cb:join:{third}:{first}", f"cb:out:{first}:0", "cb:x:1:0")
    ):
        await office.scene.forges(forged(reader, message, data, 100 + number))
    for number, data in enumerate(
        (
            f"cq:{first}:{third}:same", f"cq:{third}:999999:same", f"cq:{third}:{first}:undo",
            "cq:0:1:same", f"cq:{third}:{first}:eat", f"cq:{2**60}:1:later",
            f"cb:part:{first}:0", f"cb:fold:{first}:{third}", f"cb:split:{first}:999",
            f"cb:leave:{first}:0", f"cb:group:{first}:999999", "cb:out:999999:0",
        )
    ):  # fmt: skip
        await office.scene.forges(forged(editor, message, data, 200 + number))
    await editor.says("/privacy")
    await editor.sees("/forget")
    assert [await office.store.suggestions.get(each, first) for each in (second, third)] == state
    assert [await office.parts(each) for each in (first, second)] == [(first,), (second,)]
    assert office.failures() == []
    await office.store.versions.retract(third, "ошибка", datetime.now(UTC))
    await editor.presses("Одна история", on=question)
    await editor.presses("Следующий вопрос (1)", on=await editor.sees("вопрос снят"))
    await editor.presses("Одна история", on=question)
    joined = await editor.sees(f"№{first}, №{second}")
    await office.store.cases.take_out(second)
    await editor.presses("Вернуть", on=joined)
    await editor.presses("Две разные", on=await editor.sees("Одна история или две?"))
    await editor.sees("две разные истории")


async def test_f32_for_others_and_in_groups_none_of_it_exists(office: Office) -> None:
    reader, editor = await office.scene.user("Stranger"), office.editor
    (number,) = await office.stores("Каркаралы")
    await reader.says("/nonsense")
    unknown = (await reader.sees()).text
    group = await office.scene.group("Планёрка", members=[editor, reader])
    for words in ("/cases", f"/join {number} 1", f"/split {number}", f"/case {number}"):
        await reader.says(words)
        assert (await reader.sees()).text == unknown
        await editor.says(words, in_chat=group)
    await editor.sees_nothing(in_chat=group)
    await reader.says("/help")
    assert "/cases" not in (await reader.sees("/help")).text
    assert not {"cases", "case", "join", "split"} & set(await editor.menu())


@pytest.mark.parametrize("language", ["kk", "en", "ru"])
async def test_editors_find_their_commands_in_the_help(office: Office, language: str) -> None:
    editor, say = office.editor, catalogue(language)
    await editor.says(f"/settings {language}")
    await editor.sees()
    await editor.says("/help")
    told = (await editor.sees(say("For editors"))).text
    assert say("Questions about cases that wait for you") in told
    for command in ("cases", "case", "split", "correct", "retract", "graphic", "topic", "sources"):
        assert f"/{command} — " in told


async def test_cases_are_joined_and_parted_by_hand_and_every_step_is_undone(office: Office) -> None:
    editor = office.editor
    first, second, third = await office.stores("Аягоз", "Шар", "Зайсан")
    await editor.says(f"/join {second} {third}")
    await editor.sees(f"№{second}, №{third}")
    await editor.says(f"/summary {third}")
    shown = await editor.sees(f"№{third}")
    await editor.says(f"/join {first}", reply_to=shown)
    joined = await editor.sees(f"Новости этой истории: №{first}, №{second}, №{third}")
    await editor.presses("Вернуть", on=joined)
    await editor.sees(f"Снова две истории: №{second}, №{third} и №{first}")
    await editor.says("/case", reply_to=shown)
    screen = await editor.sees("Другие части этой истории")
    assert f"№{second}" in screen.text
    await editor.presses("Убрать из истории", on=screen)
    out = await editor.sees(f"Новость {third} теперь стоит отдельно")
    assert await office.parts(third) == (third,)
    await editor.presses("Вернуть", on=out)
    await editor.sees(f"№{second}, №{third}")
    assert await office.parts(third) == (second, third)
    await editor.says(f"/split {first} {second}")
    await editor.sees("/case 12 of 9")
    await editor.says("/split 999999")
    await editor.sees("Такой новости у меня нет")


async def test_a_group_and_a_double_are_taken_apart_and_put_together(office: Office) -> None:
    editor = office.colleague  # one editor alone would be too fast by now (F35)
    story = await office.publishes(FIRE, "Газета")
    assert await office.publishes(RETOLD, "Агентство") == story
    (alike,) = await office.stores("Арысь")
    await office.store.groups.join(alike, story)
    await editor.says(f"/split {story}")
    screen = await editor.sees("Возможно, о том же событии")
    assert "Агентство" in screen.text
    await editor.presses("Другое событие", on=screen)
    left = await editor.sees(f"Она стояла вместе с: №{alike}")
    assert await office.store.groups.others(story) == ()
    await editor.presses("Вернуть", on=left)
    back = await editor.sees("Возможно, о том же событии")
    assert await office.store.groups.others(story) == (alike,)
    await editor.presses("Отделить «Агентство»", on=back)
    split = await editor.sees("То, что написал источник «Агентство»")
    own = split.text.split("новость ")[1].split(";")[0]
    await editor.says(f"/summary {own}")
    await editor.sees("сгорел склад стройматериалов")
    await editor.presses("Вернуть", on=split)
    await editor.sees(f"Новость {own} снова источник новости {story}")
    assert [each.name for each in await office.store.reports.of(story)] == ["Газета", "Агентство"]
