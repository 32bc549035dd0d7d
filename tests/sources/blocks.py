"""How long the callbacks of the event loop take by the processor: what else runs does not count."""

import asyncio
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def watched() -> Iterator[list[float]]:
    """Note the seconds of each callback while the block runs.

    What was made before is left out of garbage collections, as the bot does: they are no part of
    the work that is watched.
    """
    seconds: list[float] = []
    kept = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        began = time.thread_time()
        kept(handle)
        seconds.append(time.thread_time() - began)

    gc.collect()
    gc.freeze()
    setattr(asyncio.Handle, "_run", timed)  # noqa: B010 -- every callback goes through it
    try:
        yield seconds
    finally:
        setattr(asyncio.Handle, "_run", kept)  # noqa: B010
        gc.unfreeze()
