"""Following a story: its later parts as replies with what is new; cases; graphic stories.

Adds stories, so it runs after the journeys that look at the newest ones (as test_updates does).
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.newsroom import Newsroom
from news.analysis import analyse
from sandbox.seen import Seen
from sandbox.user import User
from storage.store import Store
from tests.journeys.conftest import SEED, Stage
from tests.journeys.test_hostile import forged
from views.language import LANGUAGES, catalogue

pytestmark = pytest.mark.asyncio(loop_scope="session")

languages = pytest.mark.parametrize("language", LANGUAGES)

#: Where it is day at one hour or another.
CITIES = {"Алматы": "Asia/Almaty", "Лондон": "Europe/London", "Лос-Анджелес": "America/Los_Angeles"}


def first_part(place: str) -> str:
    return (
        f"Пожар на складе {place}\n\n"
        f"На складе {place} начался пожар, сообщили спасатели. На месте работают 40 пожарных.\n\n"
        "Причину выясняют. Жители соседних домов вышли на улицу.\n"
    )


def second_part(place: str) -> str:
    return (
        f"Ущерб от пожара на складе {place} подсчитали\n\n"
        f"На складе {place} начался пожар, сообщили спасатели. На месте работают 40 пожарных.\n\n"
        f"Ущерб на складе {place} составил 57 млн тенге, сообщил следователь Марат Оспанов.\n\n"
        "Причину выясняют. Жители соседних домов вышли на улицу.\n"
    )


def violent(place: str) -> str:
    return (
        f"Тело нашли в посёлке {place}\n\n"
        f"В посёлке {place} нашли расчленённое тело, сообщила полиция. Идёт следствие.\n\n"
        f"Жители посёлка {place} просят осветить дорогу. Полиция обещала ответить завтра.\n"
    )


class Press:
    """Adds articles to the bot's database from outside, as `svodka add` does."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._newsroom = Newsroom(store)

    async def adds(self, text: str, part_of: int | None = None) -> int:
        """Add an article; return its number."""
        now = datetime.now(UTC)
        added = await self._newsroom.add(analyse(text), case_id=part_of, now=now, apart=True)
        assert added.created
        return added.story.id


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def press(stage: Stage) -> AsyncIterator[Press]:
    store = await Store.open(f"sqlite+aiosqlite:///{stage.bot.database}")
    yield Press(store)
    await store.close()


async def _noted(press: Press, told: Seen) -> None:
    """Wait until the ledger has it that a message was sent."""
    for _ in range(500):
        if await press.store.ledger.sent_message(told.chat, told.id):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the ledger never had it")


async def follows(reader: User, number: int) -> Seen:
    """Ask for a story and press its follow button; return the message."""
    await reader.says(f"/summary {number}")
    asked = await reader.sees(f"№{number}")
    pressed = await reader.presses("Следить за историей", on=asked)
    assert pressed.text == "Вы следите за историей: продолжения придут ответом на это сообщение."
    return asked


async def by_day(reader: User) -> None:
    """Let a reader live where it is day now: the tests run at any hour."""
    now = datetime.now(UTC)
    city = next(
        city for city, zone in CITIES.items() if 9 <= now.astimezone(ZoneInfo(zone)).hour < 21
    )
    await reader.says(f"/settings {city}")
    # The first look-up reads all cities of the world.
    await reader.sees(CITIES[city], within=30.0)


async def test_a_later_part_answers_the_message_with_what_is_new_on_top(
    stage: Stage, press: Press
) -> None:
    """The new figure, the new name and the new sentence stand above the summary."""
    reader = await stage.reader()
    first = await press.adds(first_part("Заречный"))
    followed = await follows(reader, first)
    assert (await reader.sees(f"№{first}")).button("✓ Слежу")
    later = await press.adds(second_part("Заречный"), first)
    told = await reader.sees(f"№{later}")
    assert told.reply_to == followed.id
    new, summary = told.text.split("Кратко")
    assert "Что нового" in new
    assert "57 млн тенге" in new
    assert "Впервые названы: Марат Оспанов" in new
    assert "Ущерб на складе Заречный составил 57 млн тенге" in new
    assert "40 пожарных" not in new
    assert "начался пожар" in summary
    assert told.button("✓ Слежу")
    await _noted(press, told)
    await reader.says("/why", reply_to=told)
    await reader.sees("вы следите за этой историей")


