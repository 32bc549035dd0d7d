"""Groups and channels: commands for everyone, changes for administrators, and no noise."""

import pytest

from tests.journeys.conftest import LONG, SEED, Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_group_members_ask_and_are_answered(stage: Stage) -> None:
    """All reading commands answer in a group, as replies."""
    admin, member = await stage.reader(), await stage.reader()
    group = await stage.scene.group("Соседи", members=[admin, member], administrators=[admin])
    for command in ("/summary", "/figures", "/full", "/share"):
        asked = await member.says(f"{command} {SEED}", in_chat=group)
        answer = await member.sees("Накрыли разом", in_chat=group)
        assert answer.reply_to == asked.id
    asked = await member.says("/stories", in_chat=group)
    assert (await member.sees("Новости · ", in_chat=group)).reply_to == asked.id


async def test_full_text_in_a_group_leads_to_private(stage: Stage) -> None:
    """The first page, with a button that opens the private chat."""
    admin = await stage.reader()
    group = await stage.scene.group("Чтение", members=[admin], administrators=[admin])
    await admin.says(f"/full {LONG}", in_chat=group)
    page = await admin.sees("Дорогу построили", in_chat=group)
    assert not page.button("›")
    button = page.button("Читать в личном чате")
    assert button
    assert button.url
    await admin.opens(button.url)
    assert (await admin.sees("Дорогу построили")).button("›")


async def test_only_administrators_subscribe_a_group(stage: Stage) -> None:
    """A member is told so, by command and by button; an administrator decides."""
    admin, member = await stage.reader(), await stage.reader()
    group = await stage.scene.group("Решения", members=[admin, member], administrators=[admin])
    await member.says("/subscribe", in_chat=group)
    await member.sees("только администраторы", in_chat=group)
    await admin.says("/subscribe", in_chat=group)
    screen = await admin.sees("Готово", in_chat=group)
    refused = await member.presses("Отписаться", on=screen)
    assert refused.text
    assert "администраторы" in refused.text
    await admin.presses("Отписаться", on=screen)
    await admin.sees("больше не приходят", in_chat=group)


async def test_groups_hear_no_noise(stage: Stage) -> None:
    """What is not for the bot, or not for groups, is left alone."""
    admin = await stage.reader()
    group = await stage.scene.group("Тишина", members=[admin], administrators=[admin])
    for text in (
        "/nonsense",
        "/forget",
        "/privacy",
        "/help",
        "привет",
        "/search мост",
    ):
        await admin.says(text, in_chat=group)
        await admin.sees_nothing(for_=0.3, in_chat=group)


async def test_group_menu_has_only_what_groups_have(stage: Stage) -> None:
    """The menu in a group offers what works there."""
    admin = await stage.reader()
    group = await stage.scene.group("Меню", members=[admin], administrators=[admin])
    assert "forget" not in await admin.menu(group)
    assert "summary" in await admin.menu(group)


async def test_group_that_becomes_a_supergroup_stays_subscribed(stage: Stage) -> None:
    """Its settings move with it (F18)."""
    admin = await stage.reader()
    group = await stage.scene.group("Рост", members=[admin], administrators=[admin], type="group")
    await admin.says("/subscribe", in_chat=group)
    await admin.sees("Готово", in_chat=group)
    grown = await stage.scene.migrates(group)
    await admin.says("/subscribe", in_chat=grown)
    await admin.sees("Обновления", in_chat=grown)


async def test_channel_gets_its_share_without_the_refused_button(stage: Stage) -> None:
    """Telegram refuses sending to a chosen chat from channels: the button is left out."""
    editor = await stage.reader()
    channel = await stage.scene.channel("Лента", members=[editor], administrators=[editor])
    await editor.says(f"/share {SEED}", in_chat=channel)
    shared = await editor.sees("start=s_1", in_chat=channel)
    assert not shared.button("Отправить в чат")
    assert shared.button("Копировать")
