"""setWebhook: updates are posted, in order, to an address on loopback."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from sandbox.refusals import Json, mistake
from sandbox.world import World

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
RETRY_AFTER = 0.5  # seconds between tries of an update that was not taken
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header
_SECRET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


class Webhook:
    """The webhook, when one is set: `url` is empty when not."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.url = ""
        self._secret = ""
        self._error = ""
        self._task: asyncio.Task[None] | None = None

    def methods(self) -> dict[str, Callable[[World, Json], Any]]:
        """The Bot API methods about the webhook."""
        return {
            "setWebhook": self._set,
            "deleteWebhook": self._delete,
            "getWebhookInfo": self._info,
        }

    async def close(self) -> None:
        """Stop posting."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
            self._task = None

    async def _set(self, world: World, params: Json) -> bool:
        url, secret = str(params["url"]), str(params.get("secret_token") or "")
        if urlsplit(url).hostname not in LOOPBACK:
            raise mistake("bad webhook: the sandbox only posts to loopback")
        if set(secret) - _SECRET or len(secret) > 256:
            raise mistake("secret token contains unallowed characters")
        await self.close()
        world.updates.allow(params.get("allowed_updates"))
        if params.get("drop_pending_updates"):
            world.updates.drop()
        self.url, self._secret, self._error = url, secret, ""
        world.updates.interrupt("Conflict: terminated by setWebhook request")
        self._task = asyncio.create_task(self._post_all())
        return True

    async def _delete(self, world: World, params: Json) -> bool:
        await self.close()
        self.url = self._secret = ""
        if params.get("drop_pending_updates"):
            world.updates.drop()
        return True

    def _info(self, world: World, _params: Json) -> Json:
        about: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(world.updates),
        }
        return {**about, "last_error_message": self._error} if self._error else about

    async def _post_all(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                await self._world.updates.arrival()
                update = self._world.updates.first()
                if update is not None and await self._posted(session, update):
                    self._world.updates.take_first()
                else:
                    await asyncio.sleep(RETRY_AFTER)

    async def _posted(self, session: aiohttp.ClientSession, update: Json) -> bool:
        headers = {_SECRET_HEADER: self._secret} if self._secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as answer:
                self._error = (
                    "" if answer.ok else f"Wrong response from the webhook: {answer.status}"
                )
                return answer.ok
        except (aiohttp.ClientError, OSError) as error:
            self._error = type(error).__name__
            return False
