"""The first tables: chats, stories, what readers do with them, subscriptions and the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create them."""
    _stories()
    _chats()
    _readers()
    _deliveries()


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", _ROW_ID, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("lede", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("reading_minutes", sa.Integer, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.Column("initial_views", sa.BigInteger, nullable=False),
        sa.Column("readers", sa.Integer, nullable=False),
        sa.Column("likes", sa.Integer, nullable=False),
        sa.UniqueConstraint("fingerprint"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "articles",
        _story(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("analysis", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_articles_version", "articles", ["version"])


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("closed", sa.Text),
        sa.Column("since", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "subscriptions",
        _chat(primary_key=True),
        sa.Column("by_user", sa.BigInteger),
        sa.Column("since", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_subscriptions_by_user", "subscriptions", ["by_user"])
    op.create_table(
        "pauses",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )


def _readers() -> None:
    for name in ("likes", "readings"):
        op.create_table(
            name,
            _story(),
            sa.Column("user_id", sa.BigInteger, primary_key=True),
            sa.Column("at", sa.BigInteger, nullable=False),
        )
        op.create_index(f"ix_{name}_user_id", name, ["user_id"])
    op.create_table(
        "places",
        _chat(primary_key=True),
        _story(),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_places_story_id", "places", ["story_id"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", _ROW_ID, primary_key=True),
        _chat(),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.BigInteger, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("priority", sa.SmallInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("uncertain", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("interrupted", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("claimed_at", sa.BigInteger),
        sa.Column("settled_at", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("reason", sa.Text),
        sa.UniqueConstraint("chat_id", "what", "subject_id", "revision", name="uq_deliveries_once"),
    )
    _partial("pending", ["priority", "id"], "state = 'pending'")
    _partial("deferred", ["due_at"], "state = 'deferred'")
    _partial("claimed", ["claimed_at"], "state = 'claimed'")
    _partial("message", ["chat_id", "message_id"], "message_id IS NOT NULL")


def _partial(name: str, columns: list[str], condition: str) -> None:
    op.create_index(
        f"ix_deliveries_{name}",
        "deliveries",
        columns,
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )


def _story() -> sa.Column[int]:
    key = sa.ForeignKey("stories.id", ondelete="CASCADE")
    return sa.Column("story_id", _ROW_ID, key, primary_key=True)


def _chat(*, primary_key: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey("chats.id", ondelete="CASCADE")
    return sa.Column("chat_id", sa.BigInteger, key, primary_key=primary_key, nullable=False)
