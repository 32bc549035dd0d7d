"""Digests: at their hour, once, with what is new for each reader and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from delivery.digests import Digests
from delivery.timing import counted_as_told, next_digest
from storage.delivery import Priority
from storage.editions import Edition
from storage.outcomes import Held, Later, Sent
from storage.store import Store
from storage.subscriptions import AT_ONCE, DIGEST, Choices
from tests.delivery.conftest import publish, subscribe

#: 23 November 2026, a Monday: 07:30 in Almaty.
DAWN = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
EIGHT = datetime(2026, 11, 23, 3, tzinfo=UTC)
DAY = timedelta(days=1)
MORNINGS = Choices(mode=DIGEST, schedule="08:00/0-6")


class Newsroom:
    """A store, a clock that the test moves, and the pass that makes digests."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.at = DAWN
        self.digests = Digests(store, lambda: self.at)

    async def reader(self, chat: int, choices: Choices = MORNINGS) -> None:
        """Let a reader choose, as the conversation does."""
        await subscribe(self.store, chat)
        await self.chooses(chat, choices)

    async def chooses(self, chat: int, choices: Choices) -> None:
        told = counted_as_told(choices, "Asia/Almaty", self.at)
        following = next_digest(choices, "Asia/Almaty", told, self.at)
        await self.store.subscriptions.choose(chat, choices, following, told)

    async def at_hour(self, at: datetime) -> dict[int, Edition]:
        """Move the clock, make what is due, send it; return who was told what."""
        self.at = at
        await self.digests.make_due()
        return await self.told()

    async def told(self) -> dict[int, Edition]:
        rows = await self.store.ledger.claim(1000, self.at)
        found = {}
        for number, row in enumerate(rows):
            await self.store.ledger.settle([(row, Sent(number + 1))], self.at)
            if row.what == "digest":
                assert row.chat_id not in found, "one digest a chat"
                edition = await self.store.editions.get(row.story_id)
                assert edition is not None
                found[row.chat_id] = edition
        return found


@pytest.fixture
async def room(store: Store) -> Newsroom:
    return Newsroom(store)


async def test_a_digest_comes_at_its_hour_with_what_came_since_the_last_one(
    room: Newsroom,
) -> None:
    await publish(room.store, "Старое")
    await room.reader(5)
    new = [await publish(room.store, f"Новость {number}") for number in range(3)]
    assert await room.at_hour(EIGHT - timedelta(seconds=1)) == {}
    told = await room.at_hour(EIGHT)
    assert set(told[5].stories) == set(new)
    assert await room.at_hour(EIGHT + timedelta(hours=3)) == {}
    await publish(room.store, "Ещё одна")
    told = await room.at_hour(EIGHT + DAY)
    assert len(told[5].stories) == 1


async def test_f21_after_three_days_down_there_is_one_digest(room: Newsroom) -> None:
    await room.reader(5)
    for number in range(10):
        await publish(room.store, f"Новость {number}")
    told = await room.at_hour(EIGHT + 3 * DAY + timedelta(minutes=5))
    assert len(told[5].stories) == 7
    assert told[5].left_out == 3
    assert await room.at_hour(EIGHT + 3 * DAY + timedelta(minutes=9)) == {}
    [due_at] = [await room.store.editions.next_due()]
    assert due_at == EIGHT + 4 * DAY


async def test_f20_a_clock_that_goes_back_makes_no_second_digest(room: Newsroom) -> None:
    await room.reader(5)
    await publish(room.store, "Новость")
    assert 5 in await room.at_hour(EIGHT + timedelta(minutes=1))
    await publish(room.store, "Вторая")
    assert await room.at_hour(EIGHT - timedelta(minutes=59)) == {}
    assert await room.at_hour(EIGHT + timedelta(minutes=1)) == {}
    assert 5 in await room.at_hour(EIGHT + DAY)


async def test_without_news_there_is_one_calm_line_or_silence_as_chosen(room: Newsroom) -> None:
    await room.reader(5)
    await room.reader(6, Choices(mode=DIGEST, silent=True))
    told = await room.at_hour(EIGHT)
    assert told[5].stories == ()
    assert 6 not in told


async def test_a_reader_of_digests_is_never_told_what_came_by_itself(room: Newsroom) -> None:
    await room.reader(5, Choices(mode=AT_ONCE))
    await publish(room.store, "Сразу")
    await room.told()
    await room.chooses(5, MORNINGS)
    later = await publish(room.store, "Потом")
    assert (await room.at_hour(EIGHT))[5].stories == (later,)


