"""Errors that end a command, as sentences for people."""

from bot.supervision import FatalError
from news.topics import TopicsError
from storage.errors import StorageError


def sentence(error: BaseException) -> str | None:
    """Return what to tell a person, None where only a traceback helps."""
    if isinstance(error, FatalError | StorageError):
        return str(error)
    if isinstance(error, TopicsError):
        return f"The table of topics cannot be used: {error}"
    if isinstance(error, PermissionError):
        return f"{error.filename or 'A file'} cannot be written or read: look at its rights."
    return None