async def test_pressed_again_it_ends(stage: Stage, press: Press) -> None:
    """The button says what it will do, and nothing comes any more."""
    reader = await stage.reader()
    first = await press.adds(first_part("Степной"))
    message = await follows(reader, first)
    other = await stage.reader()
    await follows(other, first)
    pressed = await reader.presses("✓ Слежу", on=message)
    assert pressed.text == "Вы больше не следите за этой историей."
    assert (await reader.sees(f"№{first}")).button("Следить за историей")
    later = await press.adds(second_part("Степной"), first)
    await other.sees(f"№{later}")
    assert not [seen for seen in await reader.messages() if f"№{later}" in seen.text]


async def test_a_button_that_does_not_know_ends_nothing(stage: Stage, press: Press) -> None:
    """A message made for many offers to follow what is followed: pressing it loses nothing."""
    reader = await stage.reader()
    await reader.says("/subscribe")
    await reader.sees("Готово")
    first = await press.adds(first_part("Лесной"))
    told = await reader.sees(f"№{first}")
    await reader.presses("Следить за историей", on=told)
    await reader.says(f"/summary {first}")
    again = await reader.sees(f"№{first}")
    assert again.button("✓ Слежу")
    await reader.presses("1 предложение", on=again)
    assert (await reader.sees(f"№{first}")).button("✓ Слежу")
    await stage.scene.forges(
        forged(reader, told, told.button("Следить").data or "", 1)  # type: ignore[union-attr]
    )
    await reader.says("/following")
    await reader.sees("Пожар на складе Лесной")


async def test_whatever_else_was_chosen_followed_parts_come_at_once(
    stage: Stage, press: Press
) -> None:
    """Digests and filters are for what is not followed."""
    digests, filtering = await stage.reader(), await stage.reader()
    for reader, choice in ((digests, "08:00"), (filtering, "+гандбол")):
        await reader.says(f"/subscribe {choice}")
        await reader.sees("Обновления")
    first = await press.adds(first_part("Горный"))
    for reader in (digests, filtering):
        await follows(reader, first)
    later = await press.adds(second_part("Горный"), first)
    for reader in (digests, filtering):
        assert "57 млн" in (await reader.sees(f"№{later}")).text


async def test_a_message_that_is_gone_is_answered_all_the_same(stage: Stage, press: Press) -> None:
    reader = await stage.reader()
    first = await press.adds(first_part("Озёрный"))
    await reader.deletes(await follows(reader, first))
    later = await press.adds(second_part("Озёрный"), first)
    told = await reader.sees(f"№{later}")
    assert told.reply_to is None


@languages
async def test_followed_stories_are_listed_and_ended_there(
    stage: Stage, language: str, press: Press
) -> None:
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says("/following")
    await reader.sees(
        say("You follow no story. The button under a story brings you what comes of it later.")
    )
    numbers = [await press.adds(first_part(f"{language}-{place}")) for place in range(6)]
    for number in numbers:
        await reader.says(f"/summary {number}")
        await reader.presses(say("Follow this story"), on=await reader.sees(f"№{number}"))
    await reader.says("/following")
    listed = await reader.sees(say.many("{n} story", "{n} stories", 6))
    assert f"{numbers[0]}. " not in listed.text
    await reader.presses("›", on=listed)
    turned = await reader.sees(f"{numbers[0]}. ")
    ended = await reader.presses(f"✕ {numbers[0]}", on=turned)
    assert ended.text == say("You do not follow this story any more.")
    left = await reader.sees(say.many("{n} story", "{n} stories", 5))
    assert f"{numbers[1]}. " in left.text
    assert not left.button("›")


@languages
async def test_who_unsubscribes_hears_that_followed_stories_go_on(
    stage: Stage, language: str, press: Press
) -> None:
    """With the way to end them, one by one or all at once; who follows nothing hears nothing."""
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says("/unsubscribe")
    assert len((await reader.sees(say("This chat gets no updates."))).buttons) == 1
    for place in ("Дубовый", "Ольховый"):
        number = await press.adds(first_part(f"{place} {language}"))
        await reader.says(f"/summary {number}")
        await reader.presses(say("Follow this story"), on=await reader.sees(f"№{number}"))
    await reader.says("/subscribe")
    await reader.sees(say("Updates"))
    await reader.says("/unsubscribe")
    followed = "{n} story is still followed: its later parts go on coming."
    others = "{n} stories are still followed: their later parts go on coming."
    ended = await reader.sees(say.many(followed, others, 2))
    await reader.presses(say("The stories that you follow"), on=ended)
    await reader.presses(f"✕ {number}", on=await reader.sees(f"{number}. "))
    await reader.says("/unsubscribe")
    left = await reader.sees(say.many(followed, others, 1))
    await reader.presses(say("Follow none of them any more"), on=left)
    nothing = "You follow no story. The button under a story brings you what comes of it later."
    await reader.sees(say(nothing))


