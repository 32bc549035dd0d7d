"""Pages of stories, to be looked at again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add them; what pages the stories have that are there already is not known."""
    op.create_table(
        "watches",
        sa.Column(
            "story_id",
            _ROW_ID,
            sa.ForeignKey("stories.id", ondelete="CASCADE", name="fk_watches_story_id"),
            nullable=False,
            autoincrement=False,
        ),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        *(sa.Column(name, sa.String(64), nullable=False) for name in _MARKS),
        sa.Column("next_look_at", sa.BigInteger),
        sa.Column("by_editor", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("trouble", sa.String(16)),
        sa.Column("untold", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("story_id", name="pk_watches"),
    )
    _index("ix_watches_next_look_at", "next_look_at", sa.text("next_look_at IS NOT NULL"))
    _index("ix_watches_untold", "story_id", sa.text("untold = 1"))


_MARKS = ("body_mark", "title_mark", "text_mark")


def _index(name: str, column: str, only: "sa.TextClause") -> None:
    op.create_index(name, "watches", [column], sqlite_where=only, postgresql_where=only)
