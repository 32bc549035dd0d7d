"""A link, a file or a post in the private chat is read for whoever sent it, and for nobody else."""

import asyncio
import time
from itertools import count

import pytest
import pytest_asyncio

from sandbox.refusals import Json
from sandbox.user import User
from tests.journeys.conftest import ENGLISH, Stage
from tests.sources import papers
from tests.sources.sites import Site
from views.language import LANGUAGES, catalogue

pytestmark = pytest.mark.asyncio(loop_scope="session")

TITLE = "Мост через Иртыш открыли раньше срока"
TEXT = (
    "В Павлодаре открыли новый мост через Иртыш, строительство которого шло два года.",
    "На стройку выделили 40 млрд тенге, сообщил аким Марат Жумабеков. Длина моста — 900 метров.",
    "Подрядчик даёт гарантию на десять лет. Осенью у моста посадят 1200 деревьев.",
)
POST = f"{TITLE}\n\n" + "\n\n".join(TEXT)
HTML = (
    f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{TITLE}</title>'
    '<meta property="og:site_name" content="Вестник Прииртышья"></head><body>'
    f"<nav><a href=/>Главная</a></nav><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
    + '<p><a href="https://ads.example/">Читайте также</a></p></article></body></html>'
)
MOST = 20
#: In a flood an answer may take a second and so many times as long as before. Behind a thousand
#: others it would take far more.
SLOWER = 20


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(stage: Stage) -> Site:
    """A site with an article, a list of headlines, and other things that links lead to."""
    found = stage.site
    links = "".join(f'<li><a href="/{n}">Заголовок {n}: о чём-то</a></li>' for n in range(40))
    front = f"<html><body><ul>{links}</ul></body></html>"
    found.answers("/bridge", HTML.encode(), content_type="text/html; charset=utf-8")
    found.answers("/", front.encode(), content_type="text/html; charset=utf-8")
    entry = f"<item><title>{TITLE}</title><description>{' '.join(TEXT)}</description></item>"
    feed = f'<rss version="2.0"><channel><title>Вестник</title>{entry * 3}</channel></rss>'
    found.answers("/lenta", feed.encode(), content_type="application/rss+xml")
    found.answers("/lenta-as-page", feed.encode(), content_type="text/html; charset=utf-8")
    found.answers("/film", b"\0\1", content_type="video/mp4")
    document = papers.docx(papers.words(TITLE, *TEXT))
    found.answers("/report", document, content_type="application/octet-stream")
    found.redirects("/inside", "http://169.254.169.254/latest/meta-data/")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_link_gives_summary_and_figures(stage: Stage, site: Site, language: str) -> None:
    """Sentences of the page with their paragraphs, its figures, whom it is from."""
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says(site.url("/bridge?utm_source=x"))
    read = await reader.sees(TITLE)
    assert TEXT[0] in read.text
    assert "Вестник Прииртышья" in read.text
    assert any("40 млрд тенге" in bold for bold in read.bold)
    assert "¶" in read.text
    assert say("For you alone: nothing of it is stored.") in read.text
    assert not read.labels
    assert not read.links
    assert "Читайте также" not in read.text


async def test_what_was_read_is_no_story(stage: Stage, site: Site) -> None:
    """Neither the list nor the search knows it, for nobody."""
    reader = await stage.reader()
    await reader.says(f"Что тут? {site.url('/bridge')}")
    await reader.sees(TITLE)
    await reader.says("/stories")
    assert TITLE not in (await reader.sees("Новости · ")).text
    await reader.says("/search Иртыш мост гарантия")
    assert TITLE not in (await reader.sees()).text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "список заголовков"),
        ("/lenta", "Это лента новостей (RSS)"),
        ("/lenta-as-page", "Это лента новостей (RSS)"),
        ("/gone", "ошибкой 404"),
        ("/film", "читать нечего"),
        ("/inside", "не из открытого интернета"),
        ("http://10.0.0.1/", "не из открытого интернета"),
        ("http://2130706433:22/", "не из открытого интернета"),
        ("http://user:secret@example.org/", "не из открытого интернета"),
        ("https://nowhere.invalid/", "Сайта с таким именем нет"),
    ],
)
async def test_why_a_link_is_not_read_is_said(
    stage: Stage, site: Site, path: str, words: str
) -> None:
    """Refused addresses, errors, and pages that hold no article, each in its own words."""
    reader = await stage.reader()
    await reader.says(site.url(path) if path.startswith("/") else path)
    await reader.sees(words)


