"""A web server with a thousand feeds, as cheap as possible, in a process of its own.

What is measured against it is the client. `python -m bench.newsstand MS` prints its port and
answers after up to MS milliseconds, longer for some feeds than for others.
"""

import asyncio
import gzip
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

FEEDS = 1_000
#: Different ones among them; packing a thousand takes longer than fetching them.
BODIES = 50
ETAG = '"bench"'
#: How often each feed can publish one more entry, and the path that makes all of them do so.
NEWS = 3
PUBLISH = "/publish"
_WORDS = ("совет", "суд", "смета", "апелляция", "бюджет", "область", "город", "школа", "хлеб")


def body(number: int, new: int = 0) -> bytes:
    """Return a feed of 2 to 60 kB, the same for the same number, with so many new entries."""
    chance = random.Random(number)  # the same in every run
    entries = chance.randint(8, 240)
    items = [
        "<item><title>{}</title><link>https://paper.example/{}</link></item>".format(
            " ".join(chance.choices(_WORDS, k=12)), chance.randrange(10**9)
        )
        for _ in range(entries + new)
    ]
    items = items[entries:][::-1] + items[:entries]
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>".encode()


def _answers(number: int, new: int) -> tuple[bytes, bytes]:
    """Return the whole answer of a feed, and the one that says that it has not changed."""
    packed = gzip.compress(body(number, new))
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {ETAG}\r\n"
    whole = f"{head}Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    return whole.encode() + packed, f"HTTP/1.1 304 Same\r\nETag: {ETAG}\r\n\r\n".encode()


def lateness(number: int, slowest: float) -> float:
    """Return how long a feed's answer takes: from a fifth of `slowest` up, in its unit."""
    return slowest * (0.2 + 0.8 * (number * 37 % 100) / 100)


class _Stand(asyncio.Protocol):
    """Answers GET /NUMBER, after a time of its own for each feed."""

    published = 0

    def __init__(self, answers: list[list[tuple[bytes, bytes]]], slowest: float) -> None:
        self._kept = answers
        self._slowest = slowest

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        path, lower = data.split(b" ", 2)[1], data.lower()
        if path == PUBLISH.encode():
            _Stand.published += 1
            self._reply(b"HTTP/1.1 204 Done\r\n\r\n", last=False)
            return
        number = int(path.strip(b"/"))
        answer = self._kept[self.published][number][b"if-none-match" in lower]
        late = lateness(number, self._slowest)
        loop = asyncio.get_running_loop()
        loop.call_later(late, partial(self._reply, answer, last=b"connection: close" in lower))

    def _reply(self, answer: bytes, *, last: bool) -> None:
        self._transport.write(answer)
        if last:
            self._transport.close()


async def _serve(slowest: float) -> None:
    answers = []
    for new in range(NEWS + 1):
        different = [_answers(number, new) for number in range(BODIES)]
        answers.append([different[number % BODIES] for number in range(FEEDS)])
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Stand(answers, slowest), "127.0.0.1", 0, backlog=1_000
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def running(slowest: float = 0.0) -> Iterator[int]:
    """Run the server while the block runs; gives its port. `slowest` in seconds."""
    command = [sys.executable, "-m", "bench.newsstand", str(round(slowest * 1_000))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ})
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


if __name__ == "__main__":
    try:
        asyncio.run(_serve(int(sys.argv[1]) / 1_000))
    except KeyboardInterrupt:
        sys.exit(0)
