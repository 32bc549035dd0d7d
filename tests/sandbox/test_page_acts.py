"""What a person does on the chat page, in a real browser, with the bot played by hand."""

import pytest
from playwright.async_api import FilePayload, expect

from tests.sandbox.browser import PYOTR, Robot, Window, covering, keys

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

COMMANDS = [
    {"command": "summary", "description": "Кратко"},
    {"command": "stories", "description": "Все истории"},
    {"command": "figures", "description": "Цифры"},
]


async def test_button_is_answered_and_message_edited_in_place(chat: Window, robot: Robot) -> None:
    """A press reaches the bot, its notice is shown, and an edit changes the bubble it stands in."""
    markup = keys([{"text": "Цифры", "callback_data": "f:1"}])
    id_ = await robot.sends("Сводка", reply_markup=markup)
    await (await chat.bubble("Сводка")).get_by_role("button", name="Цифры").click()
    query = await robot.hears("callback_query")
    assert query["data"] == "f:1"
    count = await chat.page.locator("article.message").count()
    await robot.calls(
        "editMessageText", chat_id=PYOTR, message_id=id_, text="Восемь цифр", reply_markup=markup
    )
    await robot.calls("answerCallbackQuery", callback_query_id=query["id"], text="Вот цифры")
    await chat.toast("Вот цифры")
    bubble = await chat.bubble("Восемь цифр")
    await expect(bubble).to_contain_text("изменено")
    assert await chat.page.locator("article.message").count() == count
    await expect(bubble.get_by_role("button", name="Цифры")).to_be_focused()


async def test_alert_waits_for_the_person(chat: Window, robot: Robot) -> None:
    """An answer with show_alert is a dialog that Escape closes."""
    await robot.sends("Вопрос", reply_markup=keys([{"text": "Да?", "callback_data": "y"}]))
    await (await chat.bubble("Вопрос")).get_by_role("button", name="Да?").click()
    query = await robot.hears("callback_query")
    await robot.calls(
        "answerCallbackQuery", callback_query_id=query["id"], text="Нельзя", show_alert=True
    )
    dialog = chat.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Нельзя")
    await chat.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def test_copy_button_copies(chat: Window, robot: Robot) -> None:
    """A copy button puts its text into the clipboard and says so."""
    button = {"text": "Копия", "copy_text": {"text": "Накрыли разом\nпросто текст"}}
    await robot.sends("Текст", reply_markup=keys([button]))
    await (await chat.bubble("Текст")).get_by_role("button", name="Копия").click()
    await chat.toast("Скопировано")
    assert await chat.copied() == "Накрыли разом\nпросто текст"


async def test_deep_link_is_followed_inside(chat: Window, robot: Robot) -> None:
    """A link to the bot with a payload presses Start with it, without leaving the page."""
    text = "Читать целиком"
    url = "https://t.me/svodka_sandbox_bot?start=s_7"
    await robot.sends(text, entities=[covering(text, text, "text_link", url=url)])
    await (await chat.bubble(text)).get_by_role("link").click()
    assert (await robot.hears("message"))["text"] == "/start s_7"


async def test_command_menu_lists_commands(chat: Window, robot: Robot) -> None:
    """Typing "/" lists what setMyCommands registered; keys narrow it, choose and send."""
    await robot.calls("setMyCommands", commands=COMMANDS)
    await expect(chat.page.get_by_role("button", name="Команды бота")).to_be_visible()
    await chat.page.locator("#input").press_sequentially("/")
    options = chat.page.get_by_role("option")
    await expect(options).to_have_text(["/summaryКратко", "/storiesВсе истории", "/figuresЦифры"])
    await chat.page.keyboard.type("s")
    await expect(options).to_have_count(2)
    await chat.page.keyboard.press("ArrowDown")
    await chat.page.keyboard.press("Enter")
    assert (await robot.hears("message"))["text"] == "/stories"


async def test_inline_mode_sends_a_result(chat: Window, robot: Robot) -> None:
    """`@bot words` asks the bot, lists its results, and the chosen one is sent via the bot."""
    await chat.page.locator("#input").fill("@svodka_sandbox_bot торговля")
    query = await robot.hears("inline_query")
    assert query["query"] == "торговля"
    content = {"message_text": "Сводка из поиска"}
    article = {"type": "article", "id": "1", "title": "Накрыли разом"}
    results = [{**article, "input_message_content": content}]
    await robot.calls("answerInlineQuery", inline_query_id=query["id"], results=results)
    await expect(chat.page.get_by_role("option")).to_contain_text("Накрыли разом")
    await chat.page.keyboard.press("Enter")
    await expect(await chat.bubble("Сводка из поиска")).to_contain_text("через @svodka_sandbox_bot")


async def test_reply_edit_and_delete(chat: Window, robot: Robot) -> None:
    """A person answers a message of the bot, mends the answer and takes it back."""
    id_ = await robot.sends("Какая история?")
    await chat.opens_menu("Какая история?", "Ответить")
    await chat.writes("третья")
    assert (await robot.hears("message"))["reply_to_message"]["message_id"] == id_
    await expect((await chat.bubble("третья")).locator(".stub")).to_contain_text("Какая история?")
    await expect(chat.page.locator("#input")).to_have_value("")  # emptied once it was sent
    await chat.page.keyboard.press("ArrowUp")
    await expect(chat.page.locator("#input")).to_have_value("третья")
    await chat.writes("четвёртая")
    assert (await robot.hears("edited_message"))["text"] == "четвёртая"
    await chat.opens_menu("четвёртая", "Удалить")
    await expect(chat.page.locator(".mine", has_text="четвёртая")).to_have_count(0)


