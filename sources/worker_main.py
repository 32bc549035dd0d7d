"""What runs in a worker process, with its memory in bytes as argument; see `sources.worker`.

Reads requests from standard input and writes answers to standard output, each a length of eight
bytes and a pickle, until the input ends. The limit of memory holds from the start. The system ends
the process when a piece of work takes more of the processor than its limit; should the bot die in
the midst of one that does nothing, an alarm ends the worker a little after the limit by the clock.
"""

import importlib
import math
import os
import pickle
import signal
import struct
import sys
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, BinaryIO

LENGTH = struct.Struct(">Q")
#: The signal that ends the process when its time of the processor is over. Windows has none.
OUT_OF_TIME: int = getattr(signal, "SIGPROF", 0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a piece of work came to."""

    value: Any = None
    #: "" if it was done, "memory", or what was raised.
    problem: str = ""


def main() -> None:
    """Serve until standard input ends, or memory does."""
    _limit(int(sys.argv[1]))
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _write(answers, b"")
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        answer = _answer(requests, *LENGTH.unpack(head))
        _write(answers, _pickled(answer))
        if answer.problem == "memory":
            return


def _limit(memory: int) -> None:
    """Bound the address space; allow neither core dumps nor writing files."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(requests: BinaryIO, length: int) -> Answer:
    try:
        (module, name), args, kwargs, limits = pickle.loads(requests.read(length))  # noqa: S301
        _alarm(*limits)
        function = attrgetter(name)(importlib.import_module(module))
        return Answer(function(*args, **kwargs))
    except MemoryError:
        return Answer(problem="memory")
    except Exception as error:  # whatever hostile bytes provoke is an answer, too
        return Answer(problem=f"{type(error).__name__}: {error}"[:500])
    finally:
        _alarm(0, None)


def _alarm(seconds: float, longest: float | None) -> None:
    """Have the system end the process after so much of the processor or so long; 0, None: never."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.alarm(0 if longest is None else math.ceil(longest) + 2)


def _pickled(answer: Answer) -> bytes:
    try:
        return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(Answer(problem="memory"))
    except Exception as error:  # a value that cannot be sent is a mistake of ours to be told
        return pickle.dumps(Answer(problem=f"{type(error).__name__}: {error}"[:500]))


def _write(answers: BinaryIO, message: bytes) -> None:
    answers.write(LENGTH.pack(len(message)) + message)
    answers.flush()
