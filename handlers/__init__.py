"""Conversations, one file per feature: an update comes in, a view goes out."""
