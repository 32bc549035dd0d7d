"""The search index. Stories from before it are marked as read by no analyser: the background
reads them again and indexes them on the way."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create it as the engine has it."""
    if op.get_bind().dialect.name == "sqlite":
        # Stems are lower-case words already: the plainest tokenizer only cuts them at spaces.
        op.execute("CREATE VIRTUAL TABLE search USING fts5(title, body, tokenize = 'ascii')")
    else:
        _postgres()
    op.execute("UPDATE articles SET version = 0")


def _postgres() -> None:
    op.execute(
        "CREATE TABLE search (story_id BIGINT PRIMARY KEY REFERENCES stories (id)"
        " ON DELETE CASCADE, document TSVECTOR NOT NULL)"
    )
    op.execute(sa.text("CREATE INDEX ix_search_document ON search USING gin (document)"))
