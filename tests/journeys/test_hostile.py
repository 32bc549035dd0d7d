"""Buttons that are old, forged or somebody else's; people who block; what fails."""

import random
import re
import sqlite3
from contextlib import closing

import pytest

from sandbox.refusals import Json
from sandbox.seen import Seen
from sandbox.user import User
from tests.journeys.conftest import SEED, Stage
from tests.waiting import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")

FORGED = (
    "o:s:999999:0",
    "o:z:1:0",
    "o:s:-1:0",
    "o:s:9223372036854775808:0",
    "o:s",
    "l:0",
    "v1:summary",
    "🙂" * 16,
    "x" * 64,
    "c=zone=Mars/Phobos=0",
    "c=language=tlh=0",
    "p:99999999999",
    "g:1:99999999",
    "q:5",
    "i:1:ru:7",
    "i:1:tlh:0",
)


def forged(reader: User, message: Seen, data: str, number: int) -> Json:
    """Return the update of a press that no button offers."""
    return {
        "callback_query": {
            "id": f"forged-{number}",
            "from": {"id": reader.id, "is_bot": False, "first_name": "X", "language_code": "ru"},
            "chat_instance": "1",
            "message": message.raw,
            "data": data,
        }
    }


async def test_f31_forged_buttons_change_nothing(stage: Stage) -> None:
    """Old versions, random bytes, other people's chats, unknown stories: refused, nothing done."""
    reader, victim = await stage.reader(), await stage.reader()
    await victim.says("/subscribe")
    await victim.sees("Готово")
    await reader.says(f"/summary {SEED}")
    message = await reader.sees("Накрыли разом")
    for number, data in enumerate([*FORGED, f"x:{victim.id}:1"]):
        await stage.scene.forges(forged(reader, message, data, number))
    await victim.says("/unsubscribe")
    await victim.sees("больше не приходят")
    await reader.says("/settings")
    assert "Asia/Almaty" in (await reader.sees("Настройки")).text


@pytest.mark.parametrize(
    "data",
    [
        "s|{victim}|mode|digest", "s|{victim}|hour|08:00", "s|{victim}|budget|0",
        "s|{victim}|pause|3", "s|{victim}|all|", "s|{victim}|quiet|23:00-07:00",
        "k|{victim}|save", "k|{victim}|add", "k|{victim}|drop", "y|{victim}|0|0",
        "y|{victim}|0|4294967295", "s|{victim}|words|", "d:1:1", "b:1", "w:999999", "w:0",
        "s|0|mode|nonsense", "s|0|hour|99:99", "s|0|budget|-1", "s|0|most|1e9", "s|0|topic|\u0000",
        "s|9007199254740993|mode|digest", "y|0|5|1", "k|0|save",
    ],
)  # fmt: skip
async def test_f31_buttons_of_choices_filters_digests_and_cases_are_only_for_whose_they_are(
    stage: Stage, data: str
) -> None:
    """Another chat's number, old data, nonsense: no change for anybody, and no failure of ours."""
    reader, victim = await stage.reader(), await stage.reader()
    await victim.says("/subscribe")
    await victim.sees("Готово")
    await reader.says(f"/summary {SEED}")
    message = await reader.sees("Накрыли разом")
    failures, before = failed(stage), chosen(stage)
    press = forged(reader, message, data.format(victim=victim.id), 900 + hash(data) % 10**6)
    await stage.scene.forges(press)
    await reader.says("/privacy")
    await reader.sees("/forget")
    assert chosen(stage) == before
    assert failed(stage) == failures


async def test_f31_random_bytes_in_buttons_change_nothing(stage: Stage) -> None:
    """64 bytes of anything, also behind the prefixes that buttons have."""
    # Two people: one alone would be too fast, and not heard any more (F35).
    readers, dice = [await stage.reader(), await stage.reader()], random.Random(31)
    messages = []
    for reader in readers:
        await reader.says(f"/summary {SEED}")
        messages.append(await reader.sees("Накрыли разом"))
    failures, before = failed(stage), chosen(stage)
    for number in range(60):
        reader, message = readers[number % 2], messages[number % 2]
        noise = "".join(map(chr, dice.choices(range(32, 0x2000), k=20)))
        prefix = dice.choice(("", "s|", "k|", "y|", "d:", "b:", "w:", "o:", "c=", "x:", "u:", "m:"))
        data = (prefix + noise).encode()[:64].decode("utf-8", "ignore")
        await stage.scene.forges(forged(reader, message, data, 2_000_000 + number))
    for reader in readers:
        await reader.says("/privacy")
        await reader.sees("/forget")
    assert chosen(stage) == before
    assert failed(stage) == failures


