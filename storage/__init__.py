"""Memory: SQL in, frozen dataclasses out."""
