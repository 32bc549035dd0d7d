"""News comes in: something from outside becomes a story."""
