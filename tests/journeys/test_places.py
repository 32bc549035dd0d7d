"""Groups, channels and topics: managed from the private chat, paused and never forgotten."""

import asyncio
import contextlib
import re
import sqlite3
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from sandbox.client import Group, SandboxClient
from sandbox.server import Sandbox
from sandbox.user import User
from tests.journeys.conftest import Stage
from tests.running import article, running_bot
from tests.sources.sites import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A stage of its own: what is published here must not be in the way of other journeys."""
    folder = tmp_path_factory.mktemp("places")
    async with (
        Sandbox.running(limits=False) as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
        Site.opened() as site,
        running_bot(sandbox, database=folder / "svodka.db") as bot,
    ):
        yield Stage(scene, bot, await scene.user("Editor"), site)
        assert await scene.refusals(loud=True) == []


async def published(stage: Stage, title: str) -> None:
    """Add an article, as an operator does."""
    code, output = await stage.bot.adds(article(stage.bot.database.parent, title))
    assert code == 0, output


async def known(stage: Stage, group: Group, column: str, value: object) -> None:
    """Wait until the bot has written down what it was told of a group."""
    table = "subscriptions" if column == "paused_why" else "chats"
    key = "chat_id" if column == "paused_why" else "id"
    question = f"SELECT {column} FROM {table} WHERE {key} = ?"  # noqa: S608 - names of this file
    async with asyncio.timeout(10):
        while True:
            with contextlib.closing(sqlite3.connect(stage.bot.database)) as database:
                if database.execute(question, (group.id,)).fetchall() == [(value,)]:
                    return
            await asyncio.sleep(0.05)


async def refused(stage: Stage, words: str) -> None:
    """Wait until the bot was refused something in these words."""
    async with asyncio.timeout(10):
        while True:
            if any(words in each["description"] for each in await stage.scene.refusals()):
                return
            await asyncio.sleep(0.05)


async def group_with(stage: Stage, title: str, *, forum: bool = False) -> tuple[Group, User]:
    """Bring a group with one administrator who has started the bot."""
    admin = await stage.reader()
    await admin.says("/start")
    await admin.sees("")
    group = await stage.scene.group(title, [admin], administrators=[admin], forum=forum)
    await known(stage, group, "by_user", admin.id)
    return group, admin


async def in_topic(reader: User, group: Group, topic: int) -> list[str]:
    """Return what was said in a topic."""
    found = await reader.messages(group)
    return [m.text for m in found if m.raw.get("message_thread_id") == topic]


async def test_who_brought_the_bot_manages_the_group_from_the_private_chat(stage: Stage) -> None:
    """The list, the screen of the group in the private chat, a choice, the end, the way back."""
    group, admin = await group_with(stage, "Жильцы")
    await admin.says("/chats")
    await admin.sees("Группы и каналы")
    await admin.presses("Жильцы")
    await admin.sees("не подписан")
    await admin.presses("Подписаться")
    screen = await admin.sees("Жильцы")
    assert screen.button("Дайджест")
    await admin.presses("Дайджест", on=screen)
    await admin.sees("08:00")
    await admin.says("/digest", in_chat=group)  # the group is what was subscribed
    await admin.sees("", in_chat=group)
    await admin.presses("Все чаты")
    await admin.sees("Группы и каналы")
    await admin.presses("Жильцы")
    await admin.sees("дайджесты")
    await admin.presses("Отписаться")
    await admin.sees("не подписан")


async def test_rights_are_asked_of_telegram_at_every_press(stage: Stage) -> None:
    """Who is no administrator any more can press nothing, and no longer sees the group."""
    group, admin = await group_with(stage, "Совет дома")
    other = await stage.reader()
    await admin.says("/chats")
    listing = await admin.sees("Группы и каналы")
    await admin.presses("Совет дома", on=listing)
    opened = await admin.sees("не подписан")
    wish = {"chat": group.id, "by": other.id, "user": admin.id, "status": "member"}
    await stage.scene.post("member", **wish)
    pressed = await admin.presses("Подписаться", on=opened)
    assert pressed.text
    assert "не подтверждает" in pressed.text
    await admin.says("/chats")
    assert not (await admin.sees("")).button("Совет дома")
    await other.says("/chats")
    answer = await other.sees("Не знаю ни одной")
    assert any("startgroup" in (button.url or "") for button in answer.buttons)


async def test_an_administrator_finds_a_channel_that_another_one_brought_the_bot_into(
    stage: Stage,
) -> None:
    """Telegram's word counts, not who added the bot; anonymous ones are administrators too."""
    owner, editor = await stage.reader(), await stage.reader()
    people = [owner, editor]
    channel = await stage.scene.channel("Ведомости", people, administrators=people)
    await known(stage, channel, "by_user", owner.id)
    await editor.says("/chats")
    await editor.sees("Группы и каналы")
    await editor.presses("Ведомости")
    await editor.sees("Ведомости")


