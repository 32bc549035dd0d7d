"""Waiting in tests: for something to become true, never for a fixed time."""

import asyncio
import time
from collections.abc import Callable


async def eventually(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until `holds()`; fail after so many seconds."""
    end = time.monotonic() + seconds
    for _ in iter(holds, True):
        if time.monotonic() > end:
            raise AssertionError(f"did not become true in {seconds:g} s")
        await asyncio.sleep(0.01)
