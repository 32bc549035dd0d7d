"""Word lists written as running text, which is how they are read and mended."""


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that are parted by spaces."""
    return frozenset(text.split())


def word_list(text: str) -> list[str]:
    """Return the words of a text in order."""
    return text.split()


def phrases_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a text that are parted by "|", each as its words."""
    return tuple(tuple(phrase.split()) for phrase in text.split("|"))
