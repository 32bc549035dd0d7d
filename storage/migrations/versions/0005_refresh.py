"""What a look at a source needs to know of those before it, in the source's own row.

So a thousand sources that have nothing new are looked at without a question about their items.
"""

# ruff: noqa: S608 - the f-string puts together constants of this module

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

#: Servers' clocks are often ahead: nothing was published after it was seen.
_AT = "CASE WHEN published_at IS NULL OR published_at > seen_at THEN seen_at ELSE published_at END"
_MONTH = 28 * 86_400_000_000
#: Of each source the last news, and the mean gap in seconds of the month in which it last showed
#: any: roughly its rhythm, until its next news tells it better.
_TELL_RHYTHMS = f"""
UPDATE sources SET
  news_at = (SELECT max({_AT}) FROM items WHERE source_id = sources.id),
  usual_gap = (
    SELECT (max({_AT}) - min({_AT})) / (1000000 * nullif(count(*) - 1, 0)) FROM items
    WHERE source_id = sources.id AND seen_at >= -{_MONTH} + (
      SELECT max(seen_at) FROM items AS other WHERE other.source_id = sources.id))"""


def upgrade() -> None:
    """Add it."""
    op.add_column("sources", sa.Column("shown_mark", sa.String(32)))
    op.add_column("sources", sa.Column("news_at", sa.BigInteger))
    op.add_column("sources", sa.Column("usual_gap", sa.Integer))
    op.execute(_TELL_RHYTHMS)
