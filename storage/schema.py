"""The tables as they are after all migrations; a test compares the two on both engines.

Times are whole microseconds since 1970, UTC (BIGINT): one meaning on both engines, and sorting is
comparing numbers. Chat and user ids are Telegram's, up to 52 bits. The search index (`search`,
an FTS5 table on SQLite, a tsvector table on PostgreSQL) is made by its migration alone.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: SQLite numbers rows by itself only where the key is INTEGER.
_ROW_ID = BigInteger().with_variant(Integer, "sqlite")


def _chat(*, primary_key: bool = False) -> Column[int]:
    key = ForeignKey("chats.id", ondelete="CASCADE")
    return Column("chat_id", BigInteger, key, primary_key=primary_key, nullable=False)


def _story() -> Column[int]:
    key = ForeignKey("stories.id", ondelete="CASCADE")
    return Column("story_id", _ROW_ID, key, primary_key=True)


chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("title", Text),
    Column("closed", Text),  # why nothing is sent there any more; NULL: open
    Column("since", BigInteger, nullable=False),
)

# Small rows: lists, counters and the newest story are read often, and a counter that shares its
# row with a long text would rewrite that text with every reader.
stories = Table(
    "stories",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("revision", Integer, nullable=False),  # grows whenever what is shown changes
    Column("fingerprint", String(64), nullable=False),  # of the words: the same text again is known
    Column("title", Text, nullable=False),
    Column("lede", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("reading_minutes", Integer, nullable=False),
    Column("source", Text),
    Column("added_at", BigInteger, nullable=False),
    Column("initial_views", BigInteger, nullable=False),
    Column("readers", Integer, nullable=False),
    Column("likes", Integer, nullable=False),
    UniqueConstraint("fingerprint"),
    sqlite_autoincrement=True,  # a link to a removed story must never open another
)

articles = Table(
    "articles",
    metadata,
    _story(),
    Column("text", Text, nullable=False),
    Column("analysis", Text, nullable=False),  # news.analysis.Analysis as JSON
    Column("version", Integer, nullable=False),  # of the analyser that made it
    Index("ix_articles_version", "version"),
)

likes = Table(
    "likes",
    metadata,
    _story(),
    Column("user_id", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("ix_likes_user_id", "user_id"),
)

readings = Table(
    "readings",
    metadata,
    _story(),
    Column("user_id", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("ix_readings_user_id", "user_id"),
)

places = Table(
    "places",
    metadata,
    _chat(primary_key=True),
    _story(),
    Column("page", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("ix_places_story_id", "story_id"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    _chat(primary_key=True),
    Column("by_user", BigInteger),
    Column("since", BigInteger, nullable=False),
    Index("ix_subscriptions_by_user", "by_user"),
)

# The ledger. A row names what a chat is to be told, not its words: what is sent is what holds then.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    _chat(),
    Column("what", String(16), nullable=False),  # story; later: digest, correction
    Column("subject_id", BigInteger, nullable=False),  # the story's (digest's) id
    Column("revision", Integer, nullable=False),  # which telling of it: 1, then each correction
    Column("state", String(16), nullable=False),
    Column("priority", SmallInteger, nullable=False),  # lower goes first
    Column("due_at", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    Column("uncertain", Integer, nullable=False, server_default=text("0")),
    # Tries of unknown end: no answer came; or the process was stopped before it could be marked.
    Column("interrupted", Integer, nullable=False, server_default=text("0")),
    Column("claimed_at", BigInteger),
    Column("settled_at", BigInteger),
    Column("message_id", BigInteger),
    Column("reason", Text),
    UniqueConstraint("chat_id", "what", "subject_id", "revision", name="uq_deliveries_once"),
)
# Partial: the queue stays as small as what waits, however long the history grows.
Index(
    "ix_deliveries_pending",
    deliveries.c.priority,
    deliveries.c.id,
    sqlite_where=text("state = 'pending'"),
    postgresql_where=text("state = 'pending'"),
)
Index(
    "ix_deliveries_deferred",
    deliveries.c.due_at,
    sqlite_where=text("state = 'deferred'"),
    postgresql_where=text("state = 'deferred'"),
)
Index(
    "ix_deliveries_claimed",
    deliveries.c.claimed_at,
    sqlite_where=text("state = 'claimed'"),
    postgresql_where=text("state = 'claimed'"),
)
Index(
    "ix_deliveries_message",
    deliveries.c.chat_id,
    deliveries.c.message_id,
    sqlite_where=text("message_id IS NOT NULL"),
    postgresql_where=text("message_id IS NOT NULL"),
)

# How long Telegram told us to wait; chat 0 is the whole bot. No foreign key: 0 is no chat.
pauses = Table(
    "pauses",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("until", BigInteger, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
)
