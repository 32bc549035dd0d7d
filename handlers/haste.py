"""Nobody may ask so fast that others would wait."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InlineQuery, Message, Update

from handlers.allowance import Answer
from views import notices

#: So many updates of one person in so many seconds. Who turns pages as fast as can be has fewer.
MOST, SECONDS = 40, 10.0
#: Who was told to slow down is not answered for so long, in seconds.
HUSHED = 60.0
#: People that are remembered; others may begin anew.
REMEMBERED = 10_000


@dataclass(slots=True)
class _Pace:
    """What a person asked since when, and until when there is no answer."""

    since: float
    count: int = 0
    hushed_until: float = 0.0


class Haste:
    """Judges each update before it takes a place in the queue."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._paces: OrderedDict[int, _Pace] = OrderedDict()

    def judge(self, update: Update) -> Answer:
        """Count an update of a person; anything but what people ask for is let through."""
        event = update.event
        if not isinstance(event, Message | CallbackQuery | InlineQuery) or event.from_user is None:
            return Answer.YES
        if isinstance(event, Message) and (event.migrate_to_chat_id or event.migrate_from_chat_id):
            return Answer.YES
        return self._judge(event.from_user.id, self._clock())

    def _judge(self, person: int, now: float) -> Answer:
        pace = self._paces.pop(person, None) or _Pace(now)
        self._paces[person] = pace
        if len(self._paces) > REMEMBERED:
            self._paces.popitem(last=False)
        if now < pace.hushed_until:
            return Answer.NO
        if now - pace.since > SECONDS:
            pace.since, pace.count = now, 0
        pace.count += 1
        if pace.count <= MOST:
            return Answer.YES
        pace.hushed_until = now + HUSHED
        return Answer.TELL


async def tell(update: Update) -> None:
    """Tell whoever asks too fast, in a private chat or above a pressed button."""
    match update.event:
        case CallbackQuery() as query:
            language = notices.language_or_default(query.from_user.language_code)
            await query.answer(notices.too_fast(language), show_alert=True)
        case Message() as message if message.chat.type == ChatType.PRIVATE and message.from_user:
            language = notices.language_or_default(message.from_user.language_code)
            await message.answer(notices.too_fast(language), parse_mode=None)
