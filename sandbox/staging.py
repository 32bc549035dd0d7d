"""The control API's routes that set the scene; see sandbox.control for what they take and give."""

from collections.abc import Callable
from dataclasses import asdict, fields

from aiohttp import web

from sandbox import places
from sandbox.acting import wish_of
from sandbox.control import answer, number
from sandbox.refusals import Json, Objection
from sandbox.values import Chat
from sandbox.world import World

MOST_AT_ONCE = 100_000


class Staging:
    """People, groups, the bot's switches, limits, faults, forged updates."""

    def __init__(self, world: World, bot: Callable[[], Json]) -> None:
        self._world = world
        self._bot = bot

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        names = ("users", "crowd", "deactivate", "groups", "channels", "member", "migrate", "bot",
                 "update", "limits", "faults", "clock")  # fmt: skip
        posts = [web.post(f"/control/{name}", getattr(self, name)) for name in names]
        return [*posts, web.delete("/control/faults", self.clear_faults)]

    async def users(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        language, username = str(wish.get("language", "ru")), str(wish.get("username", ""))
        person = places.new_person(self._world, str(wish["name"]), language, username)
        return self._with_seq(person.shown())

    async def crowd(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        count = number(wish.get("count"))
        if not 0 <= count <= MOST_AT_ONCE:
            raise Objection(f"a crowd has up to {MOST_AT_ONCE} people")
        return self._with_seq({"users": self._gather(wish, count)})

    def _gather(self, wish: Json, count: int) -> list[Json]:
        prefix, language = str(wish.get("name", "Reader")), str(wish.get("language", "ru"))
        crowd = []
        for _ in range(count):
            name = f"{prefix} {next(self._world.ids)}"
            person = places.add_person(self._world, name, language)
            person.started = bool(wish.get("started", True))
            crowd.append(person.shown())
        return crowd

    async def deactivate(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        person = self._world.person(number(wish.get("user")))
        places.deactivate(self._world, person)
        return self._with_seq(person.shown())

    async def groups(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        kind = wish.get("type", "supergroup")
        if kind not in {"group", "supergroup"}:
            raise Objection("type is group or supergroup")
        return self._chat(places.new_chat(self._world, kind, wish))

    async def channels(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        return self._chat(places.new_chat(self._world, "channel", wish))

    async def member(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        chat = self._world.chat(number(wish.get("chat")))
        by = self._world.person(number(wish.get("by")))
        if "user" in wish:
            person = self._world.person(number(wish["user"]))
            places.place_person(self._world, chat, by, person, wish.get("status"))
        else:
            places.place_bot(self._world, chat, by, wish.get("bot"), wish.get("lacks") or ())
        return self._chat(chat)

    async def migrate(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        old = self._world.chat(number(wish.get("chat")))
        new = places.migrate(self._world, old)
        return self._with_seq({"chat": new.shown(), "old": old.id})

    async def bot(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        for switch in ("privacy", "inline", "inline_feedback"):
            if switch in wish:
                setattr(self._world.bot, switch, bool(wish[switch]))
        self._world.changes.tell("profile")
        return self._with_seq(self._bot())

    async def update(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        update = wish.get("update")
        if not isinstance(update, dict):
            raise Objection("update is an object")
        id_ = self._world.updates.forge(update, keep_id=bool(wish.get("same_id")))
        return self._with_seq({"update_id": id_})

    async def limits(self, request: web.Request) -> web.Response:
        wish, limits = await wish_of(request), self._world.pace.limits
        names = {field.name: type(getattr(limits, field.name)) for field in fields(limits)}
        for name, value in wish.items():
            if name not in names:
                raise Objection(f"there is no limit {name!r}")
            setattr(limits, name, names[name](value))
        return self._with_seq(asdict(limits))

    async def faults(self, request: web.Request) -> web.Response:
        self._world.faults.order(await wish_of(request))
        return self._with_seq({"faults": self._world.faults.shown()})

    async def clock(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        further = "forward_seconds" in wish
        seconds = _seconds(wish["forward_seconds" if further else "ahead_seconds"])
        self._world.set_clock(seconds + (self._world.ahead if further else 0))
        return self._with_seq({"ahead_seconds": self._world.ahead})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        self._world.faults.clear()
        return self._with_seq({"faults": []})

    def _chat(self, chat: Chat) -> web.Response:
        return self._with_seq(chat.shown())

    def _with_seq(self, body: Json) -> web.Response:
        return answer({**body, "seq": self._world.changes.seq})


def _seconds(value: object) -> float:
    """A length of time of a request; raises Objection. Not a number is refused by the clock."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Objection(f"{value!r} is no number of seconds")
    return float(value)
