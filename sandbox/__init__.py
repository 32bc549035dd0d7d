"""A pretend Telegram on loopback, for trying the bot without a token and for tests."""
