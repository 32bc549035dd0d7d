"""A page that a story came from is mended; whoever was told wrongly is told, with the whole bot."""

from datetime import timedelta
from pathlib import Path

from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from sandbox.user import User
from tests.running import running_bot
from tests.sources.sites import Site
from tests.waiting import eventually

HOURS = timedelta(hours=1, minutes=20).total_seconds()
TITLE = "Школу открыли в Сарыбулаке"
TEXT = (
    "Город открыл школу на 600 мест, сообщил аким Ерлан Сериков в понедельник утром.",
    "Стройка шла три года и стоила 2,4 млрд тенге. Занятия начнутся осенью, учителя уже найдены.",
    "Дети из трёх сёл раньше ездили на уроки в соседний район, дорога занимала больше часа.",
)


def prints(site: Site, views: int, *paragraphs: str) -> None:
    """Publish the page, or publish it anew."""
    text = "".join(f"<p>{part}</p>" for part in paragraphs)
    body = (
        f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
        f"<div class='views'>Просмотров: {views}</div>{text}</article></body></html>"
    )
    site.answers("/school", body.encode(), content_type="text/html; charset=utf-8")


async def of_bot(person: User) -> list[str]:
    return [seen.text for seen in await person.messages() if seen.sender != person.id]


async def test_a_page_that_mends_a_figure_edits_the_story_and_tells_who_was_told_wrongly(
    tmp_path: Path,
) -> None:
    """Not before the page says so; and when it is gone, the editor alone hears of it."""
    async with (
        Sandbox.running() as sandbox,
        await SandboxClient.connect(sandbox.api_url) as scene,
        Site.opened() as site,
    ):
        editor, reader = await scene.user("Editor"), await scene.user("Reader")
        prints(site, 10, *TEXT)
        async with running_bot(
            sandbox,
            database=tmp_path / "svodka.db",
            CLOCK_URL=sandbox.clock_url,
            FETCH_ALLOW=f"{site.address}:{site.port}",
            ADMIN_IDS=str(editor.id),
        ) as bot:
            await editor.says("/start")
            await reader.says("/subscribe")
            await reader.sees("Готово")
            await editor.says(f"/add {site.url('/school')}")
            await editor.sees(TITLE, within=30)
            story = await reader.sees("600 мест", within=30)
            prints(site, 999, *TEXT)
            await scene.moves_clock(HOURS)
            await eventually(lambda: [each.path for each in site.asked].count("/school") == 2)
            reader.mark = story.seq
            await reader.sees_nothing(for_=0.5)
            prints(site, 1500, TEXT[0].replace("600 мест", "900 мест"), *TEXT[1:])
            await scene.moves_clock(2 * HOURS)
            note = await reader.sees("Исправление", within=30)
            assert note.reply_to == story.id
            assert "600 мест" in note.text
            assert "900 мест (¶1)" in note.text
            await bot.kills()
            site.answers("/school", b"", 404)
            await bot.restarts()
            await scene.moves_clock(10 * HOURS)
            told = await editor.sees("больше нет этой страницы", within=30)
            assert site.url("/school") in told.text
            assert [text for text in await of_bot(reader) if "нет этой страницы" in text] == []
            for number, said in (("1", "has no page"), ("2", "there is no such page any more")):
                code, output = await bot.runs("look", number)
                assert code == 1
                assert said in output
            prints(site, 9, TEXT[0].replace("600 мест", "950 мест"), *TEXT[1:])
            code, output = await bot.runs("look", "2")
            assert (code, "corrected from its page" in output) == (0, True), output
            await reader.sees("950 мест", within=30)
