"""What the pretend Telegram answers instead of a result.

Refusal            the Bot API says no (400, 401, 403, 404, 409, 413, 429)
└── its `loud` ones   a mistake of the bot's authors: logged as a warning and kept for tests
Objection          the control API says no to the page or to a scripted user
"""

from typing import Any

Json = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - no error, an answer
    """A Bot API error: `code` and `description` as Telegram words them, `parameters` or none."""

    def __init__(
        self, code: int, description: str, parameters: Json | None = None, *, loud: bool = False
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters
        self.loud = loud

    def body(self) -> Json:
        """The answer's JSON: {"ok": false, "error_code", "description", "parameters"?}."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class Objection(Exception):  # noqa: N818 - no error, an answer
    """What a user or a test may not do here; `status` is the HTTP status of the control API."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def bad(reason: str) -> Refusal:
    """A 400 that also a right bot meets (message is not modified, chat not found …)."""
    return Refusal(400, f"Bad Request: {reason}")


def mistake(reason: str) -> Refusal:
    """A 400 that only a wrong bot meets: loud."""
    return Refusal(400, f"Bad Request: {reason}", loud=True)


def forbidden(reason: str) -> Refusal:
    """A 403: this chat is closed to the bot."""
    return Refusal(403, f"Forbidden: {reason}")


def too_many(seconds: int) -> Refusal:
    """A 429 that names the seconds to wait."""
    return Refusal(
        429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds}
    )


def upgraded(new_chat: int) -> Refusal:
    """The answer for a group that has become the supergroup `new_chat`."""
    return Refusal(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        parameters={"migrate_to_chat_id": new_chat},
    )
