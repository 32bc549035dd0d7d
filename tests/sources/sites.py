"""Real servers on loopback that do what they are told, well or badly, and remember who came."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Self

Doing = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Asked:
    """A request as it came in; header names in lower case."""

    path: str
    headers: Mapping[str, str]


@dataclass
class Site:
    """A web server at 127.0.0.1, or wherever it is told to be."""

    address: str = "127.0.0.1"
    port: int = 0
    scheme: str = "http"
    asked: list[Asked] = field(default_factory=list)
    #: Connections that were opened.
    visits: int = 0
    #: Requests in work now, and the most there ever were.
    busy: int = 0
    most_busy: int = 0
    _doings: dict[str, Doing] = field(default_factory=dict)
    _visitors: set["asyncio.Task[None]"] = field(default_factory=set)

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None
    ) -> AsyncIterator[Self]:
        """Open for as long as the context lasts."""
        site = cls(address, scheme="https" if tls else "http")
        server = await asyncio.start_server(site._visit, address, 0, ssl=tls)
        site.port = server.sockets[0].getsockname()[1]
        try:
            yield site
        finally:
            server.close()
            await site._send_home()

    def url(self, path: str = "/", host: str | None = None) -> str:
        """Return the address of a path, by another name if one is given."""
        return f"{self.scheme}://{host or self.address}:{self.port}{path}"

    def answers(
        self,
        path: str,
        body: bytes = b"",
        status: int = 200,
        after: float = 0.0,
        **headers: str,
    ) -> None:
        """Answer a path; `content_type="text/xml"` becomes a header."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}

        async def doing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(after)
            lines = [f"HTTP/1.1 {status} Said", *(f"{n}: {v}" for n, v in named.items())]
            length = [] if status in (204, 304) else [f"Content-Length: {len(body)}"]
            head = "\r\n".join([*lines, *length]) + "\r\n\r\n"
            writer.write(head.encode("utf-8") + body)

        self.does(path, doing)

    def redirects(self, path: str, to: str, status: int = 302) -> None:
        """Send those who ask for a path elsewhere."""
        self.answers(path, b"elsewhere", status, location=to)

    def does(self, path: str, doing: Doing) -> None:
        """Do something of its own with whoever asks for a path."""
        self._doings[path] = doing

    def drips(self, path: str, head: bytes, piece: bytes, every: float = 0.05) -> None:
        """Send a head at once, and then a piece now and then, without end."""

        async def doing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(head)
            for _ in range(2_000):
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(every)

        self.does(path, doing)

    def says(self, path: str, raw: bytes) -> None:
        """Send some bytes and hang up."""

        async def doing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(raw)
            await writer.drain()
            writer.close()

        self.does(path, doing)

    async def _visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visits += 1
        task = asyncio.current_task()
        assert task
        self._visitors.add(task)
        broken = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
        # Cancelled only at the end, where Python 3.11 would report it as an accident.
        with suppress(*broken, asyncio.CancelledError):
            while not writer.is_closing():
                await self._serve(reader, writer)
        writer.close()
        with suppress(OSError, asyncio.CancelledError):
            await writer.wait_closed()
        self._visitors.discard(task)

    async def _send_home(self) -> None:
        for task in list(self._visitors):
            task.cancel()
        await asyncio.gather(*self._visitors, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1]
        pairs = (line.partition(":") for line in head[1:] if line)
        asked = Asked(path, {name.lower(): value.strip() for name, _, value in pairs})
        self.asked.append(asked)
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        try:
            await self._doings.get(path.partition("?")[0], _missing)(reader, writer)
            await writer.drain()
        finally:
            self.busy -= 1
        if asked.headers.get("connection") == "close":
            writer.close()


async def _missing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 404 Missing\r\nContent-Length: 0\r\n\r\n")


class Names:
    """A name server: each name has a list of answers, the last of them for ever."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._answers: dict[str, list[list[str]]] = {}

    def lead(self, name: str, *answers: list[str]) -> None:
        """Answer for a name with these lists of addresses, one after the other."""
        self._answers[name] = list(answers)

    async def __call__(self, host: str) -> list[str]:
        """Resolve, as the fetcher asks it to."""
        self.asked.append(host)
        answers = self._answers.get(host)
        if not answers:
            raise OSError("no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]
