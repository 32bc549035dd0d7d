"""Every command, from what a person types to what the person sees, in all three languages."""

import re

import pytest

from tests.journeys.conftest import ENGLISH, KAZAKH, LONG, SEED, SEED_TITLE, Stage, parts
from views.language import LANGUAGES, catalogue
from views.start import COMMANDS

pytestmark = pytest.mark.asyncio(loop_scope="session")

languages = pytest.mark.parametrize("language", LANGUAGES)


@languages
async def test_start_shows_what_this_is_and_the_newest_story(stage: Stage, language: str) -> None:
    """One short screen in the person's language, with buttons."""
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says("/start")
    screen = await reader.sees("Karaganda opens a new tram line")
    assert say("Full text") in screen.labels
    assert len(screen.text) < 700


@languages
async def test_summary_is_three_sentences_of_the_article(stage: Stage, language: str) -> None:
    """Verbatim, each with the way to its place."""
    reader = await stage.reader(language)
    await reader.says(f"/summary {SEED}")
    story = await reader.sees(SEED_TITLE)
    source = stage_text()
    assert len(parts(story)) == 3
    assert all(sentence in source for sentence in parts(story))
    assert len([link for link in story.links if "start=g_1_" in link]) == 3
    assert catalogue(language)("Figures") in story.labels


def stage_text() -> str:
    """Return the seed article as it was saved."""
    from importlib.resources import files

    return (files("seeds") / "nakryli-razom.txt").read_text("utf-8")


@pytest.mark.parametrize("count", [1, 2, 5, 7])
async def test_summary_is_as_long_as_asked_for(stage: Stage, count: int) -> None:
    """`/summary 1 5` gives five sentences."""
    reader = await stage.reader()
    await reader.says(f"/summary {SEED} {count}")
    assert len(parts(await reader.sees(SEED_TITLE))) == count


async def test_stories_are_named_by_number_words_reply_and_default(stage: Stage) -> None:
    """No argument is the newest; words find the best match; a reply means that story."""
    reader = await stage.reader()
    await reader.says("/summary")
    await reader.sees("Karaganda opens")
    await reader.says(f"/figures {KAZAKH}")
    await reader.sees("Көкшетауда жаңа мектеп ашылды")
    await reader.says("/summary торговлей людей")
    seed = await reader.sees(SEED_TITLE)
    await reader.says("/summary")
    await reader.sees("Karaganda opens")
    await reader.says("/figures", reply_to=seed)
    await reader.sees(SEED_TITLE)


async def test_a_number_after_a_list_is_a_story(stage: Stage) -> None:
    """A list is about no single story: `/summary 1` in answer to it means story 1."""
    reader = await stage.reader()
    await reader.says("/stories")
    listing = await reader.sees(SEED_TITLE)
    await reader.says(f"/summary {SEED}", reply_to=listing)
    assert len(parts(await reader.sees("Министерство"))) == 3


@languages
async def test_figures_are_bold_with_quotes_on_demand(stage: Stage, language: str) -> None:
    """Numbers in bold, what they measure, who and where; the quotes by a button, in place."""
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says(f"/figures {SEED}")
    card = await reader.sees(SEED_TITLE)
    bold = " ".join(card.bold)
    for number in ("1,5 млн тенге", "1,7 млрд", "12 лет", "27,6 млн человек", "6 млн", "135", "86"):
        assert number in bold, number
    assert "1321" not in card.text
    assert "МВД" in card.text or "Министерство внутренних дел" in card.text
    assert "Астана" in card.text
    assert "Александр Скрелинг" in card.text
    await reader.presses(say("Show the quotes"), on=card)
    quoted = await reader.sees("ежедневный доход одной из групп достигал")
    assert quoted.id == card.id
    assert quoted.covered("blockquote") or quoted.covered("expandable_blockquote")


async def test_chart_is_a_picture_below_the_figures(stage: Stage) -> None:
    """What can be drawn is drawn on demand."""
    reader = await stage.reader()
    await reader.says(f"/figures {SEED}")
    await reader.presses("Диаграмма", on=await reader.sees(SEED_TITLE))
    picture = await reader.sees(SEED_TITLE)
    assert picture.raw.get("photo")
    await reader.says("/full", reply_to=picture)
    await reader.sees("Министерство внутренних дел сообщило")
    await reader.forwards(picture)
    await reader.sees(SEED_TITLE)


@languages
async def test_full_is_the_whole_text(stage: Stage, language: str) -> None:
    """Every paragraph, the quotation as a quote, byline and photo credit; no furniture."""
    reader = await stage.reader(language)
    await reader.says(f"/full {SEED}")
    page = await reader.sees("Министерство внутренних дел сообщило")
    assert "киберполиции нового поколения." in page.text
    assert any("Преступники использовали" in quote for quote in page.covered("blockquote"))
    assert "Александр СКРЕЛИНГ, Астана" in page.text
    assert "polisia.kz" in page.text
    assert "Класснуть" not in page.text
    assert "1321" not in page.text


