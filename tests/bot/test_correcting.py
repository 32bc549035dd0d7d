"""Corrections against the sandbox: whoever was told wrongly ends with what is right, and knows it.

The delivery loop, the real renderers and the real sender; each reader's chat is looked at.
"""

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiogram.types import BufferedInputFile

from bot.newsroom import Corrected, Newsroom
from delivery import loop, trouble
from delivery.copies import CopyKeeper
from delivery.digests import Digests
from sandbox.client import SandboxClient
from sandbox.seen import Seen
from sandbox.server import Sandbox
from sandbox.user import User
from storage.store import Store
from storage.subscriptions import Choices
from tests.bot.desk import Desk
from views.buttons import CHART, FIGURES, SUMMARY

TEXT = """Мост открыт в городе

Город получил новый мост через реку, при стройке пострадали 3 рабочих.

Подрядчик Ерлан Сериков признал вину. Мост стоил 2,4 млрд тенге. Дорогу откроют весной.
"""
FIVE = TEXT.replace("3 рабочих", "5 рабочих")
SEVEN = TEXT.replace("3 рабочих", "7 рабочих")
TYPO = TEXT.replace("новый мост через реку", "новый мост через  рекку")
#: One red pixel.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


class Press(Desk):
    """A desk with a newsroom, and readers whose chats can be looked at."""

    async def hires(self, count: int) -> list[User]:
        """Let people start the bot and subscribe; no budget holds a story back."""
        people = await self.scene.crowd(count)
        async with self.store.transaction():
            for person in people:
                await self.knows(person.id)
        return people

    @property
    def newsroom(self) -> Newsroom:
        return Newsroom(self.store)

    async def corrects(self, text: str, story: int = 1) -> Corrected:
        corrected = await self.newsroom.correct(story, text, self.now())
        assert corrected is not None
        return corrected

    async def reaches(self, sent: int) -> None:
        """Wait until so many rows are sent, or a few more."""
        async with asyncio.timeout(30):
            while (await self.store.ledger.counts())["sent"] < sent:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def rests(self) -> None:
        """Wait until nothing is on its way."""
        await self.settled(pending=0, claimed=0, deferred=0)


async def chat(person: User) -> list[Seen]:
    """Return what the bot wrote to a person."""
    return [seen for seen in await person.messages() if seen.sender != person.id]


def notes(messages: list[Seen]) -> list[Seen]:
    return [seen for seen in messages if seen.text.startswith("Исправление")]


def stories(messages: list[Seen]) -> list[Seen]:
    return [seen for seen in messages if seen.button("👁")]


@pytest.fixture
async def press(
    sandbox: Sandbox, scene: SandboxClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Press]:
    monkeypatch.setattr(loop, "IDLE", 0.05)
    monkeypatch.setattr(loop, "SHORTLY", 0.1)
    monkeypatch.setattr(trouble, "OUTAGE", (0.02, 0.1))
    monkeypatch.setattr(trouble, "AGAIN", (0.02, 0.1))
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/news.db")
    press = Press(store, sandbox, scene)
    await scene.limits(on=False)
    yield press
    await press.bot.session.close()
    await store.close()


async def test_a_material_correction_edits_the_message_and_answers_it_with_a_note(
    press: Press,
) -> None:
    [reader] = await press.hires(1)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=1)
        corrected = await press.corrects(FIVE)
        await press.settled(sent=3)
    assert corrected.replaced is not None
    assert (corrected.replaced.edits, corrected.replaced.notes) == (1, 1)
    [story, note] = await chat(reader)
    assert story.edited
    assert "5 рабочих" in story.text
    assert "3 рабочих" not in story.text
    assert story.button("👁")
    assert note.reply_to == story.id
    assert "3 рабочих" in note.text.split("Верно")[0]
    assert "5 рабочих (¶1)" in note.text.split("Верно")[1]
    assert {"3", "5"} <= set(note.bold)


async def test_a_typo_and_an_addition_are_edited_in_silence(press: Press) -> None:
    [reader] = await press.hires(1)
    await press.publishes(TYPO)
    async with press.serving():
        await press.settled(sent=1)
        await press.corrects(TEXT)
        await press.settled(sent=2)
        await press.corrects(TEXT.replace("весной.", "весной. Проезд будет свободным для всех."))
        await press.rests()
    [story] = await chat(reader)
    assert story.edited
    assert "рекку" not in story.text


