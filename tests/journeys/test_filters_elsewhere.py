"""Filters of a group or channel: listed, tried and saved from the private chat."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from sandbox.client import Group
from sandbox.seen import Seen
from sandbox.user import User
from tests.journeys.conftest import Stage
from views.language import LANGUAGES, catalogue

pytestmark = pytest.mark.asyncio(loop_scope="session")

languages = pytest.mark.parametrize("language", LANGUAGES)


#: Channels that a test has subscribed, each with who may end that.
_SUBSCRIBED: list[tuple[Group, User]] = []


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def _ended() -> AsyncIterator[None]:
    """End what was subscribed: every story of later journeys would go there, too."""
    yield
    while _SUBSCRIBED:
        channel, editor = _SUBSCRIBED.pop()
        await editor.says("/unsubscribe", in_chat=channel)
        await editor.sees("", in_chat=channel)


async def channel_of(stage: Stage, title: str, language: str = "ru") -> tuple[Group, User]:
    """Bring a channel whose administrator has started the bot, and subscribe it."""
    editor = await stage.reader(language)
    await editor.says("/start")
    await editor.sees("")
    channel = await stage.scene.channel(title, [editor], administrators=[editor])
    say = catalogue(language)
    for _ in range(100):
        if await listed(editor, title):
            break
        await asyncio.sleep(0.05)
    await editor.presses(title)
    await editor.presses(say("Get updates"), on=await editor.sees(title))
    await editor.sees(f"{say('Updates')}: {title}")
    _SUBSCRIBED.append((channel, editor))
    return channel, editor


async def listed(editor: User, title: str) -> bool:
    """Ask for the list of chats; tell whether one is in it."""
    await editor.says("/chats")
    return (await editor.sees("")).button(title) is not None


async def opened(editor: User, title: str) -> Seen:
    """Open the filter of a chat: its screen, what it wants, its words."""
    say = catalogue(editor.language)
    await editor.says("/chats")
    await editor.presses(title, on=await editor.sees(say("Groups and channels")))
    await editor.presses(say("What: topics, words"), on=await editor.sees(title))
    await editor.presses(say("Words, people, places"), on=await editor.sees(say("What")))
    return await editor.sees(f"{say('What')}: {title}")


@languages
async def test_a_filter_written_as_an_answer_is_tried_and_saved_for_that_chat(
    stage: Stage, language: str
) -> None:
    """The screen says how; the trial names the chat; the own chat stays as it was."""
    say, title = catalogue(language), f"Ведомости {language}"
    _, editor = await channel_of(stage, title, language)
    await editor.says("/subscribe")
    await editor.sees(say("every story"))
    screen = await opened(editor, title)
    assert say("Write it as an answer to this message: then it is for this chat.") in screen.text
    await editor.says("/filters +Астана −спорт", reply_to=screen)
    trial = await editor.sees(say("Trial"))
    assert title in trial.text
    await editor.presses(say("Save"), on=trial)
    saved = await editor.sees("«Астана»")
    assert (saved.id, title in saved.text) == (trial.id, True)
    await editor.says("/filters")
    own = await editor.sees(say("What"))
    assert say("every story") in own.text
    assert title not in own.text


async def test_a_managed_filter_is_added_to_and_taken_apart_in_place(stage: Stage) -> None:
    """By answering what was just saved; each term goes by its button; the way back is there."""
    channel, editor = await channel_of(stage, "Афиша")
    await editor.says("/filters +театр", reply_to=await opened(editor, "Афиша"))
    await editor.presses("Сохранить", on=await editor.sees("Проба"))
    saved = await editor.sees("«театр»")
    await editor.says("/filters +музей", reply_to=saved)
    await editor.presses("Добавить", on=await editor.sees("Проба"))
    both = await editor.sees("«театр», «музей»")
    await editor.presses("✕ + «театр»", on=both)
    left = await editor.sees("«музей»")
    assert "театр" not in left.text.split("\n\n")[1]
    await editor.says("/filters", reply_to=left)
    again = await editor.sees("Что: Афиша")
    assert "«музей»" in again.text
    await editor.presses("← Назад", on=again)
    await editor.sees("Обновления: Афиша")
    await editor.says("/filters", in_chat=channel)
    await editor.sees("«музей»", in_chat=channel)


async def test_an_answer_to_the_list_of_chats_means_none_of_them(stage: Stage) -> None:
    _, editor = await channel_of(stage, "Один")
    await editor.says("/chats")
    listing = await editor.sees("Группы и каналы")
    await editor.says("/filters +горы", reply_to=listing)
    assert "Один" not in (await editor.sees("Проба")).text


async def test_a_dropped_trial_saves_nothing_for_the_chat(stage: Stage) -> None:
    _, editor = await channel_of(stage, "Черновик")
    await editor.says("/filters +море", reply_to=await opened(editor, "Черновик"))
    await editor.presses("Не сохранять", on=await editor.sees("Проба"))
    await editor.sees("Ничего не сохранено")
    assert "все новости" in (await opened(editor, "Черновик")).text


async def test_an_hour_written_as_an_answer_is_that_of_the_chat(stage: Stage) -> None:
    """Any hour can be written, as in one's own chat; ending is the chat's, too."""
    _, editor = await channel_of(stage, "Утро")
    await editor.says("/chats")
    await editor.presses("Утро", on=await editor.sees("Группы и каналы"))
    screen = await editor.sees("Обновления: Утро")
    await editor.says("/subscribe 07:45 будни", reply_to=screen)
    changed = await editor.sees("дайджесты в 07:45, по будням")
    assert "Обновления: Утро" in changed.text
    await editor.says("/subscribe абырвалг", reply_to=changed)
    await editor.sees("абырвалг")
    await editor.says("/unsubscribe", reply_to=changed)
    ended = await editor.sees("не подписан")
    assert "Утро" in ended.text
    await editor.says("/unsubscribe")
    await editor.sees("Этот чат не подписан")  # the own chat never was


async def test_f31_who_does_not_administer_the_chat_any_more_saves_nothing(stage: Stage) -> None:
    """An answer to an old screen, and an old trial's button, are refused."""
    channel, editor = await channel_of(stage, "Бывшие")
    other = await stage.reader()
    await stage.scene.post(
        "member", chat=channel.id, by=editor.id, user=other.id, status="administrator"
    )
    screen = await opened(editor, "Бывшие")
    await editor.says("/filters +лес", reply_to=screen)
    trial = await editor.sees("Проба")
    wish = {"chat": channel.id, "by": other.id, "user": editor.id, "status": "member"}
    await stage.scene.post("member", **wish)
    _SUBSCRIBED[:] = [(channel, other)]
    for command in ("/filters +лес", "/filters", "/subscribe 07:45", "/unsubscribe"):
        await editor.says(command, reply_to=screen)
        await editor.sees("не подтверждает")
    pressed = await editor.presses("Сохранить", on=trial)
    assert "устарела" in (pressed.text or "")
    await other.says("/chats")
    await other.presses("Бывшие", on=await other.sees("Группы и каналы"))
    await other.presses("Что: темы, слова", on=await other.sees("Обновления: Бывшие"))
    assert "все новости" in (await other.sees("Что")).text
