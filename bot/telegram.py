"""The sender on aiogram: every error of a request becomes an answer that delivery understands.

AiogramError
 ├ TelegramAPIError             Failed                 unless it is one of these:
 │  ├ TelegramRetryAfter        Flood(retry_after)
 │  ├ TelegramMigrateToChat     Moved(migrate_to_chat_id)
 │  ├ TelegramBadRequest        Gone where the chat is the reason, else Refused
 │  ├ TelegramForbiddenError    Gone
 │  ├ TelegramNotFound          stops the bot: no such token
 │  ├ TelegramUnauthorizedError stops the bot: no such token
 │  ├ TelegramConflictError     stops the bot: another program has the token
 │  ├ TelegramServerError       Failed                 (RestartingTelegram too)
 │  └ TelegramNetworkError      Failed where the request never left, else Unknown
 │     └ TelegramEntityTooLarge Refused
 ├ ClientDecodeError            Unknown: it arrived, the answer cannot be read
 └ all others                   Refused: mistakes of ours in making the message
"""

from collections.abc import Callable
from typing import Any, NoReturn

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage
from aiohttp import ClientConnectorError, ConnectionTimeoutError, InvalidURL

from bot.polling import REFUSED, TAKEN
from bot.supervision import FatalError
from delivery.sender import Answer, Failed, Flood
from storage.outcomes import Gone, Moved, Refused, Sent, Unknown
from views.message import NO_PREVIEW, Message

#: What Telegram says in a 400 when the chat is the reason and not the message.
_CHAT_IS_GONE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "peer_id_invalid",
    "chat_write_forbidden",
    "group chat was deactivated",
    "group chat was deleted",
    "bot was kicked",
    "bot is not a member",
    "have no rights to send a message",
    "not enough rights to send text messages",
    "need administrator rights in the channel",
)
#: Causes of a network error that lie before the first byte of the request.
_NEVER_LEFT = (ClientConnectorError, ConnectionTimeoutError, InvalidURL)
#: So much of a reason is kept.
_LONGEST = 300


class TelegramSender:
    """Sends messages through a bot."""

    def __init__(self, bot: Bot) -> None:
        """Take a bot whose requests are not counted in the pacer: delivery has done so."""
        self._bot = bot

    async def send(self, chat_id: int, message: Message) -> Answer:
        """Send a message; raises FatalError where the token is refused, and nothing else."""
        request = SendMessage(
            chat_id=chat_id,
            text=message.text,
            entities=list(message.entities),
            reply_markup=message.keyboard,
            link_preview_options=NO_PREVIEW,
            parse_mode=None,
        )
        try:
            sent = await self._bot(request)
        except Exception as error:
            return answer_for(error)
        return Sent(sent.message_id)


def answer_for(error: Exception) -> Answer:
    """Return what an error means for the message. Raises FatalError for a refused token."""
    for kind, meaning in _MEANINGS:
        if isinstance(error, kind):
            return meaning(error)
    return Refused(_reason(error))


def _token_refused(error: Exception) -> NoReturn:
    raise FatalError(REFUSED) from error


def _token_taken(error: Exception) -> NoReturn:
    raise FatalError(TAKEN) from error


def _bad_request(error: Exception) -> Answer:
    reason = _reason(error)
    return (
        Gone(reason) if any(words in reason.lower() for words in _CHAT_IS_GONE) else Refused(reason)
    )


def _network(error: Exception) -> Answer:
    if isinstance(error.__cause__, _NEVER_LEFT):
        return Failed(_reason(error), tried=False)
    return Unknown()


def _reason(error: Exception) -> str:
    text = error.message if isinstance(error, TelegramAPIError) else str(error)
    return f"{type(error).__name__}: {text}"[:_LONGEST]


#: The first line that fits says what an error means; the tree at the top is its picture.
_MEANINGS: tuple[tuple[type[Exception], Callable[[Any], Answer]], ...] = (
    (TelegramUnauthorizedError, _token_refused),
    (TelegramNotFound, _token_refused),
    (TelegramConflictError, _token_taken),
    (TelegramRetryAfter, lambda error: Flood(float(error.retry_after))),
    (TelegramMigrateToChat, lambda error: Moved(error.migrate_to_chat_id)),
    (TelegramForbiddenError, lambda error: Gone(_reason(error))),
    (TelegramBadRequest, _bad_request),
    (TelegramEntityTooLarge, lambda error: Refused(_reason(error))),
    (TelegramNetworkError, _network),
    (TelegramAPIError, lambda error: Failed(_reason(error))),
    (ClientDecodeError, lambda _: Unknown()),
    (OSError, lambda _: Unknown()),  # past the client library: it may have been on its way
)
