"""python -m sandbox: the pretend Telegram as a process of its own."""

import argparse
import asyncio
import gc
import logging
import signal
import sys
from pathlib import Path

import structlog

from sandbox.server import Sandbox, line, serve
from sandbox.world import TOKEN


def arguments() -> argparse.Namespace:
    """--port, --token, --limits or --no-limits, --folder."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN, help="the token that the bot must use")
    parser.add_argument("--limits", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--folder", type=Path, help="its files are served under /demo/")
    return parser.parse_args()


async def run(chosen: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(
        chosen.host,
        chosen.port,
        token=chosen.token,
        limits=chosen.limits,
        folder=chosen.folder,
        listening=_announce,
        stop=stop,
    )


def _announce(sandbox: Sandbox) -> None:
    sys.stdout.write(line(sandbox) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Exit code 0 after a signal, 1 when it could not listen."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # What is kept here is kept for good: looking through it again and again finds nothing.
    gc.freeze()
    gc.set_threshold(50_000, 50, 1_000)
    try:
        asyncio.run(run(arguments()))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"the sandbox could not start: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
