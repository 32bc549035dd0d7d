"""The Bot API over HTTP: reads a call, meets faults, runs the method, answers as Telegram does."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

from aiohttp import web

from sandbox import editing, lookups, places, sending
from sandbox.answers import Desk
from sandbox.faults import Fault
from sandbox.methods import BY_LOWER_NAME, understood
from sandbox.refusals import Json, Refusal, mistake
from sandbox.webhook import Webhook
from sandbox.world import World

Method = Callable[[World, Json], Any]
NOBODY = 0  # a chat that never changes

METHODS: dict[str, Method] = {
    "getMe": lookups.get_me,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "forwardMessage": sending.forward_message,
    "copyMessage": sending.copy_message,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageMedia": editing.edit_media,
    "editMessageReplyMarkup": editing.edit_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "pinChatMessage": editing.pin_message,
    "unpinChatMessage": editing.unpin_message,
    "getFile": lookups.get_file,
    "getChat": lookups.get_chat,
    "getChatMember": lookups.get_chat_member,
    "getChatAdministrators": lookups.get_chat_administrators,
    "getChatMemberCount": lookups.get_chat_member_count,
    "leaveChat": places.leave_chat,
    "setMyCommands": lookups.set_my_commands,
    "getMyCommands": lookups.get_my_commands,
    "deleteMyCommands": lookups.delete_my_commands,
    "setMyName": lookups.setter("name"),
    "getMyName": lookups.getter("name"),
    "setMyDescription": lookups.setter("description"),
    "getMyDescription": lookups.getter("description"),
    "setMyShortDescription": lookups.setter("short_description"),
    "getMyShortDescription": lookups.getter("short_description"),
    "setChatMenuButton": lookups.set_menu_button,
    "getChatMenuButton": lookups.get_menu_button,
}


class BotApi:
    """All methods, for one world."""

    def __init__(self, world: World, desk: Desk) -> None:
        self._world = world
        self.webhook = Webhook(world)
        self._methods = {**METHODS, **desk.methods(), **self.webhook.methods()}
        self._methods["getUpdates"] = self._get_updates

    @property
    def names(self) -> frozenset[str]:
        """The methods that are pretended."""
        return frozenset(self._methods)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of /bot<token>/<method>."""
        if request.match_info["token"] != self._world.bot.token:
            return _answer(401, Refusal(401, "Unauthorized").body())
        name = request.match_info["method"]
        try:
            return await self._call(request, name)
        except Refusal as refusal:
            self._world.refused(name, refusal)
            return _answer(refusal.code, refusal.body())

    async def _call(self, request: web.Request, name: str) -> web.StreamResponse:
        method = BY_LOWER_NAME.get(name.lower())
        if method is None:
            raise Refusal(404, "Not Found", loud=True)
        try:
            raw, files = await _read(request)
        except web.HTTPRequestEntityTooLarge:
            raise Refusal(413, "Request Entity Too Large", loud=True) from None
        params = understood(method, raw)
        fault = self._world.faults.take(method, params.get("chat_id"))
        if fault is None:
            return _answer(200, {"ok": True, "result": await self._run(method, params | files)})
        return await self._faulty(request, fault, method, params | files)

    async def _run(self, method: str, params: Json) -> Any:
        result = self._methods[method](self._world, params)
        return await result if isinstance(result, Awaitable) else result

    async def _faulty(
        self, request: web.Request, fault: Fault, method: str, params: Json
    ) -> web.StreamResponse:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if not fault.fails:
            return _answer(200, {"ok": True, "result": await self._run(method, params)})
        if fault.when == "after":
            await self._run(method, params)
        if fault.cut:
            await _cut(request, fault.cut, self._world)
        if fault.body is not None:
            return web.Response(status=fault.http_status, text=fault.body, content_type="text/html")
        return _answer(fault.http_status, fault.answer())

    async def _get_updates(self, world: World, params: Json) -> list[Json]:
        if self.webhook.url:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active;"
                " use deleteWebhook to delete the webhook first",
            )
        world.last_poll = world.passed()
        return await world.updates.poll(params)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """GET /file/bot<token>/<path>"""
        if request.match_info["token"] != self._world.bot.token:
            return _answer(401, Refusal(401, "Unauthorized").body())
        file = self._world.files.at(request.match_info["path"])
        if file is None:
            return _answer(404, Refusal(404, "Not Found").body())
        return web.Response(body=file.data, content_type=file.mime)


def _answer(status: int, body: Json) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return web.Response(status=status, text=text, content_type="application/json")


async def _read(request: web.Request) -> tuple[dict[str, Any], Json]:
    """The parameters as they came, and the uploaded files under " name" keys."""
    raw: dict[str, Any] = dict(request.query)
    kind = request.content_type
    if request.method != "POST" or not request.can_read_body:
        return raw, {}
    if kind == "multipart/form-data":
        fields, files = await _read_multipart(request)
        return raw | fields, files
    body = await request.read()
    try:
        return raw | (_json(body) if kind == "application/json" else _form(body)), {}
    except UnicodeDecodeError:
        raise mistake("strings must be encoded in UTF-8") from None


def _form(body: bytes) -> dict[str, Any]:
    pairs = (pair.partition(b"=") for pair in body.replace(b"+", b" ").split(b"&") if pair)
    return {_unquoted(name): _unquoted(value) for name, _, value in pairs}


@lru_cache(2_000)  # a broadcast says the same to everyone: read once, kept once
def _unquoted(value: bytes) -> str:
    if b"%" not in value:
        return value.decode()
    # %D0 becomes \xD0 and Python's own escapes are read in C: urllib's unquote goes byte by byte,
    # which Cyrillic makes the dearest part of a send.
    escaped = value.replace(b"\\", b"%5C").replace(b"%", b"\\x")
    return escaped.decode("unicode_escape").encode("latin-1").decode()


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except (json.JSONDecodeError, RecursionError):
        raise mistake("can't parse request JSON") from None
    if not isinstance(found, dict):
        raise mistake("object expected as request JSON")
    return {name: value for name, value in found.items() if value is not None}


async def _read_multipart(request: web.Request) -> tuple[dict[str, Any], Json]:
    """Fields, and files as " name": (file name, type, bytes); a field names its file by attach://."""
    fields: dict[str, Any] = {}
    files: Json = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[f" {name}"] = (value.filename, value.content_type, value.file.read())
        else:
            fields[name] = value
    for name in ("photo", "document"):
        if f" {name}" in files:
            fields[name] = f"attach://{name}"
    return fields, files


async def _cut(request: web.Request, how: str, world: World) -> None:
    """Reset the connection, or say nothing until the other side gives up."""
    while how == "silence" and request.transport is not None and not world.changes.closed:
        await world.changes.wait(NOBODY, 0.2)
    if request.transport is not None:
        request.transport.abort()
