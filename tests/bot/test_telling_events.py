"""What is told of an event by the ledger: its sources as they are when it is sent."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.announcing import Announcements
from bot.digesting import DigestTelling
from bot.newsroom import Newsroom
from storage.delivery import Delivery
from storage.editions import Content, Plan
from storage.outcomes import Sent
from storage.store import Store
from tests.bot.test_newsroom import FIRE, RETOLD, add
from tests.storage.articles import NOW, later, subscribe

CHAT, OTHER = 1, 2
SOURCES = "Сообщают: kst, agency"
DIFFERING = "kst: 3 человека, agency: 4 человека"


@pytest.fixture
async def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """Open a store; what is kept of a story is looked at again with each message."""
    monkeypatch.setattr("bot.announcing.FRESH", 0.0)
    monkeypatch.setattr("delivery.edition.FRESH", 0.0)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}")
    await subscribe(store, CHAT, OTHER)
    yield store
    await store.close()


async def digests(store: Store, story: int) -> list[Delivery]:
    """Queue one digest for both chats; return its rows."""
    plans = [Plan(chat, Content((story,)), story, "", None) for chat in (CHAT, OTHER)]
    await store.editions.publish(plans, NOW)
    rows = await store.ledger.claim(9, NOW)
    return [row for row in rows if row.what == "digest"]


async def test_an_announcement_names_the_sources_that_there_are_when_it_is_sent(
    store: Store,
) -> None:
    newsroom = Newsroom(store)
    await add(newsroom, FIRE, "kst")
    row, same = await store.ledger.claim(9, NOW)
    announcements = Announcements(store, "svodka_bot")
    before = await announcements.render(row)
    await add(newsroom, RETOLD, "agency")
    after = await announcements.render(same)
    assert before is not None
    assert after is not None
    assert "agency" not in before.message.text
    assert SOURCES in after.message.text
    assert DIFFERING in after.message.text


async def test_a_digest_names_the_sources_that_there_are_when_it_is_sent(store: Store) -> None:
    """Two chats share an edition; between their messages another newsroom reports."""
    newsroom = Newsroom(store)
    story = (await add(newsroom, FIRE, "kst")).story.id
    row, same = await digests(store, story)
    telling = DigestTelling(store, "svodka_bot")
    before = await telling.render(row)
    await add(newsroom, RETOLD, "agency")
    after = await telling.render(same)
    assert before is not None
    assert after is not None
    assert "agency" not in before.message.text
    assert SOURCES in after.message.text
    assert DIFFERING in after.message.text
    assert before.version == after.version


async def test_a_new_source_edits_no_message_that_was_sent(store: Store) -> None:
    newsroom = Newsroom(store)
    await add(newsroom, FIRE, "kst")
    rows = await store.ledger.claim(9, NOW)
    await store.ledger.settle([(row, Sent(row.id, told=1)) for row in rows], NOW)
    await add(newsroom, RETOLD, "agency")
    assert await store.ledger.claim(9, later(9)) == []
    assert (await store.ledger.counts()).get("pending", 0) == 0


async def test_the_sources_of_a_story_that_a_correction_brings_are_named_too(
    store: Store,
) -> None:
    """A digest that is edited is what it would be now, and so is what differs."""
    newsroom = Newsroom(store)
    story = (await add(newsroom, FIRE, "kst")).story.id
    [row, _] = await digests(store, story)
    await add(newsroom, RETOLD, "agency")
    corrected = FIRE.replace("погибли 3", "погибли 4").replace("Три человека", "Четыре человека")
    assert await newsroom.correct(story, corrected, later(1))
    parcel = await DigestTelling(store, "svodka_bot").render(row)
    assert parcel is not None
    assert SOURCES in parcel.message.text
    assert "расходятся" not in parcel.message.text
