"""Who and what is in the pretend Telegram: people, chats, messages, files, accepted sends."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.refusals import Json

ADMINS = frozenset({"creator", "administrator"})
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
GENERAL = 1  # the topic that every forum has; its messages carry no thread


@dataclass(slots=True)
class Person:
    """A user. `started`: has written to the bot; `blocked`: has blocked it."""

    id: int
    name: str
    username: str
    language: str
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def user(self) -> Json:
        """Telegram's User."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "username": self.username,
            "language_code": self.language,
        }

    def shown(self) -> Json:
        """The control API's User."""
        return {
            "id": self.id,
            "name": self.name,
            "username": self.username,
            "language": self.language,
            "started": self.started,
            "blocked": self.blocked,
            "deactivated": self.deactivated,
        }


@dataclass(slots=True)
class Bot:
    """The one bot of this Telegram and what it may do."""

    id: int
    token: str
    username: str
    privacy: bool = True
    inline: bool = True
    inline_feedback: bool = True


@dataclass(slots=True)
class Message:
    """A message as the bot sees it (`body`), with what is nobody's business besides.

    `seq` numbers the change that made or last edited it; `inline` is its inline_message_id.
    """

    body: Json
    seq: int
    sender: int
    inline: str | None = None

    @property
    def id(self) -> int:
        """Its message_id."""
        return int(self.body["message_id"])


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is that of the message that tells of its beginning."""

    id: int
    name: str
    by: int
    closed: bool = False

    def shown(self) -> Json:
        """The control API's Topic."""
        return {"id": self.id, "name": self.name, "closed": self.closed}


@dataclass(slots=True)
class Chat:
    """A chat; `members` maps user ids to their status, `bot` is the bot's own status.

    `type` is Telegram's, or `dialog` for a chat of two people that the bot cannot see. `lacks`
    names the rights that the bot was not given, as an administrator or a restricted member.
    """

    id: int
    type: str
    title: str
    members: dict[int, str]
    bot: str = "member"
    lacks: frozenset[str] = frozenset()
    topics: dict[int, Topic] = field(default_factory=dict)
    migrated_to: int | None = None
    next_id: int = 1
    messages: dict[int, Message] = field(default_factory=dict)
    brief: Json = field(default_factory=dict)

    @property
    def forum(self) -> bool:
        """Whether it has topics."""
        return bool(self.topics)

    def become_forum(self) -> None:
        """Give it topics."""
        self.topics.setdefault(GENERAL, Topic(GENERAL, "General", 0))
        self.brief = {}

    def may(self, right: str) -> bool:
        """Whether the bot's place there gives it this right."""
        return self.bot in {"administrator", "restricted"} and right not in self.lacks

    def shown(self) -> Json:
        """The control API's Chat."""
        return {
            "id": self.id,
            "type": self.type,
            "title": self.title,
            "members": [id_ for id_, status in self.members.items() if status in PRESENT],
            "administrators": [id_ for id_, status in self.members.items() if status in ADMINS],
            "bot": self.bot,
            "bot_lacks": sorted(self.lacks),
            "topics": [topic.shown() for topic in self.topics.values()],
        }


@dataclass(frozen=True, slots=True)
class File:
    """Bytes that Telegram keeps; `size` of a picture is (width, height) in pixels."""

    id: str
    unique_id: str
    name: str
    mime: str
    data: bytes
    size: tuple[int, int] | None = None

    @property
    def path(self) -> str:
        """Where it is downloaded from, below /file/bot<token>/."""
        folder = "photos" if self.size else "documents"
        extension = self.name.rpartition(".")[2] if "." in self.name else "bin"
        safe = extension if extension.isalnum() and extension.isascii() else "bin"
        return f"{folder}/{self.id}.{safe}"


@dataclass(frozen=True, slots=True)
class Sent:
    """One send that the sandbox accepted from the bot."""

    number: int
    chat_id: int
    message_id: int
    method: str
    text: str
    at: float

    def shown(self) -> Json:
        """The control API's Send."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Event:
    """One change; `message` is shown as it is when the event is read."""

    seq: int
    kind: str
    chat: int | None
    details: dict[str, Any]
    message: Message | None = None
