"""Composition root: settings, wiring, loops, the real Telegram sender, the command line."""