async def test_forwarding_to_another_chat(chat: Window, robot: Robot) -> None:
    """The forward dialog sends a message to another person, who sees where it is from."""
    await robot.calls("setMyName", name="Сводка")
    await robot.sends("Важная новость")
    await chat.opens_menu("Важная новость", "Переслать")
    await chat.page.get_by_role("dialog").get_by_role("button", name="Айгерим").click()
    await chat.toast("Переслано: Айгерим")
    await chat.page.locator("#chats").get_by_role("button", name="Айгерим").click()
    await expect(await chat.bubble("Важная новость")).to_contain_text("Переслано от: Сводка")


async def test_file_is_sent(chat: Window, robot: Robot) -> None:
    """A file that was chosen is looked at, given a caption, and reaches the bot."""
    file = FilePayload(name="статья.txt", mimeType="text/plain", buffer="Статья".encode())
    await chat.page.locator("input[type=file]").set_input_files([file])
    await chat.page.get_by_role("textbox", name="Подпись").fill("Прочти")
    await chat.page.keyboard.press("Enter")
    message = await robot.hears("message")
    assert message["document"]["file_name"] == "статья.txt"
    assert message["caption"] == "Прочти"
    await expect(await chat.bubble("статья.txt")).to_contain_text("Прочти")


async def test_blocking_and_unblocking_the_bot(chat: Window, robot: Robot) -> None:
    """Blocking takes the input away and tells the bot; unblocking brings it back."""
    await chat.page.locator("#head").get_by_role("button", name="Ещё").click()
    await chat.page.get_by_role("menuitem", name="Заблокировать бота").click()
    assert (await robot.hears("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await chat.page.get_by_role("button", name="Разблокировать").click()
    assert (await robot.hears("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(chat.page.locator("#input")).to_be_visible()


async def test_group_commands_name_the_bot(chat: Window, robot: Robot) -> None:
    """In the group a command from the menu is addressed to the bot, and senders are named."""
    await robot.calls("setMyCommands", commands=COMMANDS)
    await chat.page.locator("#chats").get_by_role("button", name="Редакция").click()
    await expect(chat.page.locator("#head")).to_contain_text("вы администратор")
    await chat.writes("/figures")
    message = await robot.hears("message")
    assert message["text"] == "/figures@svodka_sandbox_bot"
    await robot.calls("setMyName", name="Сводка")
    await robot.sends("Вот они", to=message["chat"]["id"])
    await expect((await chat.bubble("Вот они")).locator(".sender")).to_have_text("Сводка")


async def test_place_is_sent_from_the_attach_menu(chat: Window, robot: Robot) -> None:
    """A city is one press away, any other place is two numbers; both are shown as places."""
    await chat.page.get_by_role("button", name="Прикрепить").click()
    await chat.page.get_by_role("menuitem", name="Геопозиция").click()
    await chat.page.get_by_role("dialog").get_by_role("button", name="Астана").click()
    assert (await robot.hears("message"))["location"] == {"latitude": 51.1801, "longitude": 71.446}
    await chat.bubble("51.1801, 71.4460")
    await chat.page.get_by_role("button", name="Прикрепить").click()
    await chat.page.get_by_role("menuitem", name="Геопозиция").click()
    await chat.page.get_by_role("spinbutton", name="Широта").fill("91")
    await chat.page.get_by_role("spinbutton", name="Долгота").fill("-0.5")
    send = chat.page.get_by_role("dialog").get_by_role("button", name="Отправить")
    await send.click()  # the browser says that 91 is too much
    await chat.page.get_by_role("spinbutton", name="Широта").fill("-12")
    await send.click()
    assert (await robot.hears("message"))["location"] == {"latitude": -12, "longitude": -0.5}


async def test_topics_are_begun_read_apart_closed_and_deleted(chat: Window, robot: Robot) -> None:
    """A chip a topic: what is said in one is not seen in another, and goes where it was said."""
    page = chat.page
    await page.locator("#chats").get_by_role("button", name="Редакция").click()
    await chat.chooses_from_head("Включить темы")
    await expect(page.get_by_role("tab")).to_have_text(["Общая"])
    await chat.chooses_from_head("Новая тема")
    await page.get_by_role("textbox", name="Название темы").fill("Дневник")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("tab", selected=True)).to_have_text("Дневник")
    await chat.writes("/summary")
    message = await robot.hears("message")
    while "text" not in message:
        message = await robot.hears("message")
    topic, group = message["message_thread_id"], message["chat"]["id"]
    await robot.sends("в теме", to=group, message_thread_id=topic)
    await chat.bubble("в теме")
    await robot.sends("в общей", to=group)
    await page.get_by_role("tab", name="Общая").click()
    await chat.bubble("в общей")
    await expect(page.locator("article.message", has_text="в теме")).to_have_count(0)
    await page.get_by_role("tab", name="Дневник").click()
    await expect(page.locator("article.message", has_text="в общей")).to_have_count(0)
    await chat.chooses_from_head("Закрыть тему")
    await expect(page.locator(".service").last).to_have_text("Тема закрыта")
    await chat.chooses_from_head("Удалить тему")
    await expect(page.get_by_role("tab")).to_have_text(["Общая"])


async def test_administrator_mutes_the_bot_and_lets_it_write_again(
    chat: Window, robot: Robot
) -> None:
    """The menu of a group takes the right to write from the bot, and gives it back."""
    await chat.page.locator("#chats").get_by_role("button", name="Редакция").click()
    await chat.chooses_from_head("Запретить боту писать")
    assert (await robot.hears("my_chat_member"))["new_chat_member"]["status"] == "restricted"
    await chat.chooses_from_head("Разрешить боту писать")
    assert (await robot.hears("my_chat_member"))["new_chat_member"]["status"] == "member"
