"""Where news comes from, what each source has shown, and which stories report one event."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add them. Stories that are there already get their prints from the background."""
    op.add_column("stories", sa.Column("group_id", sa.BigInteger))
    op.add_column("stories", _count("quiet"))
    op.create_index("ix_stories_group_id", "stories", ["group_id"])
    _sources()
    _items()
    _story_sources()
    _prints()
    _suggestions()


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", _ROW_ID, primary_key=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("named", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("site", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("topic", sa.String(32)),
        sa.Column("full_text", sa.String(8), nullable=False, server_default=sa.text("'auto'")),
        sa.Column("every_seconds", sa.Integer),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.Column("by_user", sa.BigInteger),
        sa.Column("paused_at", sa.BigInteger),
        sa.Column("paused_why", sa.Text),
        sa.Column("removed_at", sa.BigInteger),
        sa.Column("next_look_at", sa.BigInteger, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("body_mark", sa.String(64)),
        sa.Column("looked_at", sa.BigInteger),
        sa.Column("ok_at", sa.BigInteger),
        sa.Column("status", sa.Integer),
        sa.Column("failure", sa.Text),
        *(_count(name) for name in ("failures", "gone", "whole", "half")),
        sa.Column("failing_since", sa.BigInteger),
        sa.Column("empty_since", sa.BigInteger),
        sa.UniqueConstraint("url", name="uq_sources_url"),
        sqlite_autoincrement=True,
    )
    due = sa.text("paused_at IS NULL AND removed_at IS NULL")
    op.create_index(
        "ix_sources_next_look_at",
        "sources",
        ["next_look_at"],
        sqlite_where=due,
        postgresql_where=due,
    )


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("id", _ROW_ID, primary_key=True),
        _parent("source_id", "sources.id", "fk_items_source_id"),
        *(sa.Column(name, sa.String(32), nullable=False) for name in _MARKS),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column(
            "story_id",
            _ROW_ID,
            sa.ForeignKey("stories.id", ondelete="SET NULL", name="fk_items_story_id"),
        ),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("published_at", sa.BigInteger),
        _count("held"),
    )
    op.create_index("ix_items_source_id", "items", ["source_id", "seen_at"])
    op.create_index("ix_items_story_id", "items", ["story_id"])
    held = sa.text("held = 1")
    op.create_index(
        "ix_items_held", "items", ["source_id"], sqlite_where=held, postgresql_where=held
    )


_MARKS = ("entry_mark", "link_mark", "title_mark", "text_mark")


def _story_sources() -> None:
    op.create_table(
        "story_sources",
        sa.Column("id", _ROW_ID, primary_key=True),
        _parent("story_id", "stories.id", "fk_story_sources_story_id"),
        sa.Column(
            "source_id",
            _ROW_ID,
            sa.ForeignKey("sources.id", ondelete="SET NULL", name="fk_story_sources_source_id"),
        ),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("fingerprint", sa.String(64)),
        sa.Column("figures", sa.Text),
        sa.Column("belief", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_sources_story_id", "story_sources", ["story_id"])
    op.create_index("ix_story_sources_source_id", "story_sources", ["source_id"])
    op.create_index("ix_story_sources_url", "story_sources", ["url"])
    op.create_index("ix_story_sources_fingerprint", "story_sources", ["fingerprint"])


def _prints() -> None:
    op.create_table(
        "prints",
        _parent("story_id", "stories.id", "fk_prints_story_id", autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("print", sa.Text, nullable=False),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("story_id", name="pk_prints"),
    )
    op.create_index("ix_prints_added_at", "prints", ["added_at"])
    op.create_table(
        "print_keys",
        sa.Column("key", sa.String(64), nullable=False),
        _parent("story_id", "stories.id", "fk_print_keys_story_id", autoincrement=False),
        sa.PrimaryKeyConstraint("key", "story_id", name="pk_print_keys"),
    )
    op.create_index("ix_print_keys_story_id", "print_keys", ["story_id"])


def _suggestions() -> None:
    op.create_table(
        "suggestions",
        _parent("story_id", "stories.id", "fk_suggestions_story_id", autoincrement=False),
        sa.Column("other_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("belief", sa.Integer, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("story_id", "other_id", name="pk_suggestions"),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "ix_suggestions_made_at",
        "suggestions",
        ["made_at"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _count(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))


def _parent(name: str, target: str, key: str, **options: Any) -> "sa.Column[int]":
    reference = sa.ForeignKey(target, ondelete="CASCADE", name=key)
    return sa.Column(name, _ROW_ID, reference, nullable=False, **options)
