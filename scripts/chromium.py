"""The system's Chromium, headless: found and started the same way by scripts and tests."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# No sandbox of its own, so that it runs as root in a container; and no calls home, which a closed
# network would answer with errors.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)


def path() -> str | None:
    """Where Chromium is, or None on a machine without it."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def started() -> AsyncIterator[Browser]:
    """A headless browser while the block runs. Raises FileNotFoundError without a Chromium."""
    executable = path()
    if executable is None:
        raise FileNotFoundError(f"no Chromium: none of {', '.join(NAMES)} is installed")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()
