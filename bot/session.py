"""How requests travel: JSON instead of forms, no answer read twice, no body in an error.

aiogram posts url-encoded forms: for Cyrillic the body is 2.6 times as long and the encoding is
the largest part of a request's cost. JSON is read by every Bot API server; forms stay for uploads.
"""

import asyncio
import json
from functools import lru_cache, partial
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout

from delivery.pacing import Pacer

#: Seconds for a whole request, for a connection, and between two pieces of an answer.
TIMEOUT = 30.0
CONNECT_TIMEOUT = 10.0
#: So much of an unreadable answer may stand in a log.
EXCERPT = 100


_JSON = {"Content-Type": "application/json"}
#: Once dumped, these hold nothing but what JSON has: no files, no defaults, no times. Going through
#: all buttons of a message for such takes longer than dumping them.
_PLAIN = frozenset(("reply_markup", "entities", "caption_entities"))


@lru_cache(maxsize=16)
def _timeout(seconds: float) -> ClientTimeout:
    return ClientTimeout(total=seconds, sock_connect=CONNECT_TIMEOUT)


@lru_cache(maxsize=64)
def _answers_with(result: Any) -> type[Response[Any]]:
    """Keep the model of answers with such a result.

    pydantic holds the models that it makes of generic ones weakly, and aiogram does not keep them:
    without this they are made anew after each collection of garbage, for 18 ms each.
    """
    return Response[result]


class JsonSession(AiohttpSession):
    """aiogram's session with JSON bodies and safe errors."""

    def __init__(self, **options: Any) -> None:
        super().__init__(json_dumps=partial(json.dumps, ensure_ascii=False), **options)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # aiogram's signature
    ) -> TelegramType:
        """Send a method; raises aiogram's errors only."""
        files: dict[str, Any] = {}
        fields = self.fields(bot, method, files)
        if files:
            return await super().make_request(bot, method, timeout)
        body = self.json_dumps(fields).encode("utf-8", "replace")
        status, content = await self.post(bot, method, body, timeout)
        answer = self.check_response(bot, method, status, content.decode("utf-8", "replace"))
        return cast("TelegramType", answer.result)

    def fields(
        self, bot: Bot, method: TelegramMethod[Any], files: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return what a method sends, as JSON values; its files are put into `files`."""
        files = {} if files is None else files
        prepare = partial(self.prepare_value, bot=bot, files=files, _dumps_json=False)
        return {
            name: prepared
            for name, value in method.model_dump(warnings=False, exclude_none=True).items()
            if (prepared := value if name in _PLAIN else prepare(value)) is not None
        }

    async def post(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        body: bytes,
        seconds: float | None = None,
    ) -> tuple[int, bytes]:
        """Post a JSON body to a method (which only names itself); return status and answer.

        `seconds`: for the whole request, else the session's timeout. Raises TelegramNetworkError.
        """
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        try:
            async with session.post(
                url,
                data=body,
                headers=_JSON,
                timeout=_timeout(seconds or self.timeout),
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method, "the request took too long") from error
        except ClientError as error:
            raise TelegramNetworkError(method, type(error).__name__) from error

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Read an answer; what is no answer of the API is told by its status, not by its body."""
        _answers_with(method.__returning__)
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            if status_code >= 400:  # a proxy's page
                message = f"HTTP {status_code} without an answer of the Bot API"
                raise TelegramServerError(method, message) from None
            data = error.data if isinstance(error.data, dict) else content[:EXCERPT]
            raise UnreadableAnswer(error.message, error.original, data) from None


class UnreadableAnswer(ClientDecodeError):  # noqa: N818  # named as aiogram names its errors
    """The request went through, but what came back cannot be read."""

    def __str__(self) -> str:
        return f"{self.message} ({type(self.original).__name__})"


class Meter(BaseRequestMiddleware):
    """Counts answers to people in the pacer, so that a broadcast leaves them their share."""

    _SENDING = ("send", "copy", "forward", "editMessage")

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Pass the request on at once; note the chat that it goes to."""
        chat_id = getattr(method, "chat_id", None)
        name = method.__api_method__
        if not (isinstance(chat_id, int) and name.startswith(self._SENDING)) or "Action" in name:
            return await make_request(bot, method)
        mark = self._pacer.spent(chat_id, _time())
        try:
            return await make_request(bot, method)
        finally:
            self._pacer.ended(mark, _time())


def connections(in_flight: int) -> int:
    """Return the connections for so many broadcast messages under way: answers need theirs too."""
    return max(100, in_flight + 60)


def open_bot(token: str, api: str, *, connections: int = 100) -> Bot:
    """Make a bot that talks to the Bot API at `api` ("https://api.telegram.org")."""
    session = JsonSession(api=TelegramAPIServer.from_base(api), limit=connections, timeout=TIMEOUT)
    return Bot(token, session=session)


def answering(bot: Bot, pacer: Pacer) -> Bot:
    """Return a bot over the same connections whose requests are counted in the pacer."""
    session = SharedSession(bot.session)
    session.middleware(Meter(pacer))
    return Bot(bot.token, session=session)


class SharedSession(JsonSession):
    """Another set of middlewares over the connections of a session."""

    def __init__(self, owner: Any) -> None:
        super().__init__(api=owner.api, timeout=owner.timeout)
        self._owner = owner

    async def create_session(self) -> Any:
        """Return the owner's connections."""
        return await self._owner.create_session()

    async def close(self) -> None:
        """Leave the connections to their owner."""


def _time() -> float:
    return asyncio.get_running_loop().time()
