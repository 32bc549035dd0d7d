"""Work on hostile bytes in processes of its own, with a time and a memory limit.

    async with Workers() as workers:
        feed = await workers.run(feeds.parse, body, content_type, url)

Each worker is a fresh interpreter (`sources.worker_main`) that knows neither aiogram nor the
environment with its secrets, speaks over its own pipe, and is killed and replaced when it takes too
long, needs too much, or dies. The time that counts is the processor's: on a busy machine a good
page takes long, and is not to blame. What it answers is checked like anything else from outside:
only values of `sources` and dates are unpickled.

pebble was measured for this: it kills in time, but its workers share one pipe, and one that runs
out of memory while it is being given work ends the whole pool. anyio's `to_process` has neither a
memory limit nor a way to end its workers.

WorkerError
 ├ OutOfTimeError    it took more of the processor than the limit, or far too long
 ├ OutOfMemoryError  it needed more than the limit
 ├ CrashedError      the process died, or answered what may not be answered
 └ FailedError       the function raised something; str(error) names it
"""

import asyncio
import io
import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar, cast

from sources.worker_main import LENGTH, OUT_OF_TIME, Answer

#: Seconds of the processor for one piece of work; by the clock, so many times more.
SECONDS = 5.0
PATIENCE = 6.0
#: Seconds for a worker to start.
STARTING = 30.0
#: Seconds for a process to end after it has closed its pipe.
ENDING = 2.0
#: Most address space of one worker, in bytes: a feed of 20 MB needs 350 MB at the worst.
MEMORY = 768_000_000
#: Pieces of work after which a worker is replaced, so that nothing can pile up in it.
LIFETIME = 2_000
#: Largest answer that is taken, in bytes.
LARGEST_ANSWER = 64_000_000
#: Most bytes that are copied or unpickled at once in the event loop: a millisecond or two.
PIECE = 500_000
#: What of the environment a worker gets to see.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH", "COVERAGE_PROCESS_START")

#: Not `-m`: the classes of the answers must have the name of their module, not `__main__`.
_PROGRAM = "from sources.worker_main import main; main()"

P = ParamSpec("P")
R = TypeVar("R")


class WorkerError(Exception):
    """Work that was not done; its bytes are to blame, not the caller."""


class OutOfTimeError(WorkerError):
    """It took more of the processor than the limit, or far longer by the clock."""


class OutOfMemoryError(WorkerError):
    """It needed more memory than the limit."""


class CrashedError(WorkerError):
    """The process died or answered nonsense."""


class FailedError(WorkerError):
    """The function raised an exception."""


@dataclass(slots=True, eq=False)
class _Worker:
    """One process and how much it has done."""

    process: asyncio.subprocess.Process
    requests: asyncio.StreamWriter
    answers: asyncio.StreamReader
    done: int = 0

    async def ask(self, request: bytes) -> Answer:
        """Send a request and return the answer. Raises CrashedError."""
        try:
            self.requests.write(LENGTH.pack(len(request)) + request[:PIECE])
            await self.requests.drain()
            whole = memoryview(request)
            for start in range(PIECE, len(request), PIECE):
                self.requests.write(whole[start : start + PIECE])
                await self.requests.drain()
            message = await self.answer()
            if len(message) > PIECE:
                return await asyncio.to_thread(_checked, message)
            return _checked(message)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise CrashedError(f"the worker died or answered nonsense: {error!r}"[:200]) from error

    async def answer(self) -> bytes:
        """Return the next message of the process. Raises EOFError, UnpicklingError."""
        (length,) = LENGTH.unpack(await self.answers.readexactly(LENGTH.size))
        if length > LARGEST_ANSWER:
            raise pickle.UnpicklingError(f"an answer of {length} bytes")
        return await self.answers.readexactly(length)

    async def ended_with(self) -> int | None:
        """Return the code that the process ended with by itself, None where it goes on.

        It is waited for, not killed: killing what has just ended loses its code.
        """
        if not self.answers.at_eof():
            return None
        with suppress(TimeoutError):
            async with asyncio.timeout(ENDING):
                return await self.process.wait()
        return None

    async def end(self) -> None:
        """Kill the process, if it still runs, and take it from the system's table."""
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.kill()
        self.requests.close()
        await self.process.wait()


