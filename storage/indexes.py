"""How each engine indexes and finds stems."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statements:
    """What differs between the engines: how stems are put in, asked for and ranked."""

    remove: str
    put: str
    #: Condition on `search` that takes `:query`.
    matches: str
    #: The story's id in `search`, and the order of the best match.
    id: str
    rank: str
    #: Stands between the words that must all be there.
    both: str


SQLITE = Statements(
    remove="DELETE FROM search WHERE rowid = :id",
    put="INSERT INTO search (rowid, title, body) VALUES (:id, :title, :body)",
    matches="search MATCH :query",
    id="rowid",
    rank="bm25(search, 4.0, 1.0)",
    both=" ",
)

POSTGRES = Statements(
    remove="DELETE FROM search WHERE story_id = :id",
    put="INSERT INTO search (story_id, document) "
    "VALUES (:id, CAST(:title AS tsvector) || CAST(:body AS tsvector))",
    matches="document @@ CAST(:query AS tsquery)",
    id="story_id",
    rank="-ts_rank(document, CAST(:query AS tsquery))",
    both=" & ",
)
