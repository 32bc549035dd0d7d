"""Changes of the schema, append-only: a released one is never edited."""
