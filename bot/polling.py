"""Long polling with late acknowledgement: an update counts as received when it has been answered.

aiogram's own polling asks for the next updates at once, so those in work at a kill are gone.
Here the offset moves on only over updates that are done; a killed bot hears the others again, and
remembers by the notebook which of them it had answered.
"""

import asyncio
import random
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.types import Update
from pydantic import ValidationError

from bot import logs
from bot.notebook import Notebook
from bot.supervision import FatalError
from handlers import haste
from handlers.allowance import Answer
from handlers.haste import Haste
from handlers.lanes import Lanes

log = logs.get("polling")

#: How long Telegram holds a request open when there is nothing new, in seconds.
LONG_POLL = 25
#: How long after that an answer may be late before the connection counts as dead.
SLACK = 10
#: Telegram gives at most so many updates at once.
FULL = 100
#: Updates handled at the same time; those of one chat never are.
IN_HAND = 64
#: While something slow is in hand, new updates are looked for this often (seconds).
PEEK = 0.2
#: No handler may take longer; its chat and the acknowledgement of others wait behind it.
HANDLER_LIMIT = 60.0
#: At a stop, what is in hand gets this long.
FINISH_LIMIT = 9.0
#: Numbers of handled updates that are remembered.
REMEMBERED = 10_000
#: First and longest wait after a failed request, in seconds.
BACKOFF = (0.5, 30.0)

TAKEN = "Another program is receiving this bot's updates (same token). Stop it and start again."
REFUSED = "Telegram refuses this token. Get a valid one from @BotFather and put it into BOT_TOKEN."


class Inbox:
    """Knows which updates are in hand, which are done, and how far may be acknowledged."""

    def __init__(self) -> None:
        self._in_hand: set[int] = set()
        self._done: OrderedDict[int, None] = OrderedDict()
        self._last: int | None = None

    def know(self, handled: Iterable[int]) -> None:
        """Take the numbers of updates that an earlier process dealt with."""
        for update_id in handled:
            self.finish(update_id)

    def accept(self, update_id: int) -> bool:
        """Take an update in hand; False if it is in hand or was handled before."""
        self._last = update_id
        if update_id in self._in_hand or update_id in self._done:
            return False
        self._in_hand.add(update_id)
        return True

    def finish(self, update_id: int) -> None:
        """Note that an update has been dealt with."""
        self._in_hand.discard(update_id)
        self._done[update_id] = None
        while len(self._done) > REMEMBERED:
            self._done.popitem(last=False)

    @property
    def offset(self) -> int | None:
        """First update that is not acknowledged; None before the first update of all."""
        if self._in_hand:
            return min(self._in_hand)
        return None if self._last is None else self._last + 1