async def test_a_link_to_a_document_is_read_as_one(stage: Stage, site: Site) -> None:
    """Reports are often no pages."""
    reader = await stage.reader()
    await reader.says(site.url("/report"))
    assert TEXT[0] in (await reader.sees(TITLE)).text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "../../etc/a.txt"])
async def test_a_file_gives_summary_and_figures(stage: Stage, name: str) -> None:
    """Every format, whatever path its name pretends."""
    data = {
        "docx": papers.docx(papers.words(TITLE, *TEXT)),
        "pdf": papers.pdf(papers.set_page([TITLE, "", *(f"\t{line}" for line in TEXT)])),
        "html": HTML.encode(),
        "md": f"# {POST}".encode(),
    }.get(name.rpartition(".")[2], POST.encode("cp1251"))
    reader = await stage.reader()
    await reader.sends_file(name, data)
    read = await reader.sees("Мост через Иртыш")
    assert any("40 млрд тенге" in bold for bold in read.bold)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("binary.txt", b"\x7fELF\x02\x01\x01\x00\x00\xff" * 9, "не текст"),
        ("bomb.docx", papers.docx("<w:p>" + "а" * 60_000_000 + "</w:p>"), "слишком большой"),
        ("locked.pdf", papers.locked_pdf(), "паролем"),
        ("scan.pdf", papers.pdf([]), "только изображения"),
        ("big.txt", b"a" * (21 * 1024 * 1024), "слишком большой"),
        ("short.txt", "Одно слово.".encode(), "слишком коротко"),
        ("empty.html", b"<html><body></body></html>", "нет статьи"),
    ],
)
@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
async def test_f36_a_file_that_is_no_text_is_refused_in_a_sentence(
    stage: Stage, name: str, data: bytes, words: str
) -> None:
    """Bombs, locks, pictures, programs: the bot goes on."""
    reader = await stage.reader()
    await reader.sends_file(name, data)
    await reader.sees(words, within=15)


async def test_a_forwarded_post_is_read_with_its_channel(stage: Stage) -> None:
    """And a short one is said to be none of ours, as ever."""
    reader, writer = await stage.reader(), await stage.reader()
    channel = await stage.scene.channel(
        "Новости Павлодара", [reader, writer], administrators=[writer], bot="left"
    )
    post = await writer.says(POST, in_chat=channel)
    await reader.forwards(post)
    read = await reader.sees(TITLE)
    assert "Новости Павлодара" in read.text
    assert not read.labels
    await reader.forwards(await writer.says("Коротко", in_chat=channel))
    await reader.sees("не о новости")


async def test_f29_a_post_brings_no_markup_links_or_mentions(stage: Stage) -> None:
    """What it says is shown as typed."""
    reader = await stage.reader()
    await reader.says("<b>Жирно</b> [x](javascript:1) _*&\n\n" + "\n\n".join(TEXT))
    read = await reader.sees("<b>Жирно</b> [x](javascript:1) _*&")
    assert not read.links


