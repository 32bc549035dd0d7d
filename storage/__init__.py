"""Memory: what the product must not forget, on SQLite or PostgreSQL behind one `Store`."""
