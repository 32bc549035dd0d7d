"""Buttons that are old, forged or somebody else's; people who block; what fails."""

import pytest

from sandbox.refusals import Json
from sandbox.seen import Seen
from sandbox.user import User
from tests.journeys.conftest import SEED, Stage

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
    "c=zone=Mars/Phobos",
    "c=language=tlh",
    "p:99999999999",
    "g:1:99999999",
    "q:5",
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


async def test_strange_messages_get_a_helpful_answer(stage: Stage) -> None:
    """A file, a picture, a forwarded stranger's post: a sentence, never silence."""
    reader, friend = await stage.reader(), await stage.reader()
    await reader.sends_file("notes.bin", b"\x00\x01")
    await reader.sees("/help")
    others = await stage.scene.group("Без бота", members=[reader, friend], bot="left")
    post = await friend.says("Просто сообщение", in_chat=others)
    await reader.forwards(post)
    await reader.sees("не об одной из моих")


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
