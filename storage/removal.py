"""What reaches through all tables: a chat that moved, a person who wants to be forgotten."""

from __future__ import annotations

from storage.database import Transaction

_ADOPT = """
INSERT INTO chats (id, kind, language, timezone, title, closed, since, by_user)
SELECT CAST(:new AS BIGINT), 'supergroup', language, timezone, title, closed, since, by_user
FROM chats WHERE id = :old
ON CONFLICT (id) DO NOTHING"""

# Where both ids have a row for the same thing, what was already told (or is being told) wins over
# what still waits: a reader must not be told twice because the group moved.
_KEEP_TOLD = """
DELETE FROM deliveries WHERE chat_id = :new AND state IN ('pending', 'deferred') AND EXISTS (
  SELECT 1 FROM deliveries AS old WHERE old.chat_id = :old AND old.what = deliveries.what
  AND old.subject_id = deliveries.subject_id AND old.revision = deliveries.revision
  AND old.state IN ('sent', 'claimed'))"""
_MOVE_DELIVERIES = """
UPDATE deliveries SET chat_id = :new WHERE chat_id = :old AND NOT EXISTS (
  SELECT 1 FROM deliveries AS new WHERE new.chat_id = :new AND new.what = deliveries.what
  AND new.subject_id = deliveries.subject_id AND new.revision = deliveries.revision)"""
_MOVE_PLACES = """
UPDATE places SET chat_id = :new WHERE chat_id = :old AND NOT EXISTS (
  SELECT 1 FROM places AS new WHERE new.chat_id = :new AND new.story_id = places.story_id)"""
_MOVE_FOLLOWS = """
UPDATE follows SET chat_id = :new WHERE chat_id = :old AND NOT EXISTS (
  SELECT 1 FROM follows AS new WHERE new.chat_id = :new AND new.case_id = follows.case_id)"""
_MOVE_SUBSCRIPTION = """
UPDATE subscriptions SET chat_id = :new WHERE chat_id = :old
AND NOT EXISTS (SELECT 1 FROM subscriptions AS new WHERE new.chat_id = :new)"""
_MOVE_PAUSE = """
UPDATE pauses SET chat_id = :new WHERE chat_id = :old
AND NOT EXISTS (SELECT 1 FROM pauses AS new WHERE new.chat_id = :new)"""

#: Deletes the chat's subscription, deliveries, follows and places with it (foreign keys).
_DROP_CHAT = "DELETE FROM chats WHERE id = :id"
_DROP_PAUSE = "DELETE FROM pauses WHERE chat_id = :id"

_FORGET_PERSON = (
    """UPDATE stories SET likes = likes - 1
    WHERE id IN (SELECT story_id FROM likes WHERE user_id = :id)""",
    "DELETE FROM likes WHERE user_id = :id",
    """UPDATE stories SET readers = readers - 1
    WHERE id IN (SELECT story_id FROM readings WHERE user_id = :id)""",
    "DELETE FROM readings WHERE user_id = :id",
    "UPDATE subscriptions SET by_user = NULL WHERE by_user = :id",
    "UPDATE chats SET by_user = NULL WHERE by_user = :id",
    "UPDATE sources SET by_user = NULL WHERE by_user = :id",
)


async def move_everything(transaction: Transaction, old: int, new: int) -> None:
    """Give all that the chat `old` has to the chat `new`; nothing happens if `old` is unknown."""
    if old == new or not await transaction.rows("SELECT 1 FROM chats WHERE id = :id", id=old):
        return
    for sql in (
        _ADOPT,
        _KEEP_TOLD,
        _MOVE_DELIVERIES,
        _MOVE_PLACES,
        _MOVE_FOLLOWS,
        _MOVE_SUBSCRIPTION,
        _MOVE_PAUSE,
    ):
        await transaction.rows(sql, old=old, new=new)
    await _drop(transaction, old)


async def forget_everything(transaction: Transaction, id: int) -> None:
    """Delete all that is known of a chat and, its id being a person's too, of that person."""
    for sql in _FORGET_PERSON:
        await transaction.rows(sql, id=id)
    await _drop(transaction, id)


async def _drop(transaction: Transaction, id: int) -> None:
    await transaction.rows(_DROP_CHAT, id=id)
    await transaction.rows(_DROP_PAUSE, id=id)