async def test_the_same_text_changes_nothing_and_says_so(press: Press) -> None:
    await press.hires(1)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=1)
        corrected = await press.corrects(TEXT + "\n\nПоделиться\n")
    assert corrected.replaced is None
    assert await press.store.versions.all(1) == []


async def test_a_correction_midway_through_a_broadcast_leaves_everyone_right(press: Press) -> None:
    """Who got the wrong version gets one note; who got the right one gets none."""
    readers = await press.hires(60)
    await press.publishes(TEXT)
    async with press.serving(rate=20, in_flight=8):
        await press.reaches(10)
        await press.corrects(FIVE)
        await press.rests()
    told = 0
    for reader in readers:
        messages = await chat(reader)
        [story] = stories(messages)
        assert "5 рабочих" in story.text
        was_wrong = "3 рабочих" in (await first_version(press, reader))
        assert len(notes(messages)) == was_wrong, messages
        told += was_wrong
    assert 10 <= told < 60


async def first_version(press: Press, reader: User) -> str:
    """Return the text of a story as it was first sent to a reader."""
    return next(
        sent.text
        for sent in await press.scene.accepted()
        if sent.chat_id == reader.id and "Мост открыт" in sent.text
    )


async def test_a_correction_before_sending_is_what_is_sent(press: Press) -> None:
    [reader] = await press.hires(1)
    await press.publishes(TEXT)
    corrected = await press.corrects(FIVE)
    assert corrected.replaced is not None
    assert (corrected.replaced.edits, corrected.replaced.notes) == (0, 0)
    async with press.serving():
        await press.settled(sent=1)
        await press.rests()
    [story] = await chat(reader)
    assert "5 рабочих" in story.text
    assert not story.edited


async def test_two_corrections_in_a_row_make_one_note_from_what_was_told_to_what_holds(
    press: Press,
) -> None:
    [reader] = await press.hires(1)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=1)
    await press.corrects(FIVE)
    await press.corrects(SEVEN)
    async with press.serving():
        await press.rests()
    [story, note] = await chat(reader)
    assert "7 рабочих" in story.text
    assert "3 рабочих" in note.text
    assert "7 рабочих" in note.text
    assert "5 рабочих" not in note.text


async def test_a_correction_that_was_taken_back_before_it_was_told_makes_no_note(
    press: Press,
) -> None:
    [reader] = await press.hires(1)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=1)
    await press.corrects(FIVE)
    await press.corrects(TEXT)
    async with press.serving():
        await press.rests()
    assert notes(await chat(reader)) == []


async def test_a_second_correction_tells_what_differs_from_the_first_note(press: Press) -> None:
    [reader] = await press.hires(1)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=1)
        await press.corrects(FIVE)
        await press.settled(sent=3)
        await press.corrects(SEVEN)
        await press.settled(sent=5)
    [first, second] = notes(await chat(reader))
    assert "5 рабочих" in second.text
    assert "7 рабочих" in second.text
    assert "3 рабочих" not in second.text
    assert first.reply_to == second.reply_to


async def test_a_note_waits_for_the_end_of_quiet_hours_and_the_edit_does_not(press: Press) -> None:
    [reader] = await press.hires(1)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=1)
    await press.store.subscriptions.choose(reader.id, Choices(quiet="00:00-23:59"), None)
    await press.corrects(FIVE)
    async with press.serving():
        await press.settled(sent=2, deferred=1)
        [story] = await chat(reader)
        assert "5 рабочих" in story.text
        press.shift = timedelta(days=1)
        now = press.now()
        minute = now.replace(hour=18, minute=59, second=10)  # 23:59 in Almaty
        press.shift += minute - now
        await press.settled(sent=3)
    assert len(notes(await chat(reader))) == 1


async def test_readers_who_blocked_the_bot_or_deleted_the_message_hold_nobody_up(
    press: Press,
) -> None:
    blocked, deleted, other = await press.hires(3)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=3)
        await blocked.blocks()
        [story] = await chat(deleted)
        await deleted.deletes(story)
        await press.corrects(FIVE)
        await press.rests()
    [refusal] = (await press.store.ledger.queue.overview(press.now())).refusals
    assert "not found" in refusal.reason
    [note] = await chat(deleted)
    assert note.reply_to is None
    assert "5 рабочих" in note.text
    assert len(await chat(other)) == 2
    closed = await press.store.chats.get(blocked.id)
    assert closed is not None
    assert closed.closed


