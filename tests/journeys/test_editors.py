"""Editors look after sources in the private chat; for everybody else that does not exist."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from handlers.haste import SECONDS
from sandbox.client import SandboxClient
from sandbox.seen import Seen
from sandbox.server import Sandbox
from sandbox.user import User
from tests.journeys.test_reading_for_oneself import HTML, TITLE
from tests.running import BotProcess, running_bot
from tests.sources.newsstand import Feed
from tests.sources.sites import Site
from tests.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>Вестник Прииртышья</title><link>{home}</link>
<item><title>Первая</title><link>{home}1</link><guid>1</guid></item></channel></rss>"""


POST = (
    "Школу открыли в Экибастузе\n\nВ Экибастузе открыли школу на 600 учеников. Строили её два года."
    "\n\nНа здание ушло 2 млрд тенге, сообщил акимат. Учиться в ней будут в одну смену, обещает"
    " директор школы Айгуль Серикова."
)

#: Six events that have nothing in common.
EVENTS = (
    ("Мост через Иртыш закрыли на ремонт",
     "Мост через Иртыш закрыли до 15 октября. Объезд составит 40 километров."),
    ("Школьница из Актау выиграла олимпиаду по химии",
     "Ученица 11 класса Дана Сейткали набрала 98 баллов. Ей вручили грант на 4 млн тенге."),
    ("В Таразе подешевел хлеб",
     "Буханка стоит теперь 140 тенге вместо 155. Пекарни получили муку из резерва."),
    ("Спасатели сняли рыбаков с льдины",
     "Девять рыбаков унесло на льдине от берега Балхаша. Вертолёт забрал их через 3 часа."),
    ("Театр кукол поставил сказку о волке",
     "Премьера собрала 320 зрителей. Кукол мастера делали 7 месяцев, рассказал режиссёр."),
    ("Налог на старые машины отменят",
     "Депутаты поддержали поправку в первом чтении: за неё проголосовали 74 человека."),
)  # fmt: skip


class Office:
    """The scene with an editor, a reader, the bot and a site."""

    def __init__(self, scene: SandboxClient, bot: BotProcess, site: Site, editor: User) -> None:
        self.scene, self.bot, self.site, self.editor = scene, bot, site, editor

    async def adds(self, address: str, title: str) -> Seen:
        """Let the editor add a feed as a source; return its screen."""
        await self.editor.says(f"/add {address}")
        offer = await self.editor.sees(title, within=20)
        await self.editor.presses("Добавить как источник", on=offer)
        return await self.editor.sees("Проверка: в своём ритме")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    """Start it all; the editor is known by the number that ADMIN_IDS names."""
    folder: Path = tmp_path_factory.mktemp("editors")
    async with (
        Sandbox.running() as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
        Site.opened() as site,
    ):
        await scene.limits(on=False)
        editor = await scene.user("Editor", language="ru")
        home = site.url("/")
        site.answers("/feed", FEED.format(home=home).encode(), content_type="application/rss+xml")
        site.answers("/bridge", HTML.encode(), content_type="text/html; charset=utf-8")
        link = f'<link rel="alternate" type="application/rss+xml" href="{home}feed">'
        front = f"<html><head>{link}</head>"
        site.answers("/", front.encode(), content_type="text/html; charset=utf-8")
        async with running_bot(
            sandbox,
            database=folder / "svodka.db",
            FETCH_ALLOW=f"{site.address}:{site.port}",
            ADMIN_IDS=str(editor.id),
        ) as bot:
            yield Office(scene, bot, site, editor)
            assert await scene.refusals(loud=True) == []


async def test_a_page_becomes_a_story(office: Office) -> None:
    """For everyone, once: the second time it is known."""
    editor, reader = office.editor, await office.scene.user("Reader")
    await editor.says(f"/add {office.site.url('/bridge')}")
    story = await editor.sees(TITLE, within=20)
    assert story.labels
    await reader.says("/summary")
    await reader.sees(TITLE)
    await editor.says(f"/add {office.site.url('/bridge')}")
    await editor.sees("Это уже новость", within=20)
    await editor.says(f"/add {office.site.url('/bridge')} спорт")
    await editor.sees("Напишите после /add")


async def test_an_editor_sets_a_storys_topic(office: Office) -> None:
    """By its number and any name of the topic; what is no topic is answered with all of them."""
    editor = office.editor
    await editor.says("/topic 1 спорт")
    await editor.sees("Тема новости 1: Спорт")
    await editor.says("/topic 1 чепуха")
    await editor.sees("Экономика")
    await editor.says("/topic 999 спорт")
    await editor.sees("/stories")


