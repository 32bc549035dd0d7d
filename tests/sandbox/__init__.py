"""Tests of the pretend Telegram."""
