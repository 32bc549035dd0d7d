"""How the chat page shows things, in a real browser, with the bot played by hand."""

import pytest
from playwright.async_api import BrowserContext, expect

from sandbox.server import Sandbox
from tests.sandbox.browser import AIGERIM, PHONE, PYOTR, Robot, Window, covering, keys

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_page_speaks_the_language_of_its_person(window: Window) -> None:
    """The page's words follow the chosen person, and a third person speaks English."""
    await expect(window.page.locator("#note")).to_have_text("Песочница, это не Telegram")
    await window.page.locator("#me").click()
    await window.page.get_by_role("menuitemradio", name="Айгерим").click()
    await expect(window.page.locator("html")).to_have_attribute("lang", "kk")
    await expect(window.page.locator("#foot .big")).to_have_text("Бастау")
    await window.page.locator("#me").click()
    await window.page.get_by_role("menuitem", name="Alice").click()
    await expect(window.page.locator("#foot .big")).to_have_text("Start")


async def test_empty_chat_introduces_the_bot(window: Window, robot: Robot) -> None:
    """Before Start a person reads the bot's description, also when it comes later."""
    await robot.calls("setMyDescription", description="Новости короткими ответами")
    await expect(window.page.locator(".intro")).to_contain_text("Новости короткими ответами")
    await window.page.get_by_role("button", name="Старт").click()
    assert (await robot.hears("message"))["text"] == "/start"
    await expect(window.page.locator(".intro")).to_be_hidden()


async def test_what_is_written_reaches_the_bot(chat: Window, robot: Robot) -> None:
    """Enter sends, Shift+Enter breaks the line, and the bot gets both lines."""
    await chat.page.locator("#input").fill("первая")
    await chat.page.keyboard.press("Shift+Enter")
    await chat.page.keyboard.type("вторая")
    await chat.page.keyboard.press("Enter")
    assert (await robot.hears("message"))["text"] == "первая\nвторая"
    await expect(chat.page.locator("#input")).to_have_value("")
    await expect(chat.page.locator(".mine .text").last).to_contain_text("вторая")


async def test_entities_are_shown(chat: Window, robot: Robot) -> None:
    """Entities become elements at UTF-16 offsets, nested ones inside their outer ones."""
    text = "😀 Жирный курсив, ссылка и тайна"
    entities = [
        covering(text, "Жирный курсив", "bold"),
        covering(text, "курсив", "italic"),
        covering(text, "ссылка", "text_link", url="https://example.org/a"),
        covering(text, "тайна", "spoiler"),
    ]
    await robot.sends(text, entities=entities)
    bubble = await chat.bubble("Жирный")
    await expect(bubble.locator("b")).to_have_text("Жирный курсив")
    await expect(bubble.locator("b > i")).to_have_text("курсив")
    link = bubble.get_by_role("link", name="ссылка")
    await expect(link).to_have_attribute("href", "https://example.org/a")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(link).to_have_attribute("target", "_blank")
    await bubble.locator(".spoiler").click()
    await expect(bubble.locator(".revealed")).to_have_text("тайна")


async def test_expandable_quote_unfolds(chat: Window, robot: Robot) -> None:
    """A long expandable quote shows three lines until it is unfolded; a short one has no button."""
    long, short = "Длинная цитата. " * 60, "Короткая"
    for text in (short, long.strip()):
        await robot.sends(text, entities=[covering(text, text, "expandable_blockquote")])
    short_quote = (await chat.bubble(short)).locator("blockquote")
    await expect(short_quote.get_by_role("button")).to_be_hidden()
    quote = (await chat.bubble("Длинная")).locator("blockquote")
    folded = await quote.bounding_box()
    await quote.get_by_role("button", name="Развернуть цитату").click()
    unfolded = await quote.bounding_box()
    assert folded is not None
    assert unfolded is not None
    assert folded["height"] < 90 < unfolded["height"]
    await expect(quote.get_by_role("button")).to_have_attribute("aria-expanded", "true")


async def test_hostile_text_is_shown_as_typed(chat: Window, robot: Robot) -> None:
    """Markup stays text, and an address that is no web address does not become a link."""
    text = "<b>жирно</b> <img src=x onerror=alert(1)> нажми меня"
    script = {"type": "text_link", "url": "javascript:alert(1)"}
    forged = {**covering(text, "нажми меня", "text_link"), **script}
    await robot.sends("место")
    await chat.bubble("место")
    render = """async ([text, entity]) => {
        const { textNodes } = await import("/entities.js");
        const box = document.createElement("article");
        box.className = "message";
        box.append(...textNodes(text, [entity], {}));
        document.getElementById("log").append(box);
    }"""
    await chat.page.evaluate(render, [text, forged])
    bubble = await chat.bubble("нажми меня")
    await expect(bubble).to_have_text(text)
    assert await bubble.locator("a, b, img").count() == 0


