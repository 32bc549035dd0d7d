"""The chats we know: language, time zone, and whether anything may be sent there."""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from storage.database import Database, Row, Transaction
from storage.recent import Recent
from storage.removal import forget_everything, move_everything
from storage.values import cleaned, fits, micros, moment, storable

_COLUMNS = "id, kind, language, timezone, title, closed, since"
_GET = f"SELECT {_COLUMNS} FROM chats WHERE id = :id"
_REMEMBER = f"""
INSERT INTO chats (id, kind, language, timezone, title, since)
VALUES (:id, :kind, :language, :timezone, :title, :since)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, title = excluded.title, closed = NULL
RETURNING {_COLUMNS}"""
_SET_LANGUAGE = f"UPDATE chats SET language = :value WHERE id = :id RETURNING {_COLUMNS}"
_SET_TIMEZONE = f"UPDATE chats SET timezone = :value WHERE id = :id RETURNING {_COLUMNS}"
_CLOSE = f"UPDATE chats SET closed = :reason WHERE id = :id RETURNING {_COLUMNS}"
_END_ROWS = """
UPDATE deliveries SET state = 'gone', reason = :reason, settled_at = :now
WHERE chat_id = :id AND state IN ('pending', 'deferred')"""

#: Chats kept in memory; a bot's lively chats fit, a million sleeping ones need not.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Chat:
    """A private chat, group or channel, with what its people chose."""

    id: int
    #: private, group, supergroup or channel.
    kind: str
    #: ru, kk or en.
    language: str
    #: IANA name.
    timezone: str
    title: str | None
    #: Why nothing is sent there any more (blocked, kicked); None: open.
    closed: str | None
    since: datetime


class Chats:
    """Chats by id. Reads come from memory: only the one bot process writes chats."""

    def __init__(
        self, database: Database, on_forget: Callable[[int], None] = lambda _: None
    ) -> None:
        """Take the database they live in, and who else must know that someone is forgotten."""
        self._database = database
        self._on_forget = on_forget
        self._known: Recent[int, Chat] = Recent(_KEPT)

    async def get(self, id: int) -> Chat | None:
        """Return the chat, None if it never wrote to us (or its id is no possible id)."""
        if known := self._known.get(id):
            return known
        rows = await self._database.rows(_GET, id=id) if fits(id) else []
        if not rows:
            return None
        chat = _chat(rows[0])
        # A read between a write and its commit must not bring the old value back.
        return self._known.offer(id, chat)

    async def remember(
        self,
        id: int,
        kind: str,
        language: str,
        timezone: str,
        title: str | None = None,
        *,
        now: datetime | None = None,
    ) -> Chat:
        """Store a chat at first contact; later bring kind and title up to date and reopen it.

        Language and time zone are taken at first contact only: later they are the reader's choice.
        """
        title = None if title is None else cleaned(title)
        known = self._known.get(id)
        if known and (known.kind, known.title, known.closed) == (kind, title, None):
            return known
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                _REMEMBER,
                id=id,
                kind=storable(kind),
                language=storable(language),
                timezone=storable(timezone),
                title=title,
                since=micros(now or datetime.now(UTC)),
            )
            return self._changed(transaction, rows[0])

    async def set_language(self, id: int, language: str) -> Chat:
        """Change the language of a known chat; KeyError if it is unknown."""
        return await self._set(_SET_LANGUAGE, id, language)

    async def set_timezone(self, id: int, timezone: str) -> Chat:
        """Change the time zone of a known chat; KeyError if it is unknown."""
        return await self._set(_SET_TIMEZONE, id, timezone)

    async def close(self, id: int, reason: str, *, now: datetime | None = None) -> Chat | None:
        """Send nothing there any more: all that waits for it ends as gone. None if unknown."""
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(_CLOSE, id=id, reason=cleaned(reason))
            await transaction.rows(
                _END_ROWS, id=id, reason=cleaned(reason), now=micros(now or datetime.now(UTC))
            )
            return self._changed(transaction, rows[0]) if rows else None

    async def move(self, old: int, new: int) -> None:
        """Follow a group to its new id: everything that refers to it, at once.

        May be told twice and by either side: where both ids are known, they become one.
        """
        async with self._database.transaction() as transaction:
            await move_everything(transaction, old, new)
            self._drop(transaction, old)
            self._drop(transaction, new)

    async def forget(self, id: int) -> None:
        """Delete everything about a chat; for a private chat also what its person did elsewhere."""
        async with self._database.transaction() as transaction:
            await forget_everything(transaction, id)
            self._drop(transaction, id)
            transaction.after_commit.append(lambda: self._on_forget(id))

    async def _set(self, sql: str, id: int, value: str) -> Chat:
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(sql, id=id, value=storable(value))
            if not rows:
                raise KeyError(id)
            return self._changed(transaction, rows[0])

    def _changed(self, transaction: Transaction, row: Row) -> Chat:
        chat = _chat(row)
        self._drop(transaction, chat.id)
        transaction.after_commit.append(lambda: self._keep(chat))
        return chat

    def _keep(self, chat: Chat) -> None:
        self._known.put(chat.id, chat)

    def _drop(self, transaction: Transaction, id: int) -> None:
        self._known.hold(id)
        transaction.at_end.append(lambda: self._known.release(id))


def _chat(row: Row) -> Chat:
    chat = Chat(*row)
    return replace(chat, since=moment(row[6]))