async def test_the_following_of_a_managed_channel_ends_from_the_private_chat(
    stage: Stage, press: Press
) -> None:
    """Its updates end first, and the screen says what goes on."""
    editor = await stage.reader()
    await editor.says("/start")
    await editor.sees("")
    channel = await stage.scene.channel("Хроника", [editor], administrators=[editor])
    number = await press.adds(first_part("Кедровый"))
    await editor.says(f"/summary {number}", in_chat=channel)
    asked = await editor.sees(f"№{number}", in_chat=channel)
    await editor.presses("Следить за историей", on=asked)
    await editor.says("/chats")
    await editor.presses("Хроника", on=await editor.sees("Группы и каналы"))
    screen = await editor.sees("Отслеживается 1 история")
    await editor.presses("Больше ни за чем не следить", on=screen)
    gone = await editor.sees("не подписан")
    assert "Отслеживается" not in gone.text
    await editor.says("/following", in_chat=channel)
    await editor.sees("Вы не следите ни за одной", in_chat=channel)


async def test_in_a_group_administrators_follow(stage: Stage, press: Press) -> None:
    admin, member = await stage.reader(), await stage.reader()
    group = await stage.scene.group("Дом", members=[admin, member], administrators=[admin])
    first = await press.adds(first_part("Южный"))
    await member.says(f"/summary {first}", in_chat=group)
    asked = await member.sees(f"№{first}", in_chat=group)
    refused = await member.presses("Следить за историей", on=asked)
    assert "администраторы" in (refused.text or "")
    await admin.presses("Следить за историей", on=asked)
    later = await press.adds(second_part("Южный"), first)
    told = await member.sees(f"№{later}", in_chat=group)
    assert told.reply_to == asked.id
    await member.says("/following", in_chat=group)
    listed = await member.sees("Ущерб от пожара", in_chat=group)
    assert "администраторы" in ((await member.presses("✕", on=listed)).text or "")


async def test_a_story_opened_in_a_digest_can_be_followed(stage: Stage, press: Press) -> None:
    reader = await stage.reader()
    await reader.says("/subscribe 08:00")
    await reader.sees("Обновления")
    await press.adds(first_part("Северный"))
    await reader.says("/digest")
    digest = await reader.sees("Пожар на складе Северный")
    await reader.presses("1", on=digest)
    opened = await reader.sees("№")
    await reader.presses("Следить за историей", on=opened)
    marked = await reader.sees("№")
    assert marked.button("✓ Слежу")
    assert marked.button("к дайджесту")


async def test_editors_join_and_part_cases(stage: Stage, press: Press) -> None:
    """With numbers, or as an answer to a message about a story; followers are told of the part."""
    editor, reader = stage.editor, await stage.reader()
    first = await press.adds(first_part("Нижний"))
    message = await follows(reader, first)
    later = await press.adds(second_part("Нижний"))
    await editor.says(f"/case {later} of {first}")
    await editor.sees(f"№{first}, №{later}")
    assert (await reader.sees("57 млн тенге")).reply_to == message.id
    await editor.says(f"/summary {later}")
    shown = await editor.sees(f"№{later}")
    await editor.says("/case alone", reply_to=shown)
    await editor.sees(f"Новость {later} теперь стоит отдельно")
    await editor.says(f"/case к {first}", reply_to=shown)
    await editor.sees(f"№{first}, №{later}")
    await editor.says("/case")
    await editor.sees("/case 12 of 9")
    await editor.says(f"/case {first} of 99999")
    await editor.sees("Такой новости у меня нет")


