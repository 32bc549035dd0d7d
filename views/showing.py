"""A story in whichever view a button names."""

from views import figures, full, share, summary
from views.buttons import FIGURES, FULL, SUMMARY
from views.message import Message
from views.model import Reader, Story


def render(story: Story, reader: Reader, username: str, view: str, detail: int) -> Message:
    """Return a story as `view` and `detail` of `views.buttons.Open` ask for it (no chart)."""
    if view == SUMMARY:
        return summary.render(story, reader, username, sentences=detail or summary.SENTENCES)
    if view == FIGURES:
        return figures.render(story, reader, username, quotes=bool(detail))
    if view == FULL:
        return full.render(story, reader, username, number=detail or 1).message
    variants = share.VARIANTS
    return share.render(story, reader, username, variant=variants[detail % len(variants)])
