"""A scripted user: what a person does with the bot, as verbs, and what the person then sees.

    client = await SandboxClient.connect(sandbox.api_url)  # from sandbox.client
    user = await client.user("Айгерим", language="kk")
    await user.says("/summary")
    story = await user.sees("три предложения", within=5.0)
    await user.presses("Цифры", on=story)

Chats are given as a Group, as another User (the chat of the two), as an id, or left out for the
user's own chat with the bot.
"""

import base64
import time
from collections.abc import Sequence
from typing import Any, Protocol

from sandbox.refusals import Json
from sandbox.seen import Pressed, Seen, pressed, seen

SHOWN_ON_FAILURE = 6  # messages
LONGEST_POLL = 20.0  # seconds


class HasId(Protocol):
    """A Group or a User."""

    @property
    def id(self) -> int: ...


class Wire(Protocol):
    """What a user needs of the client."""

    bot: Json

    async def get(self, path: str, **query: Any) -> Json: ...
    async def post(self, path: str, **wish: Any) -> Json: ...


class User:
    """A person in the sandbox. `mark` is the change after which `sees` looks: the last action."""

    def __init__(self, wire: Wire, id: int, name: str, language: str, mark: int) -> None:
        self._wire = wire
        self._id = id
        self.name = name
        self.language = language
        self.mark = mark

    @property
    def id(self) -> int:
        """The user's id, also that of the private chat with the bot."""
        return self._id

    def __repr__(self) -> str:
        return f"<User {self.name} {self.id}>"

    # Doing ----------------------------------------------------------------------------------

    async def says(
        self,
        text: str,
        *,
        in_chat: HasId | int | None = None,
        reply_to: Seen | int | None = None,
        topic: int | None = None,
    ) -> Seen:
        """Write a text, in a forum into a topic."""
        chat, to = _id(in_chat), _id(reply_to)
        return await self._acts("say", chat=chat, text=text, reply_to=to, topic=topic)

    async def sends_location(
        self,
        latitude: float,
        longitude: float,
        *,
        in_chat: HasId | int | None = None,
        reply_to: Seen | int | None = None,
    ) -> Seen:
        """Send a place on the map."""
        place = {"latitude": latitude, "longitude": longitude, "reply_to": _id(reply_to)}
        return await self._acts("location", chat=_id(in_chat), **place)

    async def presses(
        self,
        label: str,
        *,
        on: Seen | None = None,
        in_chat: HasId | int | None = None,
        seconds: float = 5.0,
    ) -> Pressed:
        """Press the button whose text contains the label, on the newest message that has one.

        `seconds`: how long to wait for the bot's answer. Raises AssertionError without a button.
        """
        message = on or await self._newest_with(label, in_chat)
        wish = {"chat": message.chat, "message": message.id, "label": label}
        raw = await self._wire.post("press", user=self.id, timeout=seconds, **wish)
        self.mark = raw["seq"]
        return pressed(raw)

    async def forwards(self, message: Seen, *, to: HasId | int | None = None) -> Seen:
        """Forward a message to a group, to another person, or (default) to the bot."""
        target = self.id if to is None else _id(to)
        return await self._acts("forward", chat=message.chat, message=message.id, to=target)

    async def blocks(self) -> None:
        """Block the bot."""
        self.mark = (await self._wire.post("block", user=self.id, blocked=True))["seq"]

    async def unblocks(self) -> None:
        """Unblock the bot."""
        self.mark = (await self._wire.post("block", user=self.id, blocked=False))["seq"]

    async def opens(self, link: str) -> Seen:
        """Open a deep link (https://t.me/<bot>?start=s_1, or its bare payload) and press Start."""
        return await self._acts("open", link=link)

    async def sends_file(
        self,
        name: str,
        data: bytes,
        *,
        caption: str | None = None,
        in_chat: HasId | int | None = None,
        photo: bool = False,
        mime: str | None = None,
        reply_to: Seen | int | None = None,
    ) -> Seen:
        """Send a document, or a picture."""
        content = base64.b64encode(data).decode()
        about = {"caption": caption, "photo": photo, "mime": mime, "chat": _id(in_chat)}
        about["reply_to"] = _id(reply_to)
        return await self._acts("file", name=name, data=content, **about)

    async def edits(self, message: Seen, text: str) -> Seen:
        """Edit an own message."""
        return await self._acts("edit", chat=message.chat, message=message.id, text=text)

    async def deletes(self, message: Seen) -> None:
        """Delete a message for everyone."""
        wish = {"chat": message.chat, "message": message.id}
        self.mark = (await self._wire.post("delete", user=self.id, **wish))["seq"]

    async def asks_inline(
        self, query: str, *, in_chat: HasId | int | None = None, seconds: float = 5.0
    ) -> list[Json]:
        """Type "@bot query"; the bot's results, each with the id of its query as "query_id"."""
        wish = {"query": query, "chat": _id(in_chat), "timeout": seconds}
        raw = await self._wire.post("inline", user=self.id, **wish)
        self.mark = raw["seq"]
        return [{**result, "query_id": raw["query_id"]} for result in raw["results"]]

    async def chooses(self, result: Json, *, in_chat: HasId | int | None = None) -> Seen:
        """Send an inline result into a chat."""
        wish = {"query_id": result["query_id"], "result": result["id"], "chat": _id(in_chat)}
        return await self._acts("choose", **wish)

    async def adds_bot(
        self, to: HasId | int, *, administrator: bool = False, lacks: Sequence[str] = ()
    ) -> None:
        """Add the bot to a group, or make it administrator there, without the rights it lacks."""
        await self._places_bot(to, "administrator" if administrator else "member", lacks)

    async def mutes_bot(self, in_chat: HasId | int) -> None:
        """Let the bot stay in a group and write nothing."""
        await self._places_bot(in_chat, "restricted", ("can_send_messages",))

    async def kicks_bot(self, out_of: HasId | int) -> None:
        """Throw the bot out of a group."""
        await self._places_bot(out_of, "kicked")

    async def begins_topic(self, name: str, *, in_chat: HasId | int) -> int:
        """Begin a topic of a forum; returns its message_thread_id."""
        return await self._topic(in_chat, name=name)

    async def closes_topic(self, topic: int, *, in_chat: HasId | int) -> None:
        """Close a topic: only administrators write there."""
        await self._topic(in_chat, topic=topic, do="close")

    async def reopens_topic(self, topic: int, *, in_chat: HasId | int) -> None:
        """Open a topic again."""
        await self._topic(in_chat, topic=topic, do="reopen")

    async def deletes_topic(self, topic: int, *, in_chat: HasId | int) -> None:
        """Delete a topic with all its messages."""
        await self._topic(in_chat, topic=topic, do="delete")

    # Seeing ---------------------------------------------------------------------------------

    async def messages(self, in_chat: HasId | int | None = None, *, after: int = 0) -> list[Seen]:
        """The chat as the user sees it, oldest first; `after`: changed after this seq."""
        raw = await self._wire.get("history", user=self.id, chat=_id(in_chat), after=after)
        return [seen(message) for message in raw["messages"]]

    async def sees(
        self, text: str = "", *, within: float = 5.0, in_chat: HasId | int | None = None
    ) -> Seen:
        """The bot's newest message, sent or edited since the user's last action, with the text.

        Waits for it up to `within` seconds; raises AssertionError with the last messages shown.
        """
        until = time.monotonic() + within
        while True:
            raw = await self._news(in_chat)
            found = [message for message in self._of_bot(raw) if text in message.text]
            if found:
                return max(found, key=lambda message: message.seq)
            left = until - time.monotonic()
            if left <= 0:
                raise AssertionError(await self._disappointment(text, within, in_chat))
            await self._wait(raw["seq"], in_chat, left)

    async def sees_nothing(self, *, for_: float = 0.5, in_chat: HasId | int | None = None) -> None:
        """Nothing of the bot comes or changes for that long after the last action."""
        until = time.monotonic() + for_
        while True:
            raw = await self._news(in_chat)
            if found := self._of_bot(raw):
                raise AssertionError(f"{self.name} saw {found[-1].text!r}")
            if (left := until - time.monotonic()) <= 0:
                return
            await self._wait(raw["seq"], in_chat, left)

    async def menu(self, in_chat: HasId | int | None = None) -> dict[str, str]:
        """The command menu that the user sees there: command -> description."""
        raw = await self._wire.get("commands", user=self.id, chat=_id(in_chat))
        return {command["command"]: command["description"] for command in raw["commands"]}

    async def profile(self) -> Json:
        """The bot's name, description and short description in the user's language."""
        return await self._wire.get("profile", user=self.id)

    async def _acts(self, verb: str, **wish: Any) -> Seen:
        raw = await self._wire.post(verb, user=self.id, **wish)
        self.mark = raw["seq"]
        return seen(raw)

    async def _places_bot(self, chat: HasId | int, status: str, lacks: Sequence[str] = ()) -> None:
        wish = {"chat": _id(chat), "bot": status, "lacks": list(lacks)}
        self.mark = (await self._wire.post("member", by=self.id, **wish))["seq"]

    async def _topic(self, chat: HasId | int, **wish: Any) -> int:
        raw = await self._wire.post("topic", user=self.id, chat=_id(chat), **wish)
        self.mark = raw["seq"]
        return int(raw["id"])

    async def _news(self, in_chat: HasId | int | None) -> Json:
        return await self._wire.get("history", user=self.id, chat=_id(in_chat), after=self.mark)

    def _of_bot(self, raw: Json) -> list[Seen]:
        found = [seen(message) for message in raw["messages"]]
        return [message for message in found if self._is_of_bot(message)]

    def _is_of_bot(self, message: Seen) -> bool:
        # What was sent via the bot is the bot's too once the bot edits it.
        via = message.raw.get("via_bot", {}).get("id") == self._wire.bot["id"]
        channel = message.raw["chat"]["type"] == "channel"
        return message.sender == self._wire.bot["id"] or channel or (via and message.edited)

    async def _wait(self, seq: int, in_chat: HasId | int | None, seconds: float) -> None:
        chat = _id(in_chat) or self.id
        await self._wire.get("changes", after=seq, chat=chat, timeout=min(seconds, LONGEST_POLL))

    async def _newest_with(self, label: str, in_chat: HasId | int | None) -> Seen:
        for message in reversed(await self.messages(in_chat)):
            if message.button(label):
                return message
        raise AssertionError(f"{self.name} finds no button {label!r}; {await self._last(in_chat)}")

    async def _disappointment(self, text: str, within: float, in_chat: HasId | int | None) -> str:
        return f"{self.name} did not see {text!r} within {within} s; {await self._last(in_chat)}"

    async def _last(self, in_chat: HasId | int | None) -> str:
        last = (await self.messages(in_chat))[-SHOWN_ON_FAILURE:]
        lines = [f"  [{m.id}, change {m.seq}, {m.sender}] {m.text!r} {m.labels}" for m in last]
        return f"last action was change {self.mark}; the chat ends:\n" + "\n".join(lines)


def _id(place: HasId | int | None) -> int | None:
    return place if place is None or isinstance(place, int) else place.id