async def test_f32_editors_commands_do_not_exist_for_others(stage: Stage, press: Press) -> None:
    """What they get is what any unknown command gets; in groups, nothing, whoever writes."""
    reader, editor = await stage.reader(), stage.editor
    first = await press.adds(first_part("Верхний"))
    await reader.says("/nonsense")
    unknown = (await reader.sees()).text
    for words in (f"/case {first} of {SEED}", f"/graphic {first} on", "/case", "/graphic"):
        await reader.says(words)
        assert (await reader.sees()).text == unknown
    group = await stage.scene.group("Штаб", members=[editor], administrators=[editor])
    await editor.says(f"/graphic {first} on", in_chat=group)
    await editor.sees_nothing(in_chat=group)
    friends = await stage.scene.group("Без бота", members=[editor, reader], bot="left")
    await editor.forwards(await reader.says(f"/graphic {first} on", in_chat=friends))
    await editor.sees("не о новости")
    assert not {"case", "graphic"} & set(await editor.menu())
    await reader.says("/help")
    assert "graphic" not in (await reader.sees()).text
    assert await press.store.cases.parts(first) == (first,)
    story = await press.store.stories.get(first)
    assert story is not None
    assert story.graphic is None


async def test_a_graphic_story_comes_behind_a_spoiler(stage: Stage, press: Press) -> None:
    """The headline is to be seen; what was asked for stands open."""
    reader = await stage.reader()
    await by_day(reader)
    await reader.says("/subscribe")
    await reader.sees("Готово")
    number = await press.adds(violent("Первомайский"))
    told = await reader.sees(f"№{number}")
    assert "Есть описания насилия" in told.text
    (hidden,) = told.covered("spoiler")
    assert "расчленённое тело" in hidden
    assert "Тело нашли в посёлке Первомайский" not in hidden
    await reader.presses("Кратко", on=told)
    opened = await reader.sees("расчленённое тело")
    assert not opened.covered("spoiler")
    for command in ("/summary", "/figures", "/full"):
        await reader.says(f"{command} {number}")
        assert not (await reader.sees("Первомайский")).covered("spoiler")


async def test_a_followed_graphic_story_stands_open(stage: Stage, press: Press) -> None:
    """Whoever follows it wants to read it, by day and by night."""
    reader = await stage.reader()
    first = await press.adds(first_part("Майский"))
    await follows(reader, first)
    later = await press.adds(violent("Майский"), first)
    told = await reader.sees(f"№{later}")
    assert "расчленённое тело" in told.text
    assert not told.covered("spoiler")


async def test_a_mark_hides_and_opens_what_was_sent(stage: Stage, press: Press) -> None:
    """In place and without another message; who follows the story has it open."""
    editor, reader, follower = stage.editor, await stage.reader(), await stage.reader()
    for person in (reader, follower):
        await by_day(person)
        await person.says("/subscribe")
        await person.sees("Готово")
    number = await press.adds(first_part("Речной"))
    told = await reader.sees(f"№{number}")
    followed = await follower.sees(f"№{number}")
    await follower.presses("Следить", on=followed)
    for word, hidden in (("on", True), ("off", False)):
        await editor.says(f"/graphic {number} {word}")
        assert "Измен" in (await editor.sees(f"Новость {number}")).text
        for _ in range(200):
            if bool((await message(reader, told.id)).covered("spoiler")) is hidden:
                break
            await asyncio.sleep(0.05)
        assert bool((await message(reader, told.id)).covered("spoiler")) is hidden
        assert not (await message(follower, followed.id)).covered("spoiler")
    about = [each for each in await reader.messages() if f"№{number}" in each.text]
    assert [each.id for each in about] == [told.id]


async def message(reader: User, number: int) -> Seen:
    """Return a message as it stands now."""
    return next(each for each in await reader.messages() if each.id == number)


async def test_editors_set_and_clear_the_mark(stage: Stage, press: Press) -> None:
    """With a number, or as an answer; what is told unasked follows the mark."""
    editor, reader = stage.editor, await stage.reader()
    number = await press.adds(first_part("Новый"))
    await editor.says(f"/graphic {number} on")
    await editor.sees(f"Новость {number} помечена")
    await reader.says("/start")
    assert (await reader.sees("Пожар на складе Новый")).covered("spoiler")
    await editor.says(f"/graphic {number} off")
    await editor.sees(f"Новость {number} без пометки")
    await reader.says("/start")
    assert not (await reader.sees("Пожар на складе Новый")).covered("spoiler")
    await editor.says(f"/summary {number}")
    await editor.says("/graphic вкл", reply_to=await editor.sees(f"№{number}"))
    await editor.sees(f"Новость {number} помечена")
    await editor.says("/graphic")
    await editor.sees("/graphic 12 on")
    await editor.says("/graphic 99999 on")
    await editor.sees("Такой новости у меня нет")
