"""Logs as events with fields; no secret ever gets through, whoever wrote the event."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

import structlog

HIDDEN = "<hidden>"
#: A Bot API token: the bot's number, a colon, 35 letters (30 and more, to be safe).
_TOKEN = re.compile(r"\d{6,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
#: `user:password@` in an address; the user name may be empty.
_PASSWORD = re.compile(r"(://[^/\s:@]*):[^/\s@]+@")
#: Libraries that write addresses (with the token in them) or chatter at INFO.
_CLIENTS = ("aiogram", "aiohttp", "aiosqlite", "alembic", "asyncio", "sqlalchemy", "pymorphy3")

Event = MutableMapping[str, Any]


def redact(text: str) -> str:
    """Return a text without tokens and without passwords in addresses."""
    return _PASSWORD.sub(rf"\1:{HIDDEN}@", _TOKEN.sub(HIDDEN, text))


def clean(value: object) -> object:
    """Return a value of an event with the secrets of every text in it hidden."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [clean(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return redact(str(value))


def _redacted(_logger: object, _method: str, event: Event) -> Event:
    return {key: clean(value) for key, value in event.items()}


class _RedactedStream:
    """The last gate: whatever is written, by us or by a crash, leaves without secrets."""

    def __init__(self, target: Any) -> None:
        self._target = target

    def write(self, text: str) -> int:
        self._target.write(redact(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._target, name)


def guard_stderr() -> None:
    """Let tracebacks and messages of this process reach the terminal only without secrets."""
    if not isinstance(sys.stderr, _RedactedStream):
        sys.stderr = _RedactedStream(sys.stderr)


def _renderer(log_format: str) -> list[structlog.types.Processor]:
    if log_format == "json":
        return [structlog.processors.format_exc_info, _redacted, _json()]
    plain = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    return [structlog.processors.format_exc_info, _redacted, plain]


def _json() -> structlog.types.Processor:
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def configure(level: str = "info", log_format: str = "console") -> None:
    """Send the events of structlog and of the standard library to stderr, in one form.

    `level` is debug, info, warning or error; `log_format` console or json.
    """
    guard_stderr()
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.UnicodeDecoder(),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *_renderer(log_format),
        ],
    )
    _standard_library(formatter, level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _standard_library(formatter: logging.Formatter, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in _CLIENTS:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(capture=True)


def get(name: str) -> structlog.stdlib.BoundLogger:
    """Return a logger; events are short sentences, details are fields."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