async def test_a_kill_between_story_and_correction_tells_everyone_once(press: Press) -> None:
    """The process ends while rows are claimed; the correction comes before the next start."""
    readers = await press.hires(12)
    await press.publishes(TEXT)
    claimed = await press.store.ledger.claim(5, press.now())
    assert len(claimed) == 5
    await press.corrects(FIVE)
    async with press.serving():
        await press.rests()
    for reader in readers:
        [story] = await chat(reader)
        assert "5 рабочих" in story.text


async def test_a_kill_between_two_notes_repeats_none(press: Press) -> None:
    readers = await press.hires(20)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=20)
    await press.corrects(FIVE)
    async with press.serving(rate=40):
        await press.reaches(30)
    async with press.serving():
        await press.settled(sent=60)
    assert [len(notes(await chat(reader))) for reader in readers] == [1] * 20


async def test_a_retraction_takes_back_every_message_and_tells_who_had_it(press: Press) -> None:
    [reader] = await press.hires(1)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=1)
        done = await press.newsroom.retract(1, "Источник не подтвердился", press.now())
        assert done is not None
        await press.settled(sent=3)
    [story, note] = await chat(reader)
    assert story.covered("strikethrough") == ["Мост открыт в городе"]
    assert "Источник не подтвердился" in story.text
    assert "рабочих" not in story.text
    assert note.reply_to == story.id
    assert "Источник не подтвердился" in note.text
    assert await press.newsroom.retract(1, "ещё раз", press.now()) is None
    assert await press.newsroom.correct(1, FIVE, press.now()) is None


async def test_what_cannot_be_edited_any_more_is_deleted_by_a_retraction(press: Press) -> None:
    [reader] = await press.hires(1)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=1)
        await press.scene.faults.order(
            status=400,
            description="Bad Request: message can't be edited",
            methods=["editMessageText"],
        )
        await press.newsroom.retract(1, "Ошибка", press.now())
        await press.settled(sent=3)
    [note] = await chat(reader)
    assert "отозвала" in note.text


async def test_what_can_neither_be_edited_nor_deleted_is_counted_with_both_reasons(
    press: Press,
) -> None:
    await press.hires(1)
    await press.publishes(TEXT)
    async with press.serving():
        await press.settled(sent=1)
        for method, what in (("editMessageText", "edited"), ("deleteMessage", "deleted")):
            words = f"Bad Request: message can't be {what}"
            await press.scene.faults.order(status=400, description=words, methods=[method])
        await press.newsroom.retract(1, "Ошибка", press.now())
        await press.settled(sent=2, refused=1)
    [refusal] = (await press.store.ledger.queue.overview(press.now())).refusals
    assert "can't be edited" in refusal.reason
    assert "can't be deleted" in refusal.reason


async def test_a_retraction_before_sending_tells_nobody_anything(press: Press) -> None:
    [reader] = await press.hires(1)
    await press.publishes(TEXT)
    await press.newsroom.retract(1, "Ошибка", press.now())
    async with press.serving():
        await press.rests()
    assert await chat(reader) == []


async def test_a_digest_is_edited_and_its_readers_get_a_note(press: Press) -> None:
    [reader] = await press.hires(1)
    choices = Choices(mode="digest", schedule="08:00")
    await press.store.subscriptions.choose(reader.id, choices, None)
    await press.publishes(TEXT)
    assert await Digests(press.store, press.now).make_now(reader.id)
    async with press.serving():
        await press.settled(sent=1)
        await press.corrects(FIVE)
        await press.settled(sent=3)
        await press.corrects(SEVEN)
        await press.settled(sent=5)
    [digest, first, second] = await chat(reader)
    assert digest.edited
    assert first.reply_to == second.reply_to == digest.id
    assert "3 рабочих" in first.text
    assert "5 рабочих" in second.text
    assert "3 рабочих" not in second.text


async def test_a_mark_hides_its_story_in_a_digest_that_was_sent(press: Press) -> None:
    """In place, silently; taken away, it stands open again."""
    [reader] = await press.hires(1)
    choices = Choices(mode="digest", schedule="08:00")
    await press.store.subscriptions.choose(reader.id, choices, None)
    await press.publishes(TEXT)
    assert await Digests(press.store, press.now).make_now(reader.id)
    async with press.serving():
        await press.settled(sent=1)
        for sent, reason in ((2, "editor"), (3, None)):
            assert await press.store.versions.mark_graphic(1, reason, press.now()) == 1
            await press.settled(sent=sent)
            [digest] = await chat(reader)
            assert bool(digest.covered("spoiler")) is (reason is not None)


