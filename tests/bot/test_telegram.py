"""Every error of a request becomes an answer of delivery's, or stops the bot."""

import asyncio
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
from aiogram import exceptions
from aiogram.methods import SendMessage, TelegramMethod
from aiohttp import ClientConnectorError, ClientOSError, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey
from hypothesis import given
from hypothesis import strategies as st

from bot.session import UnreadableAnswer
from bot.supervision import FatalError
from bot.telegram import answer_for
from delivery.sender import Failed, Flood, NoTopic
from storage.outcomes import Barred, Gone, Moved, Refused, Unknown

METHOD: TelegramMethod[Any] = SendMessage(chat_id=1, text="x")
HOST = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)


def kinds(base: type[Exception]) -> Iterator[type[Exception]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def made(kind: type[Exception], message: str = "Bad Request: x") -> Exception:
    """Make an error as aiogram does."""
    if issubclass(kind, exceptions.TelegramRetryAfter):
        return kind(METHOD, message, 7)
    if issubclass(kind, exceptions.TelegramMigrateToChat):
        return kind(METHOD, message, -100123)
    if issubclass(kind, exceptions.TelegramAPIError):
        return kind(METHOD, message)
    if issubclass(kind, exceptions.ClientDecodeError):
        return kind(message, ValueError("x"), {})
    return kind(message)


def network(cause: BaseException) -> Exception:
    error = exceptions.TelegramNetworkError(METHOD, "x")
    error.__cause__ = cause
    return error


EXPECTED = {
    exceptions.TelegramRetryAfter: Flood(7.0),
    exceptions.TelegramMigrateToChat: Moved(-100123),
    exceptions.TelegramBadRequest: Refused,
    exceptions.TelegramForbiddenError: Gone,
    exceptions.TelegramNotFound: FatalError,
    exceptions.TelegramUnauthorizedError: FatalError,
    exceptions.TelegramConflictError: FatalError,
    exceptions.TelegramServerError: Failed,
    exceptions.RestartingTelegram: Failed,
    exceptions.TelegramNetworkError: Unknown,
    exceptions.TelegramEntityTooLarge: Refused,
    exceptions.TelegramAPIError: Failed,
    exceptions.ClientDecodeError: Unknown,
    UnreadableAnswer: Unknown,
    exceptions.DetailedAiogramError: Refused,
    exceptions.CallbackAnswerException: Refused,
    exceptions.SceneException: Refused,
    exceptions.UnsupportedKeywordArgument: Refused,
    exceptions.DataNotDictLikeError: Refused,
}


def test_the_map_names_every_error_that_aiogram_has() -> None:
    every = set(kinds(exceptions.AiogramError))
    named = {kind for kind in every if kind.__module__ == "aiogram.exceptions"}
    assert named <= set(EXPECTED), f"new in aiogram: {named - set(EXPECTED)}"


@pytest.mark.parametrize("kind", EXPECTED)
def test_every_error_means_what_the_map_says(kind: type[Exception]) -> None:
    expected = EXPECTED[kind]
    if expected is FatalError:
        with pytest.raises(FatalError):
            answer_for(made(kind))
    elif isinstance(expected, type):
        assert isinstance(answer_for(made(kind)), expected)
    else:
        assert answer_for(made(kind)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: chat not found",
        "Bad Request: PEER_ID_INVALID",
        "Bad Request: group chat was deactivated",
    ],
)
def test_f17_a_400_about_the_chat_closes_the_chat(words: str) -> None:
    assert isinstance(answer_for(made(exceptions.TelegramBadRequest, words)), Gone)


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: have no rights to send a message",
        "Bad Request: not enough rights to send text messages to the chat",
        "Bad Request: need administrator rights in the channel chat",
        "Bad Request: CHAT_WRITE_FORBIDDEN",
    ],
)
def test_f17_a_400_about_our_rights_closes_the_chat_until_they_are_back(words: str) -> None:
    assert isinstance(answer_for(made(exceptions.TelegramBadRequest, words)), Barred)


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: TOPIC_CLOSED",
        "Bad Request: TOPIC_DELETED",
        "Bad Request: message thread not found",
    ],
)
def test_a_400_about_the_topic_pauses_the_chat_and_refuses_no_message(words: str) -> None:
    assert isinstance(answer_for(made(exceptions.TelegramBadRequest, words)), NoTopic)


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: message is too long",
        "Bad Request: can't parse entities",
        "Bad Request: message text is empty",
        "Bad Request: BUTTON_DATA_INVALID",
    ],
)
def test_f19_a_400_about_the_message_refuses_only_the_message(words: str) -> None:
    assert isinstance(answer_for(made(exceptions.TelegramBadRequest, words)), Refused)


@pytest.mark.parametrize(
    ("cause", "answer"),
    [
        (ClientConnectorError(HOST, OSError(111, "refused")), Failed),
        (aiohttp.ClientConnectorDNSError(HOST, OSError(-2, "no such name")), Failed),
        (aiohttp.ConnectionTimeoutError(), Failed),
        (aiohttp.InvalidURL("http://:80"), Failed),
        (ServerDisconnectedError(), Unknown),
        (ClientOSError(104, "reset"), Unknown),
        (aiohttp.SocketTimeoutError(), Unknown),
        (TimeoutError(), Unknown),
        (aiohttp.ClientPayloadError(), Unknown),
    ],
)
def test_f16_what_never_left_is_tried_again_and_the_rest_is_unknown(
    cause: BaseException, answer: type[object]
) -> None:
    found = answer_for(network(cause))
    assert isinstance(found, answer)
    if isinstance(found, Failed):
        assert not found.tried


@given(st.sampled_from([OSError, asyncio.IncompleteReadError, KeyError, RuntimeError, ValueError]))
def test_no_other_error_gets_past_the_map(kind: type[Exception]) -> None:
    error = kind(b"", 1) if kind is asyncio.IncompleteReadError else kind("x")
    assert isinstance(answer_for(error), Refused | Unknown)
