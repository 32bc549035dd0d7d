"""A test's hand on a running sandbox, in this process or another: scene, faults, record."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import aiohttp

from sandbox.refusals import Json, Objection
from sandbox.user import User
from sandbox.values import Sent


@dataclass(frozen=True, slots=True)
class Group:
    """A group, supergroup or channel."""

    id: int
    title: str
    type: str


class Faults:
    """Orders of faults, each for the next `times` calls; see POST /control/faults."""

    def __init__(self, client: "SandboxClient") -> None:
        self._client = client

    async def order(self, **wish: Any) -> None:
        """Any order, in the control API's words."""
        await self._client.post("faults", **wish)

    async def flood(self, seconds: int, *, times: int = 1, chat: int | None = None) -> None:
        """429 with retry_after."""
        await self.order(retry_after=seconds, times=times, chat=chat)

    async def fail(self, status: int, *, times: int = 1, **more: Any) -> None:
        """An error status; `description`, `body` (instead of JSON), `chat` may be given."""
        await self.order(status=status, times=times, **more)

    async def reset(self, *, after: bool = False, times: int = 1, **more: Any) -> None:
        """The connection is reset before or after the send was accepted."""
        when = "after" if after else "before"
        await self.order(cut="reset", when=when, times=times, **more)

    async def silence(self, *, after: bool = False, times: int = 1, **more: Any) -> None:
        """No answer comes, before or after the send was accepted."""
        when = "after" if after else "before"
        await self.order(cut="silence", when=when, times=times, **more)

    async def delay(self, seconds: float, *, times: int = 1, **more: Any) -> None:
        """Answers come late."""
        await self.order(delay=seconds, times=times, **more)

    async def clear(self) -> None:
        """Take all orders away."""
        await self._client.request("DELETE", "faults")


class SandboxClient:
    """`async with await SandboxClient.connect(url) as client:`; or close() it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self.faults = Faults(self)
        self.bot: Json = {}

    @classmethod
    async def connect(cls, url: str) -> "SandboxClient":
        """To the sandbox at this address (api_url or page_url); OSError when none is there."""
        limit = aiohttp.TCPConnector(limit=0)
        timeout = aiohttp.ClientTimeout(total=120)
        client = cls(aiohttp.ClientSession(url.rstrip("/"), connector=limit, timeout=timeout))
        try:
            client.bot = (await client.get("state"))["bot"]
        except BaseException:
            await client.close()
            raise
        return client

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def __aenter__(self) -> "SandboxClient":
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self.close()

    # The scene ------------------------------------------------------------------------------

    async def user(self, name: str, language: str = "ru") -> User:
        """The person with this name, made if there is none (then with this language)."""
        raw = await self.post("users", name=name, language=language)
        return User(self, raw["id"], raw["name"], raw["language"], raw["seq"])

    async def crowd(self, count: int, *, language: str = "ru", started: bool = True) -> list[User]:
        """Many people at once, as though all had started the bot long ago."""
        raw = await self.post("crowd", count=count, language=language, started=started)
        return [User(self, u["id"], u["name"], u["language"], raw["seq"]) for u in raw["users"]]

    async def group(
        self,
        title: str,
        members: Sequence[User],
        *,
        administrators: Sequence[User] = (),
        type: str = "supergroup",
        bot: str = "member",
        forum: bool = False,
    ) -> Group:
        """A new group with these members; the bot is added by the first administrator."""
        return await self._gather(
            "groups", title, members, administrators, bot=bot, type=type, forum=forum
        )

    async def channel(
        self,
        title: str,
        members: Sequence[User],
        *,
        administrators: Sequence[User],
        bot: str = "administrator",
    ) -> Group:
        """A new channel."""
        return await self._gather("channels", title, members, administrators, bot=bot)

    async def found(self, title: str) -> Group:
        """The group with this title, such as «Редакция», which is always there."""
        chats = (await self.get("state"))["chats"]
        found = next(c for c in chats if c["title"] == title and c["type"] != "private")
        return Group(found["id"], found["title"], found["type"])

    async def migrates(self, group: Group) -> Group:
        """The group becomes a supergroup; returns it with its new id."""
        raw = (await self.post("migrate", chat=group.id))["chat"]
        return Group(raw["id"], raw["title"], raw["type"])

    async def deactivates(self, user: User) -> None:
        """The user's account is deleted."""
        await self.post("deactivate", user=user.id)

    async def forges(self, update: Json, *, same_id: bool = False) -> int:
        """Queue an update that never happened; returns its update_id."""
        raw = await self.post("update", update=update, same_id=same_id)
        return int(raw["update_id"])

    async def limits(self, *, on: bool = True, **numbers: float) -> None:
        """Switch Telegram's speed limits, or change their numbers."""
        await self.post("limits", on=on, **numbers)

    async def moves_clock(self, forward: float) -> float:
        """Move the clock so many seconds ahead; returns how far it is ahead of the machine's now.

        A bot whose CLOCK_URL is `clock_url` follows within half a second.
        """
        return float((await self.post("clock", forward_seconds=forward))["ahead_seconds"])

    async def settings(self, **switches: bool) -> None:
        """The bot's switches: privacy, inline, inline_feedback."""
        await self.post("bot", **switches)

    # The record -----------------------------------------------------------------------------

    async def accepted(self, after: int = 0) -> list[Sent]:
        """Every send that was accepted (those with a greater number than `after`)."""
        return [Sent(**raw) for raw in (await self.get("log", after=after))["sends"]]

    async def accepted_count(self) -> int:
        """How many sends were accepted, without fetching them."""
        return int((await self.get("log", limit=0))["count"])

    async def refusals(self, *, loud: bool = False) -> list[Json]:
        """What the bot was refused; `loud`: only its own mistakes."""
        refusals = (await self.get("refusals"))["refusals"]
        return [refusal for refusal in refusals if refusal["loud"] or not loud]

    # The wire -------------------------------------------------------------------------------

    async def get(self, path: str, **query: Any) -> Json:
        """GET /control/<path>; raises Objection when the sandbox objects."""
        given = {name: str(value) for name, value in query.items() if value is not None}
        return await self.request("GET", path, params=given)

    async def post(self, path: str, **wish: Any) -> Json:
        """POST /control/<path>; what is None is left out."""
        given = {name: value for name, value in wish.items() if value is not None}
        return await self.request("POST", path, json=given)

    async def request(self, method: str, path: str, **more: Any) -> Json:
        """Any call of the control API."""
        async with self._session.request(method, f"/control/{path}", **more) as answer:
            body: Json = await answer.json()
        if answer.status >= 400:
            raise Objection(body["error"], answer.status)
        return body

    async def _gather(
        self,
        path: str,
        title: str,
        members: Sequence[User],
        administrators: Sequence[User],
        **more: str | bool,
    ) -> Group:
        ids = {"members": [u.id for u in members], "administrators": [u.id for u in administrators]}
        raw = await self.post(path, title=title, **ids, **more)
        return Group(raw["id"], raw["title"], raw["type"])