async def test_a_group_begins_with_the_language_of_who_brought_the_bot(stage: Stage) -> None:
    """Kazakh, chosen in the private chat, though that person's Telegram speaks Russian."""
    admin = await stage.reader()
    await admin.says("/start")
    await admin.says("/settings")
    await admin.sees("Язык")
    await admin.presses("Қазақша")
    await admin.sees("Тіл")
    group = await stage.scene.group("Көрші", [admin], administrators=[admin])
    await admin.says("/subscribe", in_chat=group)
    await admin.sees("Дайын", in_chat=group)


async def test_lost_rights_pause_a_group_and_what_waited_comes_as_one_digest(stage: Stage) -> None:
    """Muted: nothing is tried; back again: one digest of what waited, the settings are there."""
    group, admin = await group_with(stage, "Молчащие")
    await admin.says("/subscribe лимит 1", in_chat=group)
    await admin.sees("Готово", in_chat=group)
    await published(stage, "Мост закрыли на ремонт")
    await admin.sees("Мост закрыли", in_chat=group, within=15)
    await published(stage, "Хлебозавод отметил юбилей")  # over the limit: waits for the morning
    await admin.mutes_bot(group)
    await known(stage, group, "closed", "muted")
    await admin.says("/chats")
    assert (await admin.sees("мне нельзя")).button("⏸ Молчащие")
    before = len(await stage.scene.refusals())
    await published(stage, "Реку очистили от ила")
    await admin.sees_nothing(for_=1.5, in_chat=group)
    assert len(await stage.scene.refusals()) == before
    await admin.adds_bot(group)
    digest = await admin.sees("Хлебозавод", in_chat=group, within=15)
    assert "нельзя было" in digest.text or "лимит" in digest.text
    assert "Реку очистили" not in digest.text
    admin.mark = digest.seq
    await admin.sees_nothing(for_=2, in_chat=group)
    await admin.says("/subscribe", in_chat=group)
    await admin.sees("до 1 сообщения", in_chat=group)


async def test_a_group_that_threw_the_bot_out_gets_its_settings_back(stage: Stage) -> None:
    """The service message about the removal does not open it again; being added does."""
    group, admin = await group_with(stage, "Переменчивые")
    await admin.says("/subscribe 09:15", in_chat=group)
    await admin.sees("09:15", in_chat=group)
    await admin.kicks_bot(group)
    await known(stage, group, "closed", "kicked")
    before = len(await stage.scene.refusals())
    await published(stage, "Открыли новый парк у реки")
    await known(stage, group, "closed", "kicked")
    assert len(await stage.scene.refusals()) == before
    await admin.adds_bot(group)
    await admin.says("/subscribe", in_chat=group)
    await admin.sees("09:15", in_chat=group)


