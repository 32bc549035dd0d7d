"""Passing stories on: sharing, inline mode, forwarding, and the ways back."""

import pytest

from tests.journeys.conftest import KAZAKH, SEED, SEED_TITLE, Stage, parts
from views.language import LANGUAGES, catalogue

pytestmark = pytest.mark.asyncio(loop_scope="session")

languages = pytest.mark.parametrize("language", LANGUAGES)


@languages
async def test_share_is_made_for_forwarding(stage: Stage, language: str) -> None:
    """Headline, two sentences, figures, source, deep link; ways to other services; variants."""
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says(f"/share {SEED}")
    shared = await reader.sees(SEED_TITLE)
    assert "start=s_1" in shared.text
    assert "тенге" in shared.text
    assert "СКРЕЛИНГ" in shared.text
    urls = [button.url for button in shared.buttons if button.url]
    for service in ("t.me/share", "connect.ok.ru", "wa.me", "vk.com"):
        assert any(service in url for url in urls), service
    assert not any("utm_" in url for url in urls)
    copied = shared.button(say("Copy text"))
    assert copied
    await reader.presses(say("Headline only"), on=shared)
    short = await reader.sees(SEED_TITLE)
    assert "тенге" not in short.text


async def test_inline_mode_finds_and_sends_stories(stage: Stage) -> None:
    """`@bot words` sends the share text into another chat, where likes work."""
    reader, friend = await stage.reader(), await stage.reader()
    others = await stage.scene.group("Без бота", members=[reader, friend], bot="left")
    results = await reader.asks_inline("торговлей людьми", in_chat=others)
    assert [result["title"] for result in results] == [SEED_TITLE]
    sent = await reader.chooses(results[0], in_chat=others)
    assert "start=s_1" in sent.text
    await friend.presses("Класс!", on=sent)
    liked = (await friend.messages(in_chat=others))[-1]
    assert any(label.startswith("Класс! ") for label in liked.labels)
    await reader.says("/stories")
    listed = (await reader.sees("Новости · ")).text
    newest = await reader.asks_inline("", in_chat=others)
    assert len(newest) >= 4
    assert f". {newest[0]['title']}\n" in listed.split("\n\n")[1] + "\n"
    assert await reader.asks_inline("абракадабра") == []


async def test_forwarded_story_comes_back(stage: Stage) -> None:
    """A story message forwarded to a friend leads back by its link, and to the bot by itself."""
    reader, friend = await stage.reader(), await stage.reader()
    await reader.says(f"/summary {SEED}")
    story = await reader.sees(SEED_TITLE)
    copy = await reader.forwards(story, to=friend)
    link = next(link for link in copy.links if "start=s_" in link)
    await friend.opens(link)
    await friend.sees(SEED_TITLE)
    await reader.forwards(story)
    assert (await reader.sees(SEED_TITLE)).id != story.id


async def test_a_story_comes_back_by_its_address_too(stage: Stage) -> None:
    """A copied text pasted into the chat, and an inline message there, open their story."""
    reader = await stage.reader()
    await reader.says(f"/share {SEED}")
    copied = await reader.presses("Копировать", on=await reader.sees(SEED_TITLE))
    assert copied.text
    await reader.says(copied.text)
    assert "¶" in (await reader.sees(SEED_TITLE)).text
    await reader.says(f"https://t.me/{stage.scene.bot['username']}?start=s_{KAZAKH}")
    await reader.sees("Көкшетауда")


async def test_what_is_sent_to_a_chat_is_what_was_shown(stage: Stage) -> None:
    """The variant chosen under /share is the one that goes out, and stays under a like."""
    reader, friend = await stage.reader(), await stage.reader("kk")
    others = await stage.scene.group("Вдвоём", members=[reader, friend], bot="left")
    await reader.says(f"/share {SEED}")
    await reader.presses("Только заголовок", on=await reader.sees(SEED_TITLE))
    shown = await reader.sees(SEED_TITLE)
    query = (await reader.presses("Отправить в чат", on=shown)).text
    (result,) = await reader.asks_inline(query or "", in_chat=others)
    sent = await reader.chooses(result, in_chat=others)
    assert sent.text == shown.text
    before = [button for button in sent.buttons if button.copies]
    await friend.presses("Класс!", on=sent)
    liked = (await friend.messages(in_chat=others))[-1]
    assert "WhatsApp" in liked.labels
    assert any(label.startswith("Класс! ") for label in liked.labels)
    assert [button for button in liked.buttons if button.copies] == before


async def test_deep_link_of_a_place_opens_it(stage: Stage) -> None:
    """The ¶ in a forwarded summary leads to the sentence."""
    reader, friend = await stage.reader(), await stage.reader()
    await reader.says(f"/summary {SEED}")
    story = await reader.sees(SEED_TITLE)
    await friend.opens(next(link for link in story.links if "start=g_" in link))
    assert parts(story)[0] in (await friend.sees(SEED_TITLE)).bold