async def test_an_album_is_read_once(stage: Stage) -> None:
    """Its captions together; of one without any it is said that there is nothing to read."""
    reader = await stage.reader()
    await reader.says("/help")
    await reader.sees()
    for number, caption in enumerate(("", POST[:400], POST[400:], "")):
        await stage.scene.forges(_picture(reader, 7000 + number, "album-1", caption))
    read = await reader.sees(TITLE)
    assert "1200 деревьев" in read.text
    for number in range(3):
        await stage.scene.forges(_picture(reader, 7100 + number, "album-2", ""))
    await reader.sees("Читать здесь нечего")
    texts = [message.text for message in await reader.messages()]
    assert sum(TITLE in text for text in texts) == 1
    assert sum("Читать здесь нечего" in text for text in texts) == 1


def _picture(reader: User, number: int, album: str, caption: str) -> Json:
    message: Json = {
        "message_id": number,
        "date": 1_790_000_000,
        "chat": {"id": reader.id, "type": "private", "first_name": "X"},
        "from": {"id": reader.id, "is_bot": False, "first_name": "X", "language_code": "ru"},
        "media_group_id": album,
        "photo": [{"file_id": "x", "file_unique_id": "x", "width": 9, "height": 9}],
    }
    return {"message": message | ({"caption": caption} if caption else {})}


async def test_f35_a_flood_of_links_gets_one_notice_and_holds_up_nobody(
    stage: Stage, site: Site
) -> None:
    """A day's share is read, the rest gets one notice, and others are answered in time."""
    reader, other = await stage.reader(), await stage.reader()
    await reader.says("/help")
    await reader.sees("/summary")
    calm = await _answered(other)
    numbers = count(8000)
    for _ in range(200):
        await stage.scene.forges(_text(reader, next(numbers), site.url("/gone")))
    assert await _answered(other) < 1 + SLOWER * calm
    await reader.sees("Продолжим завтра", within=30)
    for _ in range(60):
        texts = [message.text for message in await reader.messages()]
        if sum("ошибкой 404" in text for text in texts) >= MOST:
            break
        await asyncio.sleep(0.5)
    assert sum("ошибкой 404" in text for text in texts) == MOST
    assert sum("Продолжим завтра" in text for text in texts) == 1
    assert sum("Слишком много" in text for text in texts) == 1


async def _answered(reader: User) -> float:
    """Ask for a story; return the seconds until it is there."""
    began = time.monotonic()
    await reader.says(f"/summary {ENGLISH}")
    await reader.sees("Karaganda")
    return time.monotonic() - began


def _text(reader: User, number: int, text: str) -> Json:
    links = text.startswith("http")
    kind = "url" if links else "bot_command"
    return {
        "message": {
            "message_id": number,
            "date": 1_790_000_000,
            "chat": {"id": reader.id, "type": "private", "first_name": "X"},
            "from": {"id": reader.id, "is_bot": False, "first_name": "X", "language_code": "ru"},
            "text": text,
            "entities": [{"type": kind, "offset": 0, "length": len(text)}],
        }
    }


async def test_f35_a_flood_of_commands_gets_one_notice(stage: Stage) -> None:
    """Some are answered, then there is silence; others notice nothing."""
    reader, other = await stage.reader(), await stage.reader()
    await reader.says("/help")
    await reader.sees("/summary")
    calm = await _answered(other)
    for number in range(1000):
        await stage.scene.forges(_text(reader, 9000 + number, "/privacy"))
    assert await _answered(other) < 1 + SLOWER * calm
    await reader.sees("Слишком много", within=30)
    texts = [message.text for message in await reader.messages()]
    assert sum("Слишком много" in text for text in texts) == 1
    assert len(texts) <= 2 * 45


async def test_what_people_have_read_is_in_no_log(stage: Stage, site: Site) -> None:
    """Neither addresses nor names of files nor texts."""
    reader = await stage.reader()
    await reader.says(site.url("/secret-address"))
    await reader.sees("ошибкой 404")
    await reader.sends_file("secret-name.txt", b"\0\1")
    await reader.sees("не текст")
    assert "secret-" not in stage.bot.log
    assert TITLE not in stage.bot.log
