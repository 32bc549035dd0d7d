"""Messages that were made before: the same story, length and language need no second making."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from storage.chats import Chat
from storage.stories import Story
from views import figures, summary
from views.message import Message
from views.story import recounted

#: Messages kept; a few kilobytes each.
MOST = 512


class Rendered:
    """Remembers messages by story, revision, language, zone and kind of chat.

    Only the counters under a message change from answer to answer; they are set anew each time.
    """

    def __init__(self) -> None:
        self._messages: OrderedDict[Hashable, Message] = OrderedDict()

    def summary(self, story: Story, chat: Chat, username: str, sentences: int) -> Message:
        """Return a story's summary."""
        return self._get(
            ("summary", sentences, username),
            story,
            chat,
            lambda: summary.render(story, chat, username, sentences=sentences),
        )

    def figures(self, story: Story, chat: Chat, username: str) -> Message:
        """Return a story's figures."""
        return self._get(
            ("figures", username), story, chat, lambda: figures.render(story, chat, username)
        )

    def _get(
        self, what: tuple[Hashable, ...], story: Story, chat: Chat, make: Callable[[], Message]
    ) -> Message:
        key = (*what, story.id, story.revision, chat.language, chat.timezone, chat.kind)
        message = self._messages.get(key)
        if message is None:
            self._messages[key] = made = make()
            if len(self._messages) > MOST:
                self._messages.popitem(last=False)
            return made
        self._messages.move_to_end(key)
        return message.with_keyboard(recounted(message.keyboard, story, chat))
