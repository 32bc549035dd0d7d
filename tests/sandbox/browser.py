"""A window on the sandbox's chat page, and the bot on the other side, both as verbs."""

from typing import Any

import aiohttp
from playwright.async_api import BrowserContext, Locator, Page, Request

from sandbox.server import Sandbox

PYOTR = 1002
AIGERIM = 1001
DESKTOP = (1200, 800)
PHONE = (390, 844)
PATIENCE = 5_000  # milliseconds


class Robot:
    """A bot that does nothing by itself: the Bot API by raw HTTP calls."""

    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
        self._base = f"{sandbox.api_url}/bot{sandbox.token}"
        self._clock = sandbox.clock_url
        self._http = http
        self._offset = 0

    async def calls(self, method: str, **params: Any) -> Any:
        """Call a method; fails the test where the sandbox refuses."""
        async with self._http.post(f"{self._base}/{method}", json=params) as answer:
            body = await answer.json()
        assert body["ok"], body
        return body["result"]

    async def sends(self, text: str, *, to: int = PYOTR, **params: Any) -> int:
        """Send a text; returns the message's id."""
        sent = await self.calls("sendMessage", chat_id=to, text=text, **params)
        return int(sent["message_id"])

    async def hears(self, kind: str) -> Any:
        """Wait for the next update of a kind and return its content; others are dropped."""
        while updates := await self.calls("getUpdates", offset=self._offset, timeout=5):
            for update in updates:
                self._offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]
        raise AssertionError(f"no {kind} came in 5 s")

    async def ahead(self) -> float:
        """How many seconds the sandbox's clock is ahead."""
        async with self._http.get(self._clock) as answer:
            return float((await answer.json())["ahead_seconds"])

    async def moves_clock(self, forward: float) -> None:
        """Move the sandbox's clock, as another window would."""
        async with self._http.post(self._clock, json={"forward_seconds": forward}) as answer:
            assert answer.ok

    async def forgets(self) -> None:
        """Drop all updates so far."""
        for update in await self.calls("getUpdates", offset=self._offset, timeout=0):
            self._offset = update["update_id"] + 1
        await self.calls("getUpdates", offset=self._offset, timeout=0)


class Window:
    """A browser window with the chat page; keeps what went wrong and what was asked for."""

    def __init__(self, page: Page, sandbox: Sandbox) -> None:
        self.page = page
        self._sandbox = sandbox
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: self._hear(said.type, said.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._note)

    @classmethod
    async def opened(
        cls, context: BrowserContext, sandbox: Sandbox, size: tuple[int, int] = DESKTOP
    ) -> "Window":
        """A new window of this size, without the chat page yet."""
        page = await context.new_page()
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        return cls(page, sandbox)

    async def goes(self, person: int = PYOTR, chat: int | None = None) -> None:
        """Open the page as this person, in the chat with the bot or another one."""
        await self.page.goto(f"{self._sandbox.page_url}#{person}/{chat or person}")
        await self.page.locator("#foot > *").first.wait_for()

    async def writes(self, text: str) -> None:
        """Type a text into the input and press Enter."""
        await self.page.locator("#input").fill(text)
        await self.page.keyboard.press("Enter")

    async def bubble(self, text: str) -> Locator:
        """The message that contains a text, once it is there."""
        found = self.page.locator("article.message", has_text=text).last
        await found.wait_for()
        return found

    async def toast(self, text: str) -> None:
        """Wait for a short notice."""
        await self.page.locator(".toast", has_text=text).wait_for()

    async def opens_menu(self, text: str, choice: str) -> None:
        """Choose from the menu of the message that contains a text."""
        found = await self.bubble(text)
        await found.locator(".bubble").click(button="right")
        await self.page.get_by_role("menuitem", name=choice).click()

    async def chooses_from_head(self, choice: str) -> None:
        """Choose from the menu of the open chat."""
        await self.page.locator("#head").get_by_role("button", name="Ещё").click()
        await self.page.get_by_role("menuitem", name=choice).click()

    async def copied(self) -> str:
        """What is in the clipboard."""
        return str(await self.page.evaluate("navigator.clipboard.readText()"))

    async def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        script = "document.documentElement.scrollWidth - window.innerWidth"
        return int(await self.page.evaluate(script))

    def strangers(self) -> list[str]:
        """Requests that left the sandbox's origin."""
        return [url for url in self.requests if not url.startswith(self._sandbox.page_url)]

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.errors.append(text)

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)


def keys(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def covering(text: str, part: str, type: str, **more: Any) -> dict[str, Any]:
    """An entity over the first occurrence of a part, in UTF-16 units."""
    before, units = text[: text.index(part)], "utf-16-le"
    offset, length = len(before.encode(units)) // 2, len(part.encode(units)) // 2
    return {"type": type, "offset": offset, "length": length, **more}
