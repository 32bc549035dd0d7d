"""What subscribers get when a story is added: headline, summary, buttons."""

from views import summary
from views.message import Message
from views.model import Reader, Story


def render(story: Story, reader: Reader, username: str) -> Message:
    """Return the message that tells of a new story."""
    return summary.render(story, reader, username)
