"""The sandbox and the bot as two processes: `svodka run` without a token, and `svodka sandbox`."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import typer

from bot import demo
from bot.settings import Settings

#: Seconds in which the sandbox must listen.
START_LIMIT = 20.0
#: Seconds that a process gets after SIGTERM; the bot itself needs less than 10.
STOP_LIMIT = 12.0

GETTING_SERIOUS = """\
This is the sandbox: a pretend Telegram on this machine; no one else can see it.
For the real one: write to @BotFather in Telegram, send /newbot, and put the token that it gives
you into .env as BOT_TOKEN=123456789:AAE… Then start again."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a sandbox listens, where its clock is read, and the token that it knows."""

    api_url: str
    page_url: str
    clock_url: str
    token: str
    #: Its people, by their names.
    people: Mapping[str, int] = field(default_factory=dict)

    @property
    def demo_url(self) -> str:
        """Where the folder that was given to it is served."""
        return f"{self.api_url}/demo/"


class StartError(Exception):
    """A process that did not start; `str(error)` is a sentence."""


def run(settings: Settings) -> int:
    """Run sandbox and bot until SIGINT, SIGTERM, or one of them ends; returns the exit code."""
    return asyncio.run(_pair(settings, with_bot=True))


def run_sandbox(settings: Settings) -> int:
    """Run the sandbox alone; returns the exit code."""
    return asyncio.run(_pair(settings, with_bot=False))


async def _pair(settings: Settings, *, with_bot: bool) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    processes: list[tuple[str, Process]] = []
    folder = TemporaryDirectory(prefix="svodka-demo-")
    newsroom: asyncio.Task[None] | None = None
    try:
        port = free_port(settings.sandbox_port)
        address, sandbox = await start_sandbox(port, Path(folder.name))
        processes.append(("sandbox", sandbox))
        publishing = demo.publish(Path(folder.name), datetime.now(UTC), address.demo_url)
        newsroom = asyncio.create_task(publishing)
        _say_where(address, with_bot=with_bot)
        if with_bot:
            environment = for_demo(settings, address)
            _offer_demo(settings, address)
            # Its own process: it fails alone, and is stopped first.
            processes.insert(0, ("bot", await start_bot(address, environment)))
        return await _wait(processes, stop)
    except StartError as error:
        typer.echo(str(error), err=True)
        return 1
    finally:
        for _, process in processes:
            await end(process)
        if newsroom is not None:
            newsroom.cancel()
        folder.cleanup()


def for_demo(settings: Settings, address: Address) -> dict[str, str]:
    """Return the settings of a bot in the sandbox: it may fetch from there, and has an editor."""
    host = urlsplit(address.api_url).netloc
    allowed = {"FETCH_ALLOW": ",".join((*settings.fetch_allow, host))}
    if settings.admin_ids or not address.people:
        return allowed
    return {**allowed, "ADMIN_IDS": str(next(iter(address.people.values())))}


def _offer_demo(settings: Settings, address: Address) -> None:
    """Say how news of the invented newsroom can be seen arriving."""
    typer.echo("A small invented newsroom publishes here. To see its news arrive, write to the bot")
    if not settings.admin_ids and address.people:
        typer.echo(f"as {next(iter(address.people))}, who is the editor here:")
    for name in demo.FEEDS.values():
        typer.echo(f"  /add {address.demo_url}{name}")


def _say_where(address: Address, *, with_bot: bool) -> None:
    typer.echo(f"The chat page: {address.page_url}")
    if with_bot:
        typer.echo(GETTING_SERIOUS)
    else:
        typer.echo(f"A bot finds it with TELEGRAM_API_URL={address.api_url}")
        typer.echo(f"and the pretend token BOT_TOKEN={address.token}")
    typer.echo("Ctrl-C stops it.")


async def _wait(processes: list[tuple[str, Process]], stop: asyncio.Event) -> int:
    """Wait for a stop (code 0) or the end of a process (its code, at least 1)."""
    stopping = asyncio.create_task(stop.wait())
    ends = {asyncio.create_task(process.wait()): name for name, process in processes}
    done, _ = await asyncio.wait([stopping, *ends], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stopping in done:
        return 0
    name, code = next((ends[task], task.result()) for task in ends if task in done)
    typer.echo(f"The {name} has ended by itself ({_how(code)}); stopping.", err=True)
    return code if code > 0 else 1


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


async def start_sandbox(port: int, folder: Path | None = None) -> tuple[Address, Process]:
    """Start a sandbox, which serves a folder, and wait until it listens. Raises StartError."""
    serving = [] if folder is None else ["--folder", str(folder)]
    process = await _start(["-m", "sandbox", "--port", str(port), *serving], stdout=PIPE)
    try:
        address = await asyncio.wait_for(_address(process), START_LIMIT)
    except (TimeoutError, ValueError, KeyError) as error:
        await end(process)
        raise StartError("The sandbox did not start; its messages stand above.") from error
    return address, process


async def _address(process: Process) -> Address:
    if process.stdout is None:
        raise ValueError("no output")
    said = json.loads(await process.stdout.readline())
    people = {each["name"]: each["id"] for each in said["people"]}
    places = (said["api_url"], said["page_url"], said["clock_url"])
    return Address(*places, said["token"], people)


async def start_bot(address: Address, environment: Mapping[str, str] | None = None) -> Process:
    """Start the bot on a sandbox."""
    names = {
        "BOT_TOKEN": address.token,
        "TELEGRAM_API_URL": address.api_url,
        "CLOCK_URL": address.clock_url,
    }
    return await _start(["-m", "bot", "run"], environment={**(environment or {}), **names})


async def _start(
    arguments: list[str],
    *,
    stdout: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> Process:
    """Start one of our programs in a session of its own: Ctrl-C reaches it through us, in order."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        stdout=stdout,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
        preexec_fn=_dying_with_parent(),
    )


def _dying_with_parent() -> Callable[[], None] | None:
    """Return what makes a child end when we are killed (Linux; elsewhere there is no such way)."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    parent, death_signal = os.getpid(), 1  # PR_SET_PDEATHSIG

    def ask() -> None:
        libc.prctl(death_signal, signal.SIGTERM)
        if os.getppid() != parent:  # killed in between
            os._exit(1)

    return ask


async def end(process: Process) -> None:
    """Stop a process: ask first, kill when it does not listen."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_LIMIT)
    except TimeoutError:
        process.kill()
        await process.wait()


def free_port(wanted: int) -> int:
    """Return the wanted port, or 0 (any) when another program has it, and say so."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            typer.echo(f"Port {wanted} is busy; taking another one.")
            return 0
    return wanted