async def test_a_sites_feed_is_offered_and_looked_after(office: Office) -> None:
    """Added by a button; paused, resumed, renamed, given a topic, removed and brought back."""
    editor = office.editor
    await editor.says("/sources")
    await editor.sees("Источников пока нет")
    await editor.says(f"/add {office.site.url('/')}")
    offer = await editor.sees("Вестник Прииртышья", within=20)
    await editor.presses("Добавить как источник", on=offer)
    screen = await editor.sees("Проверка: в своём ритме")
    assert "Вестник Прииртышья" in screen.text
    for button, words in (
        ("Пауза", "на паузе"),
        ("Продолжить", "Проверка"),
        ("15 минут", "Проверка: раз в 15 минут"),
        ("1 час", "Проверка: раз в час"),
        ("Полностью", "со страниц: всегда"),
        ("Тема", "Тема всех новостей"),
        ("Спорт", "Тема: Спорт"),
        ("Убрать", "убран"),
        ("Вернуть", "Тема: Спорт"),
    ):
        await editor.presses(button, on=screen)
        screen = await editor.sees(words)
    await editor.says("/sources 1 Наш Вестник")
    await editor.sees("1. Наш Вестник")
    await editor.says("/sources")
    listing = await editor.sees("Наш Вестник")
    await editor.presses("1", on=listing)
    assert (await editor.sees("Переименовать")).id == listing.id


async def test_a_source_is_found_and_renamed_by_a_reply_to_one_of_its_stories(
    office: Office,
) -> None:
    """Where there is no source any more, or never was one, that is said."""
    editor = office.editor
    await asyncio.sleep(SECONDS)  # or on a fast machine the editor would be hasty
    feed = Feed(office.site, "/replied", title="Степные вести")
    feed.publishes("Аким открыл спортзал в ауле")
    await office.adds(feed.url, "Степные вести")
    await eventually(lambda: len(feed.requests) == 2)
    for _ in range(20):  # the feed has been read; its news is stored a moment later
        await editor.says("/summary аким открыл спортзал")
        if "№" in (story := await editor.sees()).text:
            break
        await asyncio.sleep(1)
    await editor.says("/sources", reply_to=story)
    screen = await editor.sees("Степные вести")
    await editor.says("/sources Вести степи", reply_to=story)
    assert "Вести степи" in (await editor.sees("Проверка: в своём ритме")).text
    await editor.presses("Убрать", on=screen)
    await editor.sees("«Вести степи» убран")
    await editor.says("/sources", reply_to=story)
    removed = await editor.sees("«Вести степи» убран")
    assert removed.labels == ["Вернуть"]
    await editor.says("/sources Иное имя", reply_to=story)
    assert "«Вести степи» убран" in (await editor.sees("убран")).text
    await editor.presses("Вернуть", on=removed)
    await editor.sees("Проверка: в своём ритме")
    await editor.says("/summary 1")
    without = await editor.sees("№1 ")
    await editor.says("/sources", reply_to=without)
    await editor.sees("добавлена вручную")


async def test_an_editor_is_told_what_of_a_page_or_feed_is_missing(office: Office) -> None:
    """Half an article is stored with a word; an empty feed is one; a feed is added by /add."""
    editor, site = office.editor, office.site
    offer = '<div class="paywall"><p>Чтобы читать дальше, оформите подписку.</p></div>'
    title = "Музей открыл зал мамонтов"
    text = (
        "В новом зале музея стоят 12 скелетов мамонтов. Их искали у Иртыша 30 лет, рассказала "
        "хранительница Сауле Омарова."
    )
    half = (
        f"<html lang='ru'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{text}</p>{offer}</article></body></html>"
    )
    site.answers("/half", half.encode(), content_type="text/html; charset=utf-8")
    await editor.says(f"/add {site.url('/half')}")
    assert "остальное для подписчиков" in (await editor.sees("овость", within=20)).text
    empty = b"<rss version='2.0'><channel><title>Newborn</title></channel></rss>"
    site.answers("/empty", empty, content_type="application/rss+xml")
    await editor.says(f"/add {site.url('/empty')}")
    await editor.sees("Newborn", within=20)
    await editor.says(site.url("/feed"))
    await editor.sees("/add", within=20)


async def test_what_an_editor_sends_can_be_stored(office: Office) -> None:
    """A file or a forwarded post is read as for anyone, with a button that makes a story of it."""
    editor, reader = office.editor, await office.scene.user("Reader")
    writer = await office.scene.user("Writer")
    channel = await office.scene.channel(
        "Новости Экибастуза", [writer, editor], administrators=[writer], bot="left"
    )
    post = await writer.says(POST, in_chat=channel)
    await editor.forwards(post)
    read = await editor.sees("Школу открыли", within=20)
    await reader.says("/search Школу открыли")
    assert "№" not in (await reader.sees()).text
    await editor.presses("Сохранить как новость", on=read)
    await editor.sees("Сохранено как новость", within=20)
    await reader.says("/full Школу открыли")
    assert "Новости Экибастуза" in (await reader.sees("600 учеников")).text
    await editor.presses("Сохранить как новость", on=read)
    await reader.forwards(post)
    assert not (await reader.sees("Школу открыли", within=20)).labels


