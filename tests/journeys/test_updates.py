"""What readers choose of updates: one screen, words behind commands, filters, pauses, zones."""

from pathlib import Path

import pytest

from tests.journeys.conftest import SEED, Stage
from tests.journeys.test_hostile import forged
from tests.running import article
from views.language import LANGUAGES, catalogue

pytestmark = pytest.mark.asyncio(loop_scope="session")

languages = pytest.mark.parametrize("language", LANGUAGES)


async def test_one_screen_is_edited_in_place(stage: Stage) -> None:
    """Digests, an hour, weekdays, quiet hours, a size: each press changes the same message."""
    reader = await stage.reader()
    await reader.says("/subscribe")
    screen = await reader.sees("каждая новость сразу")
    await reader.presses("Дайджестами", on=screen)
    changed = await reader.sees("дайджесты в 08:00, каждый день")
    assert changed.id == screen.id
    for button, words in (
        ("19:00", "дайджесты в 08:00, 19:00, каждый день"),
        ("Будни", "дайджесты в 08:00, 19:00, по будням"),
        ("✓ 08:00", "дайджесты в 19:00, по будням"),
        ("Тихо 23–07", "с 23:00 до 07:00"),
        ("10", "до 10 новостей в дайджесте"),
        ("Без новостей — без дайджеста", "если новостей нет: без сообщения"),
        ("Пауза 1 д", "Пауза до"),
        ("Продолжить", "Обновления"),
        ("✓ Тихо 23–07", "Тихие часы: нет"),
        ("Сразу", "каждая новость сразу"),
        ("3 в день", "до 3 сообщений в день"),
        ("без лимита", "без ограничения"),
    ):
        await reader.presses(button, on=changed)
        changed = await reader.sees(words)
        assert changed.id == screen.id


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("ru", "08:00 будни", "дайджесты в 08:00, по будням"),
        ("ru", "тема преступность", "тема «Преступность»"),
        ("ru", "8 и 20, тихо с 23 до 7, лимит 3", "дайджесты в 08:00, 20:00, каждый день"),
        ("ru", "+Астана −спорт", "«Астана», но не «спорт»"),
        ("kk", "жұмыс күндері 08:00", "дайджест 08:00, жұмыс күндері"),
        ("kk", "тақырып қылмыс", "«Қылмыс» тақырыбы"),
        ("en", "weekdays 7:30", "digests at 07:30, on weekdays"),
        ("en", "topic crime", "the topic Crime"),
        ("en", "at once", "every story at once"),
    ],
)
async def test_every_choice_is_words_behind_the_command(
    stage: Stage, language: str, words: str, told: str
) -> None:
    reader = await stage.reader(language)
    await reader.says(f"/subscribe {words}")
    await reader.sees(told)


@languages
async def test_what_is_not_understood_is_said_and_changes_nothing(
    stage: Stage, language: str
) -> None:
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says("/subscribe 08:00 абырвалг")
    assert "абырвалг" in (await reader.sees(say("/subscribe 08:00 weekdays"))).text
    await reader.says("/subscribe 25:00")
    assert "25:00" in (await reader.sees(say("/subscribe topic crime"))).text
    await reader.says("/subscribe topic: нетакой")
    await reader.sees("нетакой")
    await reader.says("/subscribe")
    await reader.sees(say("every story at once"))


async def test_a_filter_is_tried_on_the_last_days_before_it_is_saved(stage: Stage) -> None:
    """Words in all their forms; the found form is shown; saved, added to, taken apart."""
    reader = await stage.reader()
    await reader.says('/filters "торговля людьми" −урожай')
    trial = await reader.sees("Проба")
    assert "Накрыли разом" in trial.text
    assert "торговл" in trial.text.split("—")[-1]
    await reader.presses("Сохранить", on=trial)
    saved = await reader.sees("«торговля людьми», но не «урожай»")
    assert saved.id == trial.id
    await reader.says("/filters +Караганда")
    await reader.presses("Добавить", on=await reader.sees("Проба"))
    added = await reader.sees("«Караганда»")
    old = added.button("✕ − «урожай»")
    await reader.presses("✕ − «урожай»", on=added)
    changed = await reader.sees("«торговля людьми», «Караганда»")
    assert "урожай" not in changed.text.split("\n\n")[1]
    assert old is not None
    await stage.scene.forges(forged(reader, changed, old.data or "", 2))
    await reader.says("/filters")
    await reader.sees("«торговля людьми», «Караганда»")


async def test_topics_are_chosen_by_buttons(stage: Stage) -> None:
    reader = await stage.reader()
    await reader.says("/subscribe")
    await reader.presses("Что: темы, слова", on=await reader.sees("Обновления"))
    topics = await reader.sees("все новости")
    await reader.presses("Преступность", on=topics)
    await reader.presses("Спорт", on=await reader.sees("тема «Преступность»"))
    both = await reader.sees("тема «Преступность», тема «Спорт»")
    await reader.presses("✓ Преступность", on=both)
    await reader.presses("✓ Спорт", on=await reader.sees("тема «Спорт»"))
    await reader.presses("← Назад", on=await reader.sees("все новости"))
    await reader.sees("Обновления")


