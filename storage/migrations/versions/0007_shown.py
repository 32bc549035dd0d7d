"""What a feed showed last, entry by entry, so that only what differs is compared.

The digest of all of it together goes, and a column that could say nothing but "feed". And a place
for what of the bot failed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add it; the next look at each source compares all entries, once."""
    op.add_column("sources", sa.Column("shown_marks", sa.Text))
    op.drop_column("sources", "shown_mark")
    op.drop_column("sources", "kind")
    op.create_table(
        "troubles",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_troubles"),
    )
