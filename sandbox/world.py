"""The pretend Telegram's memory: who is there, what was written, what the bot was told."""

import itertools
import time
from typing import Any

import structlog

from sandbox.changes import Changes
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.pace import Limits, Pace
from sandbox.profile import Profile
from sandbox.refusals import Json, Objection, Refusal
from sandbox.updates import Updates
from sandbox.values import PRESENT, Bot, Chat, Message, Person, Sent

BOT_ID = 7_000_000_001
TOKEN = f"{BOT_ID}:SANDBOX-pretend-token-of-no-worth-000"
USERNAME = "svodka_sandbox_bot"
KEPT_REFUSALS = 1_000
FURTHEST_AHEAD = 10 * 366 * 86_400.0  # seconds; dates stay dates
log = structlog.get_logger("sandbox")


class World:
    """Everything in memory. `keep`: messages kept a chat, older ones are forgotten."""

    def __init__(
        self, token: str = TOKEN, *, limits: Limits | None = None, keep: int = 10_000
    ) -> None:
        bot_id = int(token.partition(":")[0])
        self.bot = Bot(id=bot_id, token=token, username=USERNAME)
        self.profile = Profile()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.inline: dict[str, tuple[Chat, Message]] = {}
        self.files = Files()
        self.inline_answers: dict[str, tuple[str, list[Json]]] = {}
        self.sent: list[Sent] = []
        self.refusals: list[Json] = []
        self.updates = Updates()
        self.changes = Changes()
        self.pace = Pace(limits or Limits())
        self.faults = Faults()
        self.keep = keep
        self.last_poll = float("-inf")
        self.ids = itertools.count(1)  # for everything that only needs to be unlike the others
        self._message_ids = itertools.count(1)  # private chats and small groups share one
        self._bot_user: Json = {}
        self._began = time.time() - time.monotonic()
        self.ahead = 0.0

    def now(self) -> float:
        """Seconds since 1970 by the sandbox's clock, which people can move ahead."""
        return self.passed() + self.ahead

    def passed(self) -> float:
        """Seconds since 1970 as they really pass, never going back: for limits and waiting."""
        return self._began + time.monotonic()

    def set_clock(self, ahead: float) -> None:
        """Put the clock so many seconds ahead of the machine's; raises Objection."""
        if not 0 <= ahead <= FURTHEST_AHEAD:
            raise Objection("the clock goes from 0 seconds to ten years ahead")
        self.ahead = ahead
        self.changes.tell("clock", ahead_seconds=ahead)

    # Who is who -----------------------------------------------------------------------------

    def bot_user(self) -> Json:
        """Telegram's User of the bot, as it stands in messages."""
        name = self.profile.text("name", "")
        if self._bot_user.get("first_name") != name:
            about = {"id": self.bot.id, "is_bot": True, "first_name": name}
            self._bot_user = {**about, "username": self.bot.username}
        return self._bot_user

    def user(self, id: int) -> Json:
        """Telegram's User of a person or of the bot."""
        return self.bot_user() if id == self.bot.id else self.person(id).user()

    def person(self, id: Any) -> Person:
        """The person with this id; raises Objection."""
        found = self.people.get(id) if isinstance(id, int) else None
        if found is None:
            raise Objection(f"there is no user {id!r}", 404)
        return found

    def chat(self, id: Any) -> Chat:
        """The chat with this id as people see it; raises Objection."""
        found = self.chats.get(id) if isinstance(id, int) else None
        if found is None:
            raise Objection(f"there is no chat {id!r}", 404)
        return found

    def of(self, person: Person) -> list[Chat]:
        """The chats that this person has open."""
        return [chat for chat in self.chats.values() if self.sees(person, chat)]

    def sees(self, person: Person, chat: Chat) -> bool:
        """Whether the chat is one of the person's."""
        return chat.members.get(person.id) in PRESENT and chat.migrated_to is None

    def brief(self, chat: Chat) -> Json:
        """Telegram's Chat, as it stands in messages."""
        if not chat.brief:
            chat.brief = self._brief(chat)
        return chat.brief

    def _brief(self, chat: Chat) -> Json:
        if chat.type != "private":
            forum = {"is_forum": True} if chat.forum else {}
            return {"id": chat.id, "type": chat.type, "title": chat.title, **forum}
        person = self.people[chat.id]
        return {
            "id": chat.id,
            "type": "private",
            "first_name": person.name,
            "username": person.username,
        }

    # Messages -------------------------------------------------------------------------------

    def post(self, chat: Chat, sender: int, content: Json, *, inline: str | None = None) -> Message:
        """Put a new message into the chat and tell of it; `content` is the rest of its body."""
        body: Json = {"message_id": self._next_message_id(chat)}
        if chat.type == "channel":
            body["sender_chat"] = self.brief(chat)
        else:
            body["from"] = self.user(sender)
        body["chat"] = self.brief(chat)
        body["date"] = int(self.now())
        body.update(content)
        message = Message(body=body, seq=0, sender=sender, inline=inline)
        chat.messages[message.id] = message
        if len(chat.messages) > self.keep:
            del chat.messages[next(iter(chat.messages))]
        if inline:
            self.inline[inline] = (chat, message)
        self.changes.tell("message", chat.id, message)
        return message

    def accept(self, chat: Chat, content: Json, method: str, *, sender: int | None = None) -> Json:
        """Post what the bot sends, and keep its record; returns the message's body."""
        message = self.post(chat, self.bot.id if sender is None else sender, content)
        text = content.get("text") or content.get("caption") or ""
        at = self.passed()
        self.sent.append(Sent(len(self.sent) + 1, chat.id, message.id, method, text, at))
        return message.body

    def changed(self, chat: Chat, message: Message) -> None:
        """Tell that a message was edited."""
        self.changes.tell("edited", chat.id, message)

    def remove(self, chat: Chat, message: Message) -> None:
        """Delete a message for everyone."""
        del chat.messages[message.id]
        self.changes.tell("deleted", chat.id, message_id=message.id)

    def shown(self, message: Message, person: Person | None = None) -> Json:
        """The control API's Message."""
        body = {**message.body, "seq": message.seq}
        if person is not None:
            body["mine"] = message.sender == person.id
        return body

    def refused(self, method: str, refusal: Refusal) -> None:
        """Remember what the bot was refused, and log it when it is the bot's own mistake."""
        words: Json = {
            "method": method,
            "error_code": refusal.code,
            "description": refusal.description,
        }
        self.refusals.append({**words, "at": self.passed(), "loud": refusal.loud})
        del self.refusals[:-KEPT_REFUSALS]
        if refusal.loud:
            log.warning("refused the bot's mistake", **words)
            self.changes.tell("refusal", None, None, **words)

    def _next_message_id(self, chat: Chat) -> int:
        if chat.type in {"private", "group"}:
            return next(self._message_ids)
        chat.next_id += 1
        return chat.next_id - 1