async def test_long_texts_turn_in_place_and_remember_the_page(stage: Stage) -> None:
    """Pages turn under the same message; `/full` comes back to where the reader stopped."""
    reader = await stage.reader()
    await reader.says(f"/full {LONG}")
    first = await reader.sees("Дорогу построили за год")
    assert first.button("1/")
    await reader.presses("›", on=first)
    second = await reader.sees("2/")
    assert second.id == first.id
    assert second.text.rstrip().endswith(".")
    await reader.says(f"/full {LONG}")
    again = await reader.sees("2/")
    assert again.id != first.id
    assert again.text == second.text


async def test_summary_leads_to_the_place_in_the_text(stage: Stage) -> None:
    """¶ opens the full text with the sentence in bold; Кратко comes back."""
    reader = await stage.reader()
    await reader.says(f"/summary {SEED}")
    story = await reader.sees(SEED_TITLE)
    sentence = parts(story)[1]
    label = [label for label in story.labels if label.startswith("¶")][1]
    await reader.presses(label, on=story)
    place = await reader.sees("киберполиции")
    assert place.id == story.id
    assert sentence in place.bold
    await reader.presses("Кратко", on=place)
    assert (await reader.sees(SEED_TITLE)).text == story.text


@languages
async def test_stories_lists_newest_first(stage: Stage, language: str) -> None:
    """With date and reading time; a number opens its story in place."""
    reader = await stage.reader(language)
    await reader.says("/stories")
    listing = await reader.sees(SEED_TITLE)
    order = [
        listing.text.index(title) for title in ("Karaganda", "Көкшетауда", "Дорогу", SEED_TITLE)
    ]
    assert order == sorted(order)
    await reader.presses(str(SEED), on=listing)
    assert (await reader.sees("¶")).id == listing.id


@pytest.mark.parametrize(
    ("language", "typed", "story"),
    [
        ("ru", "организованная преступная группа", SEED_TITLE),
        ("ru", "киберполицией", SEED_TITLE),
        ("kk", "мұғалім", "Көкшетауда"),
        ("en", "pensioner riding", "Karaganda"),
    ],
)
async def test_search_knows_word_forms(stage: Stage, language: str, typed: str, story: str) -> None:
    """One spelling finds the others, and the hit stands in bold."""
    reader = await stage.reader(language)
    await reader.says(f"/search {typed}")
    found = await reader.sees(story)
    stems = [word[:6].casefold() for word in typed.split()]
    assert any(bold.casefold().startswith(stem) for bold in found.bold for stem in stems)


@languages
async def test_updates_are_begun_and_ended(stage: Stage, language: str) -> None:
    """Subscribing says so, twice says so too, and ending it ends it."""
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says("/subscribe")
    await reader.sees(say("Done: new stories come here. Choose when and how much:"))
    await reader.says("/subscribe")
    screen = await reader.sees(say("Updates"))
    assert say("At once") in " ".join(screen.labels)
    await reader.says("/unsubscribe")
    await reader.sees(say("Done: no more updates. The commands go on working."))
    await reader.says("/unsubscribe")
    await reader.sees(say("This chat gets no updates."))


async def test_likes_count_each_person_once(stage: Stage) -> None:
    """A like is given once and can be taken back; the count is shown."""
    one, other = await stage.reader(), await stage.reader()
    for person in (one, other):
        await person.says(f"/summary {LONG}")
    mine, theirs = await one.sees("Дорогу"), await other.sees("Дорогу")
    assert (await one.presses("Класс!", on=mine)).text
    assert "Класс! 1" in (await one.sees("Дорогу")).labels
    await other.presses("Класс!", on=theirs)
    assert "Класс! 2" in (await other.sees("Дорогу")).labels
    await other.presses("Класс!", on=theirs)
    assert "Класс! 1" in (await other.sees("Дорогу")).labels
    await one.presses("Класс!", on=mine)
    assert "Класс!" in (await one.sees("Дорогу")).labels


async def test_a_person_counts_once_among_the_readers(stage: Stage) -> None:
    """The view count begins with the article's own 1321 and grows by one a person."""
    reader = await stage.reader()

    async def views() -> int:
        await reader.says(f"/summary {SEED}")
        label = next(label for label in (await reader.sees(SEED_TITLE)).labels if "👁" in label)
        return int(re.sub(r"\D", "", label))

    first = await views()
    assert first > 1321
    assert await views() == first


