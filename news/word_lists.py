"""Word lists written as running text, which is how they are read and mended."""


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that are parted by spaces."""
    return frozenset(text.split())