async def test_a_digest_that_waits_while_its_story_is_corrected_tells_the_right_one(
    press: Press,
) -> None:
    """Although the same digest was read for another reader a moment before."""
    readers = await press.hires(2)
    for reader in readers:
        choices = Choices(mode="digest", schedule="08:00")
        await press.store.subscriptions.choose(reader.id, choices, None)
    await press.publishes(TEXT.replace("Город получил", "В городе 3 моста. Город получил"))
    digests = Digests(press.store, press.now)
    assert await digests.make_now(readers[0].id)
    async with press.serving():
        await press.settled(sent=1)
        await digests.make_now(readers[1].id)
        await press.settled(sent=2)
        await press.corrects(TEXT.replace("Город получил", "В городе 4 моста. Город получил"))
        await press.rests()
    for reader in readers:
        [digest, note] = await chat(reader)
        assert "3 моста" not in digest.text
        assert "4 моста" in note.text


async def test_answers_to_people_are_corrected_in_the_view_that_they_show(press: Press) -> None:
    reader, other = await press.scene.crowd(2)
    for person in (reader, other):
        await press.store.chats.remember(person.id, "private", "ru", "Asia/Almaty")
    await press.publishes(TEXT)
    story = await press.store.stories.get(1)
    assert story is not None
    copies = CopyKeeper(press.store, press.now)
    for view, detail in ((SUMMARY, 5), (FIGURES, 1)):
        sent = await press.bot.send_message(reader.id, view)
        copies.keep(reader.id, sent.message_id, story, view, detail)
    await copies.write()
    async with press.serving():
        await press.corrects(FIVE)
        await press.settled(sent=3)
    [summary, figures, note] = await chat(reader)
    assert "5 рабочих" in summary.text
    assert "2,4 млрд" in figures.text
    assert figures.button("Скрыть")
    assert note.reply_to in (summary.id, figures.id)
    assert await chat(other) == []


async def test_an_answer_noted_after_the_correction_is_corrected_all_the_same(
    press: Press,
) -> None:
    [reader] = await press.scene.crowd(1)
    await press.store.chats.remember(reader.id, "private", "ru", "Asia/Almaty")
    await press.publishes(TEXT)
    story = await press.store.stories.get(1)
    assert story is not None
    copies = CopyKeeper(press.store, press.now)
    sent = await press.bot.send_message(reader.id, "3 рабочих")
    copies.keep(reader.id, sent.message_id, story, SUMMARY)
    await press.corrects(FIVE)
    await copies.write()
    async with press.serving():
        await press.settled(sent=2)
    [summary, note] = await chat(reader)
    assert "5 рабочих" in summary.text
    assert note.reply_to == summary.id


async def test_a_chart_with_wrong_figures_is_deleted(press: Press) -> None:
    [reader] = await press.scene.crowd(1)
    await press.store.chats.remember(reader.id, "private", "ru", "Asia/Almaty")
    await press.publishes(TEXT)
    story = await press.store.stories.get(1)
    assert story is not None
    copies = CopyKeeper(press.store, press.now)
    sent = await press.bot.send_photo(reader.id, BufferedInputFile(PICTURE, "figures.png"))
    copies.keep(reader.id, sent.message_id, story, CHART)
    await copies.write()
    async with press.serving():
        await press.corrects(FIVE)
        await press.settled(sent=2)
    [note] = await chat(reader)
    assert "5 рабочих" in note.text


async def test_old_answers_are_forgotten(press: Press) -> None:
    [reader] = await press.scene.crowd(1)
    await press.store.chats.remember(reader.id, "private", "ru", "Asia/Almaty")
    await press.publishes(TEXT)
    story = await press.store.stories.get(1)
    assert story is not None
    copies = CopyKeeper(press.store, press.now)
    copies.keep(reader.id, 5, story, SUMMARY)
    await copies.write()
    press.shift = timedelta(days=31)
    copies.keep(reader.id, 6, story, SUMMARY)
    await copies.write()
    assert [carrier.message_id for carrier in await press.store.carriers.of(reader.id, 1)] == [6]
