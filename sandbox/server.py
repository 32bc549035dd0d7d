"""The sandbox as one HTTP server on loopback: Bot API, control API, chat page."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from sandbox import places
from sandbox.acting import Acting
from sandbox.answers import Desk
from sandbox.bot_api import BotApi
from sandbox.control import Reading
from sandbox.pace import Limits
from sandbox.refusals import Json, Objection, Refusal
from sandbox.staging import Staging
from sandbox.stream import Stream
from sandbox.world import TOKEN, World

PAGE = Path(__file__).parent / "page"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LARGEST_BODY = 64 * 1024 * 1024
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Sandbox:
    """A running pretend Telegram.

    `api_url` is the base of a Bot API server (http://127.0.0.1:8081), `page_url` the chat page
    and the base of the control API, `token` the only token it knows, `world` its memory.
    """

    def __init__(self, world: World, port: int) -> None:
        self.world = world
        self.port = port

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def page_url(self) -> str:
        return f"{self.api_url}/"

    @property
    def clock_url(self) -> str:
        """Where the clock is read: {"ahead_seconds": n}."""
        return f"{self.api_url}/control/clock"

    @property
    def token(self) -> str:
        return self.world.bot.token

    @property
    def refusals(self) -> list[Json]:
        """What the bot was refused, as GET /control/refusals shows it."""
        return self.world.refusals

    @staticmethod
    @asynccontextmanager
    async def running(
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str = TOKEN,
        limits: Limits | bool = True,
        keep: int = 10_000,
        populated: bool = True,
        folder: Path | None = None,
    ) -> AsyncIterator["Sandbox"]:
        """Serve while the block runs. Port 0 takes a free one; `limits` False: no 429 at all;
        `populated` False: without the two readers and their group; `keep`: messages a chat;
        `folder`: its files are served under /demo/, as a site in the web would.

        Raises ValueError for a host that is not loopback and OSError for a port in use.
        """
        if host not in LOOPBACK:
            raise ValueError(f"the sandbox listens on loopback only, not on {host}")
        chosen = limits if isinstance(limits, Limits) else Limits(on=limits)
        world = World(token, limits=chosen, keep=keep)
        if populated:
            populate(world)
        with _listening(host, port) as listener:
            sandbox = Sandbox(world, listener.getsockname()[1])
            api = BotApi(world, desk := Desk(world))
            runner = web.AppRunner(
                application(sandbox, api, desk, folder), access_log=None, shutdown_timeout=1
            )
            await runner.setup()
            await web.SockSite(runner, listener).start()
            try:
                yield sandbox
            finally:
                world.changes.close()
                world.updates.interrupt("Conflict: the sandbox stops")
                await api.webhook.close()
                await runner.cleanup()


def application(
    sandbox: Sandbox, api: BotApi, desk: Desk, folder: Path | None = None
) -> web.Application:
    """The aiohttp application with every route."""
    world = sandbox.world
    app = web.Application(middlewares=[_guarded], client_max_size=LARGEST_BODY)
    reading = Reading(world, sandbox.api_url)
    for method in ("GET", "POST"):
        app.router.add_route(method, "/bot{token}/{method}", api.answer)
    app.router.add_get("/file/bot{token}/{path:.+}", api.download)
    app.add_routes(reading.routes())
    app.add_routes(Acting(world, desk).routes())
    app.add_routes(Staging(world, reading.bot).routes())
    app.router.add_get("/control/events", Stream(world).tell)
    app.router.add_route("*", "/control/{rest:.*}", _nowhere)
    if folder is not None:
        app.router.add_static("/demo/", folder)
    app.router.add_get("/", _index)
    if PAGE.is_dir():
        app.router.add_static("/", PAGE)
    app.on_response_prepare.append(_add_headers)
    return app


async def serve(
    host: str = "127.0.0.1",
    port: int = 8081,
    *,
    token: str = TOKEN,
    limits: bool = True,
    folder: Path | None = None,
    listening: Callable[[Sandbox], None] = lambda _: None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve until `stop` is set (None: until cancelled); `listening` is called when it listens."""
    async with Sandbox.running(
        host=host, port=port, token=token, limits=limits, folder=folder
    ) as sandbox:
        listening(sandbox)
        await (stop or asyncio.Event()).wait()


def populate(world: World) -> None:
    """Two readers and their newsroom's group, in which the bot is and one is administrator."""
    aigerim = places.new_person(world, "Айгерим", "kk", "aigerim")
    pyotr = places.new_person(world, "Пётр", "ru", "pyotr")
    wish = {"title": "Редакция", "members": [aigerim.id], "administrators": [pyotr.id]}
    places.new_chat(world, "supergroup", wish)
    world.updates.drop()  # as though the bot had been there for long
    for chat in world.chats.values():
        chat.messages.clear()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


async def _nowhere(request: web.Request) -> web.StreamResponse:
    raise Objection(f"the control API has no {request.method} {request.path}", 404)


async def _index(_request: web.Request) -> web.StreamResponse:
    index = PAGE / "index.html"
    if not index.is_file():
        return web.Response(text="The chat page is not part of this installation.\n")
    return web.FileResponse(index)


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Loopback's own hosts and origins only, and errors of the control API as JSON."""
    if not _is_loopback(f"//{request.headers.get('Host', '')}"):
        return web.json_response({"error": "this host name is not loopback"}, status=403)
    if _is_of_another_page(request):
        return web.json_response({"error": "requests of other pages are refused"}, status=403)
    try:
        return await handler(request)
    except Objection as objection:
        return web.json_response({"error": str(objection)}, status=objection.status)
    except Refusal as refusal:
        return web.json_response({"error": refusal.description}, status=refusal.code)
    except (KeyError, ValueError) as wrong:
        if not request.path.startswith("/control/"):
            raise
        sentence = f"{wrong} is missing" if isinstance(wrong, KeyError) else str(wrong)
        return web.json_response({"error": sentence}, status=400)


def _is_of_another_page(request: web.Request) -> bool:
    """By the browser's own word; programs send neither header. Following a link is allowed."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        return True
    follows = request.path == "/" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    return request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"} and not follows


def _is_loopback(url: str) -> bool:
    try:
        return urlsplit(url).hostname in LOOPBACK
    except ValueError:
        return False


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    if not request.path.startswith("/bot"):
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)


def line(sandbox: Sandbox) -> str:
    """What the process prints when it listens: one JSON object on one line."""
    people = [{"id": each.id, "name": each.name} for each in sandbox.world.people.values()]
    about: Json = {"api_url": sandbox.api_url, "page_url": sandbox.page_url}
    about |= {"clock_url": sandbox.clock_url, "token": sandbox.token, "people": people}
    return json.dumps(about)
