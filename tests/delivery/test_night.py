"""Never before breakfast: graphic stories by night, for those who follow and those who do not."""

import asyncio
from datetime import UTC, datetime, timedelta

from news.analysis import Analysis
from news.spans import Part
from news.story import Story
from news.summary import Summary
from storage.store import Store
from storage.stories import Labels
from tests.delivery.conftest import Serves, subscribe
from tests.delivery.telling import Telegram
from tests.waiting import eventually

#: 23:00 in Almaty.
NIGHT = datetime(2026, 11, 23, 18, tzinfo=UTC)
#: 08:00 there.
MORNING = datetime(2026, 11, 24, 3, tzinfo=UTC)


async def add(store: Store, text: str, labels: Labels, now: datetime) -> int:
    whole = Part(text, 0, len(text))
    story = Story(text, "ru", None, None, (whole,), (), None, None, None, None, None, (), 1)
    analysis = Analysis(1, story, tuple(Summary(()) for _ in range(7)), (), ())
    return (await store.stories.add(text, analysis, labels=labels, now=now)).story.id


async def test_a_graphic_story_waits_for_the_morning_and_for_who_follows_it_does_not(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    """The follower has not even subscribed; the subscriber's row waits for his digest at eight."""
    await store.chats.remember(2, "private", "ru", "Asia/Almaty")
    first = await add(store, "Тело нашли. Полиция ищет.", Labels(), NIGHT - timedelta(hours=9))
    await subscribe(store, 1)
    await store.follows.add(2, first, 7, NIGHT)
    labels = Labels(graphic="тело", case_id=first)
    part = await add(store, "Тело опознали. Полиция ищет.", labels, NIGHT)
    async with serving(now=lambda: NIGHT):
        await eventually(lambda: telegram.got == [(2, f"story {part}")])
        await _held(store)
    subscription = await store.subscriptions.get(1)
    assert subscription is not None
    assert subscription.next_digest_at == MORNING


async def test_a_mark_that_is_taken_away_takes_the_night_away(
    store: Store, telegram: Telegram, serving: Serves
) -> None:
    await subscribe(store, 1)
    number = await add(store, "Тело нашли. Полиция ищет.", Labels(graphic="тело"), NIGHT)
    await store.versions.mark_graphic(number, None, NIGHT)
    async with serving(now=lambda: NIGHT):
        await eventually(lambda: telegram.got == [(1, f"story {number}")])


async def _held(store: Store) -> None:
    """Wait until one row is held."""
    found: dict[str, int] = {}
    for _ in range(200):
        found = await store.ledger.counts()
        if found["deferred"] == 1:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(found)
