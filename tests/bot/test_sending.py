"""The delivery loop and the real sender against the sandbox, in one process: each fault by number.

Each journey ends with every reader told once, or with a reason that the operator sees.
"""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import session
from bot.operators import Operators
from bot.settings import Settings
from bot.supervision import FatalError
from bot.telegram import TelegramSender
from delivery import loop
from delivery.loop import utc_now
from delivery.sender import Failed
from sandbox.server import Sandbox
from storage.delivery import Delivery
from storage.outcomes import Sent
from tests.bot.desk import TEXT, Desk
from views.language import LANGUAGES
from views.message import Message


async def test_s2_150_readers_are_told_at_the_limit_without_one_refusal(desk: Desk) -> None:
    """Never above it, and close below it in one of three broadcasts: the machine may be busy."""
    readers = await desk.readers(150)
    speeds: list[float] = []
    async with desk.serving(rate=Settings().rate_per_second):
        while len(speeds) < 3 and max(speeds, default=0.0) <= 30 * 0.93:
            before = await desk.scene.accepted_count()
            await desk.publishes(f"{TEXT}\n\nВыпуск {before}.")
            await desk.settled(sent=before + 150)
            sends = await desk.scene.accepted(before)
            assert {sent.chat_id for sent in sends} == set(readers)
            times = sorted(sent.at for sent in sends)
            assert max(sum(start <= at < start + 1 for at in times) for start in times) <= 30
            speeds.append(149 / (times[-1] - times[0]))
    assert [r for r in await desk.scene.refusals() if "Too Many" in str(r)] == []
    assert max(speeds) > 30 * 0.93