@languages
async def test_settings_change_language_and_zone(stage: Stage, language: str) -> None:
    """Buttons and names change them; what does not exist is said to be unknown."""
    reader = await stage.reader(language)
    await reader.says("/settings")
    screen = await reader.sees("Asia/Almaty")
    for name, title in (
        ("Русский", "Настройки"),
        ("English", "Settings"),
        ("Қазақша", "Баптаулар"),
    ):
        if f"✓ {name}" not in screen.labels:
            await reader.presses(name, on=screen)
            screen = await reader.sees(title)
    await reader.presses("Мәскеу", on=screen)
    await reader.sees("Europe/Moscow")
    await reader.says("/settings america/st johns")
    await reader.sees("America/St_Johns")
    await reader.says("/settings Луна/Кратер")
    await reader.sees("Луна/Кратер", within=30)  # reads all cities of the world
    await reader.says("/settings ../../etc/passwd")
    await reader.sees("passwd")


@languages
async def test_help_and_privacy_are_plain(stage: Stage, language: str) -> None:
    """Help names every command; privacy says what is stored."""
    reader = await stage.reader(language)
    await reader.says("/help")
    text = (await reader.sees("/summary")).text
    assert all(f"/{command} " in text for command, _ in COMMANDS)
    await reader.says("/privacy")
    assert (await reader.sees("/forget")).text.count("•") >= 5


@languages
async def test_forget_deletes_after_confirmation(stage: Stage, language: str) -> None:
    """Keeping keeps, deleting deletes: language, subscription, remembered page."""
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says("/subscribe")
    await reader.sees(say("Done: new stories come here. Choose when and how much:"))
    await reader.says("/forget")
    await reader.presses(say("Keep"), on=await reader.sees("?"))
    await reader.sees(say("Nothing was deleted."))
    await reader.says("/forget")
    await reader.presses(say("Delete"), on=await reader.sees("?"))
    await reader.sees("/start")
    await reader.says("/unsubscribe")
    await reader.sees(say("This chat gets no updates."))


@languages
async def test_what_is_not_known_is_said(stage: Stage, language: str) -> None:
    """Unknown command, unknown story, empty search: a helpful sentence, never silence."""
    say = catalogue(language)
    reader = await stage.reader(language)
    for typed, answer in (
        ("/NONSENSE", say("I do not know that command. All that I can do: /help")),
        ("/summary 999", say("I do not have that story. All that I have: /stories")),
        ("/full абракадабра", say("I do not have that story. All that I have: /stories")),
        ("/start s_999", say("I do not have that story. All that I have: /stories")),
        ("/search", say("Write what to look for after the command: /search trade in people")),
        ("/search абракадабра", "/stories"),
        ("абракадабра", "/stories"),
        (
            "слово " * 40,
            say("This is too short: a summary needs a few sentences to choose from."),
        ),
    ):
        await reader.says(typed)
        await reader.sees(answer)


async def test_commands_are_read_in_any_case(stage: Stage) -> None:
    """A keyboard that begins sentences with a capital does no harm."""
    reader = await stage.reader()
    await reader.says(f"/Summary {SEED}")
    await reader.sees(SEED_TITLE)
    await reader.says("/Unsubscribe")
    await reader.sees("не подписан")
    await reader.says("/SUBSCRIBE")
    await reader.sees("Готово")


async def test_hostile_words_are_only_words(stage: Stage) -> None:
    """Search operators, quotes, markup and huge numbers break nothing."""
    reader = await stage.reader()
    for typed in (
        '/search "', "/search NEAR( AND * OR", "/search %' OR 1=1 --", "/search <b>мост</b>",
        "/summary 99999999999999999999", "/summary -1", "/full 1 9999", "/summary " + "я" * 3000,
    ):  # fmt: skip
        await reader.says(typed)
        await reader.sees()
    await reader.says(f"/summary {ENGLISH}")
    await reader.sees("Karaganda")


@languages
async def test_menu_is_registered_per_language(stage: Stage, language: str) -> None:
    """Private chats have all commands, described in the person's language; so has the profile."""
    reader = await stage.reader(language)
    menu = await reader.menu()
    assert list(menu) == [command for command, _ in COMMANDS]
    assert menu["figures"] == catalogue(language)("Key figures, who and where")
    profile = await reader.profile()
    assert 0 < len(profile["short_description"]) <= 120
    assert 0 < len(profile["description"]) <= 512


@languages
async def test_why_tells_how_a_summary_was_made(stage: Stage, language: str) -> None:
    """As a reply: one line per sentence; without one, how to ask."""
    reader = await stage.reader(language)
    await reader.says(f"/summary {SEED} 5")
    story = await reader.sees(SEED_TITLE)
    await reader.says("/why", reply_to=story)
    assert (await reader.sees(SEED_TITLE)).text.count("→ ") == 5
    await reader.says("/why")
    await reader.sees("/why")
