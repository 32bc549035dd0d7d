"""The table of topics that stories are sorted by: the operator's own, or the one in `seeds`."""

import tomllib
from importlib import resources
from pathlib import Path

from news.topics import Topics, TopicsError


def load(path: Path | None = None) -> Topics:
    """Read a table of topics; without a path the one that comes with the bot.

    Raises `TopicsError` with all that is wrong in the file, OSError when it cannot be read.
    """
    file = path or resources.files("seeds") / "topics.toml"
    try:
        return Topics(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TopicsError([f"not readable as TOML: {error}"]) from error