class Work:
    """One update on its way through the dispatcher."""

    def __init__(
        self, bot: Bot, dispatcher: Dispatcher, update: Update, done: Callable[[int], None]
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._update = update
        self._done = done

    async def __call__(self) -> None:
        number = self._update.update_id
        try:
            async with asyncio.timeout(HANDLER_LIMIT):
                await self._handle()
        except TimeoutError:
            log.exception("an update took too long and was given up", update_id=number)
        except (TelegramUnauthorizedError, TelegramConflictError):
            log.warning("an answer was refused: token", update_id=number)  # polling will tell
        except Exception:  # one update must not stop the others (F40)
            log.exception("a handler failed", update_id=number)
        self._done(number)  # not after a cancel: then it is heard again

    async def _handle(self) -> None:
        answer = await self._dispatcher.feed_update(self._bot, self._update)
        if isinstance(answer, TelegramMethod):
            await self._bot(answer)


class Notice(Work):
    """One that is not handled: whoever asks too fast is told so."""

    async def _handle(self) -> None:
        await haste.tell(self._update)


def lane_of(update: Update) -> int:
    """Return the chat an update belongs to, or the person where there is no chat."""
    event = update.event
    message = getattr(event, "message", None)
    chat = getattr(event, "chat", None) or getattr(message, "chat", None)
    person = getattr(event, "from_user", None) or getattr(event, "user", None)
    return int(chat.id) if chat else int(person.id) if person else 0


class Polling:
    """Fetches updates and hands them to the dispatcher until told to stop."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        notebook: Notebook | None = None,
        *,
        long_poll: int = LONG_POLL,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._notebook = notebook
        self._long_poll = long_poll
        self._inbox = Inbox()
        self._lanes = Lanes(IN_HAND)
        self._haste = Haste()
        self._failures = 0
        self._allowed = dispatcher.resolve_used_update_types()

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, then finish what is in hand and acknowledge it.

        Raises FatalError when the token is refused or used by another program.
        """
        if self._notebook:
            self._inbox.know(await self._notebook.read(REMEMBERED))
        while not stop.is_set():
            # While there is more to come, what is in hand need not end first.
            new = [self._take(update) for update in await self._fetch(stop)]
            if self._lanes.tasks and not (len(new) >= FULL and any(new)):
                await asyncio.wait(self._lanes.tasks, timeout=PEEK)
        await self._finish()

    def _take(self, update: Update) -> bool:
        """Take an update in hand; False for one that was taken before.

        Of a person who asks too fast nothing more is queued: it would hold up everybody, since
        Telegram gives no more than FULL updates from the first that is not done.
        """
        if not self._inbox.accept(update.update_id):
            return False
        try:
            lane = lane_of(update)
        except LookupError:
            log.warning("an update of an unknown kind was skipped", update_id=update.update_id)
            self._inbox.finish(update.update_id)
            return True
        may = self._haste.judge(update)
        if may is Answer.NO:
            self._done(update.update_id)
        else:
            kind = Work if may is Answer.YES else Notice
            self._lanes.start(lane, kind(self._bot, self._dispatcher, update, self._done))
        return True

    def _done(self, update_id: int) -> None:
        self._inbox.finish(update_id)
        if self._notebook:
            self._notebook.note(update_id)

    async def _fetch(self, stop: asyncio.Event) -> Sequence[Update]:
        """Ask for updates; an error means a wait and no updates."""
        request = asyncio.create_task(self._ask(0 if self._lanes.tasks else self._long_poll))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((request, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not request.done():
            request.cancel()
            await asyncio.wait((request,))
            return ()
        try:
            updates = request.result()
        except Exception as error:  # sorted there: fatal ones are raised again, others wait
            await self._wait_after(error, stop)
            return ()
        self._failures = 0
        return updates

    async def _ask(self, timeout: int) -> Sequence[Update]:  # noqa: ASYNC109  # Telegram's own
        request = GetUpdates(
            offset=self._inbox.offset, timeout=timeout, allowed_updates=self._allowed
        )
        try:
            return await self._bot(request, request_timeout=timeout + SLACK)
        except ClientDecodeError as error:
            return _readable(error.data, self._bot)

    async def _wait_after(self, error: Exception, stop: asyncio.Event) -> None:
        if isinstance(error, TelegramConflictError):
            raise FatalError(TAKEN) from error
        if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
            raise FatalError(REFUSED) from error
        seconds = self._delay(error)
        log.warning(
            "updates could not be fetched", error=str(error)[:300], again_in=round(seconds, 1)
        )
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)

    def _delay(self, error: Exception) -> float:
        if isinstance(error, TelegramRetryAfter):
            return float(error.retry_after)
        self._failures += 1
        first, longest = BACKOFF
        ceiling = min(longest, first * 2.0 ** min(self._failures, 10))
        return random.uniform(ceiling / 2, ceiling)  # noqa: S311  # jitter, not a secret

    async def _finish(self) -> None:
        """Let what is in hand end, then tell Telegram how far we came."""
        if late := await self._lanes.finish(FINISH_LIMIT):
            log.warning("stopped before all updates were answered", unanswered=late)
        if self._notebook:
            await self._notebook.close()
        if self._inbox.offset is not None:
            # Asking from an offset is the only way to acknowledge; what comes back is not taken.
            with suppress(AiogramError):
                last = GetUpdates(offset=self._inbox.offset, limit=1, timeout=0)
                await self._bot(last, request_timeout=2)


def _readable(answer: object, bot: Bot) -> list[Update]:
    """Read the updates of an answer one by one and leave out what cannot be read.

    One malformed update must not block all that come after it.
    """
    items = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(items, list):
        raise ValueError("the answer to getUpdates is not an answer of the Bot API")  # noqa: TRY004
    updates = []
    for item in items:
        try:
            updates.append(Update.model_validate(item, context={"bot": bot}))
        except ValidationError as error:
            log.warning("an update could not be read", problems=error.error_count())
            updates.extend(_unreadable(item, bot))
    return updates


def _unreadable(item: object, bot: Bot) -> list[Update]:
    """Return an update of no kind, so that its number is acknowledged all the same."""
    number = item.get("update_id") if isinstance(item, dict) else None
    if not isinstance(number, int):
        return []
    return [Update.model_validate({"update_id": number}, context={"bot": bot})]
