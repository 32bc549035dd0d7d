"""What a chat is told of a story that continues a case, and of a graphic one."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.announcing import Announcements
from bot.parcel import Parcel
from news.analysis import analyse
from storage.delivery import Delivery
from storage.store import Store
from storage.stories import Labels
from storage.subscriptions import Choices

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
CHAT = 7
FIRST = (
    "Пожар на складе\n\nНа складе начался пожар, сообщили спасатели. Работают 40 пожарных.\n\n"
    "Причину выясняют. Жители соседних домов вышли на улицу.\n"
)
LATER = (
    "Ущерб подсчитали\n\nНа складе начался пожар, сообщили спасатели. Работают 40 пожарных.\n\n"
    "Ущерб составил 57 млн тенге, сообщил следователь Марат Оспанов.\n\n"
    "Причину выясняют. Жители соседних домов вышли на улицу.\n"
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/news.db")
    await store.chats.remember(CHAT, "supergroup", "ru", "Asia/Almaty")
    yield store
    await store.close()


async def add(store: Store, text: str, labels: Labels | None = None) -> int:
    labels = labels or Labels()
    return (await store.stories.add(text, analyse(text), labels=labels, now=NOW)).story.id


async def part(store: Store) -> Delivery:
    """Add a story and its followed later part; return the row that tells of this."""
    first = await add(store, FIRST)
    await store.follows.add(CHAT, first, 70, NOW, thread_id=5)
    await add(store, LATER, Labels(case_id=first))
    (row,) = await store.ledger.claim(9, NOW)
    return row


async def rendered(store: Store, row: Delivery) -> Parcel | None:
    return await Announcements(store, "svodka_bot").render(row)


async def test_a_part_answers_the_message_in_its_topic(store: Store) -> None:
    parcel = await rendered(store, await part(store))
    assert parcel is not None
    assert (parcel.reply_to, parcel.thread_id) == (70, 5)
    assert "Что нового" in parcel.message.text


async def test_one_message_is_made_for_all_who_read_it_in_the_same_form(store: Store) -> None:
    """Followers share theirs, all others share another."""
    row, announcements = await part(store), Announcements(store, "svodka_bot")
    await store.chats.remember(8, "supergroup", "ru", "Asia/Almaty")
    await store.follows.add(8, row.story_id, None, NOW)
    others = [row._replace(chat_id=8), row, row._replace(cause=None), row._replace(cause=None)]
    messages = [parcel.message for each in others if (parcel := await announcements.render(each))]
    assert messages[0] is messages[1]
    assert messages[2] is messages[3]
    assert "Что нового" not in messages[2].text


async def test_who_ended_it_meanwhile_gets_what_else_was_chosen(store: Store) -> None:
    """Nothing without a subscription or with digests; as any story where all come at once."""
    row = await part(store)
    await store.follows.remove(CHAT, row.story_id)
    assert await rendered(store, row) is None
    await store.subscriptions.add(CHAT, 1, NOW)
    parcel = await rendered(store, row)
    assert parcel is not None
    assert parcel.reply_to is None
    assert "Что нового" not in parcel.message.text
    await store.subscriptions.choose(CHAT, Choices(mode="digest", schedule="08:00"), NOW, "")
    assert await rendered(store, row) is None


async def test_a_correction_of_a_part_arrives_although_the_following_ended(store: Store) -> None:
    """An edit keeps the form of the message, with the button as it is now."""
    row = await part(store)
    await store.follows.remove(CHAT, row.story_id)
    parcel = await rendered(store, row._replace(revision=2, version=2))
    assert parcel is not None
    assert "Что нового" in parcel.message.text
    buttons = [b.text for line in parcel.message.keyboard.inline_keyboard for b in line]  # type: ignore[union-attr]
    assert "Следить за историей" in buttons


async def test_a_part_that_was_taken_out_of_its_case_is_told_as_any_story(store: Store) -> None:
    """Who follows this very story is told of it; there is nothing to compare it with."""
    row = await part(store)
    await store.follows.add(CHAT, row.story_id, None, NOW)
    await store.cases.take_out(row.story_id)
    await store.follows.add(CHAT, row.story_id, 71, NOW)
    parcel = await rendered(store, row)
    assert parcel is not None
    assert parcel.reply_to == 71
    assert "Что нового" not in parcel.message.text


async def test_what_a_graphic_story_says_is_hidden_from_who_does_not_follow(store: Store) -> None:
    number = await add(store, FIRST, Labels(graphic="тело"))
    row = Delivery(1, CHAT, number, 1, 0, "ru", "supergroup", graphic=True)
    for followed in (False, True):
        if followed:
            await store.follows.add(CHAT, number, 70, NOW)
        parcel = await rendered(store, row)
        assert parcel is not None
        assert any(e.type == "spoiler" for e in parcel.message.entities) is not followed
        assert parcel.reply_to is None


async def test_a_mark_set_while_a_story_waits_hides_it(store: Store) -> None:
    number = await add(store, FIRST)
    await store.versions.mark_graphic(number, "editor", NOW)
    parcel = await rendered(store, Delivery(1, CHAT, number, 1, 0, "ru", "supergroup"))
    assert parcel is not None
    assert any(entity.type == "spoiler" for entity in parcel.message.entities)


async def test_many_who_are_told_at_once_share_one_message(store: Store) -> None:
    """However many ask while it is made: a broadcast must not make it once for each."""
    row, announcements = await part(store), Announcements(store, "svodka_bot")
    parcels = await asyncio.gather(*(announcements.render(row) for _ in range(20)))
    assert len({id(parcel.message) for parcel in parcels if parcel}) == 1
    assert None not in parcels
