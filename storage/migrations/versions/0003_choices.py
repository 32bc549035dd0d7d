"""What readers choose and follow, versions and copies of stories, digests; who brought the bot."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add them. Whoever was subscribed goes on getting everything at once."""
    _columns()
    _follows()
    _versions()
    _copies()
    _editions()
    # What was stored before counts as seen: nobody's first digest is a heap of old stories.
    op.execute("UPDATE subscriptions SET covered = (SELECT coalesce(max(id), 0) FROM stories)")
    op.execute("UPDATE deliveries SET told = 1 WHERE what = 'story' AND state = 'sent'")


def _columns() -> None:
    _add("chats", sa.Column("by_user", sa.BigInteger))
    op.create_index("ix_chats_by_user", "chats", ["by_user"])
    _add(
        "stories",
        sa.Column("number", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("topic", sa.String(32)),
        sa.Column("topic_why", sa.Text),
        sa.Column("graphic", sa.Text),
        sa.Column("case_id", sa.BigInteger),
        sa.Column("retracted_at", sa.BigInteger),
    )
    op.create_index("ix_stories_case_id", "stories", ["case_id"])
    _add(
        "subscriptions",
        _text("mode", "at_once", 8),
        _text("schedule"),
        _text("quiet"),
        _text("wanted"),
        _number("budget", 5),
        _number("most", 7),
        _number("silent", 0),
        sa.Column("paused_until", sa.BigInteger),
        sa.Column("paused_why", sa.String(8)),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("next_digest_at", sa.BigInteger),
        _text("slot", length=24),
        _number("covered", 0, sa.BigInteger),
        _number("day", 0),
        _number("interrupts", 0),
    )
    there = sa.text("next_digest_at IS NOT NULL")
    op.create_index(
        "ix_subscriptions_next_digest_at",
        "subscriptions",
        ["next_digest_at"],
        sqlite_where=there,
        postgresql_where=there,
    )
    _add("deliveries", sa.Column("cause", sa.Text), sa.Column("told", sa.Integer))


def _follows() -> None:
    op.create_table(
        "follows",
        sa.Column(
            "chat_id",
            sa.BigInteger,
            sa.ForeignKey("chats.id", ondelete="CASCADE", name="fk_follows_chat_id"),
            nullable=False,
        ),
        sa.Column("case_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("story_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "case_id", name="pk_follows"),
    )
    op.create_index("ix_follows_case_id", "follows", ["case_id"])


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column(
            "story_id",
            _ROW_ID,
            sa.ForeignKey("stories.id", ondelete="CASCADE", name="fk_versions_story_id"),
            nullable=False,
            autoincrement=False,
        ),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("analysis", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("replaced_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("story_id", "number", name="pk_versions"),
    )


def _copies() -> None:
    op.create_table(
        "copies",
        sa.Column("id", _ROW_ID, primary_key=True),
        sa.Column(
            "chat_id",
            sa.BigInteger,
            sa.ForeignKey("chats.id", ondelete="CASCADE", name="fk_copies_chat_id"),
            nullable=False,
        ),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column(
            "story_id",
            _ROW_ID,
            sa.ForeignKey("stories.id", ondelete="CASCADE", name="fk_copies_story_id"),
            nullable=False,
        ),
        sa.Column("view", sa.String(1), nullable=False),
        sa.Column("detail", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("chat_id", "message_id", name="uq_copies_message"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_copies_story_id", "copies", ["story_id"])
    op.create_index("ix_copies_at", "copies", ["at"])


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("id", _ROW_ID, primary_key=True),
        sa.Column("held", sa.Text, nullable=False),
        sa.Column("left_out", sa.Integer, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "entries",
        sa.Column(
            "edition_id",
            _ROW_ID,
            sa.ForeignKey("editions.id", ondelete="CASCADE", name="fk_entries_edition_id"),
            nullable=False,
            autoincrement=False,
        ),
        sa.Column("position", sa.SmallInteger, nullable=False, autoincrement=False),
        sa.Column(
            "story_id",
            _ROW_ID,
            sa.ForeignKey("stories.id", ondelete="CASCADE", name="fk_entries_story_id"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("edition_id", "position", name="pk_entries"),
    )
    op.create_index("ix_entries_story_id", "entries", ["story_id"])


def _add(table: str, *columns: "sa.Column[Any]") -> None:
    for column in columns:
        op.add_column(table, column)


def _text(name: str, value: str = "", length: int | None = None) -> "sa.Column[str]":
    kind = sa.String(length) if length else sa.Text()
    return sa.Column(name, kind, nullable=False, server_default=sa.text(f"'{value}'"))


def _number(name: str, value: int, kind: type[sa.Integer] = sa.Integer) -> "sa.Column[int]":
    return sa.Column(name, kind, nullable=False, server_default=sa.text(str(value)))