async def test_lists_of_feeds_go_in_and_out(office: Office) -> None:
    """What was exported is known when it is imported; what is no list is said to be none."""
    editor = office.editor
    opml = (
        '<opml version="2.0"><body>'
        '<outline text="Лента" xmlUrl="https://news.invalid/rss"/></body></opml>'
    )
    await editor.sends_file("feeds.opml", opml.encode(), caption="/import")
    await editor.sees("1 новый источник", within=20)
    await editor.sends_file("feeds.opml", opml.encode(), caption="/import")
    await editor.sees("1 уже был", within=20)
    await editor.sends_file("feeds.opml", b"no list", caption="/import")
    await editor.sees("не список лент", within=20)
    await editor.says("/export")
    file = await editor.sees()
    assert file.raw["document"]["file_name"] == "svodka.opml"


async def test_a_list_that_came_before_is_taken_by_a_reply_to_it(office: Office) -> None:
    """What of it cannot be used is counted; one feed in two spellings is one."""
    editor = office.editor
    opml = (
        '<opml version="2.0"><body>'
        '<outline text="Одна" xmlUrl="https://one.invalid/rss?utm_source=list"/>'
        '<outline text="Та же" xmlUrl="https://ONE.invalid:443/rss"/>'
        '<outline text="Чужая" xmlUrl="https://user:password@two.invalid/rss"/></body></opml>'
    )
    file = await editor.sends_file("feeds.opml", opml.encode())
    await editor.sees(within=20)  # it is read like any file: there is no article in it
    await editor.says("/import", reply_to=file)
    await editor.sees("1 новый источник. 0 уже было. 1 лента с негодным адресом.", within=20)
    await editor.says("/import")
    await editor.sees("файл OPML")
    await editor.sends_file("feeds.opml", b"<!DOCTYPE opml>" + opml.encode(), caption="/import")
    await editor.sees("DOCTYPE", within=20)


async def test_what_was_held_back_of_a_source_is_shown_by_a_button(office: Office) -> None:
    """More at once than readers are told: the editor is asked, and the rest goes out."""
    editor, reader = office.editor, await office.scene.user("Reader", language="ru")
    feed = Feed(office.site, "/lenta", title="Лента")
    feed.publishes("Было раньше")
    screen = await office.adds(feed.url, "Лента")
    await eventually(lambda: len(feed.requests) == 2)
    for title, text in EVENTS:
        feed.publishes(title, text=text, at=datetime.now(UTC))
    await editor.presses("15 минут", on=screen)
    question = await editor.sees("ещё 1 новость, о которой никому не сообщали", within=60)
    await reader.says("/subscribe")
    await reader.sees()
    await editor.presses("Показать", on=question)
    await editor.sees("Рассылаю 1 новость")
    await reader.sees(EVENTS[0][0], within=20)
    assert not any(EVENTS[1][0] in message.text for message in await reader.messages())


async def test_a_source_that_was_paused_for_its_failures_goes_on_by_a_button(
    office: Office,
) -> None:
    """It says for the third time that it is gone; the editor knows better."""
    editor = office.editor
    # All tests here are one editor's: on a fast machine they would be hasty (`handlers.haste`).
    await asyncio.sleep(SECONDS)
    feed = Feed(office.site, "/gone", title="Былое")
    feed.publishes("Было раньше")
    screen = await office.adds(feed.url, "Былое")
    await eventually(lambda: len(feed.requests) == 2)
    feed.site.answers(feed.path, b"", 410)
    for count, button in enumerate(("15 минут", "1 час", "6 часов"), 3):
        await editor.presses(button, on=screen)
        await eventually(lambda count=count: len(feed.requests) == count)  # type: ignore[misc]
    told = await editor.sees("«Былое» давно не отвечает и поставлен на паузу", within=20)
    feed.serves()
    await editor.presses("Продолжить", on=told, seconds=20)
    assert (await editor.sees("Проверка: раз в 6 часов", within=20)).id == told.id
    await eventually(lambda: len(feed.requests) == 6)


async def test_f32_for_others_these_commands_do_not_exist(office: Office) -> None:
    """Readers, and editors in groups: no effect, and no hint."""
    reader = await office.scene.user("Stranger")
    group = await office.scene.group("Редакция", members=[office.editor, reader])
    await reader.says("/nonsense")
    unknown = (await reader.sees()).text
    for command in ("/add http://example.org/", "/sources", "/import", "/export", "/topic 1 спорт"):
        await reader.says(command)
        assert (await reader.sees()).text == unknown
        await office.editor.says(command, in_chat=group)
    await office.editor.sees_nothing(in_chat=group)
    await reader.says("/help")
    assert "/sources" not in (await reader.sees()).text