async def test_broken_entities_do_no_harm(chat: Window) -> None:
    """Entities that overlap, poke out or are no numbers never lose or repeat a character."""
    render = """async (entities) => {
        const { textNodes } = await import("/entities.js");
        const box = document.createElement("div");
        box.append(...textNodes("абвгдежз", entities, {}));
        return box.textContent;
    }"""
    bold, italic = {"type": "bold"}, {"type": "italic"}
    for entities in (
        [{**bold, "offset": 0, "length": 5}, {**italic, "offset": 3, "length": 5}],
        [{**bold, "offset": 6, "length": 99}, {**italic, "offset": 99, "length": 1}],
        [{**bold, "offset": -3, "length": 5}, {**italic, "offset": "x", "length": None}],
        [{"type": "constructor", "offset": 0, "length": 2}, {**bold, "offset": 1, "length": 0}],
    ):
        assert await chat.page.evaluate(render, entities) == "абвгдежз"


async def test_unread_messages_are_counted(chat: Window, robot: Robot) -> None:
    """A message in a chat that is not open raises its count, and opening the chat clears it."""
    await chat.page.locator("#chats").get_by_role("button", name="Редакция").click()
    await expect(chat.page.locator("#head")).to_contain_text("Редакция")
    await robot.sends("Пока вас не было")
    await expect(chat.page.locator(".badge")).to_have_text("1")
    await chat.page.locator("#chats button", has_text="Пока вас не было").click()
    await chat.bubble("Пока вас не было")
    await expect(chat.page.locator(".badge")).to_have_count(0)


async def test_keyboard_alone_is_enough(window: Window, robot: Robot) -> None:
    """By keys: start, walk to the bot's message, open its menu, reply, press its button."""
    press = window.page.keyboard.press
    await expect(window.page.get_by_role("button", name="Старт")).to_be_focused()
    await press("Enter")
    await window.bubble("/start")
    await expect(window.page.locator("#input")).to_be_focused()
    await robot.forgets()
    await robot.sends("Сводка", reply_markup=keys([{"text": "Цифры", "callback_data": "f"}]))
    bubble = window.page.locator("article.theirs")
    await expect(bubble).to_contain_text("Сводка")
    for _ in range(12):
        await press("Shift+Tab")
        if await bubble.evaluate("node => node === document.activeElement"):
            break
    await expect(bubble).to_be_focused()
    await press("Enter")
    await expect(window.page.get_by_role("menuitem", name="Ответить")).to_be_focused()
    await press("Enter")
    await window.page.keyboard.type("спасибо")
    await press("Enter")
    assert (await robot.hears("message"))["text"] == "спасибо"
    await bubble.get_by_role("button", name="Цифры").focus()
    await press("Enter")
    assert (await robot.hears("callback_query"))["data"] == "f"


async def test_phone_window_has_no_sideways_scroll(
    context: BrowserContext, quiet: Sandbox, robot: Robot
) -> None:
    """At 390 pixels nothing sticks out, and the list and the chat are one step apart."""
    phone = await Window.opened(context, quiet, PHONE)
    await phone.goes(AIGERIM)
    await phone.page.get_by_role("button", name="Бастау").click()
    wide = "я" * 300 + " https://example.org/" + "a" * 300
    row = [{"text": "Очень длинная кнопка " * 3, "callback_data": str(n)} for n in range(3)]
    await robot.sends(wide, to=AIGERIM, reply_markup=keys(row))
    await phone.bubble("яяя")
    assert await phone.overflow() <= 0
    await phone.page.get_by_role("button", name="Чаттарға").click()
    await expect(phone.page.locator("#chats")).to_be_visible()
    await expect(phone.page.locator("#conversation")).to_be_hidden()
    await phone.page.locator("#chats").get_by_role("button", name="яяя").click()
    await expect(phone.page.locator("#conversation")).to_be_visible()
    assert phone.errors == []
    await phone.page.close()


async def test_long_message_is_read_from_its_beginning(chat: Window, robot: Robot) -> None:
    """A message taller than the window opens at its first line, with the way down in sight."""
    await robot.sends("Начало\n" + "строка\n" * 60 + "конец")
    bubble = await chat.bubble("Начало")
    await expect(chat.page.get_by_role("button", name="К последним сообщениям")).to_be_visible()
    top, head = await bubble.bounding_box(), await chat.page.locator("#head").bounding_box()
    assert top is not None
    assert head is not None
    assert abs(top["y"] - head["y"] - head["height"]) < 4


async def test_a_thousand_messages_stay_quick(window: Window, quiet: Sandbox) -> None:
    """A chat of 1,000 messages opens at its end, and scrolling it lays out only what is seen."""
    world = quiet.world
    for number in range(1000):
        world.post(world.chats[PYOTR], world.bot.id, {"text": f"Сообщение {number}. " * 20})
    await window.bubble("Сообщение 999")
    await window.goes()
    await window.page.reload()
    await expect(await window.bubble("Сообщение 999")).to_be_in_viewport()
    frames = """async () => {
        const scroller = document.getElementById("scroller");
        const times = [];
        for (let frame = 0; frame < 40; frame += 1) {
            const start = performance.now();
            scroller.scrollTop -= 900;
            scroller.getBoundingClientRect();
            document.querySelector("article").offsetTop;
            times.push(performance.now() - start);
            await new Promise(requestAnimationFrame);
        }
        return times.sort((a, b) => a - b)[20];
    }"""
    assert await window.page.evaluate(frames) < 30  # milliseconds, the median; 2 on a free machine