async def test_stories_go_to_the_topic_in_which_the_group_was_subscribed(stage: Stage) -> None:
    """Answers stay in the topic; a closed topic waits, an open one gets it as one digest."""
    group, admin = await group_with(stage, "Форум", forum=True)
    topic = await admin.begins_topic("Новости", in_chat=group)
    await admin.says("/subscribe", in_chat=group, topic=topic)
    await admin.sees("Готово", in_chat=group)
    assert any("Готово" in text for text in await in_topic(admin, group, topic))
    await published(stage, "Рынок переехал к вокзалу")
    await admin.sees("Рынок переехал", in_chat=group, within=15)
    assert any("Рынок переехал" in text for text in await in_topic(admin, group, topic))
    await admin.closes_topic(topic, in_chat=group)
    await known(stage, group, "paused_why", "topic")
    before = len(await stage.scene.refusals())
    await published(stage, "Школу построят за год")
    await published(stage, "Театр готовит премьеру")
    admin.mark = (await stage.scene.get("state"))["seq"]
    await admin.sees_nothing(for_=2, in_chat=group)
    assert len(await stage.scene.refusals()) == before
    await admin.says("/chats")
    await admin.presses("Форум", on=await admin.sees("Группы и каналы"))
    await admin.sees("закрыта или удалена")
    await admin.reopens_topic(topic, in_chat=group)
    digest = await admin.sees("Школу построят", in_chat=group, within=15)
    assert "Театр готовит" in digest.text
    assert digest.raw["message_thread_id"] == topic


async def test_a_deleted_topic_pauses_once_and_tells_who_subscribed(stage: Stage) -> None:
    """Two stories, one refusal, one message in private; another topic goes on."""
    group, admin = await group_with(stage, "Клуб", forum=True)
    topic = await admin.begins_topic("Афиша", in_chat=group)
    await admin.says("/subscribe", in_chat=group, topic=topic)
    await admin.sees("Готово", in_chat=group)
    await admin.deletes_topic(topic, in_chat=group)
    await published(stage, "Каток откроют в декабре")
    told = await admin.sees("закрыта или удалена", within=15)
    assert "Клуб" in told.text
    await published(stage, "Набережную осветят")
    admin.mark = told.seq
    await admin.sees_nothing(for_=2)
    refusals = await stage.scene.refusals()
    assert sum("thread not found" in each["description"] for each in refusals) == 1
    other = await admin.begins_topic("Разное", in_chat=group)
    await admin.says("/subscribe", in_chat=group, topic=other)
    digest = await admin.sees("Каток откроют", in_chat=group, within=15)
    assert re.search("Набережную осветят", digest.text)
    assert digest.raw["message_thread_id"] == other


async def test_a_channel_without_the_right_to_post_waits_for_it(stage: Stage) -> None:
    """The bot is told of the right it lost, and tries nothing until it has it again."""
    editor = await stage.reader()
    channel = await stage.scene.channel("Листок", [editor], administrators=[editor])
    await editor.says("/subscribe", in_chat=channel)
    await editor.sees("Готово", in_chat=channel)
    await editor.adds_bot(channel, administrator=True, lacks=("can_post_messages",))
    await known(stage, channel, "closed", "muted")
    before = len(await stage.scene.refusals())
    await published(stage, "Мэрия пересчитала лавочки")
    await editor.sees_nothing(for_=1.5, in_chat=channel)
    assert len(await stage.scene.refusals()) == before
    await editor.adds_bot(channel, administrator=True)
    await known(stage, channel, "closed", None)
    await published(stage, "Трамвай пустили до озера")
    await editor.sees("Трамвай пустили", in_chat=channel, within=15)


async def test_commands_where_the_bot_may_not_write_are_no_failure_of_ours(stage: Stage) -> None:
    """Muted, or in a closed topic, it answers nothing and logs nothing as wrong."""
    group, admin = await group_with(stage, "Тихие", forum=True)
    topic = await admin.begins_topic("Закрытая", in_chat=group)
    await admin.closes_topic(topic, in_chat=group)
    await admin.says("/summary", in_chat=group, topic=topic)
    await refused(stage, "TOPIC_CLOSED")
    await admin.mutes_bot(group)
    await known(stage, group, "closed", "muted")
    await admin.says("/summary", in_chat=group)
    await refused(stage, "not enough rights to send text messages")
    async with asyncio.timeout(10):
        await admin.says("/chats")
        while not (await admin.sees("Группы и каналы")).button("⏸ Тихие"):
            await admin.says("/chats")
    assert "a handler failed" not in stage.bot.log