FAULTS: dict[str, dict[str, Any]] = {
    "f14 a chat": {"retry_after": 1, "times": 1},
    "f14 all": {"retry_after": 1, "times": 5},
    "f15 HTTP 500": {"status": 500, "times": 5},
    "f15 HTTP 502 with a page": {"status": 502, "body": "<html>bad gateway</html>", "times": 5},
    "f15 ok false without a code": {"status": 200, "body": '{"ok": false}', "times": 3},
    "f16 reset before it was accepted": {"cut": "reset", "when": "before", "times": 3},
    "f16 silence before it was accepted": {"cut": "silence", "when": "before", "times": 3},
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_the_api_answers_every_reader_is_told_once(desk: Desk, fault: str) -> None:
    desk.bot.session.timeout = 0.5
    readers = await desk.readers(20)
    await desk.scene.limits(on=False)
    await desk.scene.faults.order(**FAULTS[fault])
    await desk.publishes()
    async with desk.serving(in_flight=4):
        await desk.settled(sent=20)
    assert await desk.told() == dict.fromkeys(readers, 1)


@pytest.mark.parametrize(
    "fault",
    [
        {"cut": "reset", "when": "after", "times": 2},
        {"cut": "silence", "when": "after", "times": 2},
        {"status": 200, "body": '{"ok": true, "result": {"mess', "when": "after", "times": 2},
    ],
    ids=["reset", "silence", "half an answer"],
)
async def test_f16_what_ends_unknown_is_counted_and_repeated_at_most_once(
    desk: Desk, fault: dict[str, Any]
) -> None:
    desk.bot.session.timeout = 0.5
    readers = await desk.readers(10)
    await desk.scene.limits(on=False)
    await desk.scene.faults.order(**fault)
    await desk.publishes()
    async with desk.serving(in_flight=2):
        await desk.settled(sent=10)
    told = await desk.told()
    seen = await desk.store.ledger.queue.overview(desk.now())
    assert set(told) == set(readers)
    assert seen.unknown == 2
    assert told.total() - 10 == 2


async def test_f14_a_wait_of_43838_seconds_is_kept_to_the_second_over_a_restart(desk: Desk) -> None:
    readers = await desk.readers(40)
    await desk.scene.faults.flood(43838, times=1000)
    await desk.publishes()
    before = desk.now()
    async with desk.serving(in_flight=2):
        await asyncio.sleep(0.5)
    refused = len(await desk.scene.refusals())
    counts = await desk.store.ledger.counts()
    assert counts["claimed"] == counts["sent"] == 0
    assert refused <= 4
    await desk.scene.faults.clear()
    desk.shift = timedelta(seconds=43838) - (utc_now() - before) - timedelta(seconds=1)
    async with desk.serving():
        await asyncio.sleep(0.4)
        assert await desk.told() == {}
        desk.shift += timedelta(seconds=3)
        await desk.settled(sent=40)
    assert await desk.told() == dict.fromkeys(readers, 1)


async def test_f14_a_long_wait_leaves_no_row_claimed(desk: Desk) -> None:
    await desk.readers(30)
    await desk.scene.faults.flood(3600, times=1000)
    await desk.publishes()
    async with desk.serving(in_flight=2):
        await asyncio.sleep(0.5)
        counts = await desk.store.ledger.counts()
        assert counts["claimed"] == 0, "a kill now would put them in doubt"


async def test_f17_readers_who_left_are_closed_and_the_others_told(desk: Desk) -> None:
    stays = await desk.scene.user("Мира")
    blocks = await desk.scene.user("Ада")
    leaves = await desk.scene.user("Лев")
    for person in (stays, blocks, leaves):
        await person.says("/start")
        await desk.knows(person.id)
    await desk.knows(99_999_999)  # a chat that Telegram does not know
    await blocks.blocks()
    await desk.scene.deactivates(leaves)
    await desk.publishes()
    async with desk.serving():
        await desk.settled(sent=1, gone=3)
    for gone in (blocks.id, leaves.id, 99_999_999):
        chat = await desk.store.chats.get(gone)
        assert chat is not None
        assert chat.closed


GONE = {
    403: (
        "Forbidden: bot was blocked by the user",
        "Forbidden: user is deactivated",
        "Forbidden: bot was kicked from the supergroup chat",
        "Forbidden: bot is not a member of the channel chat",
        "Forbidden: bot can't initiate conversation with a user",
    ),
    400: ("Bad Request: chat not found", "Bad Request: PEER_ID_INVALID"),
}


async def test_f17_every_shape_of_a_closed_chat_ends_it_once_and_it_opens_again(desk: Desk) -> None:
    shapes = [(status, words) for status, several in GONE.items() for words in several]
    readers = await desk.readers(len(shapes) + 1)
    for reader, (status, words) in zip(readers, shapes, strict=False):
        await desk.scene.faults.order(status=status, description=words, chat=reader, times=1)
    await desk.publishes()
    async with desk.serving():
        await desk.settled(sent=1, gone=len(shapes))
        await desk.publishes("Ещё одна новость\n\nГород узнал о ней утром.\n")
        await desk.settled(sent=2, gone=len(shapes))
        assert await desk.told() == {readers[-1]: 2}, "no more tries: a second one would pass"
        for reader in readers:  # as the conversation does at /start and at my_chat_member
            await desk.store.chats.remember(reader, "private", "ru", "Asia/Almaty")
        await desk.publishes("Третья новость\n\nГород узнал о ней вечером.\n")
        await desk.settled(sent=2 + len(readers), gone=len(shapes))


async def test_f18_a_group_that_moved_is_told_once_under_its_new_id(desk: Desk) -> None:
    admin = await desk.scene.user("Мира")
    group = await desk.scene.group("Отдел", [admin], administrators=[admin], type="group")
    await desk.knows(group.id, "group")
    moved = await desk.scene.migrates(group)
    await desk.publishes()
    async with desk.serving():
        await desk.settled(sent=1)
    assert await desk.told() == {moved.id: 1}
    assert await desk.store.subscriptions.has(moved.id)


async def test_f19_a_refused_message_ends_with_its_reason_and_holds_nobody_up(desk: Desk) -> None:
    readers = await desk.readers(5)
    words = "Bad Request: message is too long"
    await desk.scene.faults.order(status=400, description=words, chat=readers[0])
    await desk.publishes()
    async with desk.serving():
        await desk.settled(sent=4, refused=1)
    [refusal] = (await desk.store.ledger.queue.overview(desk.now())).refusals
    assert words in refusal.reason


async def test_f11_a_database_held_by_another_process_delays_and_loses_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    readers = await desk.readers(30)
    await desk.publishes()
    async with desk.serving(rate=60):
        await asyncio.sleep(0.2)
        held = await asyncio.create_subprocess_exec(
            "python3", "-c",
            "import sqlite3, sys, time\n"
            "held = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "held.execute('BEGIN IMMEDIATE'); time.sleep(2)",
            str(tmp_path / "news.db"),
        )  # fmt: skip
        await held.wait()
        await desk.settled(sent=30)
    assert await desk.told() == dict.fromkeys(readers, 1)


async def test_a_refused_token_stops_the_sender(sandbox: Sandbox) -> None:
    bot = session.open_bot("7000000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", sandbox.api_url)
    with pytest.raises(FatalError):
        await TelegramSender(bot).send(1, Message("x"))
    await bot.session.close()


async def test_a_server_that_is_not_there_was_never_reached() -> None:
    bot = session.open_bot("123456789:AAE-abcdefghijklmnopqrstuvwxyz_012345", "http://127.0.0.1:1")
    answer = await TelegramSender(bot).send(1, Message("x"))
    assert isinstance(answer, Failed)
    assert not answer.tried
    await bot.session.close()


class Recorder(session.JsonSession):
    """Keeps bodies; answers that they were sent."""

    bodies: list[dict[str, Any]]

    async def post(self, *arguments: Any, **_: Any) -> tuple[int, bytes]:
        self.bodies = [*getattr(self, "bodies", []), json.loads(arguments[2])]
        return 200, b'{"ok": true, "result": {"message_id": 7}}'


@pytest.mark.parametrize("paid", [False, True])
async def test_paid_broadcast_is_asked_for_only_when_the_operator_said_so(paid: bool) -> None:
    bot = session.open_bot("123456789:AAE-abcdefghijklmnopqrstuvwxyz_012345", "http://127.0.0.1:1")
    bot.session = recorder = Recorder()
    sender, message = TelegramSender(bot, paid=paid), Message("Ә 😀 \ud800")
    assert [await sender.send(chat, message) for chat in (5, -6)] == [Sent(7), Sent(7)]
    assert [body["chat_id"] for body in recorder.bodies] == [5, -6]
    assert {body.get("allow_paid_broadcast") for body in recorder.bodies} == {paid or None}
    assert recorder.bodies[0]["text"] == "Ә 😀 ?"


async def test_f16_a_name_that_cannot_be_resolved_was_never_reached() -> None:
    token, host = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_012345", "http://telegram.invalid"
    bot = session.open_bot(token, host)
    answer = await TelegramSender(bot).send(1, Message("x"))
    assert isinstance(answer, Failed)
    assert not answer.tried
    await bot.session.close()


async def test_f16_while_names_cannot_be_resolved_nothing_is_lost_told_twice_or_in_doubt(
    desk: Desk, sandbox: Sandbox
) -> None:
    readers = await desk.readers(20)
    await desk.publishes()
    working = desk.bot
    desk.bot = session.open_bot(sandbox.token, "http://telegram.invalid")
    async with desk.serving():
        await asyncio.sleep(0.5)
    await desk.bot.session.close()
    seen = await desk.store.ledger.queue.overview(desk.now())
    assert (seen.unknown, seen.states.get("sent", 0)) == (0, 0)
    desk.bot = working
    async with desk.serving():
        await desk.settled(sent=20)
    assert await desk.told() == dict.fromkeys(readers, 1)


async def test_messages_are_never_mixed_up_however_many_pass_through(desk: Desk) -> None:
    bot = session.open_bot("123456789:AAE-abcdefghijklmnopqrstuvwxyz_012345", "http://127.0.0.1:1")
    bot.session = recorder = Recorder()
    sender = TelegramSender(bot)
    for number in range(500):  # far more than are kept; freed ones give their ids to others
        await sender.send(1, Message(str(number)))
    assert [body["text"] for body in recorder.bodies] == [str(number) for number in range(500)]


async def test_a_paid_rate_gets_enough_messages_under_way_and_connections() -> None:
    assert loop.in_flight(29.5) == loop.IN_FLIGHT
    assert loop.in_flight(1000) >= 2 * 1000 * 0.15
    assert session.connections(loop.in_flight(1000)) > loop.in_flight(1000)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_operators_are_told_of_a_poisoned_story_in_their_language(
    desk: Desk, language: str
) -> None:
    admin = await desk.scene.user("Мира")
    await admin.says("/start")
    await desk.store.chats.remember(admin.id, "private", language, "Asia/Almaty")
    settings = Settings.model_validate({"admin_ids": f"{admin.id},99999999"})
    row = Delivery(1, 5, 7, 1, 0, "ru", "private")
    await Operators(settings, desk.store, desk.bot).set_aside(row, 12, "KeyError: <b>'x'</b>")
    [sent] = await desk.scene.accepted()
    assert sent.chat_id == admin.id
    assert "7" in sent.text
    assert "12" in sent.text
    assert "KeyError: <b>'x'</b>" in sent.text
    assert "svodka deliveries" in sent.text
