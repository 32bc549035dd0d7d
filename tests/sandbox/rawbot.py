"""A bot without a framework: it says what a test tells it to say, over plain HTTP."""

import json
from typing import Any

import aiohttp

from sandbox.server import Sandbox

Json = dict[str, Any]


class RawBot:
    """`calls` gives the whole answer, `gets` the result of a call that must succeed."""

    def __init__(self, session: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self._session = session
        self.base = f"{sandbox.api_url}/bot{sandbox.token}"
        self.offset = 0

    async def calls(self, method: str, **params: Any) -> Json:
        form = {name: _text(value) for name, value in params.items()}
        async with self._session.post(f"{self.base}/{method}", data=form) as answer:
            body: Json = await answer.json()
        assert body["ok"] is (answer.status == 200)
        return body

    async def gets(self, method: str, **params: Any) -> Any:
        answer = await self.calls(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """The description of the refusal that this call must meet."""
        answer = await self.calls(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def updates(self, seconds: int = 0) -> list[Json]:
        """The updates not seen before; they are confirmed by the next call."""
        found: list[Json] = await self.gets("getUpdates", offset=self.offset, timeout=seconds)
        if found:
            self.offset = found[-1]["update_id"] + 1
        return found

    async def update(self, kind: str) -> Json:
        """The next update, which must be of this kind."""
        found = await self.updates(seconds=5)
        assert [kind] == [k for update in found for k in update if k != "update_id"]
        content: Json = found[0][kind]
        return content


def keyboard(*buttons: Json) -> Json:
    """An inline keyboard, one button a row."""
    return {"inline_keyboard": [[button] for button in buttons]}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
