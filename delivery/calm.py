"""Whether something is told now, or waits for a better moment; `now` is passed in.

A story that may not interrupt is held for the chat's next digest, with the reason that the digest
will name. Readers are interrupted as often a day as they chose, never in their quiet hours, by a
graphic story never at night, and by nothing that is a day old. Where there is no
limit, what an outage kept back comes in one digest all the same. Who has not subscribed has no
digest to wait for, and is told of what is followed whenever it comes.
"""

from collections import Counter
from datetime import datetime, time, timedelta

from news.schedule import Quiet, Schedule, next_after, quiet_until
from storage.delivery import UNLIMITED, Delivery, Priority
from storage.ledger import local_day
from storage.outcomes import Held, Later
from storage.subscriptions import FOR_GOOD
from storage.suggestions import QUESTION

#: When what was held over the budget or the night comes, by the reader's clock.
MORNING = Schedule((time(8),))
#: Graphic stories are not pushed between these hours, and editors not asked.
NIGHT = Quiet(time(22), time(8))
#: A story that is so old is no longer worth an interruption.
STALE = timedelta(days=1)
#: What is late by so much came through an outage; of such stories so many come one by one to a
#: chat that set no limit.
LATE, MOST_LATE = timedelta(hours=1), 5
#: So many chats that are told of late stories one by one are remembered (some MB), each for a day:
#: what was late then is stale after it.
BACKLOGS = 20_000
#: What was late comes in a digest that is made after so long: all of it is in it then, however many
#: rows and chats there are (some thousand rows a second are held back).
GATHERED = timedelta(minutes=1)
#: A digest that is so late belongs into the next one.
WINDOW = timedelta(hours=6)


def put_off(delivery: Delivery) -> Held | Later:
    """Return what becomes of a row whose chat has just been paused for good."""
    if delivery.what == "story":
        return Held(FOR_GOOD, "pause")
    return Later(FOR_GOOD, tried=False)


class _Backlogs:
    """Late rows that came one by one, by chat; until one is on time, or a day is over."""

    def __init__(self) -> None:
        """Begin with no chat that is late."""
        #: When the first row of the chat came, and its rows; the oldest first.
        self._chats: dict[int, tuple[datetime, tuple[int, ...]]] = {}

    def __len__(self) -> int:
        """Return how many chats are remembered."""
        return len(self._chats)

    def takes(self, delivery: Delivery, now: datetime) -> bool:
        """Whether a late row comes by itself: a few do, and again when they are tried again."""
        self._forget(now)
        if delivery.chat_id not in self._chats and len(self) >= BACKLOGS:
            return False
        since, rows = self._chats.get(delivery.chat_id, (now, ()))
        if delivery.id in rows:
            return True
        if len(rows) >= MOST_LATE:
            return False
        self._chats[delivery.chat_id] = since, (*rows, delivery.id)
        return True

    def end(self, chat_id: int) -> None:
        """Take that a chat is told in time again."""
        self._chats.pop(chat_id, None)

    def _forget(self, now: datetime) -> None:
        while self._chats:
            first = next(iter(self._chats))
            if now - self._chats[first][0] <= STALE:
                return
            del self._chats[first]