class Workers:
    """A few worker processes, started when they are needed."""

    def __init__(
        self,
        count: int = 2,
        *,
        seconds: float = SECONDS,
        patience: float = PATIENCE,
        memory: int = MEMORY,
        lifetime: int = LIFETIME,
    ) -> None:
        """Take how many at once, and the limits of each piece of work.

        seconds: of the processor
        patience: how many times as long it may take by the clock
        memory: in bytes
        lifetime: pieces of work after which a worker is replaced
        """
        self._free = asyncio.Semaphore(count)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._seconds = seconds
        self._longest = seconds * patience
        self._memory = memory
        self._lifetime = lifetime
        self._closed = False

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what a module-level function returns for picklable arguments.

        Waits for a free worker first; the time limits count from then on. Raises WorkerError, and
        RuntimeError once the workers are closed. A cancelled call kills its worker.
        """
        name = (function.__module__, function.__qualname__)
        limits = (self._seconds, self._longest)
        request = pickle.dumps((name, args, kwargs, limits), pickle.HIGHEST_PROTOCOL)
        async with self._free:
            answer = await self._answered(request)
        if answer.problem == "memory":
            raise OutOfMemoryError(f"more than {self._memory} bytes for {name[1]}")
        if answer.problem:
            raise FailedError(answer.problem)
        return cast("R", answer.value)

    async def _answered(self, request: bytes) -> Answer:
        worker = self._idle.pop() if self._idle else await self._start()
        kept = False
        try:
            async with asyncio.timeout(self._longest):
                answer = await worker.ask(request)
            worker.done += 1
            kept = not answer.problem and worker.done < self._lifetime and not self._closed
        except TimeoutError as error:
            raise OutOfTimeError(f"longer than {self._longest:g} s by the clock") from error
        except CrashedError as error:
            if await worker.ended_with() == -OUT_OF_TIME:
                raise OutOfTimeError(f"longer than {self._seconds:g} s") from error
            raise
        finally:
            if kept:
                self._idle.append(worker)
            else:
                await self._end(worker)
        return answer

    async def _start(self) -> _Worker:
        """Start a process and wait until it is ready. Raises CrashedError, RuntimeError."""
        if self._closed:
            raise RuntimeError("the workers are closed")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-B", "-c", _PROGRAM, str(self._memory)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the bot, which then ends its workers
            limit=2**20,
        )
        if process.stdin is None or process.stdout is None:
            raise CrashedError("a worker has no pipes")
        worker = _Worker(process, process.stdin, process.stdout)
        self._all.add(worker)
        try:
            async with asyncio.timeout(STARTING):
                await worker.answer()
        except (EOFError, OSError, TimeoutError, pickle.UnpicklingError) as error:
            await self._end(worker)
            raise CrashedError("a worker did not start") from error
        return worker

    async def _end(self, worker: _Worker) -> None:
        self._all.discard(worker)
        await asyncio.shield(worker.end())

    async def close(self) -> None:
        """End all processes; work in progress fails with CrashedError."""
        self._closed = True
        self._idle.clear()
        await asyncio.gather(*(self._end(worker) for worker in tuple(self._all)))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()


def _environment() -> dict[str, str]:
    """Return the environment of a worker: where Python is and where this package is."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}


class _Answers(pickle.Unpickler):
    """Reads answers: plain values, dates, and what `sources` defines; nothing that can be run."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that may stand in an answer. Raises UnpicklingError."""
        if module == "datetime" or module.startswith("sources."):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} in an answer")


def _checked(message: bytes) -> Answer:
    try:
        answer = _Answers(io.BytesIO(message)).load()
    except Exception as error:  # an answer of a broken process may break unpickling in any way
        raise pickle.UnpicklingError(repr(error)[:200]) from error
    if not isinstance(answer, Answer):
        raise pickle.UnpicklingError("no answer")
    return answer
