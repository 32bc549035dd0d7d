"""F20 and F21 on the whole way: schedules, digests, ledger and sender, with a clock that moves.

What the sandbox accepted is the truth about who was told what, and how often.
"""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from delivery.digests import Digests
from delivery.timing import counted_as_told, next_digest
from storage.subscriptions import AT_ONCE, DIGEST, Choices
from tests.bot.desk import Desk

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

#: Zone, hour of the digest, the first local day, and what happens on one of its days.
DAYS = [
    ("Europe/Berlin", "02:30", (2026, 3, 28), "a gap"),
    ("Europe/Berlin", "02:30", (2026, 10, 24), "an hour that comes twice"),
    ("America/St_Johns", "01:30", (2026, 10, 31), "the same"),
    ("Asia/Almaty", "23:30", (2024, 2, 28), "a change of the law"),
    ("Asia/Kathmandu", "08:00", (2026, 6, 1), "an offset of 45 minutes"),
]


class Press:
    """A desk whose digests are made as the clock goes on."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.digests = Digests(desk.store, desk.now)
        self._stories = 0

    async def reader(self, zone: str, choices: Choices) -> int:
        [chat] = [person.id for person in await self.desk.scene.crowd(1)]
        store, now = self.desk.store, self.desk.now()
        await store.chats.remember(chat, "private", "ru", zone)
        await store.subscriptions.add(chat, chat, now)
        told = counted_as_told(choices, zone, now)
        following = next_digest(choices, zone, told, now)
        await store.subscriptions.choose(chat, choices, following, told)
        return chat

    async def publishes(self, count: int = 1) -> None:
        for _ in range(count):
            self._stories += 1
            await self.desk.publishes(
                f"Новость номер {self._stories}\n\nГород узнал об этом в {self._stories} часов.\n"
            )

    async def makes(self) -> int:
        """Make what is due now and wait until nothing is left to send at this moment."""
        made = await self.digests.make_due()
        async with asyncio.timeout(20):
            await self._rests()
        return made

    async def _rests(self) -> None:
        while True:
            counts = await self.desk.store.ledger.counts()
            if not counts["pending"] + counts["claimed"]:
                return
            await asyncio.sleep(0.01)

    async def interruptions(self) -> int:
        """Return how many stories came by themselves."""
        sent = await self.desk.scene.accepted()
        return sum("Дайджест" not in each.text for each in sent)


@pytest.fixture
async def press(desk: Desk) -> Press:
    await desk.scene.limits(on=False)
    return Press(desk)


@pytest.mark.parametrize(("zone", "hour", "first", "what"), DAYS, ids=[day[3] for day in DAYS])
async def test_f20_each_local_day_has_exactly_one_digest(
    press: Press, zone: str, hour: str, first: tuple[int, int, int], what: str
) -> None:
    desk = press.desk
    day = date(*first)
    begin = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    end = datetime.combine(day + 3 * DAY, time(), ZoneInfo(zone))
    desk.at(begin)
    reader = await press.reader(zone, Choices(mode=DIGEST, schedule=f"{hour}/0-6"))
    days = []
    async with desk.serving(rate=1000):
        moment = begin
        while (moment := moment + HOUR / 2) < end:
            desk.at(moment + timedelta(seconds=1))
            if moment.minute == begin.minute and moment.hour % 6 == 0:
                await press.publishes()
            if await press.makes():
                days.append(moment.astimezone(ZoneInfo(zone)).date())
    assert len(days) == len(set(days)) == 3, what
    assert await desk.told() == {reader: 3}


async def test_f20_a_clock_that_goes_back_an_hour_or_ahead_a_day_tells_nothing_twice(
    press: Press,
) -> None:
    desk, eight = press.desk, datetime(2026, 11, 23, 3, tzinfo=UTC)  # 08:00 in Almaty
    desk.at(eight - HOUR)
    reader = await press.reader("Asia/Almaty", Choices(mode=DIGEST, schedule="08:00/0-6"))
    async with desk.serving(rate=1000):
        told = []
        for moved in (0 * HOUR, -HOUR, 0 * HOUR, DAY, HOUR, DAY, 2 * DAY):
            await press.publishes()
            desk.at(eight + moved + timedelta(minutes=1))
            await press.makes()
            told.append((await desk.told())[reader])
    assert told == [1, 1, 1, 2, 2, 2, 3]


async def test_f21_after_three_days_down_each_reader_gets_one_message(press: Press) -> None:
    """Whoever reads digests gets one; what was to come at once is old and comes in one, too."""
    desk, noon = press.desk, datetime(2026, 11, 23, 7, tzinfo=UTC)
    desk.at(noon)
    calm = await press.reader("Asia/Almaty", Choices(mode=DIGEST, schedule="08:00,20:00/0-6"))
    eager = await press.reader("Asia/Almaty", Choices(mode=AT_ONCE))
    await press.publishes(6)
    desk.at(noon + 3 * DAY)
    async with desk.serving(rate=1000):
        for minute in range(4):  # the loops of a started bot look again and again
            desk.at(noon + 3 * DAY + timedelta(minutes=minute))
            await press.makes()
            await asyncio.sleep(0.15)
        await press.makes()
    assert await desk.told() == {calm: 1, eager: 1}
    messages = {sent.chat_id: sent.text for sent in await desk.scene.accepted()}
    assert all(f"Новость номер {number}" in messages[eager] for number in range(1, 7))


async def test_rights_that_come_back_by_night_bring_one_digest_when_quiet_ends(
    press: Press,
) -> None:
    desk, three = press.desk, datetime(2026, 11, 22, 22, tzinfo=UTC)  # 03:00 in Almaty
    desk.at(three - 6 * HOUR)
    [admin] = await desk.scene.crowd(1)
    group = await desk.scene.group("Двор", [admin], administrators=[admin])
    chats, subscriptions = desk.store.chats, desk.store.subscriptions
    await chats.remember(group.id, "supergroup", "ru", "Asia/Almaty")
    await subscriptions.add(group.id, admin.id, desk.now())
    await subscriptions.choose(group.id, Choices(quiet="23:00-07:00"), None)
    await press.publishes(2)
    await chats.close(group.id, "muted", keep=True, now=desk.now())
    told = []
    async with desk.serving(rate=1000):
        await chats.remember(group.id, "supergroup", "ru", "Asia/Almaty", now=three)
        for hours in (0, 3.9, 4, 5):
            desk.at(three + hours * HOUR + timedelta(seconds=1))
            await press.makes()
            told.append(await desk.told())
    assert told == [{}, {}, {group.id: 1}, {group.id: 1}]


async def test_f20_the_budget_of_a_day_lasts_as_long_as_the_day(press: Press) -> None:
    """25 hours where clocks go back; an hour back on the machine's clock gives no more, either."""
    desk, berlin = press.desk, ZoneInfo("Europe/Berlin")
    midnight = datetime(2026, 10, 25, 0, tzinfo=berlin).astimezone(UTC)
    desk.at(midnight + HOUR / 2)
    await press.reader("Europe/Berlin", Choices(mode=AT_ONCE, budget=2))
    told = []
    async with desk.serving(rate=1000):
        for moment in (midnight + HOUR, midnight + 24.5 * HOUR, midnight + 23.5 * HOUR):
            desk.at(moment)
            await press.publishes(3)
            await press.makes()
            told.append(await press.interruptions())
        desk.at(midnight + 25.5 * HOUR)
        await press.publishes()
        await press.makes()
        assert [*told, await press.interruptions()] == [2, 2, 2, 3]
