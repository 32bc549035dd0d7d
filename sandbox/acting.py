"""The control API's routes that act as a user; see sandbox.control for what they take and give."""

import base64
import binascii
from typing import Any

from aiohttp import web

from sandbox import acts, places, topics
from sandbox.answers import Desk
from sandbox.control import answer, chat_of, number
from sandbox.refusals import Json, Objection
from sandbox.values import Chat, Message, Person
from sandbox.world import World


class Acting:
    """One handler a verb."""

    def __init__(self, world: World, desk: Desk) -> None:
        self._world = world
        self._desk = desk

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        verbs = ("say", "file", "location", "press", "forward", "edit", "delete", "block", "open",
                 "forum", "topic", "inline", "choose")  # fmt: skip
        return [web.post(f"/control/{verb}", getattr(self, verb)) for verb in verbs]

    async def say(self, request: web.Request) -> web.Response:
        wish, person, chat = await self._wish(request)
        text, reply_to, topic = str(wish["text"]), wish.get("reply_to"), wish.get("topic")
        return self._message(acts.say(self._world, person, chat, text, reply_to, topic), person)

    async def location(self, request: web.Request) -> web.Response:
        wish, person, chat = await self._wish(request)
        return self._message(acts.send_location(self._world, person, chat, wish), person)

    async def forum(self, request: web.Request) -> web.Response:
        _, person, chat = await self._wish(request)
        topics.turn_on(self._world, person, chat)
        return answer({**chat.shown(), "seq": self._world.changes.seq})

    async def topic(self, request: web.Request) -> web.Response:
        wish, person, chat = await self._wish(request)
        if "name" in wish:
            topic = topics.begin(self._world, person, chat, str(wish["name"]))
        else:
            topic = topics.change(self._world, person, chat, wish.get("topic"), wish.get("do"))
        return answer({**topic.shown(), "seq": self._world.changes.seq})

    async def file(self, request: web.Request) -> web.Response:
        wish, person, chat = await self._wish(request)
        try:
            data = base64.b64decode(str(wish["data"]), validate=True)
        except binascii.Error:
            raise Objection("data is not base64") from None
        return self._message(acts.send_file(self._world, person, chat, wish, data), person)

    async def press(self, request: web.Request) -> web.Response:
        wish, person, chat = await self._wish(request)
        return answer(await acts.press(self._world, self._desk, person, chat, wish))

    async def forward(self, request: web.Request) -> web.Response:
        wish, person, chat = await self._wish(request)
        target = self._target(person, wish["to"])
        forwarded = acts.forward(self._world, person, chat, wish["message"], target)
        return self._message(forwarded, person)

    async def edit(self, request: web.Request) -> web.Response:
        wish, person, chat = await self._wish(request)
        text = str(wish["text"])
        return self._message(acts.edit(self._world, person, chat, wish["message"], text), person)

    async def delete(self, request: web.Request) -> web.Response:
        wish, person, chat = await self._wish(request)
        return answer({"seq": acts.delete(self._world, person, chat, wish["message"])})

    async def block(self, request: web.Request) -> web.Response:
        wish, person, _ = await self._wish(request)
        places.block(self._world, person, bool(wish["blocked"]))
        return answer({**person.shown(), "seq": self._world.changes.seq})

    async def open(self, request: web.Request) -> web.Response:
        wish, person, _ = await self._wish(request)
        return self._message(acts.open_link(self._world, person, str(wish["link"])), person)

    async def inline(self, request: web.Request) -> web.Response:
        wish, person, chat = await self._wish(request)
        return answer(await acts.ask_inline(self._world, self._desk, person, chat, wish))

    async def choose(self, request: web.Request) -> web.Response:
        wish, person, _ = await self._wish(request, chat_is_target=True)
        target = self._target(person, wish.get("chat", person.id))
        query, result = str(wish["query_id"]), str(wish["result"])
        return self._message(acts.choose(self._world, person, target, query, result), person)

    async def _wish(
        self, request: web.Request, *, chat_is_target: bool = False
    ) -> tuple[Json, Person, Chat]:
        wish = await wish_of(request)
        person = self._world.person(number(wish.get("user")))
        chat = None if chat_is_target else wish.get("chat")
        return wish, person, chat_of(self._world, person, chat)

    def _target(self, person: Person, to: Any) -> Chat:
        id_ = number(to)
        if id_ in self._world.people and id_ != person.id:
            return places.dialog(self._world, person, self._world.people[id_])
        return chat_of(self._world, person, id_)

    def _message(self, message: Message, person: Person) -> web.Response:
        return answer(self._world.shown(message, person))


async def wish_of(request: web.Request) -> Json:
    """The JSON object of a POST; raises Objection."""
    if request.content_type != "application/json":
        raise Objection("the control API takes application/json", 415)
    try:
        wish = await request.json()
    except ValueError:
        raise Objection("the body is not JSON") from None
    if not isinstance(wish, dict):
        raise Objection("the body is not a JSON object")
    return wish
