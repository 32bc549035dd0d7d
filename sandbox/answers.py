"""Buttons and inline queries: what waits for the bot's answer, and the methods that answer."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sandbox import keyboards
from sandbox.refusals import Json, bad, mistake
from sandbox.sending import text_content
from sandbox.text import units, words
from sandbox.world import World

LIFE_OF_A_CALLBACK = 60.0  # seconds; the real server waits about this long at most
LIFE_OF_A_QUERY = 30.0
LONGEST_ANSWER = 200
MOST_RESULTS = 50
LONGEST_RESULT_ID = 64  # bytes
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_RESULT = words(
    "type id title input_message_content reply_markup url description thumbnail_url"
    " thumbnail_width thumbnail_height hide_url"
)
_INPUT = words("message_text entities link_preview_options parse_mode")
T = TypeVar("T")


@dataclass(slots=True)
class Pending(Generic[T]):
    """A question of a user to the bot, who asked it where, and the answer to come."""

    user: int
    chat: int | None
    message_id: int | None
    answer: asyncio.Future[T]
    until: float


class Questions(Generic[T]):
    """Open questions by id; the old ones are forgotten."""

    def __init__(self, life: float) -> None:
        self.life = life
        self._open: dict[str, Pending[T]] = {}

    def ask(self, id: str, user: int, chat: int | None, message_id: int | None) -> Pending[T]:
        """Open a question."""
        self._forget_old()
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._open[id] = Pending(user, chat, message_id, future, time.monotonic() + self.life)
        return self._open[id]

    def answer(self, id: Any, answer: T) -> Pending[T]:
        """Close a question with its answer; raises the "too old" of Telegram."""
        self._forget_old()
        asked = self._open.pop(str(id), None)
        if asked is None:
            raise bad(_TOO_OLD)
        if not asked.answer.done():
            asked.answer.set_result(answer)
        return asked

    def _forget_old(self) -> None:
        now = time.monotonic()
        for id_ in [id_ for id_, asked in self._open.items() if asked.until < now]:
            del self._open[id_]


class Desk:
    """The bot's answers to buttons and inline queries."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.callbacks: Questions[Json] = Questions(LIFE_OF_A_CALLBACK)
        self.queries: Questions[Json] = Questions(LIFE_OF_A_QUERY)

    def methods(self) -> dict[str, Callable[[World, Json], bool]]:
        """The Bot API methods of this desk."""
        return {
            "answerCallbackQuery": self._answer_callback,
            "answerInlineQuery": self._answer_query,
        }

    def _answer_callback(self, world: World, params: Json) -> bool:
        text, url = params.get("text") or None, params.get("url") or None
        if text is not None and units(text) > LONGEST_ANSWER:
            raise mistake("MESSAGE_TOO_LONG")
        if url is not None and not str(url).startswith(
            (f"https://t.me/{world.bot.username}", "tg://")
        ):
            raise mistake("URL_INVALID")
        answer = {"text": text, "show_alert": bool(params.get("show_alert")), "url": url}
        asked = self.callbacks.answer(params["callback_query_id"], answer)
        world.changes.tell(
            "answer", asked.chat, user=asked.user, message_id=asked.message_id, answer=answer
        )
        return True

    def _answer_query(self, world: World, params: Json) -> bool:
        offset = params.get("next_offset") or ""
        if len(str(offset).encode()) > LONGEST_RESULT_ID:
            raise mistake("NEXT_OFFSET_INVALID")
        answer = {
            "results": checked_results(params["results"]),
            "next_offset": offset,
            "button": params.get("button"),
        }
        self.queries.answer(params["inline_query_id"], answer)
        return True


def checked_results(results: Any) -> list[Json]:
    """The results of an inline query, each with the message that choosing it sends.

    A result gets the key `content` beside Telegram's own: the finished message body.
    """
    if not isinstance(results, list):
        raise mistake("can't parse inline query results: array expected")
    if len(results) > MOST_RESULTS:
        raise mistake("RESULTS_TOO_MUCH")
    checked = [_checked_result(result) for result in results]
    if len({result["id"] for result in checked}) < len(checked):
        raise mistake("RESULT_ID_DUPLICATE")
    return checked


def _checked_result(result: Any) -> Json:
    if not isinstance(result, dict) or result.get("type") != "article":
        raise mistake("can't parse inline query result: only articles are pretended here")
    if unknown := sorted(result.keys() - _RESULT):
        raise mistake(f"can't parse inline query result: unknown field {unknown[0]}")
    id_ = result.get("id")
    if not isinstance(id_, str) or not 1 <= len(id_.encode()) <= LONGEST_RESULT_ID:
        raise mistake("RESULT_ID_INVALID")
    if not result.get("title"):
        raise mistake("can't parse inline query result: title is empty")
    return {**result, "content": _content(result)}


def _content(result: Json) -> Json:
    given = result.get("input_message_content")
    if not isinstance(given, dict) or given.keys() - _INPUT or given.get("parse_mode"):
        raise mistake("can't parse inline query result: input_message_content is wrong")
    content = text_content({**given, "text": given.get("message_text")})
    markup = keyboards.inline_only(keyboards.checked(result.get("reply_markup"), "inline"))
    return {**content, "reply_markup": markup} if markup else content
