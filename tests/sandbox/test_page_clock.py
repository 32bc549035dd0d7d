"""The page's clock, in a real browser: a newcomer goes to tomorrow."""

from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from tests.sandbox.browser import PYOTR, Robot, Window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def move(window: Window, choice: str) -> None:
    await window.page.locator("#clock").click()
    await window.page.get_by_role("menuitem", name=choice).click()


async def test_an_hour_ahead_is_shown_and_messages_carry_it(chat: Window, robot: Robot) -> None:
    """The clock and the dates of messages go an hour ahead, and come back."""
    await expect(chat.page.locator("#clock")).not_to_have_class("ahead")
    await move(chat, "+1 час")
    there = datetime.now().astimezone() + timedelta(hours=1)
    await expect(chat.page.locator("#clock")).to_contain_text(f"{there:%H:}")
    sent = await robot.calls("sendMessage", chat_id=PYOTR, text="через час")
    assert abs(sent["date"] - there.timestamp()) < 30
    await move(chat, "Настоящее время")
    assert await robot.ahead() == 0


async def test_tomorrow_morning_makes_today_yesterday(chat: Window, robot: Robot) -> None:
    """One press leads to eight o'clock of the next day; what was said today was said yesterday."""
    await expect(chat.page.locator(".day")).to_have_text(["Сегодня"])
    await move(chat, "Завтра, 08:00")
    await expect(chat.page.locator("#clock")).to_contain_text("Завтра, 08:00")
    await expect(chat.page.locator(".day")).to_have_text(["Вчера"])
    morning = datetime.now().astimezone() + timedelta(seconds=await robot.ahead())
    expected = (datetime.now().astimezone() + timedelta(days=1)).replace(hour=8, minute=0, second=0)
    assert abs(morning - expected) < timedelta(seconds=30)
    await robot.sends("Доброе утро")
    await expect(chat.page.locator(".day")).to_have_text(["Вчера", "Сегодня"])
    await expect(await chat.bubble("Доброе утро")).to_contain_text("08:0")


async def test_a_clock_moved_elsewhere_is_followed_and_kept_on_opening_anew(
    chat: Window, robot: Robot
) -> None:
    """Two windows show one time, and so does a window that is opened later."""
    await robot.moves_clock(86_400)
    await expect(chat.page.locator("#clock")).to_contain_text("Завтра")
    await chat.page.reload()
    await expect(chat.page.locator("#clock")).to_contain_text("Завтра")
