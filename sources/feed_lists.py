"""Lists of feeds (OPML) as they may be added: each address made canonical, and once.

What comes back from a worker process is plain tuples: the event loop stands still while they are
unpacked, and fifty thousand objects take it half a second.
"""

from dataclasses import dataclass

from sources import opml
from sources.candidates import canonical_or_empty
from sources.opml import DoctypeError, NotOpmlError, OpmlError, TooLargeError
from sources.worker import WorkerError, Workers

#: Why a file cannot be taken; `unreadable` where reading it takes too long.
LARGE, DOCTYPE, NO_LIST, UNREADABLE = "large", "doctype", "no list", "unreadable"

_PROBLEMS: dict[type[OpmlError], str] = {
    TooLargeError: LARGE,
    DoctypeError: DOCTYPE,
    NotOpmlError: NO_LIST,
}


@dataclass(frozen=True, slots=True)
class FeedList:
    """What is in a file."""

    #: Of each feed the address (canonical), the title, and the page that it is of or "".
    feeds: tuple[tuple[str, str, str], ...] = ()
    #: Titles of feeds whose addresses cannot be used.
    refused: tuple[str, ...] = ()
    #: Why there is nothing, "" if there is something; and the same as a sentence.
    problem: str = ""
    said: str = ""


def read(data: bytes) -> FeedList:
    """Return the feeds of an OPML file in its order. Raises nothing of the file."""
    try:
        listed = opml.read(data)
    except OpmlError as error:
        return FeedList(problem=_PROBLEMS[type(error)], said=str(error))
    found: dict[str, tuple[str, str, str]] = {}
    refused = []
    for each in listed:
        if url := canonical_or_empty(each.url):
            found.setdefault(url, (url, each.title, each.page))
        else:
            refused.append(each.title)
    return FeedList(tuple(found.values()), tuple(refused))


async def read_apart(workers: Workers, data: bytes) -> FeedList:
    """Return the same, read in a worker process: a file is as hostile as anything else."""
    try:
        return await workers.run(read, data)
    except WorkerError as error:
        return FeedList(problem=UNREADABLE, said=str(error))