async def test_what_was_held_back_comes_in_the_digest_which_says_why(room: Newsroom) -> None:
    await room.reader(5, Choices(mode=AT_ONCE))
    stories = [await publish(room.store, f"Новость {number}") for number in range(3)]
    rows = await room.store.ledger.claim(9, room.at)
    ends = [Held(EIGHT, "budget"), Held(EIGHT, "budget"), Held(EIGHT, "quiet")]
    await room.store.ledger.settle(zip(rows, ends, strict=True), room.at)
    told = await room.at_hour(EIGHT)
    assert set(told[5].stories) == set(stories)
    assert told[5].held == {"budget": 2, "quiet": 1}
    assert await room.at_hour(EIGHT + DAY) == {}, "held stories come once"
    assert (await room.store.ledger.counts())["gone"] == 3


async def test_a_digest_that_was_never_sent_goes_into_the_next_one(room: Newsroom) -> None:
    await room.reader(5)
    first = await publish(room.store, "Первая")
    room.at = EIGHT
    await room.digests.make_due()
    [row] = await room.store.ledger.claim(9, room.at)
    await room.store.ledger.settle([(row, Later(EIGHT + 5 * DAY, tried=False))], room.at)
    second = await publish(room.store, "Вторая")
    told = await room.at_hour(EIGHT + DAY)
    assert set(told[5].stories) == {first, second}
    assert await room.at_hour(EIGHT + 6 * DAY) == {5: await empty(room)}


async def empty(room: Newsroom) -> Edition:
    """Return the newest digest, which must be the calm line."""
    newest = None
    for number in range(1, 20):
        newest = await room.store.editions.get(number) or newest
    assert newest is not None
    assert newest.stories == ()
    return newest


async def test_a_filter_decides_what_is_in_a_digest(room: Newsroom) -> None:
    await room.reader(5, Choices(mode=DIGEST, wanted="ru +мост −спорт"))
    await room.reader(6, Choices(mode=DIGEST, wanted="ru −мост"))
    bridge = await publish(room.store, "Мосты открыли")
    other = await publish(room.store, "Хлеб подорожал")
    told = await room.at_hour(EIGHT)
    assert told[5].stories == (bridge,)
    assert told[6].stories == (other,)


async def test_now_is_the_same_digest_through_the_same_door_and_comes_once(
    room: Newsroom,
) -> None:
    await room.reader(5)
    story = await publish(room.store, "Новость")
    assert await room.digests.make_now(5)
    [row] = await room.store.ledger.claim(9, room.at)
    assert (row.what, row.priority) == ("digest", Priority.BREAKING)
    edition = await room.store.editions.get(row.story_id)
    assert edition is not None
    assert edition.stories == (story,)
    assert not await room.digests.make_now(5)
    assert not await room.digests.make_now(99)
    await room.store.ledger.settle([(row, Sent(1))], room.at)
    assert (await room.at_hour(EIGHT))[5].stories == ()


async def test_f20_times_stored_under_old_rules_of_a_zone_are_set_right_at_a_start(
    room: Newsroom,
) -> None:
    await room.reader(5)
    await room.reader(6)
    before = await room.store.subscriptions.get(5)
    assert before is not None
    hour_late = EIGHT + timedelta(hours=1)
    await room.store.subscriptions.choose(5, before.choices, hour_late, before.slot)
    assert await room.digests.set_right() == 1
    assert await room.digests.set_right() == 0
    after = await room.store.subscriptions.get(5)
    assert after is not None
    assert after.next_digest_at == EIGHT


async def test_chats_that_are_told_the_same_share_one_edition(room: Newsroom) -> None:
    for chat in range(1, 30):
        await room.reader(chat)
    await publish(room.store, "Новость")
    told = await room.at_hour(EIGHT)
    assert len(told) == 29
    assert len({edition.id for edition in told.values()}) == 1


async def test_the_number_of_statements_does_not_grow_with_the_chats(room: Newsroom) -> None:
    counts = []
    for chats in (range(1, 5), range(5, 300)):
        async with room.store.transaction():
            for chat in chats:
                await room.reader(chat)
        await publish(room.store, f"Новость для {chats}")
        room.at += DAY
        counter = Counter(room.store)
        await room.digests.make_due()
        counts.append(counter.stops())
    assert counts[0] == counts[1]


class Counter:
    """Counts the statements that a store runs."""

    def __init__(self, store: Store) -> None:
        from storage.sqlite import SqliteConnection

        self._kind = SqliteConnection
        self._plain = SqliteConnection.rows, SqliteConnection.many
        self.count = 0
        counter = self

        async def rows(self: SqliteConnection, sql: str, /, **more: int | str | None) -> object:
            counter.count += 1
            return await counter._plain[0](self, sql, **more)

        async def many(self: SqliteConnection, sql: str, parameters: object) -> None:
            counter.count += 1
            await counter._plain[1](self, sql, parameters)  # type: ignore[arg-type]

        SqliteConnection.rows, SqliteConnection.many = rows, many  # type: ignore

    def stops(self) -> int:
        self._kind.rows, self._kind.many = self._plain  # type: ignore[method-assign]
        return self.count
