"""Face: what a person sees, as text with entities and buttons."""