async def test_only_what_passes_the_filter_comes_and_why_says_so(
    stage: Stage, tmp_path: Path
) -> None:
    reader = await stage.reader()
    await reader.says("/subscribe +бетонщик")
    await reader.sees("«бетонщик»")
    await stage.bot.adds(article(tmp_path, "Открыли новую пекарню"))
    await stage.bot.adds(article(tmp_path, "Бетонщики построили мост"))
    told = await reader.sees("Бетонщики построили мост")
    await reader.says("/why", reply_to=told)
    reason = await reader.sees("вашему фильтру «бетонщик»")
    assert "«Бетонщики»" in reason.text
    assert not [seen for seen in await reader.messages() if "пекарню" in seen.text]


@languages
async def test_a_pause_is_written_in_words_and_ended(stage: Stage, language: str) -> None:
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says("/pause 3d")
    await reader.sees("/subscribe")
    await reader.says("/subscribe")
    await reader.sees(say("Updates"))
    await reader.says("/pause 3d")
    screen = await reader.sees(say("Paused until {day}, {hour}.").split("{")[0])
    assert say("Resume") in screen.labels
    await reader.says("/resume")
    await reader.sees(say("Updates go on."))
    await reader.says("/pause")
    await reader.sees(say("Paused until /resume."))
    await reader.says("/pause абырвалг")
    await reader.sees("абырвалг")


async def test_a_digest_now_opens_stories_in_place_and_comes_back(
    stage: Stage, tmp_path: Path
) -> None:
    reader = await stage.reader()
    await reader.says("/digest")
    await reader.sees("/subscribe")
    await reader.says("/subscribe 03:10")
    await reader.sees("дайджесты в 03:10")
    await reader.says("/digest")
    await reader.sees("ничего нового")
    await stage.bot.adds(article(tmp_path, "Школу сдали раньше срока"))
    await reader.says("/digest")
    digest = await reader.sees("Дайджест")
    assert "Школу сдали раньше срока" in digest.text
    assert "человек" in digest.text
    await reader.presses("1", on=digest)
    story = await reader.sees("№")
    assert story.id == digest.id
    await reader.presses("Цифры", on=story)
    figures = await reader.sees("млн")
    await reader.presses("← Назад к дайджесту", on=figures)
    assert (await reader.sees("Дайджест")).text == digest.text
    await reader.says("/digest")
    await reader.sees("ничего нового")
    await reader.says("/why", reply_to=digest)
    await reader.sees("в ваши часы")


async def test_a_digest_of_another_chat_opens_nothing(stage: Stage, tmp_path: Path) -> None:
    """F31: button data of another chat's digest is refused politely."""
    one, other = await stage.reader(), await stage.reader()
    await one.says("/subscribe 03:10")
    await one.sees("дайджесты")
    await stage.bot.adds(article(tmp_path, "Мост покрасили"))
    await one.says("/digest")
    digest = await one.sees("Дайджест")
    await other.says(f"/summary {SEED}")
    theirs = await other.sees("Накрыли разом")
    button = digest.button("1")
    assert button is not None
    await stage.scene.forges(forged(other, theirs, button.data or "", 1))
    await other.says("/settings")
    await other.sees("Настройки")
    assert not [seen for seen in await other.messages() if "Мост покрасили" in seen.text]


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("07:45, зона Берлин", "Berlin"),
        ("уақыт белдеуі Берлин 07:45", "Berlin"),
        ("07:45 time zone Europe/Berlin", "Berlin"),
    ],
)
async def test_the_clock_is_chosen_behind_subscribe_too(
    stage: Stage, words: str, zone: str
) -> None:
    """Like every other choice of the screen; the hour is meant by that clock."""
    reader = await stage.reader()
    await reader.says(f"/subscribe {words}")
    screen = await reader.sees("07:45", within=30)
    assert "Берлин" in screen.text


async def test_a_limit_beside_digests_says_when_it_counts(stage: Stage) -> None:
    """Digests interrupt nobody over and over: no daily limit counts there."""
    reader = await stage.reader()
    await reader.says("/subscribe 08:00 лимит 3")
    await reader.sees("сейчас они приходят дайджестами")
    await reader.says("/subscribe сразу")
    await reader.sees("до 3 сообщений в день")


async def test_a_clock_of_no_city_changes_nothing(stage: Stage) -> None:
    """Neither the hours that stand beside it."""
    reader = await stage.reader()
    await reader.says("/subscribe 08:00")
    await reader.sees("08:00")
    await reader.says("/subscribe 07:45 зона Гдетотам")
    await reader.sees("Не знаю", within=30)
    await reader.says("/subscribe")
    assert "07:45" not in (await reader.sees("Обновления")).text


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Караганда", "Asia/Almaty"),
        ("москва", "Europe/Moscow"),
        ("Көкшетау", "Asia/Almaty"),
        ("Europe/Madrid", "Europe/Madrid"),
        ("tashkent", "Asia/Tashkent"),
    ],
)
async def test_a_zone_is_found_by_the_name_of_a_city(stage: Stage, words: str, zone: str) -> None:
    reader = await stage.reader()
    await reader.says(f"/settings {words}")
    # The first city of all reads those of the whole world.
    assert zone in (await reader.sees("Часовой пояс", within=30)).text