async def test_a_group_has_a_clock_and_a_language_of_its_own(stage: Stage) -> None:
    """Its administrators change both there, by words and by buttons; the digest's hour follows."""
    group, admin = await group_with(stage, "Часовые")
    await admin.says("/subscribe 09:15", in_chat=group)
    screen = await admin.sees("09:15", in_chat=group)
    assert "Алматы" in screen.text
    await admin.says("/settings Берлин", in_chat=group)
    settings = await admin.sees("Europe/Berlin", in_chat=group, within=30)
    await admin.presses("English", on=settings)
    await admin.sees("Settings", in_chat=group)
    await admin.presses("Back", on=await admin.sees("Settings", in_chat=group))
    screen = await admin.sees("Updates", in_chat=group)
    assert "Berlin" in screen.text
    assert "9:15" in screen.text


async def test_a_member_does_not_move_a_group_s_clock(stage: Stage) -> None:
    """By command, by button and by a place on the map: it stays what it was."""
    admin, member = await stage.reader(), await stage.reader()
    group = await stage.scene.group("Постоянные", [admin, member], administrators=[admin])
    await member.says("/settings Берлин", in_chat=group)
    await member.sees_nothing(for_=0.5, in_chat=group)  # it may be meant for another bot
    await member.says("/settings@svodka_sandbox_bot Берлин", in_chat=group)
    await member.sees("только администраторы", in_chat=group)
    await admin.says("/settings", in_chat=group)
    settings = await admin.sees("Настройки", in_chat=group)
    refused = await member.presses("English", on=settings)
    assert "администраторы" in (refused.text or "")
    await admin.says("/settings", in_chat=group)
    assert "Asia/Almaty" in (await admin.sees("Настройки", in_chat=group)).text


async def test_a_channel_s_clock_and_language_are_set_from_the_private_chat(stage: Stage) -> None:
    """By the button of its screen; and what answers that screen, words or a place, is for it."""
    editor = await stage.reader()
    await editor.says("/start")
    await editor.sees("")
    channel = await stage.scene.channel("Хабарлар", [editor], administrators=[editor])
    await known(stage, channel, "by_user", editor.id)
    await editor.says("/chats")
    await editor.presses("Хабарлар", on=await editor.sees("Группы и каналы"))
    await editor.presses("Подписаться", on=await editor.sees("не подписан"))
    screen = await editor.sees("Обновления: Хабарлар")
    await editor.presses("Язык и часовой пояс", on=screen)
    settings = await editor.sees("Настройки: Хабарлар")
    await editor.presses("Қазақша", on=settings)
    await known(stage, channel, "language", "kk")
    await editor.says("/settings Стамбул", reply_to=settings)
    await editor.sees("Europe/Istanbul", within=30)
    await known(stage, channel, "timezone", "Europe/Istanbul")
    await editor.sends_location(52.52, 13.40, reply_to=settings)
    await editor.sees("Europe/Berlin", within=30)
    await known(stage, channel, "timezone", "Europe/Berlin")
    await editor.says("/settings")
    assert "Asia/Almaty" in (await editor.sees("Настройки")).text


async def test_a_renamed_group_is_listed_under_its_new_name(stage: Stage) -> None:
    """Whatever is written there tells the name that it has now."""
    group, admin = await group_with(stage, "Вчерашние")
    renamed = {"id": group.id, "type": "supergroup", "title": "Сегодняшние"}
    writer = {"id": admin.id, "is_bot": False, "first_name": admin.name, "language_code": "ru"}
    said = {"message_id": 9_001, "date": 1_790_000_000, "chat": renamed, "from": writer}
    await stage.scene.forges({"message": {**said, "text": "привет"}})
    await known(stage, group, "title", "Сегодняшние")
    await admin.says("/chats")
    assert (await admin.sees("Группы и каналы")).button("Сегодняшние")
