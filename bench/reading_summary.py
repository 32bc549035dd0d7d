"""Adapter for the scorer."""

from news.summary import summarize


def system(text: str, sentences: int) -> str:
    """Return the summary as the scorer wants it: one string."""
    return "\n".join(
        s.text.replace("\n", " ") for s in summarize(text, sentences=sentences).sentences
    )
