"""What every command of the command line begins and ends with."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings


@contextmanager
def settled_imports() -> Iterator[None]:
    """Import without the garbage collector, which would walk again and again over what stays.

    aiogram alone makes some hundred thousand lasting objects: a fifth of the start is saved, and
    later collections leave them out.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def settings_or_end() -> "Settings":
    """Return the settings and set up the logs; ends the program where they are wrong."""
    from bot import logs
    from bot.settings import Settings, SettingsError

    logs.guard_stderr()
    try:
        settings = Settings.load()
    except SettingsError as error:
        leave(str(error))
    logs.configure(settings.log_level, settings.log_format)
    return settings


def ended(work: Callable[[], int | None]) -> int:
    """Run work and return its exit code; what nobody can mend ends in a sentence."""
    from bot.problems import sentence

    try:
        return work() or 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if (text := sentence(error)) is None:
            raise
        leave(text)


def leave(text: str) -> NoReturn:
    """End the program with a sentence, without secrets."""
    from bot.logs import redact

    typer.echo(redact(text), err=True)
    raise typer.Exit(1)
