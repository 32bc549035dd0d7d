"""Take the README's pictures: `python -m scripts.screenshots`.

Starts what a newcomer starts (`svodka run` without a token: sandbox and bot, on a database of its
own that is thrown away), talks to the bot as Пётр in a headless Chromium, and saves what he sees
to docs/images/. Needs Chromium; the look of the letters is that of the machine's fonts (Roboto
where it is installed).

The machine needs a font with emoji (Noto Emoji), else boxes stand in their places.
"""

import asyncio
import os
import re
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page

from scripts import chromium

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PYOTR = 1002
PHONE = (390, 844)
DESKTOP = (1200, 800)
PATIENCE = 120_000  # milliseconds; the first start reads the first story, with language models
STOP_LIMIT = 20.0  # seconds
COLOURS = 256  # a palette keeps the files small

# The hour differs from run to run, the pictures should not.
STAND_STILL = """() => {
    for (const clock of document.querySelectorAll("time")) clock.textContent = "09:41";
    document.activeElement?.blur();
}"""


@asynccontextmanager
async def product() -> AsyncIterator[str]:
    """Sandbox and bot while the block runs; gives the page's address."""
    with tempfile.TemporaryDirectory(prefix="svodka-pictures-") as folder:
        process = await _started(Path(folder))
        try:
            yield await asyncio.wait_for(_address(process), PATIENCE / 1000)
        finally:
            await _stopped(process)


async def _started(folder: Path) -> Process:
    # In a folder of its own, so that no .env with a token is found.
    mine = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'svodka.db'}",
        "SANDBOX_PORT": "0",
        "PYTHONPATH": str(ROOT),
    }
    environment = {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, env={**environment, **mine}, stdout=PIPE
    )


async def _address(process: Process) -> str:
    if process.stdout is None:
        raise RuntimeError("the product has no output")
    async for line in process.stdout:
        if found := re.search(r"http://\S+", line.decode()):
            return found[0]
    raise RuntimeError("the product ended before it said where its page is")


async def _stopped(process: Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOP_LIMIT)
    except TimeoutError:
        process.kill()
        await process.wait()


async def window(browser: Browser, address: str, size: tuple[int, int], scale: float) -> Page:
    """The chat page as Пётр, once the bot is there."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        color_scheme="light",
        reduced_motion="reduce",
        locale="ru-RU",
        timezone_id="Asia/Almaty",
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    await page.goto(f"{address}#{PYOTR}")
    await page.locator("#head small", has_text=re.compile("^бот$")).wait_for()
    return page


async def says(page: Page, text: str) -> None:
    """Write to the bot and wait for its answer."""
    answers = page.locator("article.theirs")
    before = await answers.count()
    await page.locator("#input").fill(text)
    await page.keyboard.press("Enter")
    await answers.nth(before).wait_for()


async def keep(page: Page, name: str) -> None:
    """Save what the window shows as docs/images/<name>.png."""
    await page.mouse.move(0, 0)
    await page.evaluate(STAND_STILL)
    path = IMAGES / f"{name}.png"
    with Image.open(BytesIO(await page.screenshot())) as picture:
        small = picture.convert("RGB").quantize(COLOURS, kmeans=2)
    small.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")


async def take() -> None:
    """Take all pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with product() as address, chromium.started() as browser:
        phone = await window(browser, address, PHONE, 2)
        await phone.get_by_role("button", name="Старт").click()
        await phone.locator("article.theirs").first.wait_for()
        await says(phone, "/summary")
        await keep(phone, "summary")
        await says(phone, "/figures")
        await keep(phone, "figures")
        desktop = await window(browser, address, DESKTOP, 1)
        await desktop.locator("#chats button", has_text="Редакция").click()
        await desktop.locator("#head h1", has_text="Редакция").wait_for()
        await says(desktop, "/share")
        await desktop.locator("#chats button", has_not_text="Редакция").click()
        await desktop.locator("#head h1", has_not_text="Редакция").wait_for()
        await says(desktop, "/summary")
        await keep(desktop, "desktop")


if __name__ == "__main__":
    asyncio.run(take())