def failed(stage: Stage) -> int:
    """Count what failed in handlers; that a forged press cannot be answered is no failure."""
    errors = re.findall(r"^[\w.]+(?:Error|Exception|BadRequest): .*", stage.bot.log, re.MULTILINE)
    return sum("query is too old" not in error for error in errors)


def chosen(stage: Stage) -> list[tuple[object, ...]]:
    """Return all that readers have chosen."""
    with closing(sqlite3.connect(stage.bot.database)) as database:
        return [
            row
            for table in ("subscriptions", "follows", "likes")
            for row in database.execute(f"SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608
        ]


async def test_f31_a_channel_is_changed_by_its_administrators_alone(stage: Stage) -> None:
    """Every reader of a channel can press its buttons; only its administrators may end updates."""
    editor, reader = await stage.reader(), await stage.reader()
    channel = await stage.scene.channel("Афиша", [editor, reader], administrators=[editor])
    await editor.says("/subscribe", in_chat=channel)
    screen = await editor.sees("Готово", in_chat=channel)
    refused = await reader.presses("Отписаться", on=screen)
    assert "администраторы" in (refused.text or "")
    await editor.says("/subscribe", in_chat=channel)
    await editor.sees("Обновления", in_chat=channel)
    await editor.presses("Отписаться", on=screen)
    await editor.sees("больше не приходят", in_chat=channel)


async def test_f31_settings_of_a_group_are_not_for_forgers(stage: Stage) -> None:
    """A forged settings button in a group changes nothing for a member."""
    admin, member = await stage.reader(), await stage.reader()
    group = await stage.scene.group("Язык", members=[admin, member], administrators=[admin])
    await admin.says(f"/summary {SEED}", in_chat=group)
    story = await admin.sees("Накрыли разом", in_chat=group)
    await stage.scene.forges(forged(member, story, "c=language=en=0", 800))
    await member.says(f"/figures {SEED}", in_chat=group)
    await member.sees("Деньги", in_chat=group)


async def test_f32_what_was_forwarded_or_sent_via_a_bot_commands_nothing(stage: Stage) -> None:
    """Somebody else's words are no command, whoever passes them on."""
    reader, friend = await stage.reader(), await stage.reader()
    await reader.says("/subscribe")
    await reader.sees("Готово")
    others = await stage.scene.group("Соседи", members=[reader, friend], bot="left")
    await reader.forwards(await friend.says("/unsubscribe", in_chat=others))
    await reader.sees("не о новости")
    await reader.says("/subscribe")
    await reader.sees("Обновления")


@pytest.mark.parametrize("kind", ["edited_message", "edited_channel_post", "business_message"])
async def test_f32_a_command_that_was_edited_in_or_came_another_way_commands_nothing(
    stage: Stage, kind: str
) -> None:
    """Only what a person sends as a new message is a command."""
    reader = await stage.reader()
    await reader.says("/start")
    await reader.sees()
    before = chosen(stage)
    await stage.scene.forges({kind: _message(reader, "/subscribe", 9100)})
    await reader.says("/privacy")
    await reader.sees("/forget")
    assert chosen(stage) == before


async def test_f17_blocked_and_unblocked(stage: Stage) -> None:
    """A reader who blocked the bot is let go, and answered again on coming back."""
    reader = await stage.reader()
    await reader.says("/start")
    await reader.sees("Сводка")
    await reader.blocks()
    await reader.unblocks()
    await reader.says("/summary")
    await reader.sees("Karaganda")


async def test_f29_markup_in_a_title_is_shown_as_typed(stage: Stage) -> None:
    """Articles can say what they like: entities come from the bot alone."""
    file = stage.bot.database.parent / "markup.txt"
    title = "<b>Жирно</b> [ссылка](tg://user?id=1) _*& в заголовке"
    file.write_text(
        f"{title}\n\nВ Павлодаре открыли выставку цветов. На неё пришли 700 человек.\n", "utf-8"
    )
    code, output = await stage.bot.adds(file)
    assert code == 0, output
    reader = await stage.reader()
    await reader.says("/summary выставка цветов")
    story = await reader.sees(title)
    assert all(link.startswith("https://t.me/svodka") for link in story.links)


async def test_f29_f30_hostile_titles_and_filters_are_shown_as_typed_in_digests(
    stage: Stage,
) -> None:
    """Markup, right-to-left marks, joined emoji and marks without end stay text."""
    reader = await stage.reader()
    await reader.says("/subscribe 08:00")
    await reader.sees("08:00")
    title = "<b>Мост</b> [тут](tg://user?id=1) \u202eназад\u202c 👨‍👩‍👧‍👦 е" + "\u0301" * 30
    file = stage.bot.database.parent / "hostile.txt"
    text = "В Таразе открыли мост. По нему прошли 900 человек. Подробности к вечеру."
    file.write_text(f"{title}\n\n{text}\n", "utf-8")
    code, output = await stage.bot.adds(file)
    assert code == 0, output
    await reader.says("/digest")
    digest = await reader.sees("<b>Мост</b>")
    assert "[тут](tg://user?id=1)" in digest.text
    assert all(link.startswith("https://t.me/") for link in digest.links)
    for words in ("+<b>мост</b>", '+"tg://user?id=1"', "+👨‍👩‍👧‍👦", "+\u202eтсом", "+" + "а" * 300):
        await reader.says(f"/filters {words}")
        answer = await reader.sees()
        hidden = [link for link in answer.links if link not in words]  # the person's own is no trap
        assert all(link.startswith("https://t.me/") for link in hidden)


async def test_strange_messages_get_a_helpful_answer(stage: Stage) -> None:
    """A file, a picture, a forwarded stranger's post: a sentence, never silence."""
    reader, friend = await stage.reader(), await stage.reader()
    await reader.sends_file("notes.bin", b"\x00\x01")
    await reader.sees("/help")
    others = await stage.scene.group("Без бота", members=[reader, friend], bot="left")
    post = await friend.says("Просто сообщение", in_chat=others)
    await reader.forwards(post)
    await reader.sees("не о новости из моего списка")


async def test_an_apology_speaks_the_language_that_was_chosen(stage: Stage) -> None:
    """Not the one of the person's Telegram."""
    reader = await stage.reader("ru")
    await reader.says("/settings kk")
    await reader.sees("Баптаулар")
    await stage.scene.faults.fail(400, times=1, methods=["sendMessage"], chat=reader.id)
    await reader.says("/stories")
    await reader.sees("Біздің тараптан қате кетті")


async def test_what_people_write_is_in_no_log(stage: Stage) -> None:
    """Not in the course of things, and not when an answer fails with a traceback."""
    reader = await stage.reader()
    words = "секретнейшее"
    for text in (words, f"/search {words}", f"/summary {words}", f"/{words}", f"{words} " * 30):
        await reader.says(text)
        await reader.sees()
    await stage.scene.faults.fail(400, times=2, methods=["sendMessage"], chat=reader.id)
    failures = stage.bot.log.count("a handler failed")
    await reader.says(f"/search {words}")
    await eventually(lambda: stage.bot.log.count("a handler failed") > failures)
    await stage.scene.faults.clear()
    assert "Traceback" in stage.bot.log
    assert words not in stage.bot.log


async def test_f34_an_update_given_twice_is_answered_once(stage: Stage) -> None:
    """Telegram gives an update again when it heard no answer; the reader sees one."""
    reader = await stage.reader()
    await reader.says("/start")
    await reader.sees()
    update: Json = {
        "update_id": await stage.scene.forges({"message": _message(reader, "/help", 9001)}),
        "message": _message(reader, "/help", 9001),
    }
    await reader.sees("/summary")
    await stage.scene.forges(update, same_id=True)
    await reader.says("/privacy")
    await reader.sees("/forget")
    texts = [message.text for message in await reader.messages()]
    assert sum("/subscribe —" in text for text in texts) == 1


def _message(reader: User, text: str, id: int) -> Json:
    return {
        "message_id": id,
        "date": 1_790_000_000,
        "chat": {"id": reader.id, "type": "private", "first_name": "X"},
        "from": {"id": reader.id, "is_bot": False, "first_name": "X", "language_code": "ru"},
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
    }
