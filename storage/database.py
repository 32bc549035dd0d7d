"""What the families of tables need of a database engine; `sqlite` and `postgres` provide it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat
from typing import Any, Protocol

from storage.indexes import Statements
from storage.room import Room

#: Columns in the order of the SELECT or RETURNING: whole numbers, texts and None only.
Row = Sequence[Any]
Parameters = Mapping[str, int | str | None]


class Connection(Protocol):
    """Runs SQL that both engines understand, with `:name` parameters."""

    async def rows(self, sql: str, /, **parameters: int | str | None) -> list[Row]:
        """Run one statement; return what it selects or returns."""
        ...

    async def many(self, sql: str, parameters: Sequence[Parameters]) -> None:
        """Run one statement once for each set of parameters."""
        ...


#: Lengths of lists of numbers in statements.
LISTED = (1, 10, 100, 500)
_NAMES = [f"id_{at}" for at in range(LISTED[-1])]


@lru_cache(maxsize=100)
def _listing(sql: str, length: int) -> str:
    """Return a statement with a list of so many parameters in place of `{ids}`."""
    return sql.format(ids=", ".join(f":{name}" for name in _NAMES[:length]))


@dataclass(slots=True)
class Transaction:
    """A writing transaction: its connection, its task, and what to do once it is committed."""

    connection: Connection
    task: asyncio.Task[Any] | None
    after_commit: list[Callable[[], None]] = field(default_factory=list)
    #: Run however it ends, after the above.
    at_end: list[Callable[[], None]] = field(default_factory=list)

    async def rows(self, sql: str, /, **parameters: int | str | None) -> list[Row]:
        """Run one statement; return what it selects or returns."""
        return await self.connection.rows(sql, **parameters)

    async def many(self, sql: str, parameters: Sequence[Parameters]) -> None:
        """Run one statement once for each set of parameters."""
        await self.connection.many(sql, parameters)

    async def over(self, sql: str, ids: Sequence[int], **parameters: int | str | None) -> None:
        """Run a statement for many numbers at once; `{ids}` in it stands for their list."""
        for start in range(0, len(ids), LISTED[-1]):
            part = ids[start : start + LISTED[-1]]
            length = next(length for length in LISTED if length >= len(part))
            # Filled up with the last one: a statement of a new length would have to be prepared.
            filled = chain(part, repeat(part[-1], length - len(part)))
            values = dict(zip(_NAMES, filled, strict=False))
            await self.connection.rows(_listing(sql, length), **values, **parameters)


#: The transaction in hand. Tasks inherit the context of their maker, so the owner is checked too.
_current: ContextVar[Transaction | None] = ContextVar("transaction", default=None)


def current() -> Transaction | None:
    """Return the transaction that the calling task itself is in."""
    transaction = _current.get()
    if transaction is None or transaction.task is not asyncio.current_task():
        return None
    return transaction


class Database(Protocol):
    """An engine: reads at any time, one writing transaction at a time."""

    #: Appended to a SELECT that takes rows for itself ("" where the transaction locks everything).
    skip_locked: str
    #: How this engine searches.
    search: Statements

    @property
    def room(self) -> Room | None:
        """The disk that it writes to; None where that is a server's business."""
        ...

    async def rows(self, sql: str, /, **parameters: int | str | None) -> list[Row]:
        """Read: inside the caller's transaction if there is one, else on its own."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Write: all or nothing; inside another transaction of the same task it joins that."""
        ...

    async def close(self) -> None:
        """Give back all connections."""
        ...


class entered:  # noqa: N801 - reads as a word in `with entered(transaction):`
    """Make a transaction the current one for the length of a `with` block."""

    def __init__(self, transaction: Transaction) -> None:
        """Take the transaction to be entered."""
        self._transaction = transaction

    def __enter__(self) -> Transaction:
        """Return the transaction, now current."""
        self._token = _current.set(self._transaction)
        return self._transaction

    def __exit__(self, *_: object) -> None:
        """Put back what was current before."""
        _current.reset(self._token)
