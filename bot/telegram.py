"""The sender on aiogram: every error of a request becomes an answer that delivery understands.

AiogramError
 ├ TelegramAPIError             Failed                 unless it is one of these:
 │  ├ TelegramRetryAfter        Flood(retry_after)
 │  ├ TelegramMigrateToChat     Moved(migrate_to_chat_id)
 │  ├ TelegramBadRequest        Gone, Barred, NoTopic where chat, rights, topic are the reason;
 │  │                           else Refused
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

import json
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
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
from aiogram.methods import DeleteMessage, EditMessageText, SendMessage, TelegramMethod
from aiohttp import ClientConnectorError, ConnectionTimeoutError, InvalidURL

from bot.parcel import Parcel
from bot.polling import REFUSED, TAKEN
from bot.session import JsonSession
from bot.supervision import FatalError
from delivery.sender import Answer, Failed, Flood, NoTopic
from handlers.rights import NO_RIGHTS, NO_TOPIC, said
from storage.outcomes import Barred, Gone, Moved, Refused, Sent, Unknown
from views.message import NO_PREVIEW, Message

#: What Telegram says in a 400 when the chat is the reason and not the message.
_CHAT_IS_GONE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "peer_id_invalid",
    "group chat was deactivated",
    "group chat was deleted",
    "bot was kicked",
    "bot is not a member",
)
_ABOUT_THE_CHAT: tuple[tuple[tuple[str, ...], Callable[[str], Answer]], ...] = (
    (_CHAT_IS_GONE, Gone),
    (NO_RIGHTS, Barred),
    (NO_TOPIC, NoTopic),
)
#: Causes of a network error that lie before the first byte of the request.
_NEVER_LEFT = (ClientConnectorError, ConnectionTimeoutError, InvalidURL)
#: So much of a reason is kept.
_LONGEST = 300
#: Names the method in addresses and errors.
_SEND = SendMessage(chat_id=0, text="")
_EDIT = EditMessageText(chat_id=0, message_id=0, text="")
#: What Telegram says in a 400 when there is nothing left to edit: it says so already.
_SAME = "message is not modified"
#: Bodies that are kept: a broadcast has one for each language, kind of chat and time zone.
_BODIES = 64


class TelegramSender:
    """Sends messages through a bot.

    A broadcast sends one message to thousands: its body is made once, and of the answer only the
    message's id is read. Anything but a plain "it was sent" goes through aiogram's own reading.
    """

    def __init__(self, bot: Bot, *, paid: bool = False) -> None:
        """Take a bot of `session.open_bot`; its requests are not counted in the pacer again.

        `paid`: let Telegram send past 30 messages a second, for Stars.
        """
        if not isinstance(bot.session, JsonSession):
            raise TypeError("the sender needs a session that posts JSON")
        self._bot = bot
        self._session = bot.session
        self._paid = paid or None
        #: By the message's identity, which it keeps as long as it stands here.
        self._bodies: OrderedDict[tuple[int, bool], tuple[Message, bytes]] = OrderedDict()

    async def send(self, chat_id: int, content: Message | Parcel) -> Answer:
        """Send a message, or edit one; raises FatalError where the token is refused, nothing else.

        An edit that changes nothing has arrived. What withdraws a message that cannot be edited
        any more deletes it.
        """
        parcel = Parcel(content) if isinstance(content, Message) else content
        answer = await self._sent(chat_id, parcel)
        if parcel.withdraws and parcel.edits is not None and isinstance(answer, Refused):
            return await self._deleted(chat_id, parcel.edits, answer)
        return answer

    async def _deleted(self, chat_id: int, message_id: int, refused: Refused) -> Answer:
        """Delete a message that was refused to be edited; where that is refused, too, say both."""
        try:
            await self._bot(DeleteMessage(chat_id=chat_id, message_id=message_id))
        except Exception as error:  # the map is total, as above
            answer = answer_for(error)
            if isinstance(answer, Refused):
                return Refused(f"{refused.reason}; {answer.reason}"[:_LONGEST])
            return answer
        return Sent(message_id)

    async def _sent(self, chat_id: int, parcel: Parcel) -> Answer:
        method = _SEND if parcel.edits is None else _EDIT
        try:
            answer = await self._post(method, chat_id, parcel)
        except Exception as error:  # the map is total: a test walks aiogram's error tree
            if parcel.edits is not None and _SAME in str(error).lower():
                return Sent(parcel.edits)
            return answer_for(error)
        return Unknown() if answer is None else Sent(answer, parcel.version)

    async def _post(self, method: TelegramMethod[Any], chat_id: int, parcel: Parcel) -> int | None:
        """Return the id of the message, None if the answer does not tell. Raises AiogramError."""
        body = b'{"chat_id":%d,%s' % (chat_id, _own(parcel) + self._body(parcel))
        status, content = await self._session.post(self._bot, method, body)
        if (number := _message_id(status, content)) is not None:
            return number
        text = content.decode("utf-8", "replace")
        answer = self._session.check_response(self._bot, method, status, text)
        return getattr(answer.result, "message_id", parcel.edits)

    def _body(self, parcel: Parcel) -> bytes:
        """Return the JSON object of a request without its chat and its opening brace."""
        message, new = parcel.message, parcel.edits is None
        known = self._bodies.get((id(message), new))
        if known is not None:
            return known[1]
        fields = self._session.fields(self._bot, self._request(message))
        del fields["chat_id"]
        if not new:  # an edit costs nothing
            fields.pop("allow_paid_broadcast", None)
        body = self._session.json_dumps(fields).encode("utf-8", "replace")[1:]
        self._bodies[id(message), new] = message, body
        while len(self._bodies) > _BODIES:
            self._bodies.popitem(last=False)
        return body

    def _request(self, message: Message) -> SendMessage:
        return SendMessage(
            chat_id=0,
            text=message.text,
            entities=list(message.entities),
            reply_markup=message.keyboard,
            link_preview_options=NO_PREVIEW,
            parse_mode=None,
            allow_paid_broadcast=self._paid,
        )


def _own(parcel: Parcel) -> bytes:
    """Return the fields of a request that belong to one chat's copy."""
    fields = b""
    if parcel.edits is not None:
        return b'"message_id":%d,' % parcel.edits
    if parcel.thread_id is not None:
        fields += b'"message_thread_id":%d,' % parcel.thread_id
    if parcel.reply_to is not None:
        fields += (
            b'"reply_parameters":{"message_id":%d,"allow_sending_without_reply":true},'
            % parcel.reply_to
        )
    return fields


def _message_id(status: int, content: bytes) -> int | None:
    """Return the id in the answer to a message that was sent; None for any other answer."""
    if status != HTTPStatus.OK:
        return None
    try:
        answer = json.loads(content)
        number = answer["result"]["message_id"] if answer["ok"] is True else None
    except (ValueError, LookupError, TypeError):
        return None
    return number if type(number) is int else None


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
    for words, meaning in _ABOUT_THE_CHAT:
        if said(reason, words):
            return meaning(reason)
    return Refused(reason)


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
