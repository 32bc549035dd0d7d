"""Whether a story's text is an editor's, also of a story that is of no page: a feed's, a file's."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add it; what was known of pages is kept."""
    op.add_column(
        "stories", sa.Column("by_editor", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
    op.execute(
        "UPDATE stories SET by_editor = 1"
        " WHERE id IN (SELECT story_id FROM watches WHERE by_editor = 1)"
    )
