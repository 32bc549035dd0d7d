"""GET /control/events: the changes as server-sent events."""

import json

from aiohttp import web

from sandbox.control import asking, number, seen_by, shown_event
from sandbox.values import Person
from sandbox.world import World

HEARTBEAT = 15.0  # seconds between comments that keep a quiet stream open
_HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}


class Stream:
    """One handler; a stream a page."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def tell(self, request: web.Request) -> web.StreamResponse:
        """Tell every change until the page goes or the sandbox stops."""
        person = asking(self._world, request) if "user" in request.query else None
        response = web.StreamResponse(headers=_HEADERS)
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        after = self._start(request)
        try:
            while not self._world.changes.closed:
                after = await self._tell(response, after, person)
        except ConnectionError:
            pass
        return response

    def _start(self, request: web.Request) -> int:
        resumed = request.headers.get("Last-Event-ID") or request.query.get("after")
        return number(resumed) if resumed else self._world.changes.seq

    async def _tell(self, response: web.StreamResponse, after: int, person: Person | None) -> int:
        changes = self._world.changes
        seq = changes.seq
        events, gap = changes.since(after)
        if gap or after > seq:
            await response.write(frame(seq, "reload", {}))
            return seq
        for event in events:
            if seen_by(self._world, event, person):
                shown = shown_event(self._world, event, person)
                await response.write(frame(event.seq, event.kind, shown))
        if changes.seq == seq and not await changes.wait(None, HEARTBEAT):
            await response.write(b": still here\n\n")
        return seq


def frame(seq: int, kind: str, data: object) -> bytes:
    """One server-sent event."""
    return f"id: {seq}\nevent: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
