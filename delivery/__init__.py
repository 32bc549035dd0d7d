"""News goes out: who gets what and when, and making sure of it."""