class Calmness:
    """Decides for each claimed row; knows the rows that are under way and not counted yet."""

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._under_way: Counter[int] = Counter()
        self._late = _Backlogs()

    def judge(self, delivery: Delivery, now: datetime) -> Held | Later | None:
        """Return what keeps a row from being told now; None if nothing does."""
        if delivery.what == "story":
            held = _story(delivery, now, self._under_way[delivery.chat_id])
            return held or self._backlog(delivery, now)
        if delivery.what == "digest":
            return _digest(delivery, now)
        if delivery.what == "correction" and (until := _undisturbed(delivery, now)):
            return Later(until, tried=False)
        if delivery.what == QUESTION and (until := _by_day(delivery, now)):
            return Later(until, tried=False)
        return None

    def _backlog(self, delivery: Delivery, now: datetime) -> Held | None:
        """Let a chat without a limit be told of a few late stories; the rest comes in a digest."""
        if delivery.calm.budget or delivery.calm is UNLIMITED or not delivery.interrupts:
            return None
        if now - delivery.created_at <= LATE:
            self._late.end(delivery.chat_id)
            return None
        return None if self._late.takes(delivery, now) else Held(now + GATHERED, "late")

    def begin(self, delivery: Delivery) -> None:
        """Take a row that is under way now."""
        if delivery.interrupts:
            self._under_way[delivery.chat_id] += 1

    def end(self, delivery: Delivery) -> None:
        """Take a row whose outcome is written down: the ledger counts it."""
        if not delivery.interrupts:
            return
        self._under_way[delivery.chat_id] -= 1
        if self._under_way[delivery.chat_id] <= 0:
            del self._under_way[delivery.chat_id]


def _story(delivery: Delivery, now: datetime, under_way: int) -> Held | None:
    calm, zone = delivery.calm, delivery.timezone
    followed = not delivery.interrupts
    if calm.paused_until is not None and calm.paused_until > now:
        return Held(calm.paused_until, "pause")
    if until := _quiet_until(delivery, now):
        return Held(until, "quiet")
    if delivery.graphic and not followed and (until := quiet_until(NIGHT, zone or "UTC", now)):
        return Held(until, "night")
    if now - delivery.created_at > STALE and calm is not UNLIMITED:
        return Held(now + GATHERED, "late")
    if calm.budget and not followed and _interruptions(delivery, now) + under_way >= calm.budget:
        return Held(_morning(delivery, now), "budget")
    return None


def _digest(delivery: Delivery, now: datetime) -> Held | Later | None:
    """Give a digest that is too late to the next one, where there is one.

    What was made before the quiet hours waits for their end, unless it was asked for.
    """
    calm = delivery.calm
    if calm.paused_until is not None and calm.paused_until > now:
        return Later(calm.paused_until, tried=False)
    late = now - delivery.created_at > WINDOW
    if late and calm.next_digest_at is not None and calm.next_digest_at > now:
        return Held(calm.next_digest_at, "late")
    if delivery.priority == Priority.DIGEST and (until := _quiet_until(delivery, now)):
        made_in_quiet = _quiet_until(delivery, delivery.created_at) is not None
        return None if made_in_quiet else Later(until, tried=False)
    return None


def _undisturbed(delivery: Delivery, now: datetime) -> datetime | None:
    """Return until when the chat wants to hear nothing; None if it may be told now.

    At night it wants to hear nothing of what is graphic.
    """
    paused = delivery.calm.paused_until
    if paused is not None and paused > now:
        return paused
    night = quiet_until(NIGHT, delivery.timezone or "UTC", now) if delivery.graphic else None
    return _quiet_until(delivery, now) or night


def _by_day(delivery: Delivery, now: datetime) -> datetime | None:
    """Return when it is day for whom a question is for; None if it is. No pause keeps it back."""
    return quiet_until(NIGHT, delivery.timezone or "UTC", now) or _quiet_until(delivery, now)


def _quiet_until(delivery: Delivery, now: datetime) -> datetime | None:
    if not delivery.calm.quiet:
        return None
    return quiet_until(Quiet.parse(delivery.calm.quiet), delivery.timezone or "UTC", now)


def _interruptions(delivery: Delivery, now: datetime) -> int:
    """Return how often the chat was interrupted on its present local day.

    Or on the next one, where a clock was set back over midnight: that is no new day.
    """
    today = local_day(now, delivery.timezone)
    return delivery.calm.interrupts if delivery.calm.day in (today, today + 1) else 0


def _morning(delivery: Delivery, now: datetime) -> datetime:
    """Return the next morning that is not quiet."""
    zone = delivery.timezone or "UTC"
    at = next_after(MORNING, zone, now)
    return _quiet_until(delivery, at) or at
