"""The chats we know: language, time zone, and whether anything may be sent there."""

# ruff: noqa: S608 - the f-strings put together constants of this module; values are parameters

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from storage.absence import keep_waiting, take_up
from storage.database import Database, Row, Transaction
from storage.recent import Recent
from storage.removal import forget_everything, move_everything
from storage.values import cleaned, fits, micros, moment, storable

_COLUMNS = "id, kind, language, timezone, title, closed, since, by_user"
_GET = f"SELECT {_COLUMNS} FROM chats WHERE id = :id"
_REMEMBER = f"""
INSERT INTO chats (id, kind, language, timezone, title, since, by_user)
VALUES (:id, :kind, :language, :timezone, :title, :since, CAST(:by_user AS BIGINT))
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, title = excluded.title, closed = NULL,
  by_user = coalesce(excluded.by_user, chats.by_user)
RETURNING {_COLUMNS}"""
_SET_LANGUAGE = f"UPDATE chats SET language = :value WHERE id = :id RETURNING {_COLUMNS}"
_SET_TIMEZONE = f"UPDATE chats SET timezone = :value WHERE id = :id RETURNING {_COLUMNS}"
_CLOSE = f"UPDATE chats SET closed = :reason WHERE id = :id RETURNING {_COLUMNS}"
_IS_CLOSED = "SELECT 1 FROM chats WHERE id = :id AND closed IS NOT NULL"
# Groups and channels have negative numbers; those made last have the lowest.
_OF_PERSON = f"""
SELECT {_COLUMNS} FROM chats WHERE id < 0 AND id IN (
  SELECT id FROM chats WHERE by_user = :person
  UNION SELECT chat_id FROM subscriptions WHERE by_user = :person)
ORDER BY title, id LIMIT :limit"""
_GATHERINGS = f"SELECT {_COLUMNS} FROM chats WHERE id < 0 ORDER BY id LIMIT :limit"
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
    #: Who brought us into the group or channel, None if that is unknown or forgotten.
    by_user: int | None = None


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
        by_user: int | None = None,
        now: datetime | None = None,
    ) -> Chat:
        """Store a chat at first contact; later bring kind and title up to date and reopen it.

        Language and time zone are taken at first contact only: later they are the reader's choice.
        `by_user`: who brought us there; None leaves who is known. What was kept for a group (see
        `close`) comes as one digest.
        """
        title, now = None if title is None else cleaned(title), now or datetime.now(UTC)
        known = self._known.get(id)
        same = known and (known.kind, known.title, known.closed) == (kind, title, None)
        if known and same and by_user in (None, known.by_user):
            return known
        async with self._database.transaction() as transaction:
            if kind != "private" and await transaction.rows(_IS_CLOSED, id=id):
                await take_up(transaction, id, now)
            rows = await transaction.rows(
                _REMEMBER,
                id=id,
                kind=storable(kind),
                language=storable(language),
                timezone=storable(timezone),
                title=title,
                since=micros(now),
                by_user=by_user,
            )
            return self._changed(transaction, rows[0])

    async def set_language(self, id: int, language: str) -> Chat:
        """Change the language of a known chat; KeyError if it is unknown."""
        return await self._set(_SET_LANGUAGE, id, language)

    async def set_timezone(self, id: int, timezone: str) -> Chat:
        """Change the time zone of a known chat; KeyError if it is unknown."""
        return await self._set(_SET_TIMEZONE, id, timezone)

    async def close(
        self, id: int, reason: str, *, keep: bool = False, now: datetime | None = None
    ) -> Chat | None:
        """Send nothing there any more; None if unknown. Its settings stay.

        What waits for it ends as gone, or is kept (`keep`) for when it is opened again.
        """
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(_CLOSE, id=id, reason=cleaned(reason))
            if keep:
                await keep_waiting(transaction, id)
            else:
                await transaction.rows(
                    _END_ROWS, id=id, reason=cleaned(reason), now=micros(now or datetime.now(UTC))
                )
            return self._changed(transaction, rows[0]) if rows else None

    async def of_person(self, person: int, limit: int) -> list[Chat]:
        """Return groups and channels that a person brought us into or subscribed, by title."""
        rows = await self._database.rows(_OF_PERSON, person=person, limit=limit)
        return [_chat(row) for row in rows]

    async def gatherings(self, limit: int) -> list[Chat]:
        """Return groups and channels, whoever brought us there, about newest first."""
        return [_chat(row) for row in await self._database.rows(_GATHERINGS, limit=limit)]

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
