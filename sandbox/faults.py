"""Faults to order: what the next calls of the bot meet instead of, or besides, an answer."""

from dataclasses import dataclass
from typing import Any

from sandbox.refusals import Json, Objection

SENDS = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup", "copyMessage",
                   "forwardMessage"})  # fmt: skip


@dataclass(slots=True)
class Fault:
    """One order; its fields are those of POST /control/faults, `times` is what is left of it."""

    times: int = 1
    chat: int | None = None
    methods: tuple[str, ...] = tuple(sorted(SENDS))
    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    migrate_to: int | None = None
    body: str | None = None
    delay: float = 0
    cut: str | None = None
    when: str = "before"

    def meets(self, method: str, chat: Any) -> bool:
        """Whether it is meant for this call."""
        return method in self.methods and (self.chat is None or str(self.chat) == str(chat))

    @property
    def fails(self) -> bool:
        """Whether the call fails, not only waits."""
        return any((self.status, self.body, self.cut, self.retry_after, self.migrate_to))

    @property
    def http_status(self) -> int:
        """The status of the failing answer."""
        if self.status:
            return self.status
        if self.retry_after:
            return 429
        return 400 if self.migrate_to else 200

    def answer(self) -> Json:
        """The failing answer's JSON, in Telegram's shape."""
        parameters: Json = {}
        words = self.description or "Internal Server Error"
        if self.retry_after:
            parameters["retry_after"] = self.retry_after
            words = self.description or f"Too Many Requests: retry after {self.retry_after}"
        if self.migrate_to:
            parameters["migrate_to_chat_id"] = self.migrate_to
            words = self.description or (
                "Bad Request: group chat was upgraded to a supergroup chat"
            )
        answer: Json = {"ok": False, "error_code": self.http_status, "description": words}
        return {**answer, "parameters": parameters} if parameters else answer

    def shown(self) -> Json:
        """As the control API shows it."""
        return {name: getattr(self, name) for name in self.__slots__}


class Faults:
    """The orders, the oldest first."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def order(self, wish: Json) -> None:
        """Take an order of the control API; raises Objection for a wrong one."""
        if unknown := sorted(wish.keys() - set(Fault.__slots__)):
            raise Objection(f"a fault has no {unknown[0]}")
        if wish.get("cut") not in (None, "reset", "silence"):
            raise Objection("cut is reset or silence")
        if wish.get("when", "before") not in ("before", "after"):
            raise Objection("when is before or after")
        if "methods" in wish:
            wish = {**wish, "methods": tuple(wish["methods"])}
        self._orders.append(Fault(**wish))

    def take(self, method: str, chat: Any) -> Fault | None:
        """The fault that this call meets, used up once; None for none."""
        for fault in self._orders:
            if fault.meets(method, chat):
                fault.times -= 1
                if fault.times <= 0:
                    self._orders.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Take all orders away."""
        self._orders.clear()

    def shown(self) -> list[Json]:
        """The orders left."""
        return [fault.shown() for fault in self._orders]
