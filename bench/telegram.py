"""A Bot API server that answers constants, as cheaply as possible, in a process of its own.

What is measured against it is the client. `python -m bench.telegram [LATENCY]` prints its port;
answers take so many seconds. `{api}/sent` says when messages came (seconds), one a line.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

TOKEN = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_012345"  # noqa: S105  # of no worth

_ME = {"id": 123456789, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_MESSAGE = {
    "message_id": 1,
    "date": 1700000000,
    "chat": {"id": 1, "type": "private", "first_name": "Reader"},
    "from": _ME,
    "text": "Совет утвердил смету. " * 18,
    "entities": [{"type": "bold", "offset": 0, "length": 5}],
}
_EMPTY = {"name": "", "description": "", "short_description": ""}
_LISTS: dict[str, list[object]] = {"getMyCommands": []}


def _answer(method: str) -> bytes:
    if method == "getMe":
        result: object = _ME
    elif method.startswith(("send", "editMessage")):
        result = _MESSAGE
    elif method in _LISTS:
        result = _LISTS[method]
    else:
        result = _EMPTY if method.startswith("getMy") else True
    return _http(json.dumps({"ok": True, "result": result}).encode())


def _http(body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Server(asyncio.Protocol):
    """Reads requests by their Content-Length; leaves getUpdates without an answer."""

    def __init__(self, answers: dict[bytes, bytes], latency: float, times: list[float]) -> None:
        self._answers = answers
        self._latency = latency
        self._times = times
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        while (end := self._data.find(b"\r\n\r\n")) >= 0:
            head = self._data[:end]
            length = _length(head)
            if len(self._data) < end + 4 + length:
                return
            self._data = self._data[end + 4 + length :]
            self._reply(head.partition(b" HTTP/")[0].rpartition(b"/")[2])

    def _reply(self, method: bytes) -> None:
        if method == b"getUpdates":
            return
        if method == b"sent":
            self._transport.write(_http("\n".join(map(repr, self._times)).encode()))
            return
        if method == b"sendMessage":
            self._times.append(time.monotonic())
        if method not in self._answers:
            self._answers[method] = _answer(method.decode())
        self._later(self._answers[method])

    def _later(self, answer: bytes) -> None:
        if self._latency:
            loop = asyncio.get_running_loop()
            loop.call_later(self._latency, self._transport.write, answer)
        else:
            self._transport.write(answer)


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0]) if found else 0


async def _serve(latency: float) -> None:
    answers: dict[bytes, bytes] = {}
    times: list[float] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Server(answers, latency, times), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def running(latency: float = 0.0) -> Iterator[str]:
    """Run the server while the block runs; gives its address."""
    command = [sys.executable, "-m", "bench.telegram", str(latency)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ})
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.terminate()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


if __name__ == "__main__":
    try:
        asyncio.run(_serve(float(sys.argv[1]) if len(sys.argv) > 1 else 0.0))
    except KeyboardInterrupt:
        sys.exit(0)
